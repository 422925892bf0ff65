//! The one list of the app: search, filters, sort and page in the address; a table on wide screens, cards on phones.
//!
//! A room says what its rows are by [`List`]; how a list looks and behaves stands here alone.

mod bulk;
mod columns;
mod days;
mod filters;
mod fresh;
mod page;
mod query;
mod rows;
mod search_box;
mod texts;
mod view_dialogs;
mod views;

pub(crate) use bulk::{Bulk, BulkAct, BulkAsk, Told};
pub(crate) use page::ListPage;
pub(crate) use query::ListQuery;
pub(crate) use search_box::SearchBox;
pub(crate) use views::Views;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use client::{Error, FullPageInfo, SavedViewList, SubmissionKind, TotalCount};
use leptos::prelude::*;
use ui::{IconName, Locale};

use crate::app::frame;
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::strings::{CountWords, Strings};
use crate::times::Times;
use crate::transport::Api;

/// Rows of one page.
pub(crate) const PAGE_SIZE: i32 = 25;
/// Lists whose rows are remembered.
const REMEMBERED: usize = 6;

/// What rows are drawn with: language, time zone, tenant.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) locale: Locale,
    pub(crate) strings: &'static Strings,
    pub(crate) tenant: String,
    zone: Memo<Option<String>>,
}

impl Look {
    /// That of the page that is being set up.
    pub(crate) fn of_this_page() -> Self {
        let frame = frame();
        Self {
            locale: prefs().locale.get(),
            strings: t(),
            tenant: frame.tenant.get_untracked().unwrap_or_default(),
            zone: Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone()))),
        }
    }

    /// Points in time as they are written here; followed where it is read reactively.
    pub(crate) fn times(&self) -> Times {
        Times::new(self.locale, self.zone.get())
    }

    /// How long ago something was.
    pub(crate) fn ago(&self, at: &str) -> AnyView {
        let (look, at) = (self.clone(), at.to_owned());
        (move || look.times().ago_view(&at)).into_any()
    }
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Its cells, one a column; the first one names the row.
    Cells,
    /// One card.
    Card,
}

/// Draws a row; it may be drawn long after the page is gone on which it was asked for.
pub(crate) type Draw = Arc<dyn Fn(&Look, Shape) -> Vec<AnyView> + Send + Sync>;

/// Draws what can be done with a row, for whoever looks; what it needs of its page it finds in the context.
pub(crate) type DrawActs = Arc<dyn Fn(&Look, Shape) -> AnyView + Send + Sync>;

/// A row, whatever it is of.
#[derive(Clone)]
pub(crate) struct Row {
    /// What acts on many call it.
    pub(crate) id: String,
    /// What people call it.
    pub(crate) name: String,
    /// Changes whenever anything that a row shows changes.
    pub(crate) key: String,
    /// Where it leads, if anywhere.
    pub(crate) href: Option<String>,
    /// How it looks.
    pub(crate) draw: Draw,
    /// What can be done with it without going there; drawn if its list says so.
    pub(crate) acts: Option<DrawActs>,
    /// Whether any of the acts on many, where its list has them, could be done with it.
    pub(crate) can_pick: bool,
}

/// One page of rows.
#[derive(Clone)]
pub(crate) struct Rows {
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// Where the page stands.
    pub(crate) info: FullPageInfo,
    /// How many rows the whole list has.
    pub(crate) total: TotalCount,
}

impl Rows {
    /// Whether acts on many could be done with any of them.
    fn can_pick(&self) -> bool {
        self.rows.iter().any(|row| row.can_pick)
    }

    /// No rows.
    fn none() -> Self {
        Self {
            rows: Vec::new(),
            info: FullPageInfo::default(),
            total: TotalCount { value: 0, precision: client::CountPrecision::Exact },
        }
    }
}

/// A question that is under way.
pub(crate) type Asked = Pin<Box<dyn Future<Output = Result<Rows, Error>>>>;

/// A condition the user can set.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    /// The parameter in the address.
    pub(crate) key: &'static str,
    /// Its name for people.
    pub(crate) label: &'static str,
    /// Whether its values stand in the open, as the list's first choice; else behind a pill of their own.
    pub(crate) is_open: bool,
    /// What can be chosen: the word in the address, and its name for people.
    pub(crate) options: Vec<(&'static str, &'static str)>,
}

impl Filter {
    /// A filter behind a pill.
    pub(crate) fn of(key: &'static str, label: &'static str, options: Vec<(&'static str, &'static str)>) -> Self {
        Self { key, label, is_open: false, options }
    }

    /// A filter whose values stand in the open.
    pub(crate) fn open(key: &'static str, label: &'static str, options: Vec<(&'static str, &'static str)>) -> Self {
        Self { is_open: true, ..Self::of(key, label, options) }
    }
}

