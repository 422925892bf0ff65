//! The one read of a GraphQL query: opened by the first resolver that needs it, shared by all, closed with the request.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::{pools::Db, tenant::TenantRead};
use crate::kernel::{error::Result, permission::Permission, scope::Scope};

/// A read that opens itself once, so that a query of many fields holds one connection.
#[derive(Debug)]
pub struct LazyRead {
    db: Db,
    scope: Scope,
    read: Mutex<Option<Arc<TenantRead>>>,
}

impl LazyRead {
    /// A read of `scope`, not yet open.
    #[must_use]
    pub fn new(db: Db, scope: Scope) -> Self {
        Self { db, scope, read: Mutex::new(None) }
    }

    /// The open read, after asking its snapshot for `permission`.
    ///
    /// # Errors
    /// `TENANT_SUSPENDED`, `UNAUTHENTICATED`, `FORBIDDEN`; `UNAVAILABLE` when the database is away.
    pub async fn get(&self, permission: Permission) -> Result<Arc<TenantRead>> {
        let mut slot = self.read.lock().await;
        let read = match &*slot {
            Some(read) => Arc::clone(read),
            None => Arc::clone(slot.insert(Arc::new(TenantRead::begin(self.db.tenant_pool(), &self.scope).await?))),
        };
        read.require(permission)?;
        Ok(read)
    }

    /// Gives the connection back, so that the next mutation of the same request does not hold two.
    pub async fn release(&self) {
        self.read.lock().await.take();
    }

    /// Runs `work`, which opens a transaction of its own, with this read closed and kept closed: a request holds one
    /// connection at a time. A later resolver reads in a new snapshot.
    pub async fn aside<T>(&self, work: impl Future<Output = T>) -> T {
        let mut slot = self.read.lock().await;
        slot.take();
        let done = work.await;
        drop(slot);
        done
    }
}
