//! Transactions over people and their credentials, as `app_identity`, which sees no tenant's table.

use super::connection::{Connection, speaks_through_connection};
use crate::kernel::error::Result;

/// A transaction over `users` and what belongs to them.
#[derive(Debug)]
pub struct IdentityTx {
    connection: Connection,
}

speaks_through_connection!(IdentityTx);

impl IdentityTx {
    pub(super) async fn begin(pool: &sqlx::PgPool) -> Result<Self> {
        Ok(Self { connection: Connection::new(pool.begin().await?) })
    }

    /// Commits.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn commit(self) -> Result<()> {
        Ok(self.connection.commit().await?)
    }
}
