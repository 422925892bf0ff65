//! The pools, one a database role, and the transactions they open.

use entity::ids::{TenantId, UserId};
use secrecy::SecretString;
use uuid::Uuid;

use super::{
    changes::LocalChanges,
    check,
    identity::IdentityTx,
    platform::{PlatformTask, PlatformTx},
    pool::{Pool, PoolSize},
    tenant::{TenantRead, TenantTx},
    user::UserRead,
    worker::OutboxRelay,
};
use crate::kernel::{error::Result, permission::Permission, scope::Scope};

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

impl Db {
    /// Opens the pools without connecting.
    ///
    /// # Errors
    /// A fault when a URL cannot be read.
    pub fn open(urls: &DbUrls, size: PoolSize) -> Result<Self> {
        Ok(Self {
            tenant: Pool::open(&urls.tenant, size.tenant, size)?,
            identity: Pool::open(&urls.identity, size.other, size)?,
            platform: Pool::open(&urls.platform, size.other, size)?,
            // The queue keeps one connection listening and the relay needs one beside it.
            worker: Pool::open(&urls.worker, size.other.max(3), size)?,
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

    /// A transaction over all tenants by the program itself or its command line, audited by its first statement; the log
    /// keeps the reason.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn platform(&self, task: PlatformTask, reason: Option<&str>) -> Result<PlatformTx> {
        PlatformTx::begin(&self.platform, task, reason).await
    }

    /// The same by a person, who must be an operator of the platform; the log keeps their reason.
    ///
    /// # Errors
    /// `FORBIDDEN` for who is none; `UNAVAILABLE` when the database is away.
    pub async fn platform_by(
        &self,
        user: UserId,
        request_id: &str,
        task: PlatformTask,
        reason: Option<&str>,
    ) -> Result<PlatformTx> {
        PlatformTx::begin_by(&self.platform, task, (user, request_id), reason).await
    }

    /// The relay's and the queue's door.
    #[must_use]
    pub fn relay(&self) -> OutboxRelay {
        OutboxRelay::new(self.worker.connections().clone())
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it does not.
    pub async fn ping(&self) -> Result<()> {
        sqlx::raw_sql("SELECT 1").execute(self.tenant.connections()).await?;
        Ok(())
    }

    /// Connections of tenants' pool: open, idle.
    #[must_use]
    pub fn pool_use(&self) -> (u32, usize) {
        (self.tenant.connections().size(), self.tenant.connections().num_idle())
    }

    /// Waits for running transactions and closes all connections.
    pub async fn close(&self) {
        let [tenant, identity, platform, worker] =
            [&self.tenant, &self.identity, &self.platform, &self.worker].map(|pool| pool.connections().close());
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
