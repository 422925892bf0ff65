//! The connections of one database role.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AssertSqlSafe, ConnectOptions, PgPool, Postgres, SqlSafeStr, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
};

use super::connection::Connection;
use crate::kernel::error::{Error, Result};

/// How many connections, and how long one waits for one.
#[derive(Debug, Clone, Copy)]
pub struct PoolSize {
    /// For tenants' requests; few beat many (4 to 8 a pair of cores).
    pub tenant: u32,
    /// For each of the other roles.
    pub other: u32,
    /// Milliseconds until a request that gets none is answered 503.
    pub acquire_timeout_ms: u64,
    /// Prepared statements kept per connection; 0 for pgbouncer in transaction mode.
    pub statement_cache: usize,
}

/// Connections of one role.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    connections: PgPool,
    keeps_statements: bool,
}

impl Pool {
    /// Opens the pool without connecting.
    #[allow(clippy::disallowed_methods, reason = "the one place that opens pools")]
    pub(super) fn open(url: &SecretString, connections: u32, size: PoolSize) -> Result<Self> {
        let options: PgConnectOptions = url
            .expose_secret()
            .parse::<PgConnectOptions>()
            .map_err(|_| Error::fault("a database URL cannot be read"))?
            .statement_cache_capacity(size.statement_cache)
            .disable_statement_logging();
        let keeps_statements = size.statement_cache > 0;
        let connections = PgPoolOptions::new()
            .max_connections(connections)
            .min_connections(0)
            .acquire_timeout(Duration::from_millis(size.acquire_timeout_ms))
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if !keeps_statements {
                        // sqlx looks up a type it meets for the first time between preparing and running, by a statement
                        // that takes away the unnamed one. So it meets our one extension type here, where that is no loss.
                        let _ = sqlx::query("SELECT ''::citext").persistent(false).fetch_optional(connection).await;
                    }
                    Ok(())
                })
            })
            .connect_lazy_with(options);
        Ok(Self { connections, keeps_statements })
    }

    /// For what needs the connections themselves: the queue, a ping, the figures.
    pub(super) fn connections(&self) -> &PgPool {
        &self.connections
    }

    /// Begins a transaction by `statement`, which may bind in the same round trip.
    ///
    /// In a task of its own: a caller who goes away in the middle would leave a connection in the pool whose transaction
    /// sqlx does not know of yet, and the next one would read and write in that. A transaction that nobody waits for any
    /// more is begun to its end, and rolled back when it is dropped.
    pub(super) async fn begin(&self, statement: String) -> Result<Connection> {
        Ok(Connection::new(self.transaction(statement).await?, self.keeps_statements))
    }

    async fn transaction(&self, statement: String) -> Result<Transaction<'static, Postgres>> {
        let connections = self.connections.clone();
        let begun = tokio::spawn(async move { connections.begin_with(AssertSqlSafe(statement).into_sql_str()).await });
        Ok(begun.await.map_err(Error::fault)??)
    }

    /// One row by a statement of its own. Without kept statements it needs a transaction, or a pooler would prepare it
    /// on one connection and run it on another.
    pub(super) async fn row<T>(&self, sql: &'static str, value: Option<&str>) -> Result<Option<T>>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, PgRow>,
    {
        let mut query = sqlx::query_as(sql).persistent(self.keeps_statements);
        if let Some(value) = value {
            query = query.bind(value);
        }
        if self.keeps_statements {
            return Ok(query.fetch_optional(&self.connections).await?);
        }
        let mut transaction = self.transaction("BEGIN".to_owned()).await?;
        let row = query.fetch_optional(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(row)
    }

    /// The one row of a statement without arguments.
    pub(super) async fn only_row<T>(&self, sql: &'static str) -> Result<T>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, PgRow>,
    {
        self.row(sql, None).await?.ok_or_else(|| Error::fault("a statement that always has a row had none"))
    }
}
