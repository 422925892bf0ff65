//! What an order, a donation or a pledge is called in another program of the tenant's.

use cynic::MutationBuilder;

use crate::donations_team::{ActedDonation, Donation};
use crate::error::Error;
use crate::orders::UserError;
use crate::orders_team::{Acted, Order};
use crate::pledges_team::{ActedPledge, Pledge};
use crate::schema;
use crate::transport::{Transport, execute};

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ReferenceVariables {
    id: cynic::Id,
    reference: Option<String>,
    version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReferenceVariables")]
struct SetOfOrder {
    #[arguments(id: $id, externalReference: $reference, expectedVersion: $version)]
    order_reference_set: OrderReferenceSetPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct OrderReferenceSetPayload {
    order: Option<Order>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReferenceVariables")]
struct SetOfDonation {
    #[arguments(id: $id, externalReference: $reference, expectedVersion: $version)]
    donation_reference_set: DonationReferenceSetPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct DonationReferenceSetPayload {
    donation: Option<Donation>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReferenceVariables")]
struct SetOfPledge {
    #[arguments(id: $id, externalReference: $reference, expectedVersion: $version)]
    pledge_reference_set: PledgeReferenceSetPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct PledgeReferenceSetPayload {
    pledge: Option<Pledge>,
    user_errors: Vec<UserError>,
}

fn wanted(id: &cynic::Id, reference: String, version: i32) -> ReferenceVariables {
    let reference = Some(reference).filter(|text| !text.is_empty());
    ReferenceVariables { id: id.clone(), reference, version: Some(version) }
}

/// Calls an order that was last seen at `version` something else in another program; an empty text takes the reference away.
///
/// # Errors
/// As `order_list`. A refusal (`TAKEN`, `TOO_LONG`, `STALE`) is not an error but in `user_errors`. So for all of these.
pub async fn set_order_reference(
    transport: &impl Transport,
    id: &cynic::Id,
    version: i32,
    reference: String,
) -> Result<Acted, Error> {
    let variables = wanted(id, reference, version);
    let answer = execute(transport, SetOfOrder::build(variables)).await?.order_reference_set;
    Ok(Acted { order: answer.order, user_errors: answer.user_errors })
}

/// The same of a donation.
///
/// # Errors
/// As [`set_order_reference`].
pub async fn set_donation_reference(
    transport: &impl Transport,
    id: &cynic::Id,
    version: i32,
    reference: String,
) -> Result<ActedDonation, Error> {
    let variables = wanted(id, reference, version);
    let answer = execute(transport, SetOfDonation::build(variables)).await?.donation_reference_set;
    Ok(ActedDonation { donation: answer.donation, user_errors: answer.user_errors })
}

/// The same of a pledge.
///
/// # Errors
/// As [`set_order_reference`].
pub async fn set_pledge_reference(
    transport: &impl Transport,
    id: &cynic::Id,
    version: i32,
    reference: String,
) -> Result<ActedPledge, Error> {
    let variables = wanted(id, reference, version);
    let answer = execute(transport, SetOfPledge::build(variables)).await?.pledge_reference_set;
    Ok(ActedPledge { pledge: answer.pledge, user_errors: answer.user_errors })
}
