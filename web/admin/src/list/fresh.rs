//! What comes in while a list is on the screen. A list nobody touches takes it up at once; under somebody's hand it waits
//! behind a pill, so that nothing moves that is about to be pressed.

use client::SubmissionKind;
use leptos::prelude::*;
use ui::{Icon, IconName};

use super::texts::words;
use super::{ListQuery, Listing, Rows};
use crate::browser;
use crate::live::live;
use crate::load::{Loaded, Loader};

/// Whose hand is on the list: pointer, focus, or a look at rows further down.
const IN_USE: &str = ".list-body:hover, .list-body:focus-within";
/// Pixels of scrolling after which the list's beginning is no longer what one looks at.
const SCROLLED: f64 = 120.0;

/// What came, beside the rows that are shown.
#[derive(Debug)]
pub(super) struct Fresh<Row: Send + Sync + 'static> {
    held: RwSignal<Option<Rows<Row>>>,
    /// So many rows of it are new; none: nothing waits.
    waiting: RwSignal<Option<usize>>,
    /// The addresses of the rows that were taken up last.
    pub(super) new: RwSignal<Vec<String>>,
}

impl<Row: Send + Sync + 'static> Clone for Fresh<Row> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Row: Send + Sync + 'static> Copy for Fresh<Row> {}

impl<Row: Clone + Send + Sync + 'static> Fresh<Row> {
    pub(super) fn new() -> Self {
        Self { held: RwSignal::new(None), waiting: RwSignal::new(None), new: RwSignal::new(Vec::new()) }
    }

    /// Forgets what waits: the list shows something else now.
    pub(super) fn forget(self) {
        self.held.set(None);
        self.waiting.set(None);
    }

    /// Shows what waits.
    fn show(self, loader: Loader<Rows<Row>>) {
        if let Some(rows) = self.held.try_update(Option::take).flatten() {
            loader.put(rows);
        }
        self.waiting.set(None);
    }

    /// Shows an answer, or lets it wait if it would move the rows under a hand.
    fn take(self, loader: Loader<Rows<Row>>, rows: Rows<Row>, address: impl Fn(&Row) -> Option<String>) {
        let of = |rows: &Rows<Row>| -> Vec<String> { rows.rows.iter().filter_map(&address).collect() };
        let before = loader.state.with_untracked(|state| match state {
            Loaded::Here(rows) => of(rows),
            Loaded::Waiting | Loaded::Failed(_) => Vec::new(),
        });
        let after = of(&rows);
        let new: Vec<String> = after.iter().filter(|row| !before.contains(row)).cloned().collect();
        let moves = !before.is_empty() && before != after;
        if moves && (browser::is_there(IN_USE) || browser::scrolled() > SCROLLED) {
            self.waiting.set(Some(new.len()));
            self.held.set(Some(rows));
            return;
        }
        self.forget();
        self.new.set(if before.is_empty() { Vec::new() } else { new });
        loader.put(rows);
    }
}

/// Asks for the list's beginning again, without a word.
pub(super) fn renew<L: Listing>(listing: &L, query: &ListQuery, loader: Loader<Rows<L::Row>>, fresh: Fresh<L::Row>) {
    if !query.is_at_start() || !browser::is_visible() || loader.busy.get_untracked() {
        return;
    }
    let naming = listing.clone();
    loader.ask_and(listing.fetch(query), move |loader, rows| fresh.take(loader, rows, |row| naming.href(row)));
}

/// Runs `again` whenever something of these kinds came in or moved, and whenever listening began anew.
pub(super) fn hear(hears: impl Fn(SubmissionKind) -> bool + Copy + 'static, again: impl Fn() + Clone + 'static) {
    let live = live();
    let on_event = again.clone();
    Effect::new(move |before: Option<()>| {
        let kind = live.newest.with(|arrival| arrival.as_ref().map(|arrival| arrival.entry.kind));
        if before.is_some() && kind.is_some_and(hears) {
            on_event();
        }
    });
    Effect::new(move |before: Option<u32>| {
        let joined = live.joined.get();
        if before.is_some_and(|before| before != joined) {
            again();
        }
        joined
    });
}

/// The pill behind which something waits.
#[component]
pub(super) fn FreshPill<Row: Clone + Send + Sync + 'static>(
    fresh: Fresh<Row>,
    loader: Loader<Rows<Row>>,
) -> impl IntoView {
    pill(fresh.waiting, Callback::new(move |()| fresh.show(loader)))
}

fn pill(waiting: RwSignal<Option<usize>>, on_show: Callback<()>) -> impl IntoView {
    let text = move || {
        let words = words();
        waiting.get().map(|new| match new {
            0 => words.changed.to_owned(),
            1 => words.one_new.to_owned(),
            2 => words.two_new.to_owned(),
            many => format!("{many} {}", words.few_new),
        })
    };
    view! {
        <div class="fresh" role="status">
            {move || text().map(|text| view! {
                <button type="button" class="fresh-pill" on:click=move |_| on_show.run(())>
                    <Icon name=IconName::Up />
                    <span>{text}</span>
                    <span class="fresh-show">{words().show}</span>
                </button>
            })}
        </div>
    }
}
