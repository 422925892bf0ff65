//! The state of a list as it stands in the address: shareable, and the back button walks through it.

use client::Paging;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{BY, Column, Filter, List, PAGE_SIZE, Sort};
use crate::dashboard::Day;

/// Everything but letters, digits and what is plain in a query.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b',').remove(b':');

/// What the user asks of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ListQuery {
    /// Words to look for.
    pub(crate) search: String,
    /// The filters that are set: key and chosen words.
    pub(crate) filters: Vec<(&'static str, Vec<&'static str>)>,
    /// What came in on these days only: the first and the last, as `YYYY-MM-DD`.
    pub(crate) days: Option<(String, String)>,
    /// The sort's word; none: the list's first.
    pub(crate) sort: Option<&'static str>,
    /// The columns that are shown; none: nothing was said about them.
    pub(crate) columns: Option<Vec<&'static str>>,
    /// The saved view that one looks through, perhaps with changes.
    pub(crate) view: Option<String>,
    /// The page after this cursor.
    pub(crate) after: Option<String>,
    /// The page before this cursor.
    pub(crate) before: Option<String>,
}

impl ListQuery {
    /// Reads the address, parameter by parameter; words that the list does not have are passed over.
    pub(crate) fn read(parameter: &dyn Fn(&str) -> Option<String>, list: &List) -> Self {
        Self::read_words(parameter, &list.filters, &list.sorts, &list.columns)
    }

