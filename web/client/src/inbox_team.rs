//! The team's one list over all kinds of submission, and what is told of them as it happens.

use cynic::{QueryBuilder, SubscriptionBuilder};
use serde::Deserialize;

use crate::error::{Error, GraphqlError};
use crate::orders::SubmissionKind;
use crate::paging::{connection, list_variables};
use crate::scalars::{LocalizedText, Money, SortDirection};
use crate::schema;
use crate::submissions_team::Channel;
use crate::transport::{Transport, execute};

/// What a submission asks of the team, whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum InboxState {
    /// Somebody has to act.
    Waiting,
    /// Under way.
    UnderWay,
    /// Finished well.
    Done,
    /// Will not happen.
    Closed,
    /// Not meant.
    Spam,
}

/// What the inbox can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum InboxSortField {
    /// When it came in.
    CreatedAt,
}

/// How the inbox is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct InboxSort {
    /// By what.
    pub field: InboxSortField,
    /// Which way.
    pub direction: SortDirection,
}

/// Which submissions the inbox holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct InboxWhere {
    /// Any of these kinds.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Vec<SubmissionKind>>,
    /// Any of these states.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub state: Option<Vec<InboxState>>,
    /// Any of these channels.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Vec<Channel>>,
    /// Came in on these days.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub days: Option<crate::dashboard::DayRange>,
}

list_variables! {
    /// Variables of the inbox.
    InboxListVariables: InboxWhere, InboxSort
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "InboxListVariables")]
struct InboxList {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    inbox: InboxConnection,
}

connection! {
    /// One page of the inbox.
    InboxConnection("InboxEntryConnection"): InboxRow
}

/// What a row of the inbox shows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "InboxEntry")]
pub struct InboxRow {
    /// `ord_…`, `don_…` or `plg_…`.
    pub id: cynic::Id,
    /// What was submitted.
    pub kind: SubmissionKind,
    /// `ORD-00001`, `DON-00001`, `PLG-00001`.
    pub number: String,
    /// State of its kind, e.g. `PENDING`.
    pub status: String,
    /// What it asks of the team.
    pub state: InboxState,
    /// Who submitted it.
    pub person_name: String,
    /// In international form.
    pub person_phone: String,
    /// An order's first item, the campaign of a gift.
    pub title: Option<LocalizedText>,
    /// Lines of an order; 1 for the others.
    pub pieces: i32,
    /// What it comes to.
    pub amount: Money,
    /// Whether all of the money has come.
    pub is_paid: bool,
    /// How it came in.
    pub channel: Channel,
    /// RFC 3339.
    pub created_at: String,
}

/// Asks for one page of the inbox.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`, `BAD_INPUT` for a cursor of another list.
pub async fn inbox_list(transport: &impl Transport, variables: InboxListVariables) -> Result<InboxConnection, Error> {
    Ok(execute(transport, InboxList::build(variables)).await?.inbox)
}

/// What happened to a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum SubmissionChange {
    /// It came in.
    Received,
    /// It moved, was changed or paid.
    Moved,
}

/// A submission that just came in, or moved.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "SubmissionReceived")]
pub struct Arrival {
    /// What happened.
    pub change: SubmissionChange,
    /// The submission as it is now.
    pub entry: InboxRow,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription")]
struct Arrivals {
    submission_received: Arrival,
}

#[derive(Deserialize)]
struct Told {
    data: Option<Arrivals>,
    #[serde(default)]
    errors: Vec<GraphqlError>,
}

/// The payload that asks to be told of everything that comes in or moves.
#[must_use]
pub fn arrivals_request() -> serde_json::Value {
    serde_json::to_value(Arrivals::build(())).unwrap_or_default()
}

/// Reads what was told.
///
/// # Errors
/// [`Error::Graphql`] if listening was refused; [`Error::Unreadable`].
pub fn read_arrival(payload: serde_json::Value) -> Result<Arrival, Error> {
    let told: Told = serde_json::from_value(payload).map_err(|fault| Error::Unreadable(fault.to_string()))?;
    match told {
        Told { errors, .. } if !errors.is_empty() => Err(Error::Graphql(errors)),
        Told { data: Some(data), .. } => Ok(data.submission_received),
        Told { data: None, .. } => Err(Error::Unreadable("neither data nor errors".to_owned())),
    }
}
