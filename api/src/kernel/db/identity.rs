//! Transactions over people and their credentials, as `app_identity`, which sees no tenant's table.

use entity::ids::UserId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::{
    connection::{Connection, speaks_through_connection},
    pool::Pool,
};
use crate::kernel::{audit::Audit, error::Result};

/// Who stands behind a change of people, credentials or sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnBehalf {
    /// The person, proved by password or refresh token.
    Person(UserId),
    /// The program or whoever runs its command line.
    System,
}

/// A transaction over `users` and what belongs to them.
#[derive(Debug)]
pub struct IdentityTx {
    connection: Connection,
}

speaks_through_connection!(IdentityTx);

impl IdentityTx {
    pub(super) async fn begin(pool: &Pool) -> Result<Self> {
        Ok(Self { connection: pool.begin("BEGIN".to_owned()).await? })
    }

    /// Writes a line of the platform's audit log.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn record(&self, behalf: OnBehalf, audit: Audit, request_id: Option<&str>) -> Result<()> {
        let (kind, actor) = match behalf {
            OnBehalf::Person(user) => ("identity", Some(user.0)),
            OnBehalf::System => ("system", None),
        };
        self.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO platform_audit_events (id, actor_kind, actor_id, action, entity_kind, entity_id, before, after, request_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                Uuid::now_v7().into(),
                kind.into(),
                actor.into(),
                audit.action.into(),
                audit.entity_kind.into(),
                audit.entity_id.into(),
                audit.before.into(),
                audit.after.into(),
                request_id.into(),
            ],
        ))
        .await?;
        Ok(())
    }

    /// Commits.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn commit(self) -> Result<()> {
        Ok(self.connection.commit().await?)
    }
}
