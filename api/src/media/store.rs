//! SQL over `media_assets`.

use entity::{ids::AssetId, media};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::kernel::{
    db::{TenantConn, TenantTx},
    error::Result,
};

/// Ready pictures of many things of one kind, in their order.
pub(super) async fn list_of_entities(
    conn: &impl TenantConn,
    entity_type: &str,
    ids: &[Uuid],
) -> Result<Vec<media::Model>> {
    Ok(media::Entity::find()
        .filter(media::Column::EntityType.eq(entity_type))
        .filter(media::Column::EntityId.is_in(ids.iter().copied()))
        .filter(media::Column::Status.eq("ready"))
        .order_by_asc(media::Column::Position)
        .order_by_asc(media::Column::Id)
        .all(conn)
        .await?)
}

/// Ready pictures by their ids.
pub(super) async fn list_by_ids(conn: &impl TenantConn, ids: &[AssetId]) -> Result<Vec<media::Model>> {
    Ok(media::Entity::find()
        .filter(media::Column::Id.is_in(ids.iter().copied()))
        .filter(media::Column::Status.eq("ready"))
        .all(conn)
        .await?)
}

/// A new row.
pub(super) async fn insert(tx: &TenantTx, row: media::Model) -> Result<()> {
    let row = media::ActiveModel {
        tenant_id: Set(row.tenant_id),
        id: Set(row.id),
        entity_type: Set(row.entity_type),
        entity_id: Set(row.entity_id),
        object_key: Set(row.object_key),
        content_type: Set(row.content_type),
        byte_size: Set(row.byte_size),
        width: Set(row.width),
        height: Set(row.height),
        alt: Set(row.alt),
        position: Set(row.position),
        status: Set(row.status),
        renditions: Set(row.renditions),
        version: Set(row.version),
        created_at: Set(row.created_at),
        updated_at: Set(row.updated_at),
    };
    media::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
