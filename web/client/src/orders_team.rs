//! The team's side of orders: the list, one order with its timeline, and the acts that move it.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::Error;
use crate::orders::{Fulfilment, UserError};
use crate::paging::{connection, list_variables};
use crate::scalars::{LocalizedText, Money, SortDirection};
use crate::schema;
use crate::submissions_team::{Channel, Person, PersonName, TimelineEntry};
use crate::transport::{Transport, execute};

/// The states of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum OrderStatus {
    /// Came in; nobody has looked yet.
    Pending,
    /// The team will deliver it.
    Confirmed,
    /// Delivered or picked up.
    Fulfilled,
    /// Will not happen.
    Cancelled,
    /// Not a real order.
    Spam,
}

/// What a list of orders can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum OrderSortField {
    /// When it came in.
    CreatedAt,
    /// Its total.
    Total,
}

/// How a list of orders is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct OrderSort {
    /// By what.
    pub field: OrderSortField,
    /// Which way.
    pub direction: SortDirection,
}

/// Which orders a list holds; all conditions given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct OrderWhere {
    /// Any of these states.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<OrderStatus>>,
    /// Any of these channels.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Vec<Channel>>,
    /// Paid or not.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub is_paid: Option<bool>,
    /// Came in on these days.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub days: Option<crate::dashboard::DayRange>,
}

list_variables! {
    /// Variables of the list of orders.
    OrderListVariables: OrderWhere, OrderSort
}

/// One page of the team's orders.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OrderListVariables")]
struct OrderList {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    orders: OrderConnection,
}

connection! {
    /// One page of a list of orders.
    OrderConnection("OrderConnection"): OrderRow
}

/// What a row of the list shows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Order")]
pub struct OrderRow {
    /// `ord_…`.
    pub id: cynic::Id,
    /// `ORD-00001`.
    pub number: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// Who ordered.
    pub customer: PersonName,
    /// What was ordered.
    pub lines: Vec<LineBrief>,
    /// What it comes to.
    pub total: Money,
    /// How it came in.
    pub channel: Channel,
    /// Delivery or pick-up.
    pub fulfilment: Fulfilment,
    /// RFC 3339; none: not paid.
    pub paid_at: Option<String>,
    /// RFC 3339.
    pub created_at: String,
}

/// A line as a row names it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "OrderLine")]
pub struct LineBrief {
    /// The item's name as it was.
    pub name: LocalizedText,
    /// Pieces.
    pub quantity: i32,
}

/// One order with everything the team sees of it.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OrderVariables")]
struct OneOrder {
    #[arguments(id: $id)]
    order: Option<Order>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct OrderVariables {
    id: cynic::Id,
}

/// An order as the team sees it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Order {
    /// `ord_…`.
    pub id: cynic::Id,
    /// `ORD-00001`.
    pub number: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// Where it can go from here, now.
    pub allowed_transitions: Vec<OrderStatus>,
    /// What was ordered.
    pub lines: Vec<TeamOrderLine>,
    /// Sum of the lines.
    pub subtotal: Money,
    /// Zero for pick-up.
    pub delivery_fee: Money,
    /// Subtotal and delivery fee.
    pub total: Money,
    /// Who ordered.
    pub customer: Person,
    /// Delivery or pick-up.
    pub fulfilment: Fulfilment,
    /// For delivery.
    pub address: Option<Address>,
    /// The customer's note.
    pub note: Option<String>,
    /// How it came in.
    pub channel: Channel,
    /// RFC 3339; none: not paid.
    pub paid_at: Option<String>,
    /// How it was paid.
    pub paid_by_method: Option<String>,
    /// What it is called in another program.
    pub external_reference: Option<String>,
    /// Rises with each change.
    pub version: i32,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// What happened to it, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// A line with what the team must know of it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "OrderLine")]
pub struct TeamOrderLine {
    /// The item, which may have changed since.
    pub item_id: cynic::Id,
    /// Its name as it was.
    pub name: LocalizedText,
    /// What was chosen.
    pub options: Vec<TeamLineOption>,
    /// Price of one piece with its options.
    pub unit_price: Money,
    /// Pieces.
    pub quantity: i32,
    /// For all of them.
    pub line_total: Money,
    /// For this line.
    pub note: Option<String>,
}

/// A choice as it was when ordered, with the words that name it to the API.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "OrderLineOption")]
pub struct TeamLineOption {
    /// Of the option.
    pub key: String,
    /// Of the value.
    pub value: String,
    /// Size, colour, …
    pub name: LocalizedText,
    /// What was chosen.
    pub label: LocalizedText,
}

/// An address in Kuwait.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Address {
    /// Salmiya, Jabriya, …
    pub area: String,
    /// Block.
    pub block: String,
    /// Street.
    pub street: String,
    /// House or building and flat.
    pub house: String,
    /// Anything the driver should know.
    pub note: Option<String>,
}

