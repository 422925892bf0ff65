//! SQL over `users`, as `app_identity`.

use entity::ids::UserId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::kernel::{db::IdentityTx, error::Result};

/// The person an issuer names so.
pub(super) async fn find_by_subject(tx: &IdentityTx, issuer: &str, subject: &str) -> Result<Option<UserId>> {
    let row = tx
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT id FROM users WHERE issuer = $1 AND subject = $2",
            [issuer.into(), subject.into()],
        ))
        .await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// Issuer's name of the person with this address.
pub(super) async fn find_subject(tx: &IdentityTx, email: &str) -> Result<Option<String>> {
    let row = tx
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT subject FROM users WHERE email = $1::text::citext",
            [email.into()],
        ))
        .await?;
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
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "WITH new AS (
                 INSERT INTO users (id, issuer, subject, email, name, locale, email_verified_at)
                 VALUES ($1, $2, $3, $4::text::citext, $5, $6, now()) ON CONFLICT (email) DO NOTHING RETURNING id
             )
             SELECT id FROM new UNION ALL SELECT id FROM users WHERE email = $4::text::citext LIMIT 1",
            [id.into(), issuer.into(), id.0.to_string().into(), email.into(), name.into(), locale.into()],
        ))
        .await?
        .ok_or_else(|| crate::kernel::error::Error::fault("a person was neither made nor found"))?;
    Ok(row.try_get("", "id")?)
}
