//! SQL over `api_keys`.

use chrono::{DateTime, Utc};
use entity::ids::{ApiKeyId, UserId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::{Error, Result},
};

/// A key without its secret.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct KeyRow {
    pub(super) id: ApiKeyId,
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) last_four: String,
    pub(super) creator: Option<String>,
    pub(super) expires_at: Option<DateTime<Utc>>,
    pub(super) revoked_at: Option<DateTime<Utc>>,
    pub(super) last_used_at: Option<DateTime<Utc>>,
    pub(super) created_at: DateTime<Utc>,
}

/// What a presented key is compared with.
#[derive(Debug, FromQueryResult)]
pub(super) struct KeySecret {
    pub(super) secret_hash: Vec<u8>,
    pub(super) slug: String,
}

/// A key to be kept.
#[derive(Debug)]
pub(super) struct NewKey {
    pub(super) id: ApiKeyId,
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) last_four: String,
    pub(super) secret_hash: Vec<u8>,
    pub(super) created_by: UserId,
    pub(super) expires_at: Option<DateTime<Utc>>,
}

const SHOWN: &str = "k.id, k.name, k.scopes, k.last_four, k.expires_at, k.revoked_at, k.last_used_at, k.created_at,
    (SELECT coalesce(nullif(u.name, ''), u.email::text) FROM users u WHERE u.id = k.created_by) AS creator";

/// Every key that stands at `now`, newest first, then the newest of those that have ended: 200 in all.
pub(super) async fn list_keys(conn: &impl TenantConn, now: DateTime<Utc>) -> Result<Vec<KeyRow>> {
    let text = format!(
        "SELECT {SHOWN} FROM api_keys k
         ORDER BY (k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $1)) DESC, k.created_at DESC, k.id DESC
         LIMIT 200"
    );
    let rows = conn.query_all_raw(sql(&text, [now.into()])).await?;
    Ok(rows.iter().map(|row| KeyRow::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// One key, locked.
pub(super) async fn lock_key(tx: &TenantTx, id: ApiKeyId) -> Result<Option<KeyRow>> {
    let text = format!("SELECT {SHOWN} FROM api_keys k WHERE k.id = $1 FOR UPDATE OF k");
    let row = tx.query_one_raw(sql(&text, [id.into()])).await?;
    Ok(row.map(|row| KeyRow::from_query_result(&row, "")).transpose()?)
}

/// How many keys stand at `now`. Of two who make one at once the second counts the first's.
pub(super) async fn lock_and_count_standing(tx: &TenantTx, now: DateTime<Utc>) -> Result<i64> {
    tx.execute_raw(sql("SELECT 1 FROM tenants WHERE id = $1 FOR NO KEY UPDATE", [tx.tenant().into()])).await?;
    let text =
        "SELECT count(*) AS n FROM api_keys WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1)";
    let row = tx.query_one_raw(sql(text, [now.into()])).await?.ok_or_else(|| Error::fault("a count had no row"))?;
    Ok(row.try_get("", "n")?)
}

/// Keeps a key.
pub(super) async fn insert_key(tx: &TenantTx, new: NewKey, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO api_keys (tenant_id, id, name, scopes, last_four, secret_hash, created_by, expires_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            tx.tenant().into(),
            new.id.into(),
            new.name.into(),
            new.scopes.into(),
            new.last_four.into(),
            new.secret_hash.into(),
            new.created_by.into(),
            new.expires_at.into(),
            now.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Ends a key now.
pub(super) async fn set_revoked(tx: &TenantTx, id: ApiKeyId, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql("UPDATE api_keys SET revoked_at = $2 WHERE id = $1", [id.into(), now.into()])).await?;
    Ok(())
}

/// Lets a key end at `at`, or earlier if it was to.
pub(super) async fn set_end(tx: &TenantTx, id: ApiKeyId, at: DateTime<Utc>) -> Result<()> {
    let text = "UPDATE api_keys SET expires_at = least(expires_at, $2) WHERE id = $1";
    tx.execute_raw(sql(text, [id.into(), at.into()])).await?;
    Ok(())
}

/// Whether a key stands at `now`.
pub(super) async fn stands(conn: &impl TenantConn, id: ApiKeyId, now: DateTime<Utc>) -> Result<bool> {
    let text = "SELECT 1 AS one FROM api_keys WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)";
    Ok(conn.query_one_raw(sql(text, [id.into(), now.into()])).await?.is_some())
}

/// What a standing key is compared with; None if it does not stand.
pub(super) async fn find_secret(conn: &impl TenantConn, id: ApiKeyId, now: DateTime<Utc>) -> Result<Option<KeySecret>> {
    let row = conn
        .query_one_raw(sql(
            "SELECT k.secret_hash, t.slug::text AS slug FROM api_keys k JOIN tenants t ON t.id = k.tenant_id
             WHERE k.id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)",
            [id.into(), now.into()],
        ))
        .await?;
    Ok(row.map(|row| KeySecret::from_query_result(&row, "")).transpose()?)
}

/// Notes the use of a key; false if it has ended meanwhile.
pub(super) async fn set_used(tx: &TenantTx, id: ApiKeyId, now: DateTime<Utc>) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE api_keys SET last_used_at = $2
             WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)",
            [id.into(), now.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}
