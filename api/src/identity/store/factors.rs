//! SQL over the second factor: `second_factors`, `recovery_codes`, `mfa_challenges`, as `app_identity`.

use chrono::{DateTime, Utc};
use entity::ids::UserId;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::sql;
use crate::kernel::{db::IdentityTx, error::Result};

/// A person's authenticator.
#[derive(FromQueryResult)]
pub(in crate::identity) struct Factor {
    /// Sealed.
    pub(in crate::identity) secret: Vec<u8>,
    pub(in crate::identity) confirmed_at: Option<DateTime<Utc>>,
    /// The last step whose code was used.
    pub(in crate::identity) last_step: i64,
}

/// A log-in that waits for a code.
#[derive(FromQueryResult)]
pub(in crate::identity) struct WaitingChallenge {
    pub(in crate::identity) user_id: Option<UserId>,
    pub(in crate::identity) secret_hash: Vec<u8>,
    /// Sealed.
    pub(in crate::identity) state: Vec<u8>,
    pub(in crate::identity) tries: i32,
    pub(in crate::identity) expires_at: DateTime<Utc>,
}

/// A person's authenticator, locked: of two codes sent at once, the second sees what the first used.
pub(in crate::identity) async fn lock_factor(tx: &IdentityTx, user: UserId) -> Result<Option<Factor>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT secret, confirmed_at, last_step FROM second_factors WHERE user_id = $1 FOR UPDATE",
            [user.into()],
        ))
        .await?;
    Ok(row.map(|row| Factor::from_query_result(&row, "")).transpose()?)
}

/// An authenticator that is being set up; it takes the place of one that never was.
pub(in crate::identity) async fn insert_factor(
    tx: &IdentityTx,
    user: UserId,
    secret: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO second_factors (user_id, secret, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = 0, created_at = excluded.created_at
         WHERE second_factors.confirmed_at IS NULL",
        [user.into(), secret.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// A step's code is used up.
pub(in crate::identity) async fn set_last_step(tx: &IdentityTx, user: UserId, step: i64) -> Result<()> {
    tx.execute_raw(sql("UPDATE second_factors SET last_step = $2 WHERE user_id = $1", [user.into(), step.into()]))
        .await?;
    Ok(())
}

/// From now on a log-in asks for a code.
pub(in crate::identity) async fn set_confirmed(tx: &IdentityTx, user: UserId, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "WITH factor AS (UPDATE second_factors SET confirmed_at = $2 WHERE user_id = $1)
         UPDATE users SET mfa_enabled_at = $2, version = version + 1, updated_at = $2 WHERE id = $1",
        [user.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Forgets a person's authenticator and recovery codes; false if none has been in use since `since` or longer. One that is
/// being set up stays.
pub(in crate::identity) async fn delete_factor(
    tx: &IdentityTx,
    user: UserId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let row = tx
        .query_one_raw(sql(
            "WITH person AS (
                 UPDATE users SET mfa_enabled_at = NULL, version = version + 1, updated_at = $2
                 WHERE id = $1 AND mfa_enabled_at <= $3 RETURNING id
             ), factor AS (
                 DELETE FROM second_factors USING person WHERE second_factors.user_id = person.id
             ), codes AS (
                 DELETE FROM recovery_codes USING person WHERE recovery_codes.user_id = person.id
             )
             SELECT id FROM person",
            [user.into(), now.into(), since.into()],
        ))
        .await?;
    Ok(row.is_some())
}

/// New recovery codes in place of all before.
pub(in crate::identity) async fn replace_recovery_codes(
    tx: &IdentityTx,
    user: UserId,
    hashes: Vec<Vec<u8>>,
    now: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM recovery_codes WHERE user_id = $1", [user.into()])).await?;
    tx.execute_raw(sql(
        "INSERT INTO recovery_codes (user_id, code_hash, created_at) SELECT $1, hash, $3 FROM unnest($2::bytea[]) AS hash",
        [user.into(), hashes.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Uses a recovery code up; false if it is none, or used.
pub(in crate::identity) async fn set_recovery_code_used(
    tx: &IdentityTx,
    user: UserId,
    hash: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL",
            [user.into(), hash.into(), now.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Recovery codes a person has left.
pub(in crate::identity) async fn count_recovery_codes(tx: &IdentityTx, user: UserId) -> Result<i64> {
    let row = tx
        .query_one_raw(sql(
            "SELECT count(*) AS n FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL",
            [user.into()],
        ))
        .await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default())
}

/// A log-in begins to wait for a code; some that waited in vain are cleared away.
pub(in crate::identity) async fn insert_challenge(
    tx: &IdentityTx,
    id: Uuid,
    new: WaitingChallenge,
    now: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "DELETE FROM mfa_challenges WHERE id IN (
             SELECT id FROM mfa_challenges WHERE expires_at < $1 ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)",
        [now.into()],
    ))
    .await?;
    tx.execute_raw(sql(
        "INSERT INTO mfa_challenges (id, user_id, secret_hash, state, expires_at) VALUES ($1, $2, $3, $4, $5)",
        [id.into(), new.user_id.into(), new.secret_hash.into(), new.state.into(), new.expires_at.into()],
    ))
    .await?;
    Ok(())
}

/// A log-in that waits for a code, locked.
pub(in crate::identity) async fn lock_challenge(tx: &IdentityTx, id: Uuid) -> Result<Option<WaitingChallenge>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT user_id, secret_hash, state, tries, expires_at FROM mfa_challenges WHERE id = $1 FOR UPDATE",
            [id.into()],
        ))
        .await?;
    Ok(row.map(|row| WaitingChallenge::from_query_result(&row, "")).transpose()?)
}

/// Counts a wrong code.
pub(in crate::identity) async fn count_try(tx: &IdentityTx, id: Uuid) -> Result<()> {
    tx.execute_raw(sql("UPDATE mfa_challenges SET tries = tries + 1 WHERE id = $1", [id.into()])).await?;
    Ok(())
}

/// No log-in of this person waits any more.
pub(in crate::identity) async fn delete_challenges_of(tx: &IdentityTx, user: UserId) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM mfa_challenges WHERE user_id = $1", [user.into()])).await?;
    Ok(())
}

/// It waits no more.
pub(in crate::identity) async fn delete_challenge(tx: &IdentityTx, id: Uuid) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM mfa_challenges WHERE id = $1", [id.into()])).await?;
    Ok(())
}
