//! SQL over `catalog_items`.

use entity::{catalog, ids::ItemId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement,
    sea_query::{Expr, SimpleExpr},
};

use super::types::{CatalogItemSortField, SortDirection};
use crate::kernel::{
    db::{TenantConn, TenantTx},
    error::Result,
    keyset::{self, Keys, SortSql},
    page::PageRequest,
};

/// A list in one order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sort {
    pub(super) field: CatalogItemSortField,
    pub(super) direction: SortDirection,
}

impl Sort {
    /// What a cursor of this list is bound to.
    pub(super) fn name(self) -> String {
        format!("{:?} {:?}", self.field, self.direction)
    }

    fn sql(self) -> SortSql {
        let (expression, cast) = match self.field {
            CatalogItemSortField::Position => ("position", "int"),
            CatalogItemSortField::Name => ("search_name", "text"),
            CatalogItemSortField::Price => ("coalesce(price, 0)", "numeric"),
            CatalogItemSortField::CreatedAt => ("created_at", "timestamptz"),
        };
        SortSql { expression, cast, descending: self.direction == SortDirection::Desc }
    }

    /// The sort value of a row, as text.
    pub(super) fn key(self, row: &catalog::Model) -> Keys {
        let value = match self.field {
            CatalogItemSortField::Position => row.position.to_string(),
            CatalogItemSortField::Name => row.search_name.clone(),
            CatalogItemSortField::Price => row.price.unwrap_or_default().to_string(),
            CatalogItemSortField::CreatedAt => row.created_at.to_rfc3339(),
        };
        (value, row.id.0)
    }
}

/// Items whose names or description hold the folded words, or whose names are a typo away.
pub(super) fn matches(search: &str) -> SimpleExpr {
    // The likeness threshold is set by the list of typos in tests/it/catalog/search.rs.
    Expr::cust_with_values(
        "(search LIKE '%' || replace(replace(replace(fold($1), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
          OR word_similarity(fold($2), search_name) >= 0.42)",
        [search.to_owned(), search.to_owned()],
    )
}

/// One page, read one row further than asked for.
pub(super) async fn list_items(
    conn: &impl TenantConn,
    filter: Condition,
    sort: Sort,
    request: &PageRequest<Keys>,
) -> Result<Vec<catalog::Model>> {
    keyset::list(conn, catalog::Entity::find().filter(filter), sort.sql(), request).await
}

/// How many items match, counting no further than the cap.
pub(super) async fn count_items(conn: &impl TenantConn, filter: Condition) -> Result<u64> {
    keyset::count(conn, catalog::Entity::find().filter(filter)).await
}

/// The item with this slug.
pub(super) async fn find_by_slug(conn: &impl TenantConn, slug: &str) -> Result<Option<catalog::Model>> {
    // No slug holds it, and no text of the database can.
    if slug.contains('\0') {
        return Ok(None);
    }
    Ok(catalog::Entity::find().filter(Expr::cust_with_values("slug = $1::citext", [slug.to_owned()])).one(conn).await?)
}

/// The item with this id.
pub(super) async fn find(conn: &impl TenantConn, id: ItemId) -> Result<Option<catalog::Model>> {
    Ok(catalog::Entity::find().filter(catalog::Column::Id.eq(id)).one(conn).await?)
}

/// Items by id, in no order.
pub(super) async fn list_by_ids(conn: &impl TenantConn, ids: &[ItemId]) -> Result<Vec<catalog::Model>> {
    Ok(catalog::Entity::find().filter(catalog::Column::Id.is_in(ids.iter().copied())).all(conn).await?)
}

/// A new row.
pub(super) async fn insert(tx: &TenantTx, row: catalog::Model) -> Result<()> {
    tx.execute_raw(Statement::from_sql_and_values(
        DbBackend::Postgres,
        "INSERT INTO catalog_items
             (tenant_id, id, type, slug, name, description, price, currency, stock, status, position, metadata, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
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
            row.created_at.into(),
            row.updated_at.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Takes pieces off counted stock if that many are left; false if not. Uncounted stock always suffices.
pub(super) async fn set_stock_less(tx: &TenantTx, id: ItemId, pieces: i32) -> Result<bool> {
    let done = tx
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "UPDATE catalog_items SET stock = stock - $2, version = version + 1, updated_at = now()
             WHERE id = $1 AND (stock IS NULL OR stock >= $2)",
            [id.into(), pieces.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives pieces back to counted stock.
pub(super) async fn set_stock_more(tx: &TenantTx, id: ItemId, pieces: i32) -> Result<()> {
    tx.execute_raw(Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE catalog_items SET stock = stock + $2, version = version + 1, updated_at = now()
         WHERE id = $1 AND stock IS NOT NULL",
        [id.into(), pieces.into()],
    ))
    .await?;
    Ok(())
}
