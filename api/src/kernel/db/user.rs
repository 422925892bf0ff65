//! What a person may read before a tenant is chosen: as `app_user`, with the person bound and no tenant.
//!
//! Row-level security lets this transaction see the person's own memberships and those memberships' tenants, nothing
//! else (policies `own_memberships` and `own_tenants`). It is no `TenantConn`: a room's tenant queries do not take it.

use entity::ids::UserId;

use super::{
    connection::{Connection, speaks_through_connection},
    pool::Pool,
};
use crate::kernel::error::Result;

/// A read-only transaction of one person across their tenants. Ends by being dropped.
#[derive(Debug)]
pub struct UserRead {
    connection: Connection,
    user: UserId,
}

speaks_through_connection!(UserRead);

impl UserRead {
    pub(super) async fn begin(pool: &Pool, user: UserId) -> Result<Self> {
        // Begins and binds in one round trip; only a typed uuid reaches the text.
        let begin = format!(
            "BEGIN READ ONLY; SELECT set_config('app.current_tenant', '', true), set_config('app.current_user', '{}', true)",
            user.0
        );
        Ok(Self { connection: pool.begin(begin).await?, user })
    }

    /// Whose read this is.
    #[must_use]
    pub fn user(&self) -> UserId {
        self.user
    }
}
