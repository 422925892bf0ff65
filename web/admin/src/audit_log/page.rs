//! The page of the log.

use client::{AuditActor, AuditEvent, ExportKind, ExportRequestInput};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{EmptyState, Icon, IconName, Locale, Skeleton};

use super::filters::{Filters, Narrowed, actor_word};
use super::texts::{AuditTexts, act, fact, value, words};
use crate::app::frame;
use crate::exports;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::places::Page;
use crate::prefs::prefs;
use crate::times::Times;
use crate::toasts::toasts;
use crate::transport::Api;

/// What was read so far, and where it goes on.
#[derive(Debug, Clone)]
struct Lines {
    events: Vec<AuditEvent>,
    after: Option<String>,
}

/// The page.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let (frame, words, toasts) = (frame(), words(), toasts());
    let locale = prefs().locale.get();
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let api = StoredValue::new(Api::of_this_tenant());
    let map = use_query_map();
    let chosen = Memo::new(move |_| map.with(|map| Narrowed::read(|key| map.get(key))));
    let loader = Loader::<Lines>::new();
    let question = move |after: Option<String>| {
        let api = api.get_value();
        let filter = chosen.with_untracked(Narrowed::filter);
        async move {
            let page = client::audit_log(&api, after, filter).await?;
            let after = page.page_info.end_cursor.filter(|_| page.page_info.has_next_page);
            Ok(Lines { events: page.nodes, after })
        }
    };
    Effect::new(move |_| {
        chosen.track();
        loader.ask(question(None));
    });
    Effect::new(move |_| frame.set_title(words.title));
    let going_on = RwSignal::new(false);
    let more = move |after: String| {
        going_on.set(true);
        spawn_local(async move {
            match question(Some(after)).await {
                Ok(next) => loader.state.update(|state| {
                    if let Loaded::Here(lines) = state {
                        lines.events.extend(next.events);
                        lines.after = next.after;
                    }
                }),
                Err(error) => toasts.fault(&error),
            }
            going_on.set(false);
        });
    };
    let navigate = use_navigate();
    let path = Page::Audit.of(&tenant);
    let on_change = Callback::new(move |next: Narrowed| {
        navigate(&next.address(&path), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let export = exports::tool(&api.get_value(), &tenant, move || ExportRequestInput {
        audit: Some(chosen.with_untracked(Narrowed::filter)),
        ..ExportRequestInput::of(ExportKind::AuditEvent, "")
    });
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let on_retry = Callback::new(move |()| loader.ask(question(None)));
    let body = move || match loader.state.get() {
        Loaded::Waiting => {
            let row = |_| view! { <li class="log-line"><Skeleton width=60 /></li> };
            view! { <ul class="log card panel" role="list" aria-hidden="true">{(0..6).map(row).collect_view()}</ul> }
                .into_any()
        }
        Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
        Loaded::Here(lines) if lines.events.is_empty() => {
            view! { <EmptyState icon=IconName::History title=words.nothing_title text=words.nothing_text /> }.into_any()
        }
        Loaded::Here(lines) => {
            let times = Times::new(locale, zone.get());
            let rows: Vec<_> = lines.events.iter().map(|event| line(event, &times, locale, words)).collect();
            let more = lines.after.map(|after| {
                view! {
                    <button
                        type="button"
                        class="button button-secondary"
                        disabled=move || going_on.get()
                        on:click=move |_| more(after.clone())
                    >
                        {words.more}
                    </button>
                }
            });
            view! { <ul class="log card panel" role="list">{rows}</ul> <div class="pager">{more}</div> }.into_any()
        }
    };
    view! {
        <div class="list-page">
            <header class="page-head">
                <h1 class="page-title">{words.title}</h1>
                <p class="page-count">{words.text}</p>
                {export}
            </header>
            <Filters chosen on_change />
            <div class="list-body" aria-busy=move || loader.busy.get().to_string()>{body}</div>
        </div>
    }
}

fn line(event: &AuditEvent, times: &Times, locale: Locale, words: &'static AuditTexts) -> impl IntoView + use<> {
    let by = match (&event.actor_name, event.actor) {
        (Some(name), _) => name.clone(),
        (None, AuditActor::Member) => words.somebody.to_owned(),
        (None, actor) => actor_word(actor, words).to_owned(),
    };
    let is_arabic = locale == Locale::Ar;
    let number = event.entity_number.clone().map(|number| view! { <bdi dir="ltr" class="log-number">{number}</bdi> });
    let changes: Vec<_> = event
        .changes
        .iter()
        .filter(|change| change.field != "version")
        .take(6)
        .map(|change| {
            let shown = |text: &String| short(&value(text, is_arabic));
            let before = change.before.as_ref().map(|text| view! { <s dir="auto">{shown(text)}</s> " " });
            let after = change.after.as_ref().map(|text| view! { <bdi>{shown(text)}</bdi> });
            view! { <span class="log-change">{fact(&change.field, is_arabic)} ": " {before}{after}</span> }
        })
        .collect();
    view! {
        <li class="log-line">
            <span class="event-mark"><Icon name=IconName::History /></span>
            <div class="log-body">
                <p class="log-act">{act(&event.action, is_arabic)} " " {number}</p>
                <p class="log-by"><bdi>{by}</bdi> " · " {times.ago_view(&event.at)}</p>
                {(!changes.is_empty()).then(|| view! { <p class="log-changes">{changes}</p> })}
            </div>
        </li>
    }
}

/// A fact's value, cut where it is longer than a line.
fn short(text: &str) -> String {
    if text.chars().count() > 60 { text.chars().take(59).chain(['…']).collect() } else { text.to_owned() }
}
