//! What was sent to whom in the tenant's name, and sending it again.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::schema;
use crate::transport::{Transport, execute};

/// Letters asked for at once.
const SOME: i32 = 30;

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
    /// What they are about.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub about: Option<cynic::Id>,
}

/// One page of letters.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "NotificationDeliveryConnection")]
pub struct Deliveries {
    /// The newest first.
    pub nodes: Vec<Delivery>,
    /// Where the page stands.
    pub page_info: crate::scalars::PageInfo,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ListVariables {
    first: Option<i32>,
    after: Option<String>,
    filter: Option<DeliveryWhere>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ListVariables")]
struct List {
    #[arguments(first: $first, after: $after, where: $filter)]
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

/// Asks for letters, the newest first, from the start or after a cursor.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn deliveries(
    transport: &impl Transport,
    filter: DeliveryWhere,
    after: Option<String>,
) -> Result<Deliveries, Error> {
    let variables = ListVariables { first: Some(SOME), after, filter: Some(filter) };
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
