//! Exports as the API takes and answers them.

use async_graphql::{InputObject, SimpleObject};

use crate::{
    graphql::{connection::TotalCount, types::UserError},
    orders::types::OrderWhere,
    submissions::types::SubmissionKind,
};

/// Which submissions are wanted as a file: the kind, and what its list was narrowed to.
#[derive(Debug, Clone, InputObject)]
pub struct ExportRequestInput {
    /// Orders, donations or pledges.
    pub kind: SubmissionKind,
    /// As in the list: part of a number, name, phone or e-mail, at most 100 characters.
    pub search: Option<String>,
    /// For orders: which ones.
    pub orders: Option<OrderWhere>,
}

/// Answer to `exportRequest`.
#[derive(Debug, SimpleObject)]
pub struct ExportRequestPayload {
    /// To be posted within 60 seconds as the form field `ticket` to `path`; good for one download.
    pub ticket: Option<String>,
    /// Where to post it, e.g. `/exports/orders.csv`, on any host of the installation.
    pub path: Option<String>,
    /// How many rows the file will have, counted up to 10,000.
    pub row_count: Option<TotalCount>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}
