//! A list as a whole page: heading and count, search and pills, rows, and the way to the next page.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{EmptyState, Icon, IconName};

use super::bulk::{BulkBar, Selection};
use super::filters::Filters;
use super::fresh::{Fresh, FreshPill, hear, renew};
use super::rows::{Cards, SkeletonRows, Table};
use super::search_box::SearchBox;
use super::texts::words;
use super::{ListQuery, Listing, Rows, Trail};
use crate::app::frame;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::prefs::t;

/// How often the beginning of a list is asked again while it is on the screen.
const REFRESH: Duration = Duration::from_secs(30);

/// What stands below the pills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Empty,
    Rows,
    Failed,
}

/// The page of a list.
#[component]
pub(crate) fn ListPage<L: Listing>(
    /// What it lists.
    listing: L,
) -> impl IntoView {
    let frame = frame();
    let map = use_query_map();
    let (filters, sorts) = (listing.filters(), listing.sorts());
    let query = {
        let (filters, sorts) = (filters.clone(), sorts.clone());
        Memo::new(move |_| map.with(|map| ListQuery::read(|key| map.get(key), &filters, &sorts)))
    };
    let loader = Loader::<Rows<L::Row>>::new();
    let fresh = Fresh::new();
    follow(&listing, query, loader, fresh);
    let acts = listing.bulk();
    let selection = (!acts.is_empty()).then(Selection::new);
    let again = listing.clone();
    let on_done = Callback::new(move |()| loader.ask_quietly(again.fetch(&query.get_untracked())));
    if let Some(selection) = selection {
        // Other rows, another selection.
        Effect::new(move |_| {
            query.track();
            selection.clear();
        });
    }
    let bulk = selection.map(|selection| {
        let api = StoredValue::new(crate::transport::Api::of_this_tenant());
        view! { <BulkBar acts selection api on_done /> }
    });
    let select = selection.map(|selection| {
        let label = move || if selection.is_selecting.get() { words().select_done } else { words().select };
        view! {
            <button
                type="button"
                class="pill select-toggle"
                aria-pressed=move || selection.is_selecting.get().to_string()
                on:click=move |_| {
                    if selection.is_selecting.get_untracked() {
                        selection.clear();
                    } else {
                        selection.is_selecting.set(true);
                    }
                }
            >
                {label}
            </button>
        }
    });

    let navigate = use_navigate();
    let path = listing.path();
    let go = Callback::new(move |(query, replace): (ListQuery, bool)| {
        let scroll = !query.is_at_start();
        navigate(&query.address(&path), NavigateOptions { replace, scroll, ..NavigateOptions::default() });
    });
    let on_search = Callback::new(move |words: String| {
        let next = query.get_untracked().with_search(&words);
        // Typing on in a search makes no new entry in the history.
        let replace = query.with_untracked(|query| !query.search.is_empty());
        if next.search != query.with_untracked(|query| query.search.clone()) {
            go.run((next, replace));
        }
    });
    let on_change = Callback::new(move |query| go.run((query, false)));

    let counting = listing.clone();
    let count = move || {
        loader.state.with(|state| match state {
            Loaded::Here(rows) => counting.count(rows.total),
            _ => String::new(),
        })
    };
    let title = listing.title();
    Effect::new(move |_| frame.set_title(title));
    view! {
        <div class="list-page">
            <header class="page-head">
                <h1 class="page-title">{listing.title()}</h1>
                <p class="page-count" role="status">{count}</p>
                {select}
                {listing.acts()}
                {listing.tools(query)}
            </header>
            <div class="list-tools">
                <SearchBox label=listing.search_label() value=Signal::derive(move || query.get().search) on_search />
                <Filters filters sorts query on_change />
            </div>
            <FreshPill fresh loader />
            <div class="list-body" aria-busy=move || loader.busy.get().to_string()>
                <Body listing=listing.clone() loader query go fresh=fresh.new selection />
            </div>
            <Pager loader query path=listing.path() />
            {bulk}
        </div>
    }
}

/// Asks whenever the address changes, and the first page again and again.
fn follow<L: Listing>(listing: &L, query: Memo<ListQuery>, loader: Loader<Rows<L::Row>>, fresh: Fresh<L::Row>) {
    let trail = frame().trail;
    let asking = listing.clone();
    Effect::new(move |_| {
        let query = query.get();
        fresh.forget();
        match asking.memory().recall(&query.address(&asking.path())) {
            Some(rows) => {
                loader.put(rows);
                loader.ask_quietly(asking.fetch(&query));
            }
            None => loader.ask(asking.fetch(&query)),
        }
    });
    let keeping = listing.clone();
    Effect::new(move |_| {
        let Loaded::Here(rows) = loader.state.get() else { return };
        if loader.busy.get() {
            // These rows belong to the address before.
            return;
        }
        let address = query.get_untracked().address(&keeping.path());
        trail
            .set(Trail { list: address.clone(), rows: rows.rows.iter().filter_map(|row| keeping.href(row)).collect() });
        keeping.memory().keep(address, rows);
    });
    let again = listing.clone();
    let refresh = move || renew(&again, &query.get_untracked(), loader, fresh);
    let judging = listing.clone();
    let hears = StoredValue::new(move |kind| judging.hears(kind));
    hear(move |kind| hears.with_value(|hears| hears(kind)), refresh.clone());
    if let Ok(handle) = set_interval_with_handle(refresh.clone(), REFRESH) {
        on_cleanup(move || handle.clear());
    }
    let returning = window_event_listener(leptos::ev::visibilitychange, move |_| refresh());
    on_cleanup(move || returning.remove());
}

