//! The log of what was sent to whom, for the team.

use entity::{ids::DeliveryId, notifications as rows};
use sea_orm::{ColumnTrait, Condition, sea_query::Expr};

use super::{
    store,
    types::{NotificationDeliveryWhere, meant},
};
use crate::{
    graphql::list::{List, SortDirection},
    kernel::{db::TenantConn, error::Result, text},
};

/// A checked request for a list of deliveries, the newest first.
pub type DeliveryList = List<rows::Entity>;

/// Checks the filter.
///
/// # Errors
/// `BAD_INPUT` for too long an event.
pub fn delivery_list(filter: Option<NotificationDeliveryWhere>) -> Result<DeliveryList> {
    use rows::Column;
    let filter = filter.unwrap_or_default();
    let event = text::optional("where.event", filter.event.as_deref(), 60)?;
    let about = filter.about.map(|about| match meant(&about) {
        Some(id) => Column::EntityId.eq(id),
        // An id of nothing finds nothing.
        None => Expr::cust("false"),
    });
    let condition = Condition::all()
        .add_option(filter.status.map(|states| Column::Status.is_in(states.into_iter().map(|state| state.word()))))
        .add_option(event.map(|event| Column::Event.eq(event)))
        .add_option(about);
    Ok(List::by((), SortDirection::Desc).and(condition))
}

/// A delivery, if it is the bound tenant's.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_delivery(conn: &impl TenantConn, id: DeliveryId) -> Result<Option<rows::Model>> {
    store::find_delivery(conn, id).await
}
