//! SQL over `collections` and `collection_items`.

use entity::{
    catalog::{self, collections},
    ids::{CollectionId, ItemId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Value,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::{Error, ErrorCode, Result},
    keyset::Keys,
    page::{Direction, PageRequest},
    text::Bilingual,
};

/// How many items a section of the home page shows.
const TOP: i32 = 8;

/// The collections in their order; only visible ones, only those of the home page, if wanted.
pub(super) async fn list(
    conn: &impl TenantConn,
    only_visible: bool,
    only_on_home: bool,
) -> Result<Vec<collections::Model>> {
    let mut select = collections::Entity::find();
    if only_visible {
        select = select.filter(collections::Column::IsVisible.eq(true));
    }
    if only_on_home {
        select = select.filter(collections::Column::IsOnHome.eq(true));
    }
    let select = select.order_by_asc(collections::Column::Position).order_by_asc(collections::Column::Id);
    Ok(select.limit(super::service::MAX_COLLECTIONS).all(conn).await?)
}

/// The collection with this slug, or that had it before.
pub(super) async fn find_by_slug(conn: &impl TenantConn, slug: &str) -> Result<Option<collections::Model>> {
    if slug.contains('\0') {
        return Ok(None);
    }
    let has = Expr::cust_with_values("slug = $1::text::citext", [slug.to_owned()]);
    if let Some(row) = collections::Entity::find().filter(has).one(conn).await? {
        return Ok(Some(row));
    }
    let had = Expr::cust_with_values("$1::text = ANY (former_slugs)", [slug.to_ascii_lowercase()]);
    Ok(collections::Entity::find().filter(had).one(conn).await?)
}

/// The collection with this id.
pub(super) async fn find(conn: &impl TenantConn, id: CollectionId) -> Result<Option<collections::Model>> {
    Ok(collections::Entity::find().filter(collections::Column::Id.eq(id)).one(conn).await?)
}

/// The same, locked until the transaction ends.
pub(super) async fn lock(tx: &TenantTx, id: CollectionId) -> Result<Option<collections::Model>> {
    Ok(collections::Entity::find().filter(collections::Column::Id.eq(id)).lock_exclusive().one(tx).await?)
}

/// How many items each collection has that the caller may see.
pub(super) async fn count_items(
    conn: &impl TenantConn,
    ids: &[CollectionId],
    only_active: bool,
) -> Result<Vec<(CollectionId, i64)>> {
    let rows = conn
        .query_all_raw(sql(
            "SELECT ci.collection_id, count(*) AS n FROM collection_items ci
                 JOIN catalog_items i ON i.tenant_id = ci.tenant_id AND i.id = ci.item_id
             WHERE ci.collection_id = ANY ($1::uuid[]) AND (i.status = 'active' OR NOT $2)
             GROUP BY ci.collection_id",
            [uuids(ids).into(), only_active.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok((row.try_get("", "collection_id")?, row.try_get("", "n")?))).collect()
}

fn uuids(ids: &[CollectionId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

/// The first items of each collection, in its order.
pub(super) async fn list_top_items(
    conn: &impl TenantConn,
    ids: &[CollectionId],
    only_active: bool,
) -> Result<Vec<(CollectionId, catalog::Model)>> {
    let rows = conn
        .query_all_raw(sql(
            "SELECT top.collection_id, i.* FROM (
                 SELECT ci.tenant_id, ci.collection_id, ci.item_id,
                        row_number() OVER (PARTITION BY ci.collection_id ORDER BY ci.position, ci.item_id) AS n
                 FROM collection_items ci JOIN catalog_items v ON v.tenant_id = ci.tenant_id AND v.id = ci.item_id
                 WHERE ci.collection_id = ANY ($1::uuid[]) AND (v.status = 'active' OR NOT $2)) top
             JOIN catalog_items i ON i.tenant_id = top.tenant_id AND i.id = top.item_id
             WHERE top.n <= $3 ORDER BY top.collection_id, top.n",
            [uuids(ids).into(), only_active.into(), TOP.into()],
        ))
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "collection_id")?, catalog::Model::from_query_result(row, "")?)))
        .collect()
}

/// One page of a collection's items in its order, read one row further than asked for.
pub(super) async fn list_items(
    conn: &impl TenantConn,
    id: CollectionId,
    only_active: bool,
    request: &PageRequest<Keys>,
) -> Result<Vec<(catalog::Model, Keys)>> {
    let (compare, order) = if request.direction == Direction::Forward { (">", "ASC") } else { ("<", "DESC") };
    let from = match &request.from {
        Some((place, item)) => Some((place.parse::<i32>().map_err(|_| bad_cursor(request.direction))?, *item)),
        None => None,
    };
    let limit = i64::try_from(request.size + 1).unwrap_or(i64::MAX);
    let (place, item) = from.unwrap_or_default();
    let text = format!(
        "SELECT ci.position AS place, i.* FROM collection_items ci
             JOIN catalog_items i ON i.tenant_id = ci.tenant_id AND i.id = ci.item_id
         WHERE ci.collection_id = $1 AND (i.status = 'active' OR NOT $2)
             AND (NOT $3 OR (ci.position, ci.item_id) {compare} ($4, $5))
         ORDER BY ci.position {order}, ci.item_id {order} LIMIT $6"
    );
    let values: [Value; 6] =
        [id.into(), only_active.into(), from.is_some().into(), place.into(), item.into(), limit.into()];
    let rows = conn.query_all_raw(sql(&text, values)).await?;
    rows.iter()
        .map(|row| {
            let item = catalog::Model::from_query_result(row, "")?;
            let place: i32 = row.try_get("", "place")?;
            let key = item.id.0;
            Ok((item, (place.to_string(), key)))
        })
        .collect()
}

