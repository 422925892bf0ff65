//! Which tenants this very process has changed, so that its own next page is fresh without asking the database.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use entity::ids::TenantId;

/// A counter per tenant that rises with each commit of this process.
#[derive(Debug, Clone, Default)]
pub(super) struct LocalChanges(Arc<Mutex<HashMap<TenantId, u64>>>);

impl LocalChanges {
    pub(super) fn count(&self, tenant: TenantId) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&tenant).copied().unwrap_or(0)
    }

    pub(super) fn raise(&self, tenant: TenantId) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(tenant).or_default() += 1;
    }
}
