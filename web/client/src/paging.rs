//! What every list of the team shares: where a page begins, and how a page and its variables look.
//!
//! Cynic wants a list's variables and its connection as structs of their own; the macros write them, so that the lists
//! differ in nothing but their rows, filters and sorts.

/// Which page of a list: the first rows, or those beside a cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paging {
    /// Rows from the start or after `after`.
    pub first: Option<i32>,
    /// Cursor of this list and sort.
    pub after: Option<String>,
    /// Rows from the end or before `before`.
    pub last: Option<i32>,
    /// Cursor of this list and sort.
    pub before: Option<String>,
}

impl Paging {
    /// `size` rows: before a cursor if one is given, else after one, else from the start.
    #[must_use]
    pub fn around(size: i32, after: Option<String>, before: Option<String>) -> Self {
        match before {
            Some(before) => Self { last: Some(size), before: Some(before), ..Self::default() },
            None => Self { first: Some(size), after, ..Self::default() },
        }
    }
}

/// Writes the variables of a list that can be searched, filtered and sorted.
macro_rules! list_variables {
    ($(#[$doc:meta])* $Variables:ident: $Where:ident, $Sort:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, cynic::QueryVariables)]
        pub struct $Variables {
            #[cynic(skip_serializing_if = "Option::is_none")]
            first: Option<i32>,
            #[cynic(skip_serializing_if = "Option::is_none")]
            after: Option<String>,
            #[cynic(skip_serializing_if = "Option::is_none")]
            last: Option<i32>,
            #[cynic(skip_serializing_if = "Option::is_none")]
            before: Option<String>,
            #[cynic(skip_serializing_if = "Option::is_none")]
            search: Option<String>,
            #[cynic(skip_serializing_if = "Option::is_none")]
            filter: Option<$Where>,
            #[cynic(skip_serializing_if = "Option::is_none")]
            sort: Option<$Sort>,
        }

        impl $Variables {
            /// A page of what the words find (all, if there are none) and the filter lets through.
            #[must_use]
            pub fn new(page: $crate::paging::Paging, search: &str, filter: $Where, sort: Option<$Sort>) -> Self {
                let $crate::paging::Paging { first, after, last, before } = page;
                let search = Some(search.to_owned()).filter(|words| !words.is_empty());
                Self { first, after, last, before, search, filter: (filter != $Where::default()).then_some(filter), sort }
            }
        }
    };
}

/// Writes one page of a list: its rows, where it stands, how many there are.
macro_rules! connection {
    ($(#[$doc:meta])* $Connection:ident($graphql_type:literal): $Row:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
        #[cynic(graphql_type = $graphql_type)]
        pub struct $Connection {
            /// The rows.
            pub nodes: Vec<$Row>,
            /// Where the page stands.
            pub page_info: $crate::scalars::FullPageInfo,
            /// How many rows the whole list has.
            pub total_count: $crate::scalars::TotalCount,
        }
    };
}

pub(crate) use {connection, list_variables};

#[cfg(test)]
mod tests {
    use super::Paging;

    #[test]
    fn a_page_before_a_cursor_is_asked_from_its_end() {
        let page = Paging::around(25, Some("a".to_owned()), Some("b".to_owned()));
        assert_eq!((page.first, page.last, page.before.as_deref()), (None, Some(25), Some("b")));
        let page = Paging::around(25, Some("a".to_owned()), None);
        assert_eq!((page.first, page.last, page.after.as_deref()), (Some(25), None, Some("a")));
    }
}
