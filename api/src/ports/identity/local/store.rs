//! SQL of the local provider over `users`, `credentials` and `email_tokens`, as `app_identity`.

use chrono::{DateTime, Utc};
use entity::ids::UserId;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::kernel::{
    db::{IdentityTx, sql},
    error::Result,
};

/// Whoever can sign in with a password.
#[derive(FromQueryResult)]
pub(super) struct Credential {
    #[sea_orm(from_alias = "id")]
    pub(super) user: UserId,
    pub(super) subject: String,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) locale: String,
    pub(super) password_hash: String,
    pub(super) asks_for_code: bool,
}

/// What a code in a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An address is confirmed.
    Confirm,
    /// A new password is allowed.
    Reset,
}

impl Purpose {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
        }
    }
}

/// A code that waits for the person who got it.
pub(super) struct NewToken<'a> {
    pub(super) purpose: Purpose,
    pub(super) email: &'a str,
    pub(super) user: Option<UserId>,
    pub(super) code_hash: Vec<u8>,
    pub(super) password_hash: Option<String>,
    pub(super) name: &'a str,
    pub(super) locale: &'a str,
    pub(super) now: DateTime<Utc>,
    pub(super) expires: DateTime<Utc>,
}

/// A row of `email_tokens`.
#[derive(FromQueryResult)]
pub(super) struct Token {
    pub(super) id: Uuid,
    pub(super) user_id: Option<UserId>,
    pub(super) code_hash: Vec<u8>,
    pub(super) tries: i32,
    pub(super) password_hash: Option<String>,
    pub(super) name: String,
    pub(super) locale: String,
    pub(super) expires_at: DateTime<Utc>,
}

const CREDENTIAL: &str =
    "SELECT u.id, u.subject, u.email::text AS email, u.name, u.locale, c.password_hash, c.asks_for_code
    FROM users u JOIN credentials c ON c.user_id = u.id WHERE u.issuer = $1 AND u.email_verified_at IS NOT NULL";

async fn credential(tx: &IdentityTx, by: &str, issuer: &str, value: &str) -> Result<Option<Credential>> {
    let row = tx.query_one_raw(sql(&format!("{CREDENTIAL} AND {by}"), [issuer.into(), value.into()])).await?;
    Ok(row.map(|row| Credential::from_query_result(&row, "")).transpose()?)
}

/// The account with this confirmed address.
pub(super) async fn find_by_email(tx: &IdentityTx, issuer: &str, email: &str) -> Result<Option<Credential>> {
    credential(tx, "u.email = $2::text::citext", issuer, email).await
}

/// The account that tokens name so.
pub(super) async fn find_by_subject(tx: &IdentityTx, issuer: &str, subject: &str) -> Result<Option<Credential>> {
    credential(tx, "u.subject = $2", issuer, subject).await
}

/// Whether anybody has this address, of whichever issuer.
pub(super) async fn is_taken(tx: &IdentityTx, email: &str) -> Result<bool> {
    let row = tx.query_one_raw(sql("SELECT 1 FROM users WHERE email = $1::text::citext", [email.into()])).await?;
    Ok(row.is_some())
}

/// The password of a sign-up that waits for its confirmation.
pub(super) async fn find_pending_password(tx: &IdentityTx, email: &str, now: DateTime<Utc>) -> Result<Option<String>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT password_hash FROM email_tokens
             WHERE purpose = 'confirm' AND email = $1::text::citext AND expires_at > $2",
            [email.into(), now.into()],
        ))
        .await?;
    Ok(row.map(|row| row.try_get("", "password_hash")).transpose()?)
}

