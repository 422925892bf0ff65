//! A list as a whole page: heading and count, views, search and pills, rows, and the way to the next page.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{EmptyState, Icon, IconName};

use super::bulk::Selection;
use super::columns::{ColumnsMenu, Shown};
use super::filters::Filters;
use super::fresh::{Fresh, FreshPill, hear, renew};
use super::rows::{Cards, SkeletonRows, Table};
use super::search_box::SearchBox;
use super::texts::words;
use super::views::{Bar, KeepButton, ViewBar};
use super::{List, ListQuery, Look, Rows, Trail};
use crate::app::frame;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::prefs::t;
use crate::strings::count_of;
use crate::transport::Api;

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

/// What the parts of a list's page share.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub(super) list: StoredValue<List>,
    pub(super) api: StoredValue<Api>,
    pub(super) look: StoredValue<Look>,
    pub(super) query: Memo<ListQuery>,
    pub(super) loader: Loader<Rows>,
    /// Leads to another state of the list; true: without a new entry in the history.
    pub(super) go: Callback<(ListQuery, bool)>,
}

impl Shared {
    /// The list's own address, without its state.
    pub(super) fn path(self) -> String {
        let page = self.list.with_value(|list| list.page);
        self.look.with_value(|look| page.of(&look.tenant))
    }

    fn fetch(self) -> super::Asked {
        let fetch = self.list.with_value(|list| list.fetch);
        fetch(self.api.get_value(), self.query.get_untracked())
    }
}

/// The page of a list.
#[component]
pub(crate) fn ListPage(
    /// What it lists.
    list: List,
    /// What can be done beside looking, at the head of the page.
    #[prop(default = None)]
    acts: Option<AnyView>,
    /// Asks for the rows anew whenever this changes.
    #[prop(default = None)]
    again: Option<RwSignal<u32>>,
) -> impl IntoView {
    let frame = frame();
    let map = use_query_map();
    let (title, search, filters, sorts, bulk) =
        (list.title, list.search, list.filters.clone(), list.sorts.clone(), list.bulk.clone());
    let (columns, tool, counted, days) = (list.columns.clone(), list.tool, list.counted, list.days);
    let list = StoredValue::new(list);
    let query = Memo::new(move |_| map.with(|map| list.with_value(|list| ListQuery::read(&|key| map.get(key), list))));
    let look = StoredValue::new(Look::of_this_page());
    let navigate = use_navigate();
    let path = look.with_value(|look| list.with_value(|list| list.page.of(&look.tenant)));
    let go = Callback::new(move |(query, replace): (ListQuery, bool)| {
        let scroll = !query.is_at_start();
        navigate(&query.address(&path), NavigateOptions { replace, scroll, ..NavigateOptions::default() });
    });
    let api = StoredValue::new(Api::of_this_tenant());
    let shared = Shared { list, api, look, query, loader: Loader::new(), go };
    let loader = shared.loader;
    let fresh = Fresh::new();
    follow(shared, fresh);
    let shown = Shown::new(shared);
    let bar = Bar::new(shared, shown);
    let selection = bulk.is_some().then(Selection::new);
    let on_done = Callback::new(move |()| loader.ask_quietly(shared.fetch()));
    if let Some(again) = again {
        Effect::new(move |before: Option<()>| {
            again.track();
            if before.is_some() {
                on_done.run(());
            }
        });
    }
    // While the first rows are on their way, as if some could be; and nobody is left among boxes that are gone.
    let may_pick = Memo::new(move |_| {
        let can_pick = loader.state.with(|state| match state {
            Loaded::Here(rows) => rows.can_pick(),
            Loaded::Waiting => true,
            Loaded::Failed(_) => false,
        });
        can_pick || selection.is_some_and(|selection| selection.is_selecting.get())
    });
    if let Some(selection) = selection {
        // Other rows, another selection.
        Effect::new(move |_| {
            query.track();
            selection.clear();
        });
    }
    let on_search = Callback::new(move |words: String| {
        let next = query.get_untracked().with_search(&words);
        // Typing on in a search makes no new entry in the history.
        let replace = query.with_untracked(|query| !query.search.is_empty());
        if next.search != query.with_untracked(|query| query.search.clone()) {
            go.run((next, replace));
        }
    });
    let on_change = Callback::new(move |query| go.run((query, false)));
    let count = move || {
        loader.state.with(|state| match state {
            Loaded::Here(rows) => count_of(look.with_value(|look| look.locale), counted, rows.total),
            _ => String::new(),
        })
    };
    let tool = tool.and_then(|tool| api.with_value(|api| tool(api, query)));
    let bar_of_many = bulk.zip(selection).map(|(bulk, selection)| bulk.bar(selection, api, on_done));
    Effect::new(move |_| frame.set_title(title));
    view! {
        <div class="list-page">
            <header class="page-head list-head">
                <div class="list-name">
                    <h1 class="page-title">{title}</h1>
                    <p class="page-count" role="status">{count}</p>
                </div>
                {selection.map(|selection| move || may_pick.get().then(|| select_toggle(selection)))}
                // The act one most often comes for stands last, at the line's end.
                <div class="list-acts">{tool}{acts}</div>
            </header>
            <ViewBar bar />
            <div class="list-tools">
                <SearchBox label=search value=Signal::derive(move || query.get().search) on_search />
                <Filters filters sorts days query on_change><ColumnsMenu columns shown /><KeepButton bar /></Filters>
            </div>
            <FreshPill fresh loader />
            <div class="list-body" aria-busy=move || loader.busy.get().to_string()>
                <Body shared shown fresh=fresh.new selection />
            </div>
            <Pager shared />
            {bar_of_many}
        </div>
    }
}

