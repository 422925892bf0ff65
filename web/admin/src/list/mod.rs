//! The one list of the app: search, filters, sort and page in the address; a table on wide screens, cards on phones.
//!
//! A room says what its rows are by [`Listing`]; how a list looks and behaves stands here alone.

mod bulk;
mod filters;
mod fresh;
mod page;
mod query;
mod rows;
mod search_box;
mod texts;

pub(crate) use bulk::{BulkAct, BulkAsk};
pub(crate) use page::ListPage;
pub(crate) use query::ListQuery;
pub(crate) use search_box::SearchBox;

use std::future::Future;

use client::{Error, FullPageInfo, SubmissionKind, TotalCount};
use leptos::prelude::*;
use ui::IconName;

/// Rows of one page.
pub(crate) const PAGE_SIZE: i32 = 25;

/// One page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows<Row> {
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// Where the page stands.
    pub(crate) info: FullPageInfo,
    /// How many rows the whole list has.
    pub(crate) total: TotalCount,
}

impl<Row> Rows<Row> {
    /// No rows.
    fn none() -> Self {
        Self {
            rows: Vec::new(),
            info: FullPageInfo::default(),
            total: TotalCount { value: 0, precision: client::CountPrecision::Exact },
        }
    }
}

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
    /// Its heading.
    pub(crate) label: &'static str,
    /// Numbers stand at the line's end.
    pub(crate) is_number: bool,
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

/// The rows last seen of a room, so that coming back to its list is instant.
#[derive(Debug)]
pub(crate) struct Memory<Row: 'static>(StoredValue<Option<(String, Rows<Row>)>>);

impl<Row: 'static> Clone for Memory<Row> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Row: 'static> Copy for Memory<Row> {}

impl<Row: Clone + Send + Sync + 'static> Memory<Row> {
    /// Nothing seen yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    fn recall(self, address: &str) -> Option<Rows<Row>> {
        self.0.get_value().filter(|(of, _)| of == address).map(|(_, rows)| rows)
    }

    fn keep(self, address: String, rows: Rows<Row>) {
        self.0.set_value(Some((address, rows)));
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

/// What a list must know of its rows.
pub(crate) trait Listing: Clone + Send + Sync + 'static {
    /// A row.
    type Row: Clone + PartialEq + Send + Sync + 'static;

    /// The list's heading.
    fn title(&self) -> &'static str;
    /// The list's own address, without its state.
    fn path(&self) -> String;
    /// What the search finds.
    fn search_label(&self) -> &'static str;
    /// What can be filtered.
    fn filters(&self) -> Vec<Filter>;
    /// How it can be sorted.
    fn sorts(&self) -> Vec<Sort>;
    /// The table's columns.
    fn columns(&self) -> Vec<Column>;
    /// `12 orders`.
    fn count(&self, total: TotalCount) -> String;
    /// What is said if there is nothing at all.
    fn nothing(&self) -> Nothing;
    /// What can be done beside looking, at the head of the page.
    fn acts(&self) -> Option<AnyView> {
        None
    }
    /// Whether what comes in of a kind belongs here.
    fn hears(&self, _: SubmissionKind) -> bool {
        false
    }
    /// What can be done with many rows at once, if anything.
    fn bulk(&self) -> Vec<BulkAct> {
        Vec::new()
    }
    /// A row's id and what people call it; none: it cannot be selected.
    fn pick(&self, _: &Self::Row) -> Option<(String, String)> {
        None
    }
    /// The rows seen last.
    fn memory(&self) -> Memory<Self::Row>;
    /// Changes whenever anything that a row shows changes.
    fn key(&self, row: &Self::Row) -> String;
    /// Where a row leads.
    fn href(&self, row: &Self::Row) -> Option<String>;
    /// The row's cells, one a column. The first one names the row.
    fn cells(&self, row: &Self::Row) -> Vec<AnyView>;
    /// The row as a card.
    fn card(&self, row: &Self::Row) -> AnyView;
    /// What else can be done with the list as it is.
    fn tools(&self, _query: Memo<ListQuery>) -> Option<AnyView> {
        None
    }
    /// Asks for one page.
    fn fetch(&self, query: &ListQuery) -> impl Future<Output = Result<Rows<Self::Row>, Error>> + 'static;
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
