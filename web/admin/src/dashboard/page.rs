//! The dashboard's page: the choice of days, and everything that follows it.

use client::{Dashboard, DashboardVariables, SubmissionsBucket, TenantKind};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::Skeleton;

use super::assistant::assistant;
use super::cards::{Leads, cards};
use super::chart::OverTime;
use super::days::Day;
use super::range::{Choice, RangeBar, input, interval};
use super::sources::{campaigns, items, sources};
use super::texts::words;
use crate::app::frame;
use crate::browser;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::times::{Times, today_in};
use crate::transport::Api;

/// Each list with the states that count.
const COUNTED: [(&str, Page, &str); 3] = [
    ("orders", Page::Orders, "pending,confirmed,fulfilled"),
    ("donations", Page::Donations, "pending,received"),
    ("pledges", Page::Pledges, "active,overdue,fulfilled"),
];

/// The dashboard.
#[component]
pub(crate) fn DashboardPage() -> impl IntoView {
    let (frame, words) = (frame(), words());
    let locale = prefs().locale.get();
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let kind =
        Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map_or(TenantKind::Shop, |shop| shop.kind)));
    let map = use_query_map();
    let choice = Memo::new(move |_| map.with(|map| Choice::read(|key| map.get(key))));
    // Asks anew which day it is: a page that stays open outlives its day.
    let look_again = RwSignal::new(());
    let returning = window_event_listener(leptos::ev::visibilitychange, move |_| {
        if browser::is_visible() {
            look_again.set(());
        }
    });
    on_cleanup(move || returning.remove());
    let days = Memo::new(move |_| {
        look_again.track();
        let today = Day::parse(&today_in(zone.get().as_deref())).unwrap_or_default();
        choice.get().days(today)
    });

    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let path = Page::Dashboard.of(&tenant);
    let navigate = use_navigate();
    let go_to = path.clone();
    let on_choose = Callback::new(move |choice: Choice| {
        look_again.set(());
        let to = format!("{go_to}{}", choice.query());
        navigate(&to, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });

    let loader = Loader::<Dashboard>::new();
    let api = Api::of_this_tenant();
    let ask = move || {
        let (api, days) = (api.clone(), days.get());
        let variables = DashboardVariables::new(input(days), interval(days.0.until(days.1)));
        async move { client::dashboard(&api, variables).await }
    };
    let asked = ask.clone();
    // The tenant's zone decides which day it is; until it is known nothing is asked.
    Effect::new(move |_| {
        if zone.get().is_some() {
            loader.ask(asked());
        }
    });
    let on_retry = Callback::new(move |()| loader.ask(untrack(&ask)));
    Effect::new(move |_| frame.set_title(words.title));

    let shown = move || {
        let (from, to) = days.get();
        let times = Times::new(locale, None);
        let (first, last) = (times.day_and_year(&from.text()), times.day_and_year(&to.text()));
        if from == to { first } else { format!("{first}{}{last}", words.dash) }
    };
    let of_page = path.clone();
    let body = move || match loader.state.get() {
        Loaded::Waiting => skeleton().into_any(),
        Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
        Loaded::Here(data) => {
            let days = days.get_untracked();
            let span = format!("from={}&to={}", days.0.text(), days.1.text());
            let leads = leads(&tenant, &of_page, &span, &choice.get_untracked().query());
            let lead = {
                let tenant = tenant.clone();
                Callback::new(move |(bucket, word): (SubmissionsBucket, &'static str)| {
                    let (from, to) = (Day::parse(&bucket.date)?, days.1);
                    let length = days.0.until(days.1);
                    let last = match interval(length) {
                        // No list is narrowed to an hour.
                        client::Interval::Hour => return None,
                        client::Interval::Day => from,
                        client::Interval::Week => from.week_end().min(to),
                        client::Interval::Month => from.month_end().min(to),
                    };
                    list_of(&tenant, word, &format!("from={}&to={}", from.text(), last.text()))
                })
            };
            let kind = kind.get();
            let times = Times::new(locale, zone.get_untracked());
            view! {
                {cards(&data.dashboard_summary, &leads, locale, words, kind)}
                <section class="card panel" aria-labelledby="over-time">
                    <OverTime
                        data=data.submissions_over_time.clone()
                        interval=interval(days.0.until(days.1))
                        times
                        kind
                        lead
                    />
                </section>
                <div class="panels">
                    {sources(&data.conversions_by_channel, locale, words, kind)}
                    <div class="panels-side">
                        {campaigns(&data.campaigns.nodes, &tenant, locale, words)}
                        {(kind == TenantKind::Shop || !data.top_items.is_empty())
                            .then(|| items(&data.top_items, &tenant, locale, words))}
                        {assistant(&data.ai_usage, &Times::new(locale, None), words)}
                    </div>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <div class="dashboard">
            <header class="page-head">
                <h1 class="page-title">{words.title}</h1>
                <p class="page-count" role="status">{shown}</p>
            </header>
            <RangeBar choice days on_choose />
            <div class="dashboard-body" aria-busy=move || loader.busy.get().to_string()>{body}</div>
        </div>
    }
}

/// The list that makes a number, if the app has one.
fn list_of(tenant: &str, word: &str, span: &str) -> Option<String> {
    let (_, page, states) = COUNTED.into_iter().find(|(of, ..)| *of == word)?;
    Some(format!("{}?status={states}&{span}", page.of(tenant)))
}

fn leads(tenant: &str, path: &str, span: &str, query: &str) -> Leads {
    let sources = format!("{path}{query}#sources");
    let or_here = |word: &str| list_of(tenant, word, span).unwrap_or_else(|| format!("{path}{query}#over-time"));
    Leads {
        orders: or_here("orders"),
        largest: format!("{}&sort=highest", or_here("orders")),
        donations: or_here("donations"),
        received: format!("{}?status=received&by=received&{span}", Page::Donations.of(tenant)),
        pledges: or_here("pledges"),
        sources,
    }
}

fn skeleton() -> impl IntoView {
    let card = |_| view! { <li class="figure"><span class="figure-link"><Skeleton width=40 /><Skeleton width=60 /><Skeleton width=80 /></span></li> };
    view! {
        <p class="visually-hidden" role="status">{t().loading}</p>
        <ul class="figures" role="list" aria-hidden="true">{(0..4).map(card).collect_view()}</ul>
        <div class="card panel panel-waiting" aria-hidden="true"><Skeleton width=40 /></div>
    }
}
