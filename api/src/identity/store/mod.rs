//! SQL over `users` and `credentials`, as `app_identity`; `sessions` and `factors` beside it.

pub(super) mod factors;
pub(super) mod sessions;

use chrono::{DateTime, Utc};
use entity::ids::UserId;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    kernel::{
        db::{IdentityTx, sql},
        error::{Error, Result},
        text::Locale,
    },
    ports::identity::{check::Bearer, provider::Account},
};

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
    /// Since when a log-in asks for an authenticator's code.
    pub mfa_enabled_at: Option<DateTime<Utc>>,
    /// Whether they keep the platform.
    pub is_platform_operator: bool,
    /// The issuer's name of the person.
    pub(super) subject: String,
}

/// The person a token speaks for, unless its session is over.
pub(super) async fn find_by_bearer(tx: &IdentityTx, bearer: &Bearer) -> Result<Option<UserId>> {
    let row = tx
        .query_one_raw(sql(
            "SELECT u.id FROM users u WHERE u.issuer = $1 AND u.subject = $2 AND NOT EXISTS (
                 SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.mark = $3 AND s.ended_at IS NOT NULL)",
            [bearer.issuer.as_str().into(), bearer.subject.as_str().into(), bearer.mark.clone().into()],
        ))
        .await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

const PERSON: &str =
    "SELECT id, name, email::text AS email, locale, mfa_enabled_at, is_platform_operator, subject FROM users";

/// A person.
pub(super) async fn find_person(tx: &IdentityTx, user: UserId) -> Result<Option<Person>> {
    let row = tx.query_one_raw(sql(&format!("{PERSON} WHERE id = $1"), [user.into()])).await?;
    Ok(row.map(|row| Person::from_query_result(&row, "")).transpose()?)
}

/// The person with this address at this issuer.
pub(super) async fn find_person_by_email(tx: &IdentityTx, issuer: &str, email: &str) -> Result<Option<Person>> {
    let row = tx
        .query_one_raw(sql(
            &format!("{PERSON} WHERE issuer = $1 AND email = $2::text::citext"),
            [issuer.into(), email.into()],
        ))
        .await?;
    Ok(row.map(|row| Person::from_query_result(&row, "")).transpose()?)
}

/// The person an issuer vouches for: found, or made. None if the address belongs to somebody of another issuer, or to
/// another subject of this one: two people are never made one by an address.
pub(super) async fn ensure_vouched(
    tx: &IdentityTx,
    issuer: &str,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<Option<UserId>> {
    let row = tx
        .query_one_raw(sql(
            "WITH known AS (
                 SELECT id FROM users WHERE issuer = $2 AND subject = $3
             ), new AS (
                 INSERT INTO users (id, issuer, subject, email, name, locale, email_verified_at, created_at, updated_at)
                 SELECT $1, $2, $3, $4::text::citext, $5, $6, $7, $7, $7 WHERE NOT EXISTS (SELECT 1 FROM known)
                 ON CONFLICT DO NOTHING RETURNING id
             )
             SELECT id FROM known UNION ALL SELECT id FROM new",
            [
                UserId::generate().into(),
                issuer.into(),
                account.subject.as_str().into(),
                account.email.as_str().into(),
                account.name.as_str().into(),
                account.locale.unwrap_or_default().tag().into(),
                now.into(),
            ],
        ))
        .await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// A person's name and language; false if there is no such person.
pub(super) async fn set_profile(
    tx: &IdentityTx,
    user: UserId,
    name: &str,
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE users SET name = $2, locale = $3, version = version + 1, updated_at = $4 WHERE id = $1",
            [user.into(), name.into(), locale.tag().into(), now.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Issuer's name of the person with this address.
pub(super) async fn find_subject(tx: &IdentityTx, email: &str) -> Result<Option<String>> {
    let row = tx.query_one_raw(sql("SELECT subject FROM users WHERE email = $1::text::citext", [email.into()])).await?;
    Ok(row.map(|row| row.try_get("", "subject")).transpose()?)
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

/// Everything that is a person's alone: password, second factor, codes, sessions, what waits for an answer.
pub(super) async fn delete_belongings(tx: &IdentityTx, user: UserId, email: &str) -> Result<()> {
    for table in ["credentials", "second_factors", "recovery_codes", "mfa_challenges", "sessions"] {
        let text = format!("DELETE FROM {table} WHERE user_id = $1");
        tx.execute_raw(sql(&text, [user.into()])).await?;
    }
    let text = "DELETE FROM email_tokens WHERE user_id = $1 OR email = $2::text::citext";
    tx.execute_raw(sql(text, [user.into(), email.into()])).await?;
    Ok(())
}

/// A person without name and address, whom no token speaks for any more.
pub(super) async fn set_erased(tx: &IdentityTx, user: UserId, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE users SET subject = 'erased-' || id, email = 'erased-' || id || '@erased.invalid', name = '',
             email_verified_at = NULL, mfa_enabled_at = NULL, version = version + 1, updated_at = $2 WHERE id = $1",
        [user.into(), now.into()],
    ))
    .await?;
    Ok(())
}
