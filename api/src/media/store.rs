//! SQL over `media_assets`.

use chrono::{DateTime, Utc};
use entity::{
    ids::AssetId,
    media::{self, Renditions},
    text::Localized,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockType},
};
use uuid::Uuid;

use super::rules::MAX_PICTURES;
use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::{Error, Result},
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

/// What came of reserving a place.
pub(super) enum Taken {
    /// The row.
    Row(Box<media::Model>),
    /// There is no such thing to have pictures.
    NoSubject,
    /// It has as many as it may have.
    Full,
}

/// A new row behind the other pictures of its thing. The one look at an item's table: whether the item is there.
pub(super) async fn insert_at_end(tx: &TenantTx, row: media::Model) -> Result<Taken> {
    let statement = match row.entity_type.as_str() {
        "catalog_item" => "SELECT id FROM catalog_items WHERE id = $1 FOR SHARE",
        _ => "SELECT id FROM tenants WHERE id = $1",
    };
    let subject = sql(statement, [row.entity_id.into()]);
    if tx.query_one_raw(subject).await?.is_none() {
        return Ok(Taken::NoSubject);
    }
    let last = sql(
        "SELECT coalesce(max(position), -1) + 1 AS place, count(*) FILTER (WHERE status <> 'rejected') AS pictures
         FROM media_assets WHERE entity_type = $1 AND entity_id = $2",
        [row.entity_type.clone().into(), row.entity_id.into()],
    );
    let last = tx.query_one_raw(last).await?;
    let (place, pictures): (i32, i64) = match last {
        Some(found) => (found.try_get("", "place")?, found.try_get("", "pictures")?),
        None => (0, 0),
    };
    if pictures >= MAX_PICTURES {
        return Ok(Taken::Full);
    }
    let row = media::Model { position: place, ..row };
    insert(tx, row.clone()).await?;
    Ok(Taken::Row(Box::new(row)))
}

/// One picture, whatever its state.
pub(super) async fn find(conn: &impl TenantConn, id: AssetId) -> Result<Option<media::Model>> {
    Ok(media::Entity::find().filter(media::Column::Id.eq(id)).one(conn).await?)
}

/// All pictures of one thing but the rejected ones, in their order.
pub(super) async fn list_all_of(
    conn: &impl TenantConn,
    entity_type: &str,
    entity_id: Uuid,
) -> Result<Vec<media::Model>> {
    Ok(media::Entity::find()
        .filter(media::Column::EntityType.eq(entity_type))
        .filter(media::Column::EntityId.eq(entity_id))
        .filter(media::Column::Status.ne("rejected"))
        .order_by_asc(media::Column::Position)
        .order_by_asc(media::Column::Id)
        .all(conn)
        .await?)
}