/// A code takes the place of the one before it, and of all that has been tried on that.
pub(super) async fn insert_token(tx: &IdentityTx, new: NewToken<'_>) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO email_tokens (id, purpose, email, user_id, code_hash, password_hash, name, locale, created_at, expires_at)
         VALUES ($1, $2, $3::text::citext, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (purpose, email) DO UPDATE SET
             id = excluded.id, user_id = excluded.user_id, code_hash = excluded.code_hash, tries = 0,
             password_hash = excluded.password_hash, name = excluded.name, locale = excluded.locale,
             created_at = excluded.created_at, expires_at = excluded.expires_at",
        [
            Uuid::now_v7().into(),
            new.purpose.name().into(),
            new.email.into(),
            new.user.into(),
            new.code_hash.into(),
            new.password_hash.into(),
            new.name.into(),
            new.locale.into(),
            new.now.into(),
            new.expires.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// A waiting code, locked: guesses at once are counted one after the other.
pub(super) async fn lock_token(tx: &IdentityTx, purpose: Purpose, email: &str) -> Result<Option<Token>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT id, user_id, code_hash, tries, password_hash, name, locale, expires_at FROM email_tokens
             WHERE purpose = $1 AND email = $2::text::citext FOR UPDATE",
            [purpose.name().into(), email.into()],
        ))
        .await?;
    Ok(row.map(|row| Token::from_query_result(&row, "")).transpose()?)
}

/// Another code for a sign-up that waits.
pub(super) async fn set_code(
    tx: &IdentityTx,
    id: Uuid,
    code_hash: Vec<u8>,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE email_tokens SET code_hash = $2, tries = 0, created_at = $3, expires_at = $4 WHERE id = $1",
        [id.into(), code_hash.into(), now.into(), expires.into()],
    ))
    .await?;
    Ok(())
}

/// Counts a wrong guess.
pub(super) async fn count_try(tx: &IdentityTx, id: Uuid) -> Result<()> {
    tx.execute_raw(sql("UPDATE email_tokens SET tries = tries + 1 WHERE id = $1", [id.into()])).await?;
    Ok(())
}

/// A code is used up.
pub(super) async fn delete_token(tx: &IdentityTx, id: Uuid) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM email_tokens WHERE id = $1", [id.into()])).await?;
    Ok(())
}

/// Clears away some codes that are too old.
pub(super) async fn delete_tokens_over_before(tx: &IdentityTx, before: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "DELETE FROM email_tokens WHERE id IN (
             SELECT id FROM email_tokens WHERE expires_at < $1 ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)",
        [before.into()],
    ))
    .await?;
    Ok(())
}

/// A person with a confirmed address and a password; false if somebody else has the address by now.
pub(super) async fn insert_account(
    tx: &IdentityTx,
    user: UserId,
    issuer: &str,
    email: &str,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "WITH person AS (
                 INSERT INTO users (id, issuer, subject, email, name, locale, email_verified_at, created_at, updated_at)
                 VALUES ($1, $2, $3, $4::text::citext, $5, $6, $8, $8, $8) ON CONFLICT (email) DO NOTHING RETURNING id
             )
             INSERT INTO credentials (user_id, password_hash) SELECT id, $7 FROM person",
            [
                user.into(),
                issuer.into(),
                user.0.to_string().into(),
                email.into(),
                token.name.clone().into(),
                token.locale.clone().into(),
                token.password_hash.clone().into(),
                now.into(),
            ],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Another password.
pub(super) async fn set_password(tx: &IdentityTx, user: UserId, hash: &str, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE credentials SET password_hash = $2, updated_at = $3 WHERE user_id = $1",
        [user.into(), hash.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Whether a log-in asks for an authenticator's code.
pub(super) async fn set_asks_for_code(tx: &IdentityTx, user: UserId, asks: bool, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE credentials SET asks_for_code = $2, updated_at = $3 WHERE user_id = $1",
        [user.into(), asks.into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Forgets a password.
pub(super) async fn delete_credential(tx: &IdentityTx, user: UserId) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM credentials WHERE user_id = $1", [user.into()])).await?;
    Ok(())
}

/// Forgets the codes that wait for an address.
pub(super) async fn delete_tokens_of(tx: &IdentityTx, email: &str) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM email_tokens WHERE email = $1::text::citext", [email.into()])).await?;
    Ok(())
}
