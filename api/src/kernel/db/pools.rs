//! The pools, one a database role, and the transactions they open.

use std::time::Duration;

use entity::ids::{TenantId, UserId};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AssertSqlSafe, ConnectOptions, PgPool, SqlSafeStr,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
};
use uuid::Uuid;

use super::{
    changes::LocalChanges,
    check,
    connection::Connection,
    identity::IdentityTx,
    platform::{PlatformTask, PlatformTx},
    tenant::{TenantRead, TenantTx},
    user::UserRead,
    worker::OutboxRelay,
};
use crate::kernel::{
    error::{Error, Result},
    permission::Permission,
    scope::Scope,
};

/// Where each role connects to; the same database four times.
#[derive(Debug, Clone)]
pub struct DbUrls {
    /// `app_user`.
    pub tenant: SecretString,
    /// `app_identity`.
    pub identity: SecretString,
    /// `app_platform`.
    pub platform: SecretString,
    /// `app_worker`.
    pub worker: SecretString,
}

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

/// What a slug leads to.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TenantAddress {
    id: Uuid,
    /// The slug that counts now.
    pub slug: String,
    /// False when suspended.
    pub is_active: bool,
    /// False for a former slug, which redirects.
    pub is_current: bool,
    /// Language of the pages at `/`.
    pub default_locale: String,
}

impl TenantAddress {
    /// Whose slug it is.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        TenantId(self.id)
    }
}

/// The database. Cloning shares the pools.
#[derive(Debug, Clone)]
pub struct Db {
    tenant: Pool,
    identity: Pool,
    platform: Pool,
    worker: Pool,
    changes: LocalChanges,
}

/// Connections of one role.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    connections: PgPool,
    keeps_statements: bool,
}

impl Pool {
    /// Begins a transaction by `statement`, which may bind in the same round trip.
    pub(super) async fn begin(&self, statement: String) -> Result<Connection> {
        let transaction = self.connections.begin_with(AssertSqlSafe(statement).into_sql_str()).await?;
        Ok(Connection::new(transaction, self.keeps_statements))
    }

    /// One row by a statement of its own. Without kept statements it needs a transaction, or a pooler would prepare it
    /// on one connection and run it on another.
    async fn row<T>(&self, sql: &'static str, value: Option<&str>) -> Result<Option<T>>
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
        let mut transaction = self.connections.begin().await?;
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

#[allow(clippy::disallowed_methods, reason = "the one place that opens pools")]
fn pool(url: &SecretString, connections: u32, size: PoolSize) -> Result<Pool> {
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
    Ok(Pool { connections, keeps_statements })
}

impl Db {
    /// Opens the pools without connecting.
    ///
    /// # Errors
    /// A fault when a URL cannot be read.
    pub fn open(urls: &DbUrls, size: PoolSize) -> Result<Self> {
        Ok(Self {
            tenant: pool(&urls.tenant, size.tenant, size)?,
            identity: pool(&urls.identity, size.other, size)?,
            platform: pool(&urls.platform, size.other, size)?,
            // The queue keeps one connection listening and the relay needs one beside it.
            worker: pool(&urls.worker, size.other.max(3), size)?,
            changes: LocalChanges::default(),
        })
    }

    /// Refuses a role that could pass row-level security, and a database whose locale breaks Arabic search.
    ///
    /// # Errors
    /// A fault that says which rule is broken; `UNAVAILABLE` when the database is away.
    pub async fn refuse_unsafe(&self) -> Result<()> {
        check::refuse_unsafe(&self.tenant, "app_user").await?;
        check::refuse_unsafe(&self.identity, "app_identity").await?;
        check::refuse_unsafe(&self.platform, "app_platform").await?;
        check::refuse_unsafe(&self.worker, "app_worker").await
    }

    /// The tenant a slug leads to; the only look-up before a tenant is bound.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn tenant_by_slug(&self, slug: &str) -> Result<Option<TenantAddress>> {
        let sql = "SELECT id, slug, is_active, is_current, default_locale FROM tenant_by_slug($1::text::citext)";
        self.tenant.row(sql, Some(slug)).await
    }

    /// A read-only transaction of the scope's tenant, after asking for `permission`.
    ///
    /// # Errors
    /// `TENANT_SUSPENDED`, `UNAUTHENTICATED`, `FORBIDDEN`; `UNAVAILABLE` when the database is away.
    pub async fn read(&self, scope: &Scope, permission: Permission) -> Result<TenantRead> {
        let read = TenantRead::begin(&self.tenant, scope).await?;
        read.require(permission)?;
        Ok(read)
    }

    /// A write transaction of the scope's tenant, after asking for `permission`.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn write(&self, scope: &Scope, permission: Permission) -> Result<TenantTx> {
        TenantTx::begin(&self.tenant, scope, permission, self.changes.clone()).await
    }

    /// A write transaction for a tenant that is just being founded: the new id is bound before its row exists.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn found(&self, scope: &Scope) -> Result<TenantTx> {
        TenantTx::begin_founding(&self.tenant, scope, self.changes.clone()).await
    }

    /// A read of one person's own memberships, before a tenant is chosen.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn of_user(&self, user: UserId) -> Result<UserRead> {
        UserRead::begin(&self.tenant, user).await
    }

    /// A transaction over people and credentials.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn identity(&self) -> Result<IdentityTx> {
        IdentityTx::begin(&self.identity).await
    }

    /// A transaction over all tenants, audited by its first statement.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn platform(&self, task: PlatformTask) -> Result<PlatformTx> {
        PlatformTx::begin(&self.platform, task).await
    }

    /// The relay's and the queue's door.
    #[must_use]
    pub fn relay(&self) -> OutboxRelay {
        OutboxRelay::new(self.worker.connections.clone())
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it does not.
    pub async fn ping(&self) -> Result<()> {
        sqlx::raw_sql("SELECT 1").execute(&self.tenant.connections).await?;
        Ok(())
    }

    /// Connections of tenants' pool: open, idle.
    #[must_use]
    pub fn pool_use(&self) -> (u32, usize) {
        (self.tenant.connections.size(), self.tenant.connections.num_idle())
    }

    /// Waits for running transactions and closes all connections.
    pub async fn close(&self) {
        let [tenant, identity, platform, worker] =
            [&self.tenant, &self.identity, &self.platform, &self.worker].map(|pool| pool.connections.close());
        tokio::join!(tenant, identity, platform, worker);
    }

    /// How often this process has changed the tenant; tells a page cache to ask again at once.
    #[must_use]
    pub fn local_changes(&self, tenant: TenantId) -> u64 {
        self.changes.count(tenant)
    }

    pub(super) fn tenant_pool(&self) -> &Pool {
        &self.tenant
    }
}