/// Which of these have a row.
pub(super) async fn list_known(conn: &impl TenantConn, ids: &[AssetId]) -> Result<Vec<AssetId>> {
    let rows = media::Entity::find().filter(media::Column::Id.is_in(ids.iter().copied())).all(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The pictures of one thing in their order, locked until the end.
pub(super) async fn lock_order(tx: &TenantTx, entity_type: &str, entity_id: Uuid) -> Result<Vec<AssetId>> {
    let rows = media::Entity::find()
        .filter(media::Column::EntityType.eq(entity_type))
        .filter(media::Column::EntityId.eq(entity_id))
        .filter(media::Column::Status.ne("rejected"))
        .order_by_asc(media::Column::Position)
        .order_by_asc(media::Column::Id)
        .lock(LockType::Update)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Numbers pictures anew, in this order.
pub(super) async fn set_order(tx: &TenantTx, order: &[AssetId], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = order.iter().map(|id| id.0).collect();
    tx.execute_raw(sql(
        "UPDATE media_assets m SET position = o.place - 1, updated_at = $2, version = m.version + 1
         FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, place)
         WHERE m.id = o.id AND m.position <> o.place - 1",
        [ids.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Another description.
pub(super) async fn set_alt(tx: &TenantTx, id: AssetId, alt: &Localized, now: DateTime<Utc>) -> Result<()> {
    media::Entity::update_many()
        .col_expr(media::Column::Alt, Expr::value(serde_json::to_value(alt).map_err(Error::fault)?))
        .col_expr(media::Column::UpdatedAt, Expr::value(now))
        .col_expr(media::Column::Version, Expr::col(media::Column::Version).add(1))
        .filter(media::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// From pending to processing, with the clean original; false if it was not pending any more.
pub(super) async fn set_kept(tx: &TenantTx, kept: &media::Model) -> Result<bool> {
    let done = media::Entity::update_many()
        .col_expr(media::Column::ObjectKey, Expr::value(kept.object_key.clone()))
        .col_expr(media::Column::ContentType, Expr::value(kept.content_type.clone()))
        .col_expr(media::Column::ByteSize, Expr::value(kept.byte_size))
        .col_expr(media::Column::Width, Expr::value(kept.width))
        .col_expr(media::Column::Height, Expr::value(kept.height))
        .col_expr(media::Column::Status, Expr::value("processing"))
        .col_expr(media::Column::UpdatedAt, Expr::value(kept.updated_at))
        .col_expr(media::Column::Version, Expr::col(media::Column::Version).add(1))
        .filter(media::Column::Id.eq(kept.id))
        .filter(media::Column::Status.eq("pending"))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// From pending to rejected; false if it was not pending any more.
pub(super) async fn set_rejected(tx: &TenantTx, id: AssetId, now: DateTime<Utc>) -> Result<bool> {
    let done = media::Entity::update_many()
        .col_expr(media::Column::Status, Expr::value("rejected"))
        .col_expr(media::Column::UpdatedAt, Expr::value(now))
        .col_expr(media::Column::Version, Expr::col(media::Column::Version).add(1))
        .filter(media::Column::Id.eq(id))
        .filter(media::Column::Status.eq("pending"))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// From processing to ready, with its public sizes; false if somebody was faster or it is gone.
pub(super) async fn set_ready(tx: &TenantTx, id: AssetId, made: Renditions, now: DateTime<Utc>) -> Result<bool> {
    let done = media::Entity::update_many()
        .col_expr(media::Column::Renditions, Expr::value(serde_json::to_value(made).map_err(Error::fault)?))
        .col_expr(media::Column::Status, Expr::value("ready"))
        .col_expr(media::Column::UpdatedAt, Expr::value(now))
        .col_expr(media::Column::Version, Expr::col(media::Column::Version).add(1))
        .filter(media::Column::Id.eq(id))
        .filter(media::Column::Status.eq("processing"))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Deletes a picture; false if it is gone already. A storefront that shows it lets go of it by its foreign key.
pub(super) async fn delete(tx: &TenantTx, id: AssetId) -> Result<bool> {
    let done = media::Entity::delete_many().filter(media::Column::Id.eq(id)).exec(tx).await?;
    Ok(done.rows_affected == 1)
}

/// Deletes all pictures of one thing.
pub(super) async fn delete_all_of(tx: &TenantTx, entity_type: &str, entity_id: Uuid) -> Result<Vec<AssetId>> {
    let rows = tx
        .query_all_raw(sql(
            "DELETE FROM media_assets WHERE entity_type = $1 AND entity_id = $2 RETURNING id",
            [entity_type.into(), entity_id.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(AssetId(row.try_get("", "id")?))).collect()
}

/// Deletes what was never finished, and pictures whose item is gone.
pub(super) async fn delete_abandoned(tx: &TenantTx, before: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "DELETE FROM media_assets m WHERE m.updated_at < $1 AND (m.status IN ('pending', 'rejected')
             OR m.entity_type = 'catalog_item' AND NOT EXISTS (
                 SELECT 1 FROM catalog_items i WHERE i.tenant_id = m.tenant_id AND i.id = m.entity_id))",
        [before.into()],
    ))
    .await?;
    Ok(())
}
