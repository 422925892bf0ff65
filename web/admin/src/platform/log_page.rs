//! The operator's log: what operators, the command line and people over their own accounts did.

use client::PlatformAuditEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{EmptyState, Icon, IconName, Locale, Skeleton};

use super::parts::{WINDOW, api, pager, tabs};
use super::texts::{PlatformTexts, act, words};
use crate::app::frame;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::places::PlatformPage as Page;
use crate::prefs::prefs;
use crate::times::Times;

/// The page.
#[component]
pub(crate) fn PlatformLogPage() -> impl IntoView {
    let (frame, words) = (frame(), words());
    let locale = prefs().locale.get();
    let api = StoredValue::new(api());
    let map = use_query_map();
    let offset = Memo::new(move |_| map.with(|map| map.get("offset").and_then(|n| n.parse::<u32>().ok()).unwrap_or(0)));
    let loader = Loader::<Vec<PlatformAuditEvent>>::new();
    let ask = move || {
        let (api, from) = (api.get_value(), i32::try_from(offset.get_untracked()).unwrap_or(0));
        // One further than is shown tells whether there is more.
        let limit = i32::try_from(WINDOW).unwrap_or(25) + 1;
        loader.ask(async move { client::platform_events(&api, limit, from).await });
    };
    Effect::new(move |_| {
        offset.track();
        ask();
    });
    Effect::new(move |_| frame.set_title(words.log));
    let on_retry = Callback::new(move |()| ask());
    let body = move || match loader.state.get() {
        Loaded::Waiting => {
            let row = |_| view! { <li class="log-line"><Skeleton width=60 /></li> };
            view! { <ul class="log card panel" role="list" aria-hidden="true">{(0..6).map(row).collect_view()}</ul> }
                .into_any()
        }
        Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
        Loaded::Here(lines) if lines.is_empty() => {
            view! { <EmptyState icon=IconName::History title=words.log text=words.log_text /> }.into_any()
        }
        Loaded::Here(lines) => {
            let times = Times::new(locale, None);
            let most = usize::try_from(WINDOW).unwrap_or(25);
            let has_more = lines.len() > most;
            let rows: Vec<_> =
                lines.iter().take(most).map(|event| line(event, &times, locale, words).into_any()).collect();
            let pager = pager(Page::Log, "", offset.get_untracked(), has_more);
            view! { <ul class="log card panel" role="list">{rows}</ul> {pager} }.into_any()
        }
    };
    view! {
        <div class="list-page platform">
            <header class="page-head">
                <h1 class="page-title">{words.log}</h1>
                <p class="page-count">{words.log_text}</p>
            </header>
            {tabs()}
            <div class="list-body" aria-busy=move || loader.busy.get().to_string()>{body}</div>
        </div>
    }
}

fn line(
    event: &PlatformAuditEvent,
    times: &Times,
    locale: Locale,
    words: &'static PlatformTexts,
) -> impl IntoView + use<> {
    let by = event
        .actor_email
        .clone()
        .unwrap_or_else(|| (if event.actor == "system" { words.by_system } else { words.by_person }).to_owned());
    let tenant = event.tenant_slug.clone().map(|slug| view! { <bdi dir="ltr" class="log-number">{slug}</bdi> });
    view! {
        <li class="log-line">
            <span class="event-mark"><Icon name=IconName::History /></span>
            <div class="log-body">
                <p class="log-act">{act(&event.action, locale == Locale::Ar)} " " {tenant}</p>
                {event.reason.clone().map(|reason| view! { <p class="log-changes"><bdi>{reason}</bdi></p> })}
                <p class="log-by"><bdi>{by}</bdi> " · " {times.ago_view(&event.at)}</p>
            </div>
        </li>
    }
}
