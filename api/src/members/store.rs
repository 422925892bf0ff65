//! SQL over `tenant_members`.

use entity::ids::TenantId;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

use crate::kernel::{db::UserRead, error::Result};

/// A membership with what its member may know of the tenant before they enter it.
#[derive(Debug, FromQueryResult)]
pub(super) struct MembershipRow {
    pub(super) role: String,
    pub(super) tenant_id: TenantId,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) is_active: bool,
}

/// The person's own active memberships, by the tenants' names. Row-level security leaves no others.
pub(super) async fn list_memberships(read: &UserRead) -> Result<Vec<MembershipRow>> {
    let rows = read
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT m.role, m.tenant_id, t.slug::text AS slug, t.name, t.kind, t.is_active
             FROM tenant_members m JOIN tenants t ON t.id = m.tenant_id
             WHERE m.user_id = $1 AND m.status = 'active' ORDER BY t.name, t.id LIMIT 500",
            [read.user().into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| MembershipRow::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}
