//! What was sent to whom in the tenant's name, and sending it again.

use cynic::{MutationBuilder, QueryBuilder};

use crate::dashboard::DayRange;
use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::paging::{connection, list_variables};
use crate::scalars::SortDirection;
use crate::schema;
use crate::transport::{Transport, execute};

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum DeliveryStatus {
    /// Waits for a try.
    Queued,
    /// On its way at this moment.
    Sending,
    /// Taken by the carrier.
    Sent,
    /// Given up.
    Failed,
    /// It may have arrived or not.
    Uncertain,
}

/// A letter and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "NotificationDelivery")]
pub struct Delivery {
    /// `dlv_…`.
    pub id: cynic::Id,
    /// What it tells, in a word.
    pub event: String,
    /// First letter and domain of the address.
    pub recipient: String,
    /// What it is about.
    pub about: Option<cynic::Id>,
    /// The number of what it is about, where it has one.
    pub about_number: Option<String>,
    /// What became of it.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last try did not go well, in a word.
    pub error: Option<String>,
    /// Whether it can be sent again.
    pub can_resend: bool,
    /// RFC 3339.
    pub created_at: String,
}

/// Which letters are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
#[cynic(graphql_type = "NotificationDeliveryWhere")]
pub struct DeliveryWhere {
    /// Any of these; all if none is said.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<DeliveryStatus>>,
    /// Any of these, as in `event`.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub event: Option<Vec<String>>,
    /// Written on these days.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub days: Option<DayRange>,
}

/// What a list of letters can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
#[cynic(graphql_type = "NotificationDeliverySortField")]
pub enum DeliverySortField {
    /// When it was written.
    CreatedAt,
}

/// How a list of letters is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
#[cynic(graphql_type = "NotificationDeliverySort")]
pub struct DeliverySort {
    /// By what.
    pub field: DeliverySortField,
    /// Which way.
    pub direction: SortDirection,
}

list_variables! {
    /// Variables of the list of letters.
    DeliveryListVariables: DeliveryWhere, DeliverySort
}

connection! {
    /// One page of letters.
    Deliveries("NotificationDeliveryConnection"): Delivery
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DeliveryListVariables")]
struct List {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    notification_deliveries: Deliveries,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ResendVariables {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ResendVariables")]
struct Resend {
    #[arguments(id: $id)]
    notification_resend: NotificationResendPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct NotificationResendPayload {
    delivery: Option<Delivery>,
    user_errors: Vec<UserError>,
}

/// Asks for one page of letters.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`, `BAD_INPUT` for a cursor of another list.
pub async fn deliveries(transport: &impl Transport, variables: DeliveryListVariables) -> Result<Deliveries, Error> {
    Ok(execute(transport, List::build(variables)).await?.notification_deliveries)
}

/// Sends a letter again; the new one.
///
/// # Errors
/// As [`deliveries`].
pub async fn resend_delivery(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<Delivery>, Error> {
    let NotificationResendPayload { delivery, user_errors } =
        execute(transport, Resend::build(ResendVariables { id: id.clone() })).await?.notification_resend;
    Ok(Outcome { value: delivery, user_errors })
}
