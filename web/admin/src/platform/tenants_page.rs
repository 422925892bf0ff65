//! Every tenant with its use, and the platform at a glance.

use client::{PlatformTenant, PlatformTenantList, PlatformUsage, TenantKind};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{EmptyState, IconName, Skeleton, Status, StatusTone};

use super::acts::{Act, ActDialog, Acting};
use super::parts::{WINDOW, address, api, number, pager, tabs};
use super::texts::{PlatformTexts, words};
use crate::app::frame;
use crate::fault::FaultState;
use crate::list::SearchBox;
use crate::load::{Loaded, Loader};
use crate::places::PlatformPage as Page;
use crate::prefs::prefs;
use crate::shell::storefront_address;
use crate::times::Times;
use crate::toasts::toasts;

/// The page.
#[component]
pub(crate) fn PlatformPage() -> impl IntoView {
    let (frame, words) = (frame(), words());
    let locale = prefs().locale.get();
    let api = StoredValue::new(api());
    let map = use_query_map();
    let search = Memo::new(move |_| map.with(|map| map.get("q").unwrap_or_default().trim().to_owned()));
    let offset = Memo::new(move |_| map.with(|map| map.get("offset").and_then(|n| n.parse::<u32>().ok()).unwrap_or(0)));
    let tenants = Loader::<PlatformTenantList>::new();
    let usage = Loader::<PlatformUsage>::new();
    let ask = move || {
        let (api, words, from) = (api.get_value(), search.get_untracked(), offset.get_untracked());
        let (limit, from) = (i32::try_from(WINDOW).unwrap_or(25), i32::try_from(from).unwrap_or(0));
        tenants.ask(async move { client::platform_tenants(&api, &words, limit, from).await });
    };
    let ask_usage = move || {
        let api = api.get_value();
        usage.ask(async move { client::platform_usage(&api).await });
    };
    Effect::new(move |_| {
        search.track();
        offset.track();
        ask();
    });
    ask_usage();
    Effect::new(move |_| frame.set_title(words.title));
    let refresh = Callback::new(move |()| {
        ask();
        ask_usage();
    });
    let acting = Acting::new(api, toasts(), refresh);
    let navigate = use_navigate();
    let on_search = Callback::new(move |words: String| {
        let words = words.trim().to_owned();
        if words != search.get_untracked() {
            let replace = !search.with_untracked(String::is_empty);
            navigate(&address(Page::Tenants, &words, 0), NavigateOptions { replace, ..NavigateOptions::default() });
        }
    });
    let count = move || {
        tenants.state.with(|state| match state {
            Loaded::Here(list) => words.count.replace("{n}", &number(list.total_count)),
            _ => String::new(),
        })
    };
    let on_retry = Callback::new(move |()| ask());
    let body = move || match tenants.state.get() {
        Loaded::Waiting => {
            let row = |_| view! { <li class="log-line"><Skeleton width=60 /></li> };
            view! { <ul class="log card panel" role="list" aria-hidden="true">{(0..6).map(row).collect_view()}</ul> }
                .into_any()
        }
        Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
        Loaded::Here(list) if list.nodes.is_empty() => {
            view! { <EmptyState icon=IconName::Search title=words.nothing_title text=words.nothing_text /> }.into_any()
        }
        Loaded::Here(list) => {
            let from = offset.get_untracked();
            let shown = u32::try_from(list.nodes.len()).unwrap_or(0);
            let total = u32::try_from(list.total_count).unwrap_or(0);
            let times = Times::new(locale, None);
            let rows: Vec<_> =
                list.nodes.into_iter().map(|row| tenant(row, &times, acting, words).into_any()).collect();
            let pager = pager(Page::Tenants, &search.get_untracked(), from, from + shown < total);
            view! { <ul class="log card panel" role="list">{rows}</ul> {pager} }.into_any()
        }
    };
    view! {
        <div class="list-page platform">
            <header class="page-head">
                <h1 class="page-title">{words.title}</h1>
                <p class="page-count" role="status">{count}</p>
            </header>
            {tabs()}
            {move || glance(usage.state.get(), words)}
            <div class="list-tools">
                <SearchBox label=words.search value=Signal::derive(move || search.get()) on_search />
            </div>
            <div class="list-body" aria-busy=move || tenants.busy.get().to_string()>{body}</div>
            <ActDialog acting />
        </div>
    }
}

