//! Relay connections, the same for every list.

use async_graphql::{Enum, SimpleObject};
use serde::Serialize;

use crate::kernel::{
    error::Result,
    keyset::COUNT_CAP,
    page::{Page, encode_cursor},
};

/// Where a page stands in its list.
#[derive(Debug, Clone, SimpleObject)]
pub struct PageInfo {
    /// Whether a row follows the last one here.
    has_next_page: bool,
    /// Whether a row precedes the first one here.
    has_previous_page: bool,
    /// Cursor of the first row; null on an empty page.
    start_cursor: Option<String>,
    /// Cursor of the last row; null on an empty page.
    end_cursor: Option<String>,
}

/// How exact a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CountPrecision {
    /// Exactly this many.
    Exact,
    /// This many or more: counting stops at the cap.
    AtLeast,
}

/// How many rows a list has. Counted only when asked for, and not past 10,000.
#[derive(Debug, Clone, SimpleObject)]
pub struct TotalCount {
    /// The count, at most 10,000.
    value: i32,
    /// Whether there may be more.
    precision: CountPrecision,
}

impl TotalCount {
    /// From a count that stopped at `COUNT_CAP + 1`.
    #[must_use]
    pub fn capped(counted: u64) -> Self {
        let precision = if counted > COUNT_CAP { CountPrecision::AtLeast } else { CountPrecision::Exact };
        Self { value: i32::try_from(counted.min(COUNT_CAP)).unwrap_or(i32::MAX), precision }
    }
}

/// The part of a list that a query asks for: rows with their cursors, where they stand, how many there are.
#[derive(Debug)]
pub struct Slice<T> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// One for each row.
    pub cursors: Vec<String>,
    /// Where they stand in the list.
    pub page_info: PageInfo,
    /// How many rows the whole list has.
    pub total_count: TotalCount,
}

impl<T> Slice<T> {
    /// A page of a list under the sort named `sort`, whose cursors are the rows' keys.
    ///
    /// # Errors
    /// A fault when a cursor cannot be written.
    pub fn new<K: Serialize>(
        page: Page<T>,
        sort: &str,
        key: impl Fn(&T) -> K,
        total_count: TotalCount,
    ) -> Result<Self> {
        let Page { rows, has_next, has_previous } = page;
        let cursors = rows.iter().map(|row| encode_cursor(sort, &key(row))).collect::<Result<Vec<_>>>()?;
        let page_info = PageInfo {
            has_next_page: has_next,
            has_previous_page: has_previous,
            start_cursor: cursors.first().cloned(),
            end_cursor: cursors.last().cloned(),
        };
        Ok(Self { rows, cursors, page_info, total_count })
    }

    /// The same with its rows as the API shows them.
    ///
    /// # Errors
    /// Those of `node`.
    pub fn map<N>(self, node: impl FnMut(T) -> Result<N>) -> Result<Slice<N>> {
        let Self { rows, cursors, page_info, total_count } = self;
        let rows = rows.into_iter().map(node).collect::<Result<_>>()?;
        Ok(Slice { rows, cursors, page_info, total_count })
    }
}

/// Defines `XEdge` and `XConnection` for a node type.
macro_rules! connection {
    ($node:ty, $edge:ident, $connection:ident) => {
        /// A row of the list with its place.
        #[derive(Debug, Clone, async_graphql::SimpleObject)]
        pub struct $edge {
            /// Where the row stands under this sort; pass it as `after` or `before`.
            cursor: String,
            /// The row.
            node: $node,
        }

        /// One page of a list.
        #[derive(Debug, Clone, async_graphql::SimpleObject)]
        pub struct $connection {
            /// The rows with their cursors.
            edges: Vec<$edge>,
            /// The rows alone.
            nodes: Vec<$node>,
            /// Where the page stands in its list.
            page_info: $crate::graphql::connection::PageInfo,
            /// How many rows the whole list has; counted only when asked for.
            total_count: $crate::graphql::connection::TotalCount,
        }

        impl From<$crate::graphql::connection::Slice<$node>> for $connection {
            fn from(slice: $crate::graphql::connection::Slice<$node>) -> Self {
                let nodes = slice.rows.clone();
                let edges =
                    slice.rows.into_iter().zip(slice.cursors).map(|(node, cursor)| $edge { cursor, node }).collect();
                Self { edges, nodes, page_info: slice.page_info, total_count: slice.total_count }
            }
        }
    };
}
pub(crate) use connection;
