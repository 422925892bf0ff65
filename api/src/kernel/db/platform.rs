//! Transactions over all tenants, as `app_platform`. Each use leaves a line in `platform_audit_events`.

use entity::ids::{TenantId, UserId};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::{
    connection::{Connection, speaks_through_connection},
    pool::Pool,
};
use crate::kernel::error::{Error, Result};

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
    /// Blank a person in a tenant's books.
    ErasePerson(TenantId),
    /// Read how much the platform is used.
    ReadUsage,
    /// Read this very log.
    ReadLog,
}

impl PlatformTask {
    fn action(self) -> &'static str {
        match self {
            Self::Suspend(_) => "tenant.suspended",
            Self::Reactivate(_) => "tenant.reactivated",
            Self::Close(_) => "tenant.closed",
            Self::ListTenants => "tenant.listed",
            Self::ErasePerson(_) => "person.erased",
            Self::ReadUsage => "platform.usage_read",
            Self::ReadLog => "platform.log_read",
        }
    }

    fn entity(self) -> Option<Uuid> {
        match self {
            Self::Suspend(tenant) | Self::Reactivate(tenant) | Self::Close(tenant) | Self::ErasePerson(tenant) => {
                Some(tenant.0)
            }
            Self::ListTenants | Self::ReadUsage | Self::ReadLog => None,
        }
    }
}

/// A reason as the log keeps it.
fn because(reason: Option<&str>) -> sea_orm::Value {
    reason.map(|reason| serde_json::json!({ "reason": reason })).into()
}

/// A transaction of the operator's; its audit line is its first statement, so it cannot be left out.
#[derive(Debug)]
pub struct PlatformTx {
    connection: Connection,
}

speaks_through_connection!(PlatformTx);

impl PlatformTx {
    pub(super) async fn begin(pool: &Pool, task: PlatformTask, reason: Option<&str>) -> Result<Self> {
        let this = Self { connection: pool.begin("BEGIN".to_owned()).await? };
        this.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO platform_audit_events (id, actor_kind, action, entity_kind, entity_id, after)
             VALUES ($1, 'system', $2, 'tenant', $3, $4)",
            [Uuid::now_v7().into(), task.action().into(), task.entity().into(), because(reason)],
        ))
        .await?;
        Ok(this)
    }

    /// By a person, if they are an operator; nothing is written for anybody else.
    pub(super) async fn begin_by(
        pool: &Pool,
        task: PlatformTask,
        (user, request_id): (UserId, &str),
        reason: Option<&str>,
    ) -> Result<Self> {
        let this = Self { connection: pool.begin("BEGIN; SET LOCAL lock_timeout = '2s'".to_owned()).await? };
        let written = this
            .execute_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "INSERT INTO platform_audit_events (id, actor_kind, actor_id, action, entity_kind, entity_id, request_id, after)
                 SELECT $1, 'operator', u.id, $2, 'tenant', $3, $5, $6 FROM users u WHERE u.id = $4 AND u.is_platform_operator",
                [
                    Uuid::now_v7().into(),
                    task.action().into(),
                    task.entity().into(),
                    user.into(),
                    request_id.into(),
                    because(reason),
                ],
            ))
            .await?;
        if written.rows_affected() == 1 { Ok(this) } else { Err(Error::Forbidden) }
    }

    /// Commits the act together with its audit line.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn commit(self) -> Result<()> {
        Ok(self.connection.commit().await?)
    }
}
