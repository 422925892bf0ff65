//! SQL over `sessions`, as `app_identity`.

use chrono::{DateTime, Utc};
use entity::ids::{SessionId, UserId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::sql;
use crate::{
    identity::rules::SessionState,
    kernel::{db::IdentityTx, error::Result},
};

/// A session that begins.
pub(in crate::identity) struct NewSession {
    pub(in crate::identity) id: SessionId,
    pub(in crate::identity) user: UserId,
    pub(in crate::identity) salt: Vec<u8>,
    pub(in crate::identity) device: String,
    pub(in crate::identity) mark: String,
    pub(in crate::identity) grant: Option<Vec<u8>>,
    pub(in crate::identity) began: DateTime<Utc>,
    pub(in crate::identity) expires: DateTime<Utc>,
}

/// A row of `sessions` with the subject of its person.
#[derive(FromQueryResult)]
pub(in crate::identity) struct Session {
    pub(in crate::identity) id: SessionId,
    pub(in crate::identity) user_id: UserId,
    pub(in crate::identity) subject: String,
    pub(in crate::identity) issuer: String,
    pub(in crate::identity) email: String,
    pub(in crate::identity) mark: Option<String>,
    pub(in crate::identity) provider_grant: Option<Vec<u8>>,
    pub(in crate::identity) salt: Vec<u8>,
    pub(in crate::identity) generation: i32,
    pub(in crate::identity) replaced_at: Option<DateTime<Utc>>,
    pub(in crate::identity) created_at: DateTime<Utc>,
    pub(in crate::identity) expires_at: DateTime<Utc>,
    pub(in crate::identity) ended_at: Option<DateTime<Utc>>,
}

impl Session {
    /// What the rules judge by.
    pub(in crate::identity) fn state(&self) -> SessionState {
        SessionState {
            generation: self.generation,
            replaced_at: self.replaced_at,
            expires_at: self.expires_at,
            is_ended: self.ended_at.is_some(),
        }
    }
}

/// A session's first row.
pub(in crate::identity) async fn insert_session(tx: &IdentityTx, new: NewSession) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO sessions (id, user_id, salt, device, mark, provider_grant, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        [
            new.id.into(),
            new.user.into(),
            new.salt.into(),
            new.device.into(),
            new.mark.into(),
            new.grant.into(),
            new.began.into(),
            new.expires.into(),
        ],
    ))
    .await?;
    Ok(())
}

const SESSION: &str =
    "SELECT s.id, s.user_id, u.subject, u.issuer, u.email::text AS email, s.mark, s.provider_grant, s.salt,
        s.generation, s.replaced_at, s.created_at, s.expires_at, s.ended_at
    FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1";

/// A session.
pub(in crate::identity) async fn find_session(tx: &IdentityTx, id: SessionId) -> Result<Option<Session>> {
    let row = tx.query_one_raw(sql(SESSION, [id.into()])).await?;
    Ok(row.map(|row| Session::from_query_result(&row, "")).transpose()?)
}

/// A session, locked: of two tabs that refresh at once, the second sees what the first left.
pub(in crate::identity) async fn lock_session(tx: &IdentityTx, id: SessionId) -> Result<Option<Session>> {
    let row = tx.query_one_raw(sql(&format!("{SESSION} FOR UPDATE OF s"), [id.into()])).await?;
    Ok(row.map(|row| Session::from_query_result(&row, "")).transpose()?)
}

/// A person's sessions that are not over, locked in the order of their ids.
pub(in crate::identity) async fn lock_live_sessions(
    tx: &IdentityTx,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>> {
    let live = SESSION.replace("s.id = $1", "s.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2");
    let rows =
        tx.query_all_raw(sql(&format!("{live} ORDER BY s.id FOR UPDATE OF s"), [user.into(), now.into()])).await?;
    Ok(rows.iter().map(|row| Session::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// A session as its person sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Device {
    /// Which.
    pub id: SessionId,
    /// What the browser calls itself.
    pub device: String,
    /// What its access tokens have in common.
    pub mark: Option<String>,
    /// Its log-in.
    pub created_at: DateTime<Utc>,
    /// Its last refresh.
    pub last_used_at: DateTime<Utc>,
}

/// A person's sessions that are not over, the last used first; at most 100.
pub(in crate::identity) async fn list_live(tx: &IdentityTx, user: UserId, now: DateTime<Utc>) -> Result<Vec<Device>> {
    let rows = tx
        .query_all_raw(sql(
            "SELECT id, device, mark, created_at, last_used_at FROM sessions
             WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY last_used_at DESC, id LIMIT 100",
            [user.into(), now.into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| Device::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// Another grant of the provider's.
pub(in crate::identity) async fn set_grant(tx: &IdentityTx, id: SessionId, grant: Vec<u8>) -> Result<()> {
    tx.execute_raw(sql("UPDATE sessions SET provider_grant = $2 WHERE id = $1", [id.into(), grant.into()])).await?;
    Ok(())
}

/// Moves a session to its next refresh token.
pub(in crate::identity) async fn set_generation(
    tx: &IdentityTx,
    id: SessionId,
    generation: i32,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE sessions SET generation = $2, replaced_at = $3, last_used_at = $3, expires_at = $4 WHERE id = $1",
        [id.into(), generation.into(), now.into(), expires.into()],
    ))
    .await?;
    Ok(())
}

/// Ends a session before its time.
pub(in crate::identity) async fn set_ended(tx: &IdentityTx, id: SessionId, by: &str, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE sessions SET ended_at = $3, ended_by = $2, provider_grant = NULL WHERE id = $1",
        [id.into(), by.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Clears away a person's sessions that were over long ago.
pub(in crate::identity) async fn delete_sessions_over_before(
    tx: &IdentityTx,
    user: UserId,
    before: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM sessions WHERE user_id = $1 AND expires_at < $2", [user.into(), before.into()]))
        .await?;
    Ok(())
}
