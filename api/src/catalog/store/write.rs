//! SQL that changes `catalog_items` and `catalog_item_slugs`.

use chrono::{DateTime, Utc};
use entity::{catalog, ids::ItemId};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::Result,
};

/// The item with this id, locked until the transaction ends.
pub(in crate::catalog) async fn lock(tx: &TenantTx, id: ItemId) -> Result<Option<catalog::Model>> {
    Ok(catalog::Entity::find().filter(catalog::Column::Id.eq(id)).lock_exclusive().one(tx).await?)
}

/// A new row; a former slug of another item that it takes is that item's no more. The database's own error says which
/// name is taken.
pub(in crate::catalog) async fn insert(tx: &TenantTx, row: catalog::Model) -> std::result::Result<(), DbErr> {
    tx.execute_raw(sql("DELETE FROM catalog_item_slugs WHERE slug = $1::text::citext", [row.slug.clone().into()]))
        .await?;
    tx.execute_raw(sql(
        "INSERT INTO catalog_items
             (tenant_id, id, type, slug, name, description, price, currency, stock, status, position, metadata,
              external_reference, seo_title, seo_description, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        [
            row.tenant_id.into(),
            row.id.into(),
            row.kind.into(),
            row.slug.into(),
            row.name.into(),
            row.description.into(),
            row.price.into(),
            row.currency.into(),
            row.stock.into(),
            row.status.into(),
            row.position.into(),
            row.metadata.into(),
            row.external_reference.into(),
            row.seo_title.into(),
            row.seo_description.into(),
            row.created_at.into(),
            row.updated_at.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// The row as it shall be, at its next version; id, type, state, place and currency stay.
pub(in crate::catalog) async fn set_content(tx: &TenantTx, row: &catalog::Model) -> std::result::Result<(), DbErr> {
    tx.execute_raw(sql(
        "UPDATE catalog_items SET slug = $2, name = $3, description = $4, price = $5, stock = $6, metadata = $7,
             external_reference = $8, seo_title = $9, seo_description = $10, version = version + 1, updated_at = $11
         WHERE id = $1",
        [
            row.id.into(),
            row.slug.clone().into(),
            row.name.clone().into(),
            row.description.clone().into(),
            row.price.into(),
            row.stock.into(),
            row.metadata.clone().into(),
            row.external_reference.clone().into(),
            row.seo_title.clone().into(),
            row.seo_description.clone().into(),
            row.updated_at.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Keeps a slug that the item had; its new one is nobody's former slug any more.
pub(in crate::catalog) async fn insert_former_slug(tx: &TenantTx, id: ItemId, former: &str, now: &str) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM catalog_item_slugs WHERE slug = $1::text::citext", [now.into()])).await?;
    tx.execute_raw(sql(
        "INSERT INTO catalog_item_slugs (tenant_id, slug, item_id) VALUES ($1, $2::text::citext, $3)",
        [tx.tenant().into(), former.into(), id.into()],
    ))
    .await?;
    Ok(())
}

/// Another state.
pub(in crate::catalog) async fn set_status(
    tx: &TenantTx,
    id: ItemId,
    status: &'static str,
    now: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE catalog_items SET status = $2, version = version + 1, updated_at = $3 WHERE id = $1",
        [id.into(), status.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Takes the row away; the database's own error says what still refers to it.
pub(in crate::catalog) async fn delete(tx: &TenantTx, id: ItemId) -> std::result::Result<(), DbErr> {
    tx.execute_raw(sql("DELETE FROM catalog_items WHERE id = $1", [id.into()])).await?;
    Ok(())
}

/// Numbers the whole catalog anew, with the listed items in their new order on the places that they held together.
/// Returns how many of the listed items there are.
pub(in crate::catalog) async fn set_order(tx: &TenantTx, ids: &[ItemId]) -> Result<u64> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    // One editor at a time: two orders at once would number each other's rows.
    tx.execute_raw(sql("SELECT id FROM catalog_items ORDER BY id FOR UPDATE", [])).await?;
    tx.execute_raw(sql(
        "WITH placed AS (SELECT id, row_number() OVER (ORDER BY position, id) - 1 AS n FROM catalog_items),
              wanted AS (SELECT id, turn FROM unnest($1::uuid[]) WITH ORDINALITY AS w (id, turn)),
              present AS (SELECT w.id, row_number() OVER (ORDER BY w.turn) AS turn FROM wanted w JOIN placed USING (id)),
              places AS (SELECT n, row_number() OVER (ORDER BY n) AS turn FROM placed JOIN wanted USING (id)),
              after AS (SELECT p.id, coalesce(f.n, p.n)::int AS n
                        FROM placed p LEFT JOIN present w ON w.id = p.id LEFT JOIN places f ON f.turn = w.turn)
         UPDATE catalog_items c SET position = a.n FROM after a WHERE a.id = c.id AND c.position <> a.n",
        [ids.clone().into()],
    ))
    .await?;
    let row = tx
        .query_one_raw(sql("SELECT count(*) AS n FROM catalog_items WHERE id = ANY ($1::uuid[])", [ids.into()]))
        .await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
    Ok(found.unsigned_abs())
}

/// The place after the last item.
pub(in crate::catalog) async fn next_position(conn: &impl TenantConn) -> Result<i32> {
    let row = conn.query_one_raw(sql("SELECT coalesce(max(position), -1) + 1 AS n FROM catalog_items", [])).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get("", "n"))?)
}

/// The slugs that are taken, now or formerly, and begin like `base`.
pub(in crate::catalog) async fn list_slugs_like(conn: &impl TenantConn, base: &str) -> Result<Vec<String>> {
    let rows = conn
        .query_all_raw(sql(
            "SELECT slug::text FROM catalog_items WHERE starts_with(slug::text, $1)
             UNION SELECT slug::text FROM catalog_item_slugs WHERE starts_with(slug::text, $1)",
            [base.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(row.try_get("", "slug")?)).collect()
}

/// Takes pieces off counted stock if that many are left; false if not. Uncounted stock always suffices.
pub(in crate::catalog) async fn set_stock_less(tx: &TenantTx, id: ItemId, pieces: i32) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE catalog_items SET stock = stock - $2, version = version + 1, updated_at = now()
             WHERE id = $1 AND (stock IS NULL OR stock >= $2)",
            [id.into(), pieces.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives pieces back to counted stock.
pub(in crate::catalog) async fn set_stock_more(tx: &TenantTx, id: ItemId, pieces: i32) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE catalog_items SET stock = stock + $2, version = version + 1, updated_at = now()
         WHERE id = $1 AND stock IS NOT NULL",
        [id.into(), pieces.into()],
    ))
    .await?;
    Ok(())
}
