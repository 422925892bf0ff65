//! SQL over `tenants`, `tenant_slugs` and the rows every tenant starts with.

use entity::{
    ids::{MemberId, UserId},
    tenants,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use crate::kernel::{
    db::{PlatformTx, TenantConn, TenantTx},
    error::Result,
};

fn sql(text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, text, values)
}

/// The tenant itself and its slug; the new id is bound already.
pub(super) async fn insert_tenant(tx: &TenantTx, row: &tenants::Model) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO tenants (id, slug, name, kind, legal_name, licence_number, currency, time_zone, default_locale, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        [
            row.id.into(),
            row.slug.clone().into(),
            row.name.clone().into(),
            row.kind.clone().into(),
            row.legal_name.clone().into(),
            row.licence_number.clone().into(),
            row.currency.clone().into(),
            row.time_zone.clone().into(),
            row.default_locale.clone().into(),
            row.created_at.into(),
        ],
    ))
    .await?;
    tx.execute_raw(sql(
        "INSERT INTO tenant_slugs (slug, tenant_id, is_current) VALUES ($1, $2, true)",
        [row.slug.clone().into(), row.id.into()],
    ))
    .await?;
    Ok(())
}

/// The rows of settings that every tenant has.
pub(super) async fn insert_defaults(tx: &TenantTx) -> Result<()> {
    for table in ["notification_preferences", "ai_limits"] {
        tx.execute_raw(sql(&format!("INSERT INTO {table} (tenant_id) VALUES ($1)"), [tx.tenant().into()])).await?;
    }
    Ok(())
}

/// An active member of the team.
pub(super) async fn insert_member(tx: &TenantTx, id: MemberId, user: UserId, email: &str, role: &str) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO tenant_members (tenant_id, id, user_id, email, role, status) VALUES ($1, $2, $3, $4::text::citext, $5, 'active')",
        [tx.tenant().into(), id.into(), user.into(), email.into(), role.into()],
    ))
    .await?;
    Ok(())
}

/// Opens or closes a tenant; false if there is none.
pub(super) async fn set_active(
    tx: &PlatformTx,
    id: entity::ids::TenantId,
    active: bool,
    reason: Option<&str>,
) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE tenants SET is_active = $2, suspended_reason = $3, version = version + 1, updated_at = now() WHERE id = $1",
            [id.into(), active.into(), reason.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}