/// The filter that says which days a list is narrowed to, if not those on which its rows came in; it stands in the pill of
/// the days.
pub(crate) const BY: &str = "by";

/// A way to sort; the first one of a list holds if the address names none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sort {
    /// The word in the address.
    pub(crate) word: &'static str,
    /// Its name for people.
    pub(crate) label: &'static str,
}

/// A column of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its word in the address.
    pub(crate) key: &'static str,
    /// Its heading.
    pub(crate) label: &'static str,
    /// Numbers stand at the line's end.
    pub(crate) is_number: bool,
}

impl Column {
    /// A column of words.
    pub(crate) const fn of(key: &'static str, label: &'static str) -> Self {
        Self { key, label, is_number: false }
    }
}

/// What is said where there are no rows at all.
#[derive(Debug, Clone)]
pub(crate) struct Nothing {
    /// Drawn above.
    pub(crate) icon: IconName,
    /// What is the matter.
    pub(crate) title: &'static str,
    /// What to do.
    pub(crate) text: &'static str,
    /// The next step: where it leads and what it says.
    pub(crate) next: Option<(String, &'static str)>,
}

/// The rows last seen of each list, so that coming back to one is instant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory(StoredValue<Vec<Remembered>>);

/// A list's path, its address with its state, and what it held.
type Remembered = (String, String, Rows);

impl Memory {
    /// Nothing seen yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    fn recall(self, address: &str) -> Option<Rows> {
        self.0.with_value(|all| all.iter().find(|(_, of, _)| of == address).map(|(.., rows)| rows.clone()))
    }

    fn keep(self, path: &str, address: String, rows: Rows) {
        self.0.update_value(|all| {
            all.retain(|(of, ..)| of != path);
            all.truncate(REMEMBERED - 1);
            all.insert(0, (path.to_owned(), address, rows));
        });
    }
}

/// Where the user came through a list: detail pages lead back to it and along it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trail {
    /// The list's address with its state.
    pub(crate) list: String,
    /// The addresses of its rows, in order.
    pub(crate) rows: Vec<String>,
}

impl Trail {
    /// The neighbours of an address in the list: the one before and the one after.
    pub(crate) fn around(&self, address: &str) -> (Option<String>, Option<String>) {
        let Some(at) = self.rows.iter().position(|row| row == address) else { return (None, None) };
        (at.checked_sub(1).and_then(|before| self.rows.get(before).cloned()), self.rows.get(at + 1).cloned())
    }
}

/// Draws what can be done with a list as it is.
pub(crate) type Tool = fn(&Api, Memo<ListQuery>) -> Option<AnyView>;

/// What a list is: all that tells it from the others, as data.
#[derive(Clone)]
pub(crate) struct List {
    /// Which list; views are kept of it.
    pub(crate) of: SavedViewList,
    /// Its page.
    pub(crate) page: Page,
    /// Its heading.
    pub(crate) title: &'static str,
    /// What the search finds.
    pub(crate) search: &'static str,
    /// What can be filtered.
    pub(crate) filters: Vec<Filter>,
    /// How it can be sorted.
    pub(crate) sorts: Vec<Sort>,
    /// The table's columns; the first one names the row and always stands.
    pub(crate) columns: Vec<Column>,
    /// Counts it: `12 orders`.
    pub(crate) counted: &'static CountWords,
    /// What is said if there is nothing at all.
    pub(crate) nothing: Nothing,
    /// What its days are those of, if it can be narrowed to days.
    pub(crate) days: Option<&'static str>,
    /// What belongs here of what comes in.
    pub(crate) hears: &'static [SubmissionKind],
    /// What can be done with many rows at once, if anything. The program of a list without acts goes without their bar.
    pub(crate) bulk: Option<Bulk>,
    /// The heading of what can be done with one row, if there is anything.
    pub(crate) row_acts: Option<&'static str>,
    /// What else can be done with the list as it is.
    pub(crate) tool: Option<Tool>,
    /// Asks for one page.
    pub(crate) fetch: fn(Api, ListQuery) -> Asked,
}

impl List {
    /// Whether its rows are pages of one kind that one goes through, one after the other; a log's lead here and there.
    fn leads_along(&self) -> bool {
        !matches!(self.of, SavedViewList::Members | SavedViewList::Deliveries | SavedViewList::Audit)
    }
}

#[cfg(test)]
mod tests {
    use super::Trail;

    #[test]
    fn a_row_knows_its_neighbours() {
        let trail = Trail { list: "/a".to_owned(), rows: ["1", "2", "3"].map(str::to_owned).to_vec() };
        assert_eq!(trail.around("2"), (Some("1".to_owned()), Some("3".to_owned())));
        assert_eq!(trail.around("1"), (None, Some("2".to_owned())));
        assert_eq!(trail.around("9"), (None, None));
    }
}
