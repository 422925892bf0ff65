//! Many rows moved at once, with a result for each.

use cynic::MutationBuilder;

use crate::donations_team::DonationStatus;
use crate::error::Error;
use crate::orders::UserError;
use crate::orders_team::OrderStatus;
use crate::pledges_team::PledgeStatus;
use crate::schema;
use crate::transport::{Transport, execute};

/// Where rows shall move, which says of what kind they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BulkMove {
    /// Orders.
    Orders(OrderStatus),
    /// Donations.
    Donations(DonationStatus),
    /// Pledges.
    Pledges(PledgeStatus),
}

/// What came of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowResult {
    /// The row.
    pub id: String,
    /// Why it was refused; none: it moved.
    pub refusal: Option<String>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct OrderMoveVariables {
    ids: Vec<cynic::Id>,
    to: OrderStatus,
    reason: Option<String>,
    notify: bool,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderMoveVariables")]
struct OrdersMove {
    #[arguments(ids: $ids, to: $to, reason: $reason, notify: $notify)]
    orders_move: OrdersMovePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct OrdersMovePayload {
    results: Vec<OrdersMoveResult>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct OrdersMoveResult {
    id: cynic::Id,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct DonationMoveVariables {
    ids: Vec<cynic::Id>,
    to: DonationStatus,
    reason: Option<String>,
    notify: bool,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DonationMoveVariables")]
struct DonationsMove {
    #[arguments(ids: $ids, to: $to, reason: $reason, notify: $notify)]
    donations_move: DonationsMovePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct DonationsMovePayload {
    results: Vec<DonationsMoveResult>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct DonationsMoveResult {
    id: cynic::Id,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct PledgeMoveVariables {
    ids: Vec<cynic::Id>,
    to: PledgeStatus,
    reason: Option<String>,
    notify: bool,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PledgeMoveVariables")]
struct PledgesMove {
    #[arguments(ids: $ids, to: $to, reason: $reason, notify: $notify)]
    pledges_move: PledgesMovePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct PledgesMovePayload {
    results: Vec<PledgesMoveResult>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct PledgesMoveResult {
    id: cynic::Id,
    user_errors: Vec<UserError>,
}

/// Writes the result of one kind as everybody's.
macro_rules! told {
    ($payload:expr) => {{
        let payload = $payload;
        let of = |errors: Vec<UserError>| errors.into_iter().next().map(|error| error.message);
        match payload.user_errors.into_iter().next() {
            Some(refused) => Err(refused.message),
            None => Ok(payload
                .results
                .into_iter()
                .map(|row| RowResult { id: row.id.into_inner(), refusal: of(row.user_errors) })
                .collect()),
        }
    }};
}

/// Moves up to a hundred rows, each for itself. The inner error is what all of them were refused for.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn move_many(
    transport: &impl Transport,
    to: BulkMove,
    ids: Vec<String>,
    reason: Option<String>,
    notify: bool,
) -> Result<Result<Vec<RowResult>, String>, Error> {
    let ids = ids.into_iter().map(cynic::Id::new).collect();
    Ok(match to {
        BulkMove::Orders(to) => {
            let variables = OrderMoveVariables { ids, to, reason, notify };
            told!(execute(transport, OrdersMove::build(variables)).await?.orders_move)
        }
        BulkMove::Donations(to) => {
            let variables = DonationMoveVariables { ids, to, reason, notify };
            told!(execute(transport, DonationsMove::build(variables)).await?.donations_move)
        }
        BulkMove::Pledges(to) => {
            let variables = PledgeMoveVariables { ids, to, reason, notify };
            told!(execute(transport, PledgesMove::build(variables)).await?.pledges_move)
        }
    })
}
