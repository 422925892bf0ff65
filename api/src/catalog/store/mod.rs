//! SQL over the catalog: here what reads items, in `write` what changes them.

mod write;

use entity::{catalog, ids::ItemId};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, Statement, Value,
    sea_query::{Expr, SimpleExpr},
};

pub(super) use write::{
    delete, insert, insert_former_slug, list_slugs_like, lock, next_position, set_content, set_order, set_status,
    set_stock_less, set_stock_more,
};

use uuid::Uuid;

use super::{service::Listed, types::CatalogItemSortField};
use crate::{
    graphql::list,
    kernel::{
        db::{TenantConn, sql},
        error::Result,
        keyset::search_holds,
    },
};

impl list::Listed for catalog::Entity {
    type Field = CatalogItemSortField;

    fn expression(field: CatalogItemSortField) -> (&'static str, &'static str) {
        match field {
            CatalogItemSortField::Position => ("position", "int"),
            CatalogItemSortField::Name => ("search_name", "text"),
            CatalogItemSortField::Price => ("coalesce(price, 0)", "numeric"),
            CatalogItemSortField::CreatedAt => ("created_at", "timestamptz"),
            CatalogItemSortField::UpdatedAt => ("updated_at", "timestamptz"),
        }
    }

    fn value(field: CatalogItemSortField, row: &catalog::Model) -> String {
        match field {
            CatalogItemSortField::Position => row.position.to_string(),
            CatalogItemSortField::Name => row.search_name.clone(),
            CatalogItemSortField::Price => row.price.unwrap_or_default().to_string(),
            CatalogItemSortField::CreatedAt => row.created_at.to_rfc3339(),
            CatalogItemSortField::UpdatedAt => row.updated_at.to_rfc3339(),
        }
    }

    fn id(row: &catalog::Model) -> Uuid {
        row.id.0
    }
}

/// Most words of a search that are asked for; a person types no more.
const MOST_WORDS: usize = 8;

/// Items that have every word: in a name or a description as it is folded, or in a name but for a typo.
pub(in crate::catalog) fn matches(search: &str) -> Condition {
    let mut words: Vec<String> = search.split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
    // The longest is the rarest: it is looked up, the others are asked of what it finds.
    words.sort_by_key(|word| std::cmp::Reverse(letters(word)));
    // A word of one or two letters has no trigram to look up: there the plain scan is quicker.
    if words.first().is_none_or(|word| letters(word) < 3) {
        return words.into_iter().fold(Condition::all(), |all, word| all.add(search_holds(&word)));
    }
    Condition::all().add(Expr::cust_with_values("id IN (SELECT find_catalog_items($1))", [Value::from(words)]))
}

/// Letters and digits of a word; what stretches an Arabic word is none.
fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphanumeric() && *c != 'ـ').count()
}

/// Items of a collection.
pub(in crate::catalog) fn in_collection(id: Uuid) -> SimpleExpr {
    Expr::cust_with_values("id IN (SELECT item_id FROM collection_items WHERE collection_id = $1)", [id])
}

/// The item with this slug.
pub(in crate::catalog) async fn find_by_slug(conn: &impl TenantConn, slug: &str) -> Result<Option<catalog::Model>> {
    // No slug holds it, and no text of the database can.
    if slug.contains('\0') {
        return Ok(None);
    }
    Ok(catalog::Entity::find().filter(Expr::cust_with_values("slug = $1::citext", [slug.to_owned()])).one(conn).await?)
}

/// The item that had this slug before.
pub(in crate::catalog) async fn find_by_former_slug(
    conn: &impl TenantConn,
    former: &str,
) -> Result<Option<catalog::Model>> {
    if former.contains('\0') {
        return Ok(None);
    }
    let had = Expr::cust_with_values(
        "id = (SELECT item_id FROM catalog_item_slugs WHERE slug = $1::text::citext)",
        [former.to_owned()],
    );
    Ok(catalog::Entity::find().filter(had).one(conn).await?)
}

/// The item with this id.
pub(in crate::catalog) async fn find(conn: &impl TenantConn, id: ItemId) -> Result<Option<catalog::Model>> {
    Ok(catalog::Entity::find().filter(catalog::Column::Id.eq(id)).one(conn).await?)
}

/// Items by id, in no order.
pub(in crate::catalog) async fn list_by_ids(conn: &impl TenantConn, ids: &[ItemId]) -> Result<Vec<catalog::Model>> {
    Ok(catalog::Entity::find().filter(catalog::Column::Id.is_in(ids.iter().copied())).all(conn).await?)
}

/// Slugs of active items with the time of their last change, oldest first.
pub(in crate::catalog) async fn list_addresses(conn: &impl TenantConn, skip: u64, count: u64) -> Result<Vec<Listed>> {
    let statement = sql(
        "SELECT slug::text, updated_at FROM catalog_items WHERE status = 'active' ORDER BY id OFFSET $1 LIMIT $2",
        [i64::try_from(skip).unwrap_or(i64::MAX).into(), i64::try_from(count).unwrap_or(i64::MAX).into()],
    );
    Ok(Listed::find_by_statement(statement).all(conn).await?)
}

/// Slugs of visible collections with the time of their last change.
pub(in crate::catalog) async fn list_collection_addresses(conn: &impl TenantConn) -> Result<Vec<Listed>> {
    let statement = Statement::from_string(
        DbBackend::Postgres,
        "SELECT slug::text, updated_at FROM collections WHERE is_visible ORDER BY position, id",
    );
    Ok(Listed::find_by_statement(statement).all(conn).await?)
}

/// How many items visitors see.
pub(in crate::catalog) async fn count_active(conn: &impl TenantConn) -> Result<u64> {
    Ok(catalog::Entity::find().filter(catalog::Column::Status.eq("active")).count(conn).await?)
}
