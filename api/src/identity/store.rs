//! SQL over `users`, `credentials` and `sessions`, as `app_identity`.

use chrono::{DateTime, Utc};
use entity::ids::{SessionId, UserId};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};

use super::rules::SessionState;
use crate::kernel::{
    db::IdentityTx,
    error::{Error, Result},
};

fn sql(text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, text, values)
}

/// What a person has told about themselves.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// Full name; may be empty.
    pub name: String,
    /// Confirmed address.
    pub email: String,
    /// `ar` or `en`.
    pub locale: String,
}

/// Whoever can sign in with a password.
#[derive(FromQueryResult)]
pub(super) struct Account {
    /// Who.
    #[sea_orm(from_alias = "id")]
    pub(super) user: UserId,
    /// Issuer's name of the person.
    pub(super) subject: String,
    /// PHC string.
    pub(super) password_hash: String,
}

/// A session that begins.
pub(super) struct NewSession {
    pub(super) id: SessionId,
    pub(super) user: UserId,
    pub(super) salt: Vec<u8>,
    pub(super) device: String,
    pub(super) began: DateTime<Utc>,
    pub(super) expires: DateTime<Utc>,
}

/// A row of `sessions` with the subject of its person.
#[derive(FromQueryResult)]
pub(super) struct Session {
    pub(super) id: SessionId,
    pub(super) user_id: UserId,
    pub(super) subject: String,
    pub(super) salt: Vec<u8>,
    pub(super) generation: i32,
    pub(super) replaced_at: Option<DateTime<Utc>>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) ended_at: Option<DateTime<Utc>>,
}

impl Session {
    /// What the rules judge by.
    pub(super) fn state(&self) -> SessionState {
        SessionState {
            generation: self.generation,
            replaced_at: self.replaced_at,
            expires_at: self.expires_at,
            is_ended: self.ended_at.is_some(),
        }
    }
}

/// The person an issuer names so.
pub(super) async fn find_by_subject(tx: &IdentityTx, issuer: &str, subject: &str) -> Result<Option<UserId>> {
    let row = tx
        .query_one_raw(sql("SELECT id FROM users WHERE issuer = $1 AND subject = $2", [issuer.into(), subject.into()]))
        .await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// A person.
pub(super) async fn find_person(tx: &IdentityTx, user: UserId) -> Result<Option<Person>> {
    let row = tx
        .query_one_raw(sql("SELECT id, name, email::text AS email, locale FROM users WHERE id = $1", [user.into()]))
        .await?;
    Ok(row.map(|row| Person::from_query_result(&row, "")).transpose()?)
}

/// Issuer's name of the person with this address.
pub(super) async fn find_subject(tx: &IdentityTx, email: &str) -> Result<Option<String>> {
    let row = tx.query_one_raw(sql("SELECT subject FROM users WHERE email = $1::text::citext", [email.into()])).await?;
    Ok(row.map(|row| row.try_get("", "subject")).transpose()?)
}

/// Whoever can sign in with this confirmed address and a password.
pub(super) async fn find_account(tx: &IdentityTx, issuer: &str, email: &str) -> Result<Option<Account>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT u.id, u.subject, c.password_hash FROM users u JOIN credentials c ON c.user_id = u.id
             WHERE u.email = $2::text::citext AND u.issuer = $1 AND u.email_verified_at IS NOT NULL",
            [issuer.into(), email.into()],
        ))
        .await?;
    Ok(row.map(|row| Account::from_query_result(&row, "")).transpose()?)
}

/// Makes the person unless the address is known; returns who has it.
pub(super) async fn insert_or_find(
    tx: &IdentityTx,
    issuer: &str,
    email: &str,
    name: &str,
    locale: &str,
) -> Result<UserId> {
    let id = UserId::generate();
    let row = tx
        .query_one_raw(sql(
            "WITH new AS (
                 INSERT INTO users (id, issuer, subject, email, name, locale, email_verified_at)
                 VALUES ($1, $2, $3, $4::text::citext, $5, $6, now()) ON CONFLICT (email) DO NOTHING RETURNING id
             )
             SELECT id FROM new UNION ALL SELECT id FROM users WHERE email = $4::text::citext LIMIT 1",
            [id.into(), issuer.into(), id.0.to_string().into(), email.into(), name.into(), locale.into()],
        ))
        .await?
        .ok_or_else(|| Error::fault("a person was neither made nor found"))?;
    Ok(row.try_get("", "id")?)
}

/// Whether the person has a password.
pub(super) async fn has_password(tx: &IdentityTx, user: UserId) -> Result<bool> {
    Ok(tx.query_one_raw(sql("SELECT 1 FROM credentials WHERE user_id = $1", [user.into()])).await?.is_some())
}

/// Gives the person their first password; false if they have one.
pub(super) async fn insert_password(tx: &IdentityTx, user: UserId, hash: &str) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "INSERT INTO credentials (user_id, password_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            [user.into(), hash.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The person with this address and whether they are an operator, locked.
pub(super) async fn lock_operator_flag(tx: &IdentityTx, email: &str) -> Result<Option<(UserId, bool)>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT id, is_platform_operator FROM users WHERE email = $1::text::citext FOR UPDATE",
            [email.into()],
        ))
        .await?;
    Ok(row
        .map(|row| Ok::<_, sea_orm::DbErr>((row.try_get("", "id")?, row.try_get("", "is_platform_operator")?)))
        .transpose()?)
}

/// Makes the person an operator or not.
pub(super) async fn set_operator_flag(tx: &IdentityTx, user: UserId, is_operator: bool) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE users SET is_platform_operator = $2, version = version + 1, updated_at = now() WHERE id = $1",
        [user.into(), is_operator.into()],
    ))
    .await?;
    Ok(())
}

/// A session's first row.
pub(super) async fn insert_session(tx: &IdentityTx, new: NewSession) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO sessions (id, user_id, salt, device, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
        [new.id.into(), new.user.into(), new.salt.into(), new.device.into(), new.began.into(), new.expires.into()],
    ))
    .await?;
    Ok(())
}

/// A session, locked: of two tabs that refresh at once, the second sees what the first left.
pub(super) async fn lock_session(tx: &IdentityTx, id: SessionId) -> Result<Option<Session>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT s.id, s.user_id, u.subject, s.salt, s.generation, s.replaced_at, s.created_at, s.expires_at, s.ended_at
             FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1 FOR UPDATE OF s",
            [id.into()],
        ))
        .await?;
    Ok(row.map(|row| Session::from_query_result(&row, "")).transpose()?)
}

/// Moves a session to its next refresh token.
pub(super) async fn set_generation(
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
pub(super) async fn set_ended(tx: &IdentityTx, id: SessionId, by: &str, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE sessions SET ended_at = $3, ended_by = $2 WHERE id = $1",
        [id.into(), by.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Clears away a person's sessions that were over long ago.
pub(super) async fn delete_sessions_over_before(tx: &IdentityTx, user: UserId, before: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM sessions WHERE user_id = $1 AND expires_at < $2", [user.into(), before.into()]))
        .await?;
    Ok(())
}
