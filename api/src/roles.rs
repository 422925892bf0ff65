//! The five database roles, made by an administrator once: `sadu roles`. None of them may bypass row-level security.

use secrecy::{ExposeSecret, SecretString};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::kernel::error::{Error, Result};

/// The roles, in the order they are made.
pub const ROLES: [&str; 5] = ["app_migrator", "app_user", "app_identity", "app_platform", "app_worker"];

/// What a role may never have.
const ATTRIBUTES: &str = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT";

/// How long one statement of a request may take; a slow one must not hold its connection for good.
const STATEMENT_LIMITS: [(&str, &str); 3] = [("app_user", "10s"), ("app_identity", "10s"), ("app_platform", "30s")];

/// Makes the roles that are missing and gives them this one password each; those that exist keep theirs unless `renew`.
///
/// # Errors
/// A fault when the administrator lacks the right.
#[allow(clippy::disallowed_methods, reason = "the administrator's one connection, before any pool exists")]
pub async fn ensure_roles(admin: &SecretString, passwords: &[(&str, SecretString)], renew: bool) -> Result<()> {
    let mut connection = PgConnection::connect(admin.expose_secret()).await?;
    for (role, password) in passwords {
        if !ROLES.contains(role) {
            return Err(Error::fault(format!("{role} is not a role of this program")));
        }
        let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)")
            .bind(role)
            .fetch_one(&mut connection)
            .await?;
        if exists && !renew {
            continue;
        }
        let limit = STATEMENT_LIMITS.iter().find(|(limited, _)| limited == role).map(|(_, limit)| *limit);
        let verb = if exists { "ALTER" } else { "CREATE" };
        // A password is a literal of DDL; the server quotes it for us.
        let statement: String = sqlx::query_scalar(AssertSqlSafe(format!(
            "SELECT format('{verb} ROLE {role} {ATTRIBUTES} PASSWORD %L', $1::text)"
        )))
        .bind(password.expose_secret())
        .fetch_one(&mut connection)
        .await?;
        connection.execute(AssertSqlSafe(statement)).await?;
        if let Some(limit) = limit {
            connection.execute(AssertSqlSafe(format!("ALTER ROLE {role} SET statement_timeout = '{limit}'"))).await?;
        }
    }
    Ok(connection.close().await?)
}

/// Makes a database owned by `app_migrator`, with the locale Arabic search needs, unless it exists.
///
/// # Errors
/// A fault when the administrator lacks the right or the name is not plain.
#[allow(clippy::disallowed_methods, reason = "the administrator's one connection, before any pool exists")]
pub async fn ensure_database(admin: &SecretString, name: &str) -> Result<()> {
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(Error::fault("a database name is made of a-z, 0-9 and _"));
    }
    let mut connection = PgConnection::connect(admin.expose_secret()).await?;
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(&mut connection)
        .await?;
    if !exists {
        let create =
            format!("CREATE DATABASE {name} OWNER app_migrator TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'");
        connection.execute(AssertSqlSafe(create)).await?;
    }
    // The queue makes a schema of its own; nobody else makes anything.
    let grants = format!(
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC;
         GRANT CONNECT ON DATABASE {name} TO app_user, app_identity, app_platform;
         GRANT CONNECT, CREATE ON DATABASE {name} TO app_worker;"
    );
    connection.execute(AssertSqlSafe(grants)).await?;
    Ok(connection.close().await?)
}

/// Brings the schema up to date, as `app_migrator`.
///
/// # Errors
/// A fault when a migration fails; the failing one is rolled back.
#[allow(clippy::disallowed_methods, reason = "migrations run on the owner's one connection")]
pub async fn migrate(migrator: &SecretString) -> Result<()> {
    use migration::MigratorTrait;
    let mut options = sea_orm::ConnectOptions::new(migrator.expose_secret().to_owned());
    options.max_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await?;
    migration::Migrator::up(&connection, None).await?;
    connection.close().await?;
    Ok(())
}
