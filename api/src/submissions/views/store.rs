//! SQL over `saved_views`.

use chrono::{DateTime, Utc};
use entity::ids::{SavedViewId, UserId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::{Error, Result},
};

/// A view as it is kept.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct ViewRow {
    pub(super) id: SavedViewId,
    pub(super) list: String,
    /// None: the team's.
    pub(super) owner_id: Option<UserId>,
    pub(super) name: String,
    pub(super) state: String,
    pub(super) version: i32,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

const SHOWN: &str = "SELECT id, list, owner_id, name, state, version, created_at, updated_at FROM saved_views";

/// The team's views and this person's own, of one list or of all.
pub(super) async fn list_views(
    conn: &impl TenantConn,
    person: Option<UserId>,
    list: Option<&'static str>,
) -> Result<Vec<ViewRow>> {
    let text = format!(
        "{SHOWN} WHERE (owner_id IS NULL OR owner_id = $1) AND list = coalesce($2, list)
         ORDER BY list, owner_id NULLS FIRST, created_at, id LIMIT 200"
    );
    let rows = conn.query_all_raw(sql(&text, [person.into(), list.into()])).await?;
    Ok(rows.iter().map(|row| ViewRow::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// One of these views, locked; another person's own is not there.
pub(super) async fn lock_view(tx: &TenantTx, person: UserId, id: SavedViewId) -> Result<Option<ViewRow>> {
    let text = format!("{SHOWN} WHERE id = $1 AND (owner_id IS NULL OR owner_id = $2) FOR UPDATE");
    let row = tx.query_one_raw(sql(&text, [id.into(), person.into()])).await?;
    Ok(row.map(|row| ViewRow::from_query_result(&row, "")).transpose()?)
}

/// How many views of a list a person has, or the team. Whoever counts is alone with it until their transaction ends.
pub(super) async fn lock_and_count(tx: &TenantTx, owner: Option<UserId>, list: &'static str) -> Result<i64> {
    tx.execute_raw(sql("SELECT 1 FROM tenants WHERE id = $1 FOR NO KEY UPDATE", [tx.tenant().into()])).await?;
    let text = "SELECT count(*) AS n FROM saved_views WHERE list = $1 AND owner_id IS NOT DISTINCT FROM $2";
    let row = tx.query_one_raw(sql(text, [list.into(), owner.into()])).await?;
    Ok(row.ok_or_else(|| Error::fault("a count had no row"))?.try_get("", "n")?)
}

/// Keeps a view.
pub(super) async fn insert_view(tx: &TenantTx, row: &ViewRow, created_by: UserId) -> std::result::Result<(), DbErr> {
    tx.execute_raw(sql(
        "INSERT INTO saved_views (tenant_id, id, list, owner_id, name, state, created_by, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            tx.tenant().into(),
            row.id.into(),
            row.list.clone().into(),
            row.owner_id.into(),
            row.name.clone().into(),
            row.state.clone().into(),
            created_by.into(),
            row.version.into(),
            row.created_at.into(),
            row.updated_at.into(),
        ],
    ))
    .await
    .map(|_| ())
}

/// Keeps what is different of a view.
pub(super) async fn set_view(tx: &TenantTx, row: &ViewRow) -> std::result::Result<(), DbErr> {
    tx.execute_raw(sql(
        "UPDATE saved_views SET name = $2, state = $3, version = $4, updated_at = $5 WHERE id = $1",
        [row.id.into(), row.name.clone().into(), row.state.clone().into(), row.version.into(), row.updated_at.into()],
    ))
    .await
    .map(|_| ())
}

/// Lets a view go.
pub(super) async fn delete_view(tx: &TenantTx, id: SavedViewId) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM saved_views WHERE id = $1", [id.into()])).await?;
    Ok(())
}
