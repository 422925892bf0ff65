//! The state of a list as it stands in the address: shareable, and the back button walks through it.

use client::Paging;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Filter, PAGE_SIZE, Sort};
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
    /// The page after this cursor.
    pub(crate) after: Option<String>,
    /// The page before this cursor.
    pub(crate) before: Option<String>,
}

impl ListQuery {
    /// Reads the address, parameter by parameter; words that no filter has are passed over.
    pub(crate) fn read(parameter: impl Fn(&str) -> Option<String>, filters: &[Filter], sorts: &[Sort]) -> Self {
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
        let day = |key: &str| text(key).filter(|day| Day::parse(day).is_some());
        Self {
            days: day("from").zip(day("to")),
            search: text("q").unwrap_or_default(),
            filters: filters.iter().filter_map(chosen).collect(),
            sort: sorts.iter().skip(1).map(|choice| choice.word).find(|word| sort.as_deref() == Some(*word)),
            after: text("after"),
            before: text("before"),
        }
    }

    /// The address of this state below `path`.
    pub(crate) fn address(&self, path: &str) -> String {
        let mut parts: Vec<(&str, String)> = Vec::new();
        if !self.search.is_empty() {
            parts.push(("q", self.search.clone()));
        }
        parts.extend(self.filters.iter().map(|(key, words)| (*key, words.join(","))));
        if let Some((from, to)) = &self.days {
            parts.push(("from", from.clone()));
            parts.push(("to", to.clone()));
        }
        parts.extend(self.sort.map(|word| ("sort", word.to_owned())));
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

    /// Without a choice of days, from the first page on.
    pub(crate) fn on_any_day(mut self) -> Self {
        self.days = None;
        self.at_first_page()
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
    use super::{Filter, ListQuery, Sort};
    use std::collections::HashMap;

    fn filters() -> Vec<Filter> {
        vec![Filter { key: "status", label: "", is_open: true, options: vec![("pending", ""), ("confirmed", "")] }]
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort { word: "newest", label: "" }, Sort { word: "total", label: "" }]
    }

    #[test]
    fn what_is_written_is_read_back() {
        let query = ListQuery {
            search: "علي & co".to_owned(),
            filters: vec![("status", vec!["pending", "confirmed"])],
            days: Some(("2026-11-01".to_owned(), "2026-11-23".to_owned())),
            sort: Some("total"),
            after: Some("abc=".to_owned()),
            before: None,
        };
        let address = query.address("/dukkan/orders");
        let mut map = HashMap::new();
        for part in address.split_once('?').map_or("", |(_, query)| query).split('&') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            map.insert(key.to_owned(), percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned());
        }
        assert_eq!(ListQuery::read(|key| map.get(key).cloned(), &filters(), &sorts()), query);
    }

    #[test]
    fn unknown_words_are_passed_over() {
        let mut map = HashMap::new();
        map.insert("status".to_owned(), "pending,nonsense".to_owned());
        map.insert("sort".to_owned(), "newest".to_owned());
        let query = ListQuery::read(|key| map.get(key).cloned(), &filters(), &sorts());
        assert_eq!(query.chosen("status"), ["pending"]);
        assert_eq!(query.address("/o"), "/o?status=pending");
    }

    #[test]
    fn a_new_filter_begins_at_the_start() {
        let query = ListQuery { after: Some("x".to_owned()), ..ListQuery::default() };
        assert!(query.with_filter("status", vec!["pending"]).is_at_start());
    }
}