#[component]
fn Body<L: Listing>(
    listing: L,
    loader: Loader<Rows<L::Row>>,
    query: Memo<ListQuery>,
    go: Callback<(ListQuery, bool)>,
    fresh: RwSignal<Vec<String>>,
    selection: Option<Selection>,
) -> impl IntoView {
    let is_wide = frame().is_wide;
    let stage = Memo::new(move |_| {
        loader.state.with(|state| match state {
            Loaded::Waiting => Stage::Waiting,
            Loaded::Here(rows) if rows.rows.is_empty() => Stage::Empty,
            Loaded::Here(_) => Stage::Rows,
            Loaded::Failed(_) => Stage::Failed,
        })
    });
    let rows = Signal::derive(move || match loader.state.get() {
        Loaded::Here(rows) => rows,
        Loaded::Waiting | Loaded::Failed(_) => Rows::none(),
    });
    let retried = listing.clone();
    let on_retry = Callback::new(move |()| loader.ask(retried.fetch(&query.get_untracked())));
    move || match stage.get() {
        Stage::Waiting => view! { <SkeletonRows columns=listing.columns() is_wide=is_wide.get() /> }.into_any(),
        Stage::Rows if is_wide.get() => view! { <Table listing=listing.clone() rows fresh selection /> }.into_any(),
        Stage::Rows => view! { <Cards listing=listing.clone() rows fresh selection /> }.into_any(),
        Stage::Empty => view! { <Empty listing=listing.clone() query go /> }.into_any(),
        Stage::Failed => loader
            .state
            .with(|state| match state {
                Loaded::Failed(error) => Some(error.clone()),
                _ => None,
            })
            .map(|error| view! { <FaultState error on_retry /> })
            .into_any(),
    }
}

#[component]
fn Empty<L: Listing>(listing: L, query: Memo<ListQuery>, go: Callback<(ListQuery, bool)>) -> impl IntoView {
    let strings = t();
    move || {
        if query.with(ListQuery::is_narrowed) || !query.with(ListQuery::is_at_start) {
            return view! {
                <EmptyState icon=IconName::Search title=strings.nothing_matches_title text=strings.nothing_matches_text>
                    <button
                        type="button"
                        class="button button-secondary"
                        on:click=move |_| {
                            let sort = query.with_untracked(|query| query.sort);
                            go.run((ListQuery::default().with_sort(sort), false));
                        }
                    >
                        {strings.clear_filters}
                    </button>
                </EmptyState>
            }
            .into_any();
        }
        let nothing = listing.nothing();
        let next = nothing.next.map(|(href, label)| {
            view! { <a class="button button-primary" href=href target="_blank" rel="noopener">{label}<Icon name=IconName::Out /></a> }
        });
        view! { <EmptyState icon=nothing.icon title=nothing.title text=nothing.text>{next}</EmptyState> }.into_any()
    }
}

/// The ways to the neighbouring pages; links, so that they can be opened beside.
#[component]
fn Pager<Row: Clone + Send + Sync + 'static>(
    loader: Loader<Rows<Row>>,
    query: Memo<ListQuery>,
    path: String,
) -> impl IntoView {
    let strings = t();
    move || {
        let info = loader.state.with(|state| match state {
            Loaded::Here(rows) => Some(rows.info.clone()),
            _ => None,
        })?;
        if !info.has_next_page && !info.has_previous_page {
            return None;
        }
        let query = query.get();
        let next = info.end_cursor.filter(|_| info.has_next_page).map(|cursor| query.clone().page_after(cursor));
        let previous =
            info.start_cursor.filter(|_| info.has_previous_page).map(|cursor| query.clone().page_before(cursor));
        let link = |to: Option<ListQuery>, icon, label, is_first| {
            let face = || {
                let icon = view! { <Icon name=icon /> };
                if is_first { (icon, label).into_any() } else { (label, icon).into_any() }
            };
            match to {
                // Keeps the place of the other one.
                Some(to) => view! { <a class="button button-secondary" href=to.address(&path)>{face()}</a> }.into_any(),
                None => view! { <span class="button button-off" aria-hidden="true"></span> }.into_any(),
            }
        };
        Some(view! {
            <nav class="pager" aria-label=strings.pages>
                {link(previous, IconName::Back, strings.previous_page, true)}
                {link(next, IconName::Forward, strings.next_page, false)}
            </nav>
        })
    }
}
