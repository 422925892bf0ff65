//! Tickets: a right to one act, for what a browser opens by itself and so without a token. Used once, within a minute.
//!
//! The text is signed and names its tenant; the row is what makes it single-use: whoever uses it deletes it.

use chrono::{DateTime, TimeDelta, Utc};
use entity::ids::{TenantId, UserId};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    db::{TenantConn, TenantTx, sql},
    error::Result,
    scope::Actor,
    signed::Signer,
};

/// How long a ticket waits to be used.
pub const LIFE: TimeDelta = TimeDelta::seconds(60);

#[derive(Serialize, Deserialize)]
struct Claims {
    t: TenantId,
    i: Uuid,
}

/// What a used ticket stood for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Who asked for it; their rights are to be read again.
    pub user: Option<UserId>,
    /// What it was made with.
    pub data: serde_json::Value,
}

/// A ticket for `purpose` in the name of this transaction's actor; stands once the transaction is committed. Tickets of
/// the tenant that nobody used are swept up.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn issue(
    tx: &TenantTx,
    signer: &Signer,
    purpose: &'static str,
    data: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<String> {
    let id = Uuid::now_v7();
    let user = match tx.scope().actor() {
        Actor::User(user) => Some(user),
        Actor::Visitor | Actor::Key(_) | Actor::Job => None,
    };
    tx.execute_raw(sql("DELETE FROM tickets WHERE expires_at < $1", [now.into()])).await?;
    tx.execute_raw(sql(
        "INSERT INTO tickets (tenant_id, id, purpose, user_id, data, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            tx.tenant().into(),
            id.into(),
            purpose.into(),
            user.into(),
            data.into(),
            (now + LIFE).into(),
            now.into(),
        ],
    ))
    .await?;
    signer.sign(purpose, &Claims { t: tx.tenant(), i: id }, now + LIFE)
}

/// Uses a ticket for `purpose` of the bound tenant; None if it is not ours, too old, of another tenant, or used before.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn redeem(
    tx: &TenantTx,
    signer: &Signer,
    purpose: &'static str,
    ticket: &str,
    now: DateTime<Utc>,
) -> Result<Option<Used>> {
    let Some(claims) = signer.read::<Claims>(purpose, ticket, now).filter(|claims| claims.t == tx.tenant()) else {
        return Ok(None);
    };
    let row = tx
        .query_one_raw(sql(
            "DELETE FROM tickets WHERE id = $1 AND purpose = $2 AND expires_at > $3 RETURNING user_id, data",
            [claims.i.into(), purpose.into(), now.into()],
        ))
        .await?;
    Ok(match row {
        Some(row) => Some(Used { user: row.try_get::<Option<UserId>>("", "user_id")?, data: row.try_get("", "data")? }),
        None => None,
    })
}
