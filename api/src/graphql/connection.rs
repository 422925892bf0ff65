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

/// The rows of a page with their cursors under the sort named `sort`, and the page's place.
///
/// # Errors
/// A fault when a cursor cannot be written.
pub fn edges<T, N, K: Serialize>(
    page: Page<T>,
    sort: &str,
    key: impl Fn(&T) -> K,
    node: impl Fn(T) -> Result<N>,
) -> Result<(Vec<(String, N)>, PageInfo)> {
    let Page { rows, has_next, has_previous } = page;
    let edges =
        rows.into_iter().map(|row| Ok((encode_cursor(sort, &key(&row))?, node(row)?))).collect::<Result<Vec<_>>>()?;
    let info = PageInfo {
        has_next_page: has_next,
        has_previous_page: has_previous,
        start_cursor: edges.first().map(|(cursor, _)| cursor.clone()),
        end_cursor: edges.last().map(|(cursor, _)| cursor.clone()),
    };
    Ok((edges, info))
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

        impl $connection {
            /// A page from its rows, cursors and count.
            #[must_use]
            pub fn new(
                rows: Vec<(String, $node)>,
                page_info: $crate::graphql::connection::PageInfo,
                total_count: $crate::graphql::connection::TotalCount,
            ) -> Self {
                let nodes = rows.iter().map(|(_, node)| node.clone()).collect();
                let edges = rows.into_iter().map(|(cursor, node)| $edge { cursor, node }).collect();
                Self { edges, nodes, page_info, total_count }
            }
        }
    };
}
pub(crate) use connection;