/// The platform's numbers.
fn glance(usage: Loaded<PlatformUsage>, words: &'static PlatformTexts) -> AnyView {
    let Loaded::Here(usage) = usage else {
        return view! { <div class="figures platform-figures" aria-hidden="true"></div> }.into_any();
    };
    let note =
        (usage.suspended_tenants > 0).then(|| words.suspended_count.replace("{n}", &number(usage.suspended_tenants)));
    let figure = |label: &'static str, n: i32, note: Option<String>| {
        let note = note.map(|note| view! { <span class="figure-note">{note}</span> });
        view! {
            <li class="figure">
                <span class="figure-link">
                    <span class="figure-label">{label}</span>
                    <span class="figure-now">{number(n)}</span>
                    {note}
                </span>
            </li>
        }
    };
    view! {
        <section aria-label=words.usage>
            <ul class="figures platform-figures" role="list">
                {figure(words.tenants, usage.tenants, note)}
                {figure(words.active, usage.active_tenants, None)}
                {figure(words.people, usage.people, None)}
                {figure(words.orders, usage.orders, None)}
                {figure(words.donations, usage.donations, None)}
                {figure(words.pledges, usage.pledges, None)}
                {figure(words.visits, usage.visits, None)}
            </ul>
        </section>
    }
    .into_any()
}

fn tenant(row: PlatformTenant, times: &Times, acting: Acting, words: &'static PlatformTexts) -> impl IntoView + use<> {
    let kind = match row.kind {
        TenantKind::Shop => words.shop,
        TenantKind::Charity => words.charity,
    };
    let (tone, state) = if row.is_active { (StatusTone::Done, words.open) } else { (StatusTone::Bad, words.suspended) };
    let reason = row.suspended_reason.clone().map(|reason| view! { <p class="log-changes"><bdi>{reason}</bdi></p> });
    let members = words.members.replace("{n}", &number(row.members));
    let used = words.use_of.replace("{n}", &number(row.submissions)).replace("{v}", &number(row.visits));
    let since = words.since.replace("{n}", &times.day_and_year(row.created_at.get(..10).unwrap_or_default()));
    let owner = row.owner_email.clone().map(|email| {
        view! { <a class="tenant-owner" href=format!("mailto:{email}")><bdi dir="ltr">{email.clone()}</bdi></a> " · " }
    });
    let (act, label) = if row.is_active { (Act::Suspend, words.suspend) } else { (Act::Reactivate, words.reactivate) };
    let row = StoredValue::new(row);
    let (slug, name) = row.with_value(|row| (row.slug.clone(), row.name.clone()));
    view! {
        <li class="log-line platform-tenant">
            <span class="tenant-mark" aria-hidden="true">{crate::shell::initial(&name)}</span>
            <div class="log-body">
                <p class="log-act">
                    <bdi>{name}</bdi> " "
                    <a href=storefront_address(&slug) target="_blank" rel="noopener"><bdi dir="ltr">{slug.clone()}</bdi></a>
                    " " <Status tone=tone label=state />
                </p>
                {reason}
                <p class="log-by">{kind} " · " {members} " · " {used}</p>
                <p class="log-by">{owner} {since}</p>
                <span class="acts">
                    <button type="button" class="button button-quiet" on:click=move |_| acting.press(act, row.get_value())>
                        {label}
                    </button>
                    <button type="button" class="button button-quiet" on:click=move |_| acting.press(Act::Erase, row.get_value())>
                        {words.erase}
                    </button>
                </span>
            </div>
        </li>
    }
}
