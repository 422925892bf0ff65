//! What comes in while a list is on the screen. A list nobody touches takes it up at once; under somebody's hand it waits
//! behind a pill, so that nothing moves that is about to be pressed.

use client::SubmissionKind;
use leptos::prelude::*;
use ui::{Icon, IconName};

use super::page::{Shared, ask_again};
use super::texts::words;
use super::{ListQuery, Row, Rows};
use crate::browser;
use crate::live::live;
use crate::load::{Loaded, Loader};

/// Whose hand is on the list: pointer, focus, or a look at rows further down.
const IN_USE: &str = ".list-body:hover, .list-body:focus-within";
/// Pixels of scrolling after which the list's beginning is no longer what one looks at.
const SCROLLED: f64 = 120.0;

/// What came, beside the rows that are shown.
#[derive(Clone, Copy)]
pub(super) struct Fresh {
    held: RwSignal<Option<Rows>>,
    /// So many rows of it are new; none: nothing waits.
    waiting: RwSignal<Option<usize>>,
    /// The ids of the rows that were taken up last.
    pub(super) new: RwSignal<Vec<String>>,
}

impl Fresh {
    pub(super) fn new() -> Self {
        Self { held: RwSignal::new(None), waiting: RwSignal::new(None), new: RwSignal::new(Vec::new()) }
    }

    /// Forgets what waits: the list shows something else now.
    pub(super) fn forget(self) {
        self.held.set(None);
        self.waiting.set(None);
    }

    /// Shows what waits.
    fn show(self, loader: Loader<Rows>) {
        if let Some(rows) = self.held.try_update(Option::take).flatten() {
            loader.put(rows);
        }
        self.waiting.set(None);
    }

    /// Shows an answer, or lets it wait if it would move the rows under a hand.
    fn take(self, loader: Loader<Rows>, rows: Rows) {
        let of = |rows: &Rows| -> Vec<String> { rows.rows.iter().map(|row: &Row| row.id.clone()).collect() };
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
pub(super) fn renew(shared: Shared, fresh: Fresh) {
    let is_at_start = shared.query.with_untracked(ListQuery::is_at_start);
    if is_at_start && browser::is_visible() && !shared.loader.busy.get_untracked() {
        ask_again(shared, move |loader, rows| fresh.take(loader, rows));
    }
}

/// Runs `again` whenever something of these kinds came in or moved, and whenever listening began anew.
pub(super) fn hear(hears: &'static [SubmissionKind], again: impl Fn() + Copy + 'static) {
    let live = live();
    Effect::new(move |before: Option<()>| {
        let kind = live.newest.with(|arrival| arrival.as_ref().map(|arrival| arrival.entry.kind));
        if before.is_some() && kind.is_some_and(|kind| hears.contains(&kind)) {
            again();
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
pub(super) fn FreshPill(fresh: Fresh, loader: Loader<Rows>) -> impl IntoView {
    let text = move || {
        let words = words();
        fresh.waiting.get().map(|new| match new {
            0 => words.changed.to_owned(),
            1 => words.one_new.to_owned(),
            2 => words.two_new.to_owned(),
            many => format!("{many} {}", words.few_new),
        })
    };
    view! {
        <div class="fresh" role="status">
            {move || text().map(|text| view! {
                <button type="button" class="fresh-pill" on:click=move |_| fresh.show(loader)>
                    <Icon name=IconName::Up />
                    <span>{text}</span>
                    <span class="fresh-show">{words().show}</span>
                </button>
            })}
        </div>
    }
}
