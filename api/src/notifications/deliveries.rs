//! The log of what was sent to whom, for the team.

use entity::{ids::DeliveryId, notifications as rows};
use sea_orm::{ColumnTrait, Condition};

use super::{
    store::{self, DELIVERIES_BY_AGE},
    types::{NotificationDeliveryWhere, meant},
};
use crate::kernel::{
    db::{TenantConn, TenantRead},
    error::Result,
    keyset::Keys,
    page::{Page, PageRequest},
    text,
};

/// A checked request for a list of deliveries.
#[derive(Debug)]
pub struct DeliveryList(Condition);

impl DeliveryList {
    /// Checks the filter.
    ///
    /// # Errors
    /// `BAD_INPUT` for too long an event.
    pub fn new(filter: Option<NotificationDeliveryWhere>) -> Result<Self> {
        let filter = filter.unwrap_or_default();
        let mut condition = Condition::all();
        if let Some(states) = filter.status {
            condition = condition.add(rows::Column::Status.is_in(states.into_iter().map(|state| state.word())));
        }
        if let Some(event) = text::optional("where.event", filter.event.as_deref(), 60)? {
            condition = condition.add(rows::Column::Event.eq(event));
        }
        if let Some(about) = filter.about {
            // An id of nothing finds nothing.
            condition = match meant(&about) {
                Some(id) => condition.add(rows::Column::EntityId.eq(id)),
                None => condition.add(rows::Column::EntityId.is_null()).add(rows::Column::EntityId.is_not_null()),
            };
        }
        Ok(Self(condition))
    }

    /// What its cursors are bound to.
    #[must_use]
    pub fn sort_name() -> &'static str {
        DELIVERIES_BY_AGE
    }

    /// The sort keys of a row.
    #[must_use]
    pub fn keys(row: &rows::Model) -> Keys {
        (row.created_at.to_rfc3339(), row.id.0)
    }

    /// One page, the newest first.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn page(&self, read: &TenantRead, request: &PageRequest<Keys>) -> Result<Page<rows::Model>> {
        Ok(Page::cut(store::list_deliveries(read, self.0.clone(), request).await?, request))
    }

    /// How many match, up to the cap.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn count(&self, read: &TenantRead) -> Result<u64> {
        store::count_deliveries(read, self.0.clone()).await
    }
}

/// A delivery, if it is the bound tenant's.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_delivery(conn: &impl TenantConn, id: DeliveryId) -> Result<Option<rows::Model>> {
    store::find_delivery(conn, id).await
}
