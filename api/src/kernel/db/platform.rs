//! Transactions over all tenants, as `app_platform`. Each use leaves a line in `platform_audit_events`.

use entity::ids::TenantId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::{
    connection::{Connection, speaks_through_connection},
    pool::Pool,
};
use crate::kernel::error::Result;

/// What the operator or the program wants of all tenants; the audit log's `action`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlatformTask {
    /// Close a tenant's storefront and API.
    Suspend(TenantId),
    /// Open it again.
    Reactivate(TenantId),
    /// Close it for good.
    Close(TenantId),
    /// Read which tenants there are, to seed or to keep house.
    ListTenants,
}

impl PlatformTask {
    fn action(self) -> &'static str {
        match self {
            Self::Suspend(_) => "tenant.suspended",
            Self::Reactivate(_) => "tenant.reactivated",
            Self::Close(_) => "tenant.closed",
            Self::ListTenants => "tenant.listed",
        }
    }

    fn entity(self) -> Option<Uuid> {
        match self {
            Self::Suspend(tenant) | Self::Reactivate(tenant) | Self::Close(tenant) => Some(tenant.0),
            Self::ListTenants => None,
        }
    }
}

/// A transaction of the operator's; its audit line is its first statement, so it cannot be left out.
#[derive(Debug)]
pub struct PlatformTx {
    connection: Connection,
}

speaks_through_connection!(PlatformTx);

impl PlatformTx {
    pub(super) async fn begin(pool: &Pool, task: PlatformTask) -> Result<Self> {
        let this = Self { connection: pool.begin("BEGIN".to_owned()).await? };
        this.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO platform_audit_events (id, actor_kind, action, entity_kind, entity_id)
             VALUES ($1, 'system', $2, 'tenant', $3)",
            [Uuid::now_v7().into(), task.action().into(), task.entity().into()],
        ))
        .await?;
        Ok(this)
    }

    /// Commits the act together with its audit line.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn commit(self) -> Result<()> {
        Ok(self.connection.commit().await?)
    }
}