/// What can be done to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderAct {
    /// Take it on.
    Confirm,
    /// It was handed over.
    Fulfil,
    /// It will not happen.
    Cancel,
    /// Back to pending.
    Reopen,
    /// Not a real order.
    MarkSpam,
}

/// An act without a reason: `id` and the version it was decided on.
#[derive(Debug, Clone, cynic::QueryVariables)]
struct ActVariables {
    id: cynic::Id,
    expected_version: Option<i32>,
}

/// An act that may tell its reason.
#[derive(Debug, Clone, cynic::QueryVariables)]
struct ReasonedVariables {
    id: cynic::Id,
    reason: Option<String>,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Confirm {
    #[arguments(id: $id, expectedVersion: $expected_version)]
    order_confirm: OrderConfirmPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Fulfil {
    #[arguments(id: $id, expectedVersion: $expected_version)]
    order_fulfil: OrderFulfilPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReasonedVariables")]
struct Cancel {
    #[arguments(id: $id, reason: $reason, expectedVersion: $expected_version)]
    order_cancel: OrderCancelPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReasonedVariables")]
struct Reopen {
    #[arguments(id: $id, reason: $reason, expectedVersion: $expected_version)]
    order_reopen: OrderReopenPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct MarkSpam {
    #[arguments(id: $id, expectedVersion: $expected_version)]
    order_mark_spam: OrderMarkSpamPayload,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct NoteVariables {
    id: cynic::Id,
    note: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "NoteVariables")]
struct AddNote {
    #[arguments(id: $id, note: $note)]
    order_note_add: OrderNoteAddPayload,
}

/// Writes the payload of each act; they differ in name only.
macro_rules! payloads {
    ($($Payload:ident),+) => {
        $(
            #[derive(Debug, Clone, cynic::QueryFragment)]
            struct $Payload {
                order: Option<Order>,
                user_errors: Vec<UserError>,
            }
            impl From<$Payload> for Acted {
                fn from(payload: $Payload) -> Self {
                    Self { order: payload.order, user_errors: payload.user_errors }
                }
            }
        )+
    };
}
payloads!(
    OrderConfirmPayload,
    OrderFulfilPayload,
    OrderCancelPayload,
    OrderReopenPayload,
    OrderMarkSpamPayload,
    OrderNoteAddPayload
);

/// The answer to an act.
#[derive(Debug, Clone)]
pub struct Acted {
    /// The order as it is now; none if the act was refused.
    pub order: Option<Order>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Asks for one page of the team's orders.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`, `BAD_INPUT` for a cursor of another list. So for all of these.
pub async fn order_list(transport: &impl Transport, variables: OrderListVariables) -> Result<OrderConnection, Error> {
    Ok(execute(transport, OrderList::build(variables)).await?.orders)
}

/// Asks for one order; none if the tenant has none with this id.
///
/// # Errors
/// As [`order_list`].
pub async fn order(transport: &impl Transport, id: &str) -> Result<Option<Order>, Error> {
    Ok(execute(transport, OneOrder::build(OrderVariables { id: cynic::Id::new(id) })).await?.order)
}

/// Does something to an order that was last seen at `version`. `reason` is told for cancelling and reopening only.
///
/// # Errors
/// As [`order_list`]. A refusal (`STALE`, `TRANSITION_REFUSED`, `OUT_OF_STOCK`) is not an error but in `user_errors`.
pub async fn act_on_order(
    transport: &impl Transport,
    act: OrderAct,
    id: &cynic::Id,
    version: i32,
    reason: Option<String>,
) -> Result<Acted, Error> {
    let plain = || ActVariables { id: id.clone(), expected_version: Some(version) };
    let reasoned = || ReasonedVariables { id: id.clone(), reason, expected_version: Some(version) };
    Ok(match act {
        OrderAct::Confirm => execute(transport, Confirm::build(plain())).await?.order_confirm.into(),
        OrderAct::Fulfil => execute(transport, Fulfil::build(plain())).await?.order_fulfil.into(),
        OrderAct::Cancel => execute(transport, Cancel::build(reasoned())).await?.order_cancel.into(),
        OrderAct::Reopen => execute(transport, Reopen::build(reasoned())).await?.order_reopen.into(),
        OrderAct::MarkSpam => execute(transport, MarkSpam::build(plain())).await?.order_mark_spam.into(),
    })
}

/// Adds a note to an order's timeline, for the team's eyes only.
///
/// # Errors
/// As [`order_list`]. A note that is empty or too long is in `user_errors`.
pub async fn add_order_note(transport: &impl Transport, id: &cynic::Id, note: String) -> Result<Acted, Error> {
    Ok(execute(transport, AddNote::build(NoteVariables { id: id.clone(), note })).await?.order_note_add.into())
}
