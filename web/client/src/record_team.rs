//! What the team records by hand: orders, donations and pledges that came by phone, by message or at the door; changes of a
//! pending order; its payment.

use cynic::{MutationBuilder, QueryBuilder};

use crate::catalog::{CatalogItemType, ItemOption};
use crate::catalog_edit::InstalmentRule;
use crate::catalog_team::{CatalogItemStatus, TeamItemWhere};
use crate::error::{Error, Outcome};
use crate::giving::{DonationIntent, InstalmentsInput};
use crate::orders::{AddressInput, Fulfilment, OrderLineInput, PersonInput, UserError};
use crate::orders_team::{Acted, Order};
use crate::scalars::{LocalizedText, Money};
use crate::schema;
use crate::submissions_team::Channel;
use crate::transport::{Transport, execute};

/// An order that came by phone, by message or at the door.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct OrderRecordInput {
    /// How it came in.
    pub channel: Channel,
    /// What is ordered.
    pub lines: Vec<OrderLineInput>,
    /// Who orders.
    pub customer: PersonInput,
    /// Delivery or pick-up.
    pub fulfilment: Fulfilment,
    /// Needed for delivery.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressInput>,
    /// The customer's note.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// New for each order.
    pub idempotency_key: String,
}

/// What changes about a pending order; what is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct OrderUpdateInput {
    /// All lines as they shall be.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<OrderLineInput>>,
    /// Who orders.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub customer: Option<PersonInput>,
    /// Delivery or pick-up.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub fulfilment: Option<Fulfilment>,
    /// Where to.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressInput>,
    /// Empty takes it away.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A donation that came another way.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct DonationRecordInput {
    /// How it came in.
    pub channel: Channel,
    /// None for a gift without one.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<cynic::Id>,
    /// A decimal string of ASCII digits.
    pub amount: String,
    /// What it is meant as.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub intent: Option<DonationIntent>,
    /// Who gives.
    pub donor: PersonInput,
    /// Hides the name.
    pub is_anonymous: bool,
    /// What they said.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The receipt shall be sent.
    pub wants_receipt: bool,
    /// New for each donation.
    pub idempotency_key: String,
}

/// A pledge that came another way.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct PledgeRecordInput {
    /// How it came in.
    pub channel: Channel,
    /// The campaign.
    pub campaign_id: cynic::Id,
    /// A decimal string of ASCII digits.
    pub amount: String,
    /// `YYYY-MM-DD`.
    pub target_date: String,
    /// All at once if none.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub instalments: Option<InstalmentsInput>,
    /// Who promises.
    pub pledger: PersonInput,
    /// A word about it.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// New for each pledge.
    pub idempotency_key: String,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct OrderRecordVariables {
    input: OrderRecordInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderRecordVariables")]
struct OrderRecord {
    #[arguments(input: $input)]
    order_record: OrderRecorded,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "OrderSubmitPayload")]
