//! SQL over `export_tickets`.

use chrono::{DateTime, Utc};
use entity::ids::UserId;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::Value;
use uuid::Uuid;

use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::Result,
};

/// A ticket that was still good when it was taken.
#[derive(Debug, FromQueryResult)]
pub(super) struct Taken {
    pub(super) user_id: UserId,
    pub(super) kind: String,
    pub(super) locale: String,
    pub(super) filter: Value,
    pub(super) secret_hash: Vec<u8>,
}

/// A ticket to be kept.
#[derive(Debug)]
pub(super) struct NewTicket<'a> {
    pub(super) id: Uuid,
    pub(super) user: UserId,
    pub(super) kind: &'static str,
    pub(super) locale: &'static str,
    pub(super) filter: &'a Value,
    pub(super) secret_hash: Vec<u8>,
    pub(super) expires_at: DateTime<Utc>,
}

/// Keeps a ticket, and sweeps those that nobody used.
pub(super) async fn insert_ticket(tx: &TenantTx, new: NewTicket<'_>, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "WITH swept AS (DELETE FROM export_tickets WHERE expires_at < $9)
         INSERT INTO export_tickets (tenant_id, id, user_id, kind, locale, filter, secret_hash, expires_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            tx.tenant().into(),
            new.id.into(),
            new.user.into(),
            new.kind.into(),
            new.locale.into(),
            new.filter.clone().into(),
            new.secret_hash.into(),
            new.expires_at.into(),
            now.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Takes a ticket away; two who come with the same one do not both get it. None if it is not there or too old.
pub(super) async fn delete_ticket(tx: &TenantTx, id: Uuid, now: DateTime<Utc>) -> Result<Option<Taken>> {
    let row = tx
        .query_one_raw(sql(
            "DELETE FROM export_tickets WHERE id = $1 AND expires_at > $2
             RETURNING user_id, kind, locale, filter, secret_hash",
            [id.into(), now.into()],
        ))
        .await?;
    Ok(row.map(|row| Taken::from_query_result(&row, "")).transpose()?)
}

/// Takes every waiting ticket away.
pub(super) async fn delete_tickets(tx: &TenantTx) -> Result<()> {
    let text = "DELETE FROM export_tickets WHERE tenant_id = $1";
    tx.execute_raw(sql(text, [tx.tenant().into()])).await?;
    Ok(())
}