    fn read_words(
        parameter: &dyn Fn(&str) -> Option<String>,
        filters: &[Filter],
        sorts: &[Sort],
        columns: &[Column],
    ) -> Self {
        let text = |key: &str| parameter(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let chosen = |filter: &Filter| {
            let given = text(filter.key)?;
            let words: Vec<&'static str> = filter
                .options
                .iter()
                .map(|(word, _)| *word)
                .filter(|word| given.split(',').any(|part| part == *word))
                .collect();
            (!words.is_empty()).then_some((filter.key, words))
        };
        let sort = text("sort");
        let columns = text("cols").map(|given| {
            let known = columns.iter().map(|column| column.key);
            known.filter(|key| given.split(',').any(|part| part == *key)).collect::<Vec<_>>()
        });
        let day = |key: &str| text(key).filter(|day| Day::parse(day).is_some());
        Self {
            days: day("from").zip(day("to")),
            search: text("q").unwrap_or_default(),
            filters: filters.iter().filter_map(chosen).collect(),
            sort: sorts.iter().skip(1).map(|choice| choice.word).find(|word| sort.as_deref() == Some(*word)),
            columns: columns.filter(|columns| !columns.is_empty()),
            view: text("view"),
            after: text("after"),
            before: text("before"),
        }
    }

    /// Reads what a saved view keeps.
    pub(crate) fn parse(state: &str, list: &List) -> Self {
        let parameter = |key: &str| {
            let value = state.split('&').find_map(|part| part.strip_prefix(key)?.strip_prefix('='))?;
            Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
        };
        Self::read(&parameter, list)
    }

    /// What a saved view keeps: all but the page and the view itself.
    pub(crate) fn state(&self) -> String {
        let kept = Self { view: None, ..self.clone().at_first_page() };
        kept.address("").trim_start_matches('?').to_owned()
    }

    /// The same within a view.
    pub(crate) fn in_view(self, id: Option<String>) -> Self {
        Self { view: id, ..self }
    }

    /// The address of this state below `path`.
    pub(crate) fn address(&self, path: &str) -> String {
        let mut parts: Vec<(&str, String)> = Vec::new();
        parts.extend(self.view.clone().map(|id| ("view", id)));
        if !self.search.is_empty() {
            parts.push(("q", self.search.clone()));
        }
        parts.extend(self.filters.iter().map(|(key, words)| (*key, words.join(","))));
        if let Some((from, to)) = &self.days {
            parts.push(("from", from.clone()));
            parts.push(("to", to.clone()));
        }
        parts.extend(self.sort.map(|word| ("sort", word.to_owned())));
        parts.extend(self.columns.as_ref().map(|columns| ("cols", columns.join(","))));
        parts.extend(self.after.clone().map(|cursor| ("after", cursor)));
        parts.extend(self.before.clone().map(|cursor| ("before", cursor)));
        let written: Vec<String> =
            parts.iter().map(|(key, value)| format!("{key}={}", utf8_percent_encode(value, ESCAPED))).collect();
        if written.is_empty() { path.to_owned() } else { format!("{path}?{}", written.join("&")) }
    }

    /// The chosen words of a filter.
    pub(crate) fn chosen(&self, key: &str) -> &[&'static str] {
        self.filters.iter().find(|(of, _)| *of == key).map_or(&[], |(_, words)| words)
    }

    /// What the chosen words of a filter stand for; none if it is not set.
    pub(crate) fn picked<T: Copy, const N: usize>(&self, key: &str, all: [(T, &'static str); N]) -> Option<Vec<T>> {
        let words = self.chosen(key);
        let picked: Vec<T> = all.into_iter().filter(|(_, word)| words.contains(word)).map(|(value, _)| value).collect();
        (!picked.is_empty()).then_some(picked)
    }

    /// The days as the API takes them.
    pub(crate) fn day_range(&self) -> Option<client::DayRange> {
        self.days.clone().map(|(from, to)| client::DayRange { from, to })
    }

    /// Whether the days are others than those on which something came in.
    pub(crate) fn is_by(&self, word: &str) -> bool {
        self.chosen(BY).contains(&word)
    }

    /// On these days only, from the first page on.
    pub(crate) fn on_days(mut self, days: (String, String)) -> Self {
        self.days = Some(days);
        self.at_first_page()
    }

    /// Without a choice of days, from the first page on.
    pub(crate) fn on_any_day(mut self) -> Self {
        self.days = None;
        self.with_filter(BY, Vec::new())
    }

    /// The page of the list.
    pub(crate) fn paging(&self) -> Paging {
        Paging::around(PAGE_SIZE, self.after.clone(), self.before.clone())
    }

    /// With other words of a filter, from the first page on.
    pub(crate) fn with_filter(mut self, key: &'static str, words: Vec<&'static str>) -> Self {
        self.filters.retain(|(of, _)| *of != key);
        if !words.is_empty() {
            self.filters.push((key, words));
        }
        self.at_first_page()
    }

    /// With other words to look for, from the first page on.
    pub(crate) fn with_search(mut self, search: &str) -> Self {
        search.trim().clone_into(&mut self.search);
        self.at_first_page()
    }

    /// With another sort, from the first page on.
    pub(crate) fn with_sort(mut self, sort: Option<&'static str>) -> Self {
        self.sort = sort;
        self.at_first_page()
    }

    /// The first page.
    pub(crate) fn at_first_page(mut self) -> Self {
        self.after = None;
        self.before = None;
        self
    }

    /// The page after a cursor.
    pub(crate) fn page_after(mut self, cursor: String) -> Self {
        self.after = Some(cursor);
        self.before = None;
        self
    }

    /// The page before a cursor.
    pub(crate) fn page_before(mut self, cursor: String) -> Self {
        self.after = None;
        self.before = Some(cursor);
        self
    }

    /// Whether this is the list's beginning.
    pub(crate) fn is_at_start(&self) -> bool {
        self.after.is_none() && self.before.is_none()
    }

    /// Whether anything narrows the list.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || !self.filters.is_empty() || self.days.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Filter, ListQuery, Sort};
    use std::collections::HashMap;

    fn filters() -> Vec<Filter> {
        vec![Filter { key: "status", label: "", is_open: true, options: vec![("pending", ""), ("confirmed", "")] }]
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort { word: "newest", label: "" }, Sort { word: "total", label: "" }]
    }

    fn read(parameter: &dyn Fn(&str) -> Option<String>) -> ListQuery {
        let column = |key| Column { key, label: "", is_number: false };
        ListQuery::read_words(parameter, &filters(), &sorts(), &[column("number"), column("person"), column("amount")])
    }

    #[test]
    fn what_is_written_is_read_back() {
        let query = ListQuery {
            search: "علي & co".to_owned(),
            filters: vec![("status", vec!["pending", "confirmed"])],
            days: Some(("2026-11-01".to_owned(), "2026-11-23".to_owned())),
            sort: Some("total"),
            columns: Some(vec!["number", "amount"]),
            view: Some("viw_1".to_owned()),
            after: Some("abc=".to_owned()),
            before: None,
        };
        let address = query.address("/dukkan/orders");
        let mut map = HashMap::new();
        for part in address.split_once('?').map_or("", |(_, query)| query).split('&') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            map.insert(key.to_owned(), percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned());
        }
        assert_eq!(read(&|key| map.get(key).cloned()), query);
    }

    #[test]
    fn unknown_words_are_passed_over() {
        let mut map = HashMap::new();
        map.insert("status".to_owned(), "pending,nonsense".to_owned());
        map.insert("sort".to_owned(), "newest".to_owned());
        let query = read(&|key| map.get(key).cloned());
        assert_eq!(query.chosen("status"), ["pending"]);
        assert_eq!(query.address("/o"), "/o?status=pending");
        map.insert("cols".to_owned(), "amount,lost".to_owned());
        assert_eq!(read(&|key| map.get(key).cloned()).columns, Some(vec!["amount"]));
        map.insert("cols".to_owned(), "lost".to_owned());
        assert_eq!(read(&|key| map.get(key).cloned()).columns, None);
    }

    #[test]
    fn a_view_keeps_neither_page_nor_itself() {
        let query = ListQuery { view: Some("viw_1".to_owned()), after: Some("x".to_owned()), ..ListQuery::default() };
        assert_eq!(query.with_search("علي").with_sort(Some("total")).state(), "q=%D8%B9%D9%84%D9%8A&sort=total");
    }

    #[test]
    fn a_new_filter_begins_at_the_start() {
        let query = ListQuery { after: Some("x".to_owned()), ..ListQuery::default() };
        assert!(query.with_filter("status", vec!["pending"]).is_at_start());
    }
}