struct OrderRecorded {
    order: Option<OrderId>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Order")]
struct OrderId {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct DonationRecordVariables {
    input: DonationRecordInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DonationRecordVariables")]
struct DonationRecord {
    #[arguments(input: $input)]
    donation_record: DonationRecorded,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "DonationSubmitPayload")]
struct DonationRecorded {
    donation: Option<DonationId>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Donation")]
struct DonationId {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct PledgeRecordVariables {
    input: PledgeRecordInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PledgeRecordVariables")]
struct PledgeRecord {
    #[arguments(input: $input)]
    pledge_record: PledgeRecorded,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "PledgeSubmitPayload")]
struct PledgeRecorded {
    pledge: Option<PledgeId>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Pledge")]
struct PledgeId {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct OrderUpdateVariables {
    id: cynic::Id,
    input: OrderUpdateInput,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderUpdateVariables")]
struct OrderUpdate {
    #[arguments(id: $id, input: $input, expectedVersion: $expected_version)]
    order_update: OrderUpdatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct OrderUpdatePayload {
    order: Option<Order>,
    user_errors: Vec<UserError>,
}

/// A time as a variable, RFC 3339.
#[derive(Debug, Clone, cynic::Scalar)]
#[cynic(graphql_type = "DateTime")]
struct Moment(String);

#[derive(Debug, Clone, cynic::QueryVariables)]
struct PaidVariables {
    id: cynic::Id,
    method: String,
    paid_at: Option<Moment>,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PaidVariables")]
struct MarkPaid {
    #[arguments(id: $id, method: $method, paidAt: $paid_at, expectedVersion: $expected_version)]
    order_mark_paid: OrderMarkPaidPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct OrderMarkPaidPayload {
    order: Option<Order>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct UnpaidVariables {
    id: cynic::Id,
    reason: String,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UnpaidVariables")]
struct MarkUnpaid {
    #[arguments(id: $id, reason: $reason, expectedVersion: $expected_version)]
    order_mark_unpaid: OrderMarkUnpaidPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct OrderMarkUnpaidPayload {
    order: Option<Order>,
    user_errors: Vec<UserError>,
}

/// Something of the catalog that can be ordered or given to.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItem")]
pub struct Choosable {
    /// `itm_…`.
    pub id: cynic::Id,
    /// Its name.
    pub name: LocalizedText,
    /// None: an open amount.
    pub price: Option<Money>,
    /// Can be ordered now.
    pub is_available: bool,
    /// What has to be chosen.
    pub options: Vec<ItemOption>,
    /// For campaigns.
    pub campaign: Option<ChoosableCampaign>,
}

/// What a promise to a campaign may be.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Campaign")]
pub struct ChoosableCampaign {
    /// How a pledge may be split.
    pub instalments: Option<InstalmentRule>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ChooseVariables {
    search: Option<String>,
    filter: TeamItemWhere,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChooseVariables")]
struct Choose {
    #[arguments(first: 12, search: $search, where: $filter)]
    catalog_items: Chosen,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItemConnection")]
struct Chosen {
    nodes: Vec<Choosable>,
}

/// The first twelve active things of these types that words find.
///
/// # Errors
/// As [`execute`]. So for all of these.
pub async fn choosable(
    transport: &impl Transport,
    types: &[CatalogItemType],
    words: &str,
) -> Result<Vec<Choosable>, Error> {
    let search = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
    let filter = TeamItemWhere { kind: Some(types.to_vec()), status: Some(vec![CatalogItemStatus::Active]) };
    Ok(execute(transport, Choose::build(ChooseVariables { search, filter })).await?.catalog_items.nodes)
}

/// Records an order; answers with its id.
///
/// # Errors
/// As [`choosable`].
pub async fn record_order(transport: &impl Transport, input: OrderRecordInput) -> Result<Outcome<cynic::Id>, Error> {
    let told = execute(transport, OrderRecord::build(OrderRecordVariables { input })).await?.order_record;
    Ok(Outcome { value: told.order.map(|order| order.id), user_errors: told.user_errors })
}

/// Records a donation; answers with its id.
///
/// # Errors
/// As [`choosable`].
pub async fn record_donation(
    transport: &impl Transport,
    input: DonationRecordInput,
) -> Result<Outcome<cynic::Id>, Error> {
    let told = execute(transport, DonationRecord::build(DonationRecordVariables { input })).await?.donation_record;
    Ok(Outcome { value: told.donation.map(|donation| donation.id), user_errors: told.user_errors })
}

/// Records a pledge; answers with its id.
///
/// # Errors
/// As [`choosable`].
pub async fn record_pledge(transport: &impl Transport, input: PledgeRecordInput) -> Result<Outcome<cynic::Id>, Error> {
    let told = execute(transport, PledgeRecord::build(PledgeRecordVariables { input })).await?.pledge_record;
    Ok(Outcome { value: told.pledge.map(|pledge| pledge.id), user_errors: told.user_errors })
}

/// Changes a pending order that was last seen at `version`.
///
/// # Errors
/// As [`choosable`].
pub async fn update_order(
    transport: &impl Transport,
    id: &cynic::Id,
    version: i32,
    input: OrderUpdateInput,
) -> Result<Acted, Error> {
    let variables = OrderUpdateVariables { id: id.clone(), input, expected_version: Some(version) };
    let told = execute(transport, OrderUpdate::build(variables)).await?.order_update;
    Ok(Acted { order: told.order, user_errors: told.user_errors })
}

/// Marks an order as paid; `paid_at` is RFC 3339, now if none.
///
/// # Errors
/// As [`choosable`].
pub async fn mark_order_paid(
    transport: &impl Transport,
    id: &cynic::Id,
    version: i32,
    method: String,
    paid_at: Option<String>,
) -> Result<Acted, Error> {
    let paid_at = paid_at.map(Moment);
    let variables = PaidVariables { id: id.clone(), method, paid_at, expected_version: Some(version) };
    let told = execute(transport, MarkPaid::build(variables)).await?.order_mark_paid;
    Ok(Acted { order: told.order, user_errors: told.user_errors })
}

/// Takes back that an order was paid.
///
/// # Errors
/// As [`choosable`].
pub async fn mark_order_unpaid(
    transport: &impl Transport,
    id: &cynic::Id,
    version: i32,
    reason: String,
) -> Result<Acted, Error> {
    let variables = UnpaidVariables { id: id.clone(), reason, expected_version: Some(version) };
    let told = execute(transport, MarkUnpaid::build(variables)).await?.order_mark_unpaid;
    Ok(Acted { order: told.order, user_errors: told.user_errors })
}
