//! The one read of a GraphQL query: opened by the first resolver that needs it, shared by all, closed with the request.

use tokio::sync::OnceCell;

use super::{pools::Db, tenant::TenantRead};
use crate::kernel::{error::Result, permission::Permission, scope::Scope};

/// A read that opens itself once, so that a query of many fields has one snapshot and holds one connection.
#[derive(Debug)]
pub struct LazyRead {
    db: Db,
    scope: Scope,
    read: OnceCell<TenantRead>,
}

impl LazyRead {
    /// A read of `scope`, not yet open.
    #[must_use]
    pub fn new(db: Db, scope: Scope) -> Self {
        Self { db, scope, read: OnceCell::new() }
    }

    /// The open read, after asking its snapshot for `permission`.
    ///
    /// # Errors
    /// `TENANT_SUSPENDED`, `UNAUTHENTICATED`, `FORBIDDEN`; `UNAVAILABLE` when the database is away.
    pub async fn get(&self, permission: Permission) -> Result<&TenantRead> {
        let read = self.read.get_or_try_init(|| TenantRead::begin(self.db.tenant_pool(), &self.scope)).await?;
        read.require(permission)?;
        Ok(read)
    }
}