fn bad_cursor(direction: Direction) -> Error {
    let argument = if direction == Direction::Forward { "after" } else { "before" };
    let message = Bilingual::new("هذا المؤشر ليس من هذه القائمة", "This cursor does not belong to this list");
    Error::invalid(argument, ErrorCode::Invalid, message)
}

/// A new row, after the others. The database's own error says that its slug is taken.
pub(super) async fn insert(tx: &TenantTx, row: &collections::Model) -> std::result::Result<(), DbErr> {
    forget_former(tx, &row.slug).await?;
    tx.execute_raw(sql(
        "INSERT INTO collections (tenant_id, id, slug, name, description, seo_title, seo_description, is_visible, is_on_home,
                                  created_at, updated_at, position)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, coalesce(max(position), -1) + 1 FROM collections",
        [
            row.tenant_id.into(),
            row.id.into(),
            row.slug.clone().into(),
            row.name.clone().into(),
            row.description.clone().into(),
            row.seo_title.clone().into(),
            row.seo_description.clone().into(),
            row.is_visible.into(),
            row.is_on_home.into(),
            row.created_at.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// A slug that is used again is nobody's former one.
async fn forget_former(tx: &TenantTx, slug: &str) -> std::result::Result<(), DbErr> {
    tx.execute_raw(sql(
        "UPDATE collections SET former_slugs = array_remove(former_slugs, $1::text) WHERE $1::text = ANY (former_slugs)",
        [slug.into()],
    ))
    .await?;
    Ok(())
}

/// The row as it shall be, at its next version; its place stays.
pub(super) async fn set_content(tx: &TenantTx, row: &collections::Model) -> std::result::Result<(), DbErr> {
    forget_former(tx, &row.slug).await?;
    tx.execute_raw(sql(
        "UPDATE collections SET slug = $2, former_slugs = array_remove($3::text[], $2::text), name = $4, description = $5,
             seo_title = $6, seo_description = $7, is_visible = $8, is_on_home = $9, version = version + 1, updated_at = $10
         WHERE id = $1",
        [
            row.id.into(),
            row.slug.clone().into(),
            row.former_slugs.clone().into(),
            row.name.clone().into(),
            row.description.clone().into(),
            row.seo_title.clone().into(),
            row.seo_description.clone().into(),
            row.is_visible.into(),
            row.is_on_home.into(),
            row.updated_at.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// The items of a collection, in order.
pub(super) async fn list_item_ids(tx: &TenantTx, id: CollectionId) -> Result<Vec<ItemId>> {
    let rows = tx
        .query_all_raw(sql(
            "SELECT item_id FROM collection_items WHERE collection_id = $1 ORDER BY position, item_id",
            [id.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(row.try_get("", "item_id")?)).collect()
}

/// Exactly these items, in this order. Returns how many of them there are.
pub(super) async fn set_items(tx: &TenantTx, id: CollectionId, items: &[ItemId]) -> Result<u64> {
    let items: Vec<Uuid> = items.iter().map(|item| item.0).collect();
    tx.execute_raw(sql("DELETE FROM collection_items WHERE collection_id = $1", [id.into()])).await?;
    let done = tx
        .execute_raw(sql(
            "INSERT INTO collection_items (tenant_id, collection_id, item_id, position)
             SELECT i.tenant_id, $1, i.id, w.n::int FROM unnest($2::uuid[]) WITH ORDINALITY AS w (id, n)
                 JOIN catalog_items i ON i.id = w.id",
            [id.into(), items.into()],
        ))
        .await?;
    Ok(done.rows_affected())
}

/// Takes the row and its list away.
pub(super) async fn delete(tx: &TenantTx, id: CollectionId) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM collections WHERE id = $1", [id.into()])).await?;
    Ok(())
}

/// These first, in this order, then the others as they are. Returns how many of them there are.
pub(super) async fn set_order(tx: &TenantTx, ids: &[CollectionId]) -> Result<u64> {
    let ids = uuids(ids);
    tx.execute_raw(sql("SELECT id FROM collections ORDER BY id FOR UPDATE", [])).await?;
    tx.execute_raw(sql(
        "UPDATE collections c SET position = o.n FROM (
             SELECT id, (row_number() OVER (ORDER BY array_position($1::uuid[], id) NULLS LAST, position, id) - 1)::int AS n
             FROM collections) o
         WHERE o.id = c.id AND c.position <> o.n",
        [ids.clone().into()],
    ))
    .await?;
    count_of(tx, "SELECT count(*) AS n FROM collections WHERE id = ANY ($1::uuid[])", [ids.into()]).await
}

/// How many collections the tenant has.
pub(super) async fn count(tx: &TenantTx) -> Result<u64> {
    count_of(tx, "SELECT count(*) AS n FROM collections", []).await
}

async fn count_of(tx: &TenantTx, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    let row = tx.query_one_raw(sql(text, values)).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
    Ok(n.unsigned_abs())
}

/// The slugs that are taken, now or formerly, and begin like `base`.
pub(super) async fn list_slugs_like(tx: &TenantTx, base: &str) -> Result<Vec<String>> {
    let rows = tx
        .query_all_raw(sql(
            "SELECT s AS slug FROM collections c, unnest(c.former_slugs || c.slug::text) AS s WHERE starts_with(s, $1)",
            [base.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(row.try_get("", "slug")?)).collect()
}
