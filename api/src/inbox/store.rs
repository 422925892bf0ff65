//! SQL over the view of all submissions.

use entity::inbox;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::kernel::{db::TenantConn, error::Result};

/// One entry.
pub(super) async fn find(conn: &impl TenantConn, kind: &str, id: Uuid) -> Result<Option<inbox::Model>> {
    // The kind goes first: it leaves one of the three tables to look into.
    let found = inbox::Entity::find().filter(inbox::Column::Kind.eq(kind)).filter(inbox::Column::Id.eq(id));
    Ok(found.one(conn).await?)
}