/// On a phone, shows the boxes of the cards.
fn select_toggle(selection: Selection) -> impl IntoView {
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
}

/// Asks whenever the address changes, and the first page again and again.
fn follow(shared: Shared, fresh: Fresh) {
    let Shared { query, loader, .. } = shared;
    let (trail, memory) = (frame().trail, frame().seen);
    // Other columns or another view of the same rows ask for nothing.
    let asked = Memo::new(move |_| ListQuery { columns: None, view: None, ..query.get() });
    Effect::new(move |_| {
        let asked = asked.get();
        fresh.forget();
        match memory.recall(&asked.address(&shared.path())) {
            Some(rows) => {
                loader.put(rows);
                loader.ask_quietly(shared.fetch());
            }
            None => loader.ask(shared.fetch()),
        }
    });
    Effect::new(move |_| {
        let Loaded::Here(rows) = loader.state.get() else { return };
        if loader.busy.get() {
            // These rows belong to the address before.
            return;
        }
        let path = shared.path();
        if shared.list.with_value(List::leads_along) {
            trail.set(Trail {
                list: query.get_untracked().address(&path),
                rows: rows.rows.iter().filter_map(|row| row.href.clone()).collect(),
            });
        }
        let address = asked.get_untracked().address(&path);
        memory.keep(&path, address, rows);
    });
    let hears = shared.list.with_value(|list| list.hears);
    let refresh = move || renew(shared, fresh);
    hear(hears, refresh);
    if let Ok(handle) = set_interval_with_handle(refresh, REFRESH) {
        on_cleanup(move || handle.clear());
    }
    let returning = window_event_listener(leptos::ev::visibilitychange, move |_| refresh());
    on_cleanup(move || returning.remove());
}

/// Asks again, without a word, and hands the answer over.
pub(super) fn ask_again(shared: Shared, take: impl FnOnce(Loader<Rows>, Rows) + 'static) {
    shared.loader.ask_and(shared.fetch(), take);
}

#[component]
fn Body(shared: Shared, shown: Shown, fresh: RwSignal<Vec<String>>, selection: Option<Selection>) -> impl IntoView {
    let Shared { loader, .. } = shared;
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
    let on_retry = Callback::new(move |()| loader.ask(shared.fetch()));
    move || match stage.get() {
        Stage::Waiting => view! { <SkeletonRows columns=shown.columns() is_wide=is_wide.get() /> }.into_any(),
        Stage::Rows if is_wide.get() => {
            // Made anew with other columns.
            view! { <Table shared columns=shown.columns() mask=shown.mask.get() rows fresh selection /> }.into_any()
        }
        Stage::Rows => view! { <Cards shared rows fresh selection /> }.into_any(),
        Stage::Empty => view! { <Empty shared /> }.into_any(),
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
fn Empty(shared: Shared) -> impl IntoView {
    let strings = t();
    let Shared { query, go, list, .. } = shared;
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
        let nothing = list.with_value(|list| list.nothing.clone());
        let next = nothing.next.map(|(href, label)| {
            // A page of the app's own is gone to; the storefront stands beside it.
            if href.starts_with('/') {
                view! { <a class="button button-primary" href=href><Icon name=IconName::Plus />{label}</a> }.into_any()
            } else {
                view! { <a class="button button-primary" href=href target="_blank" rel="noopener">{label}<Icon name=IconName::Out /></a> }
                    .into_any()
            }
        });
        view! { <EmptyState icon=nothing.icon title=nothing.title text=nothing.text>{next}</EmptyState> }.into_any()
    }
}

/// The ways to the neighbouring pages; links, so that they can be opened beside.
#[component]
fn Pager(shared: Shared) -> impl IntoView {
    let strings = t();
    let path = shared.path();
    move || {
        let info = shared.loader.state.with(|state| match state {
            Loaded::Here(rows) => Some(rows.info.clone()),
            _ => None,
        })?;
        if !info.has_next_page && !info.has_previous_page {
            return None;
        }
        let query = shared.query.get();
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
