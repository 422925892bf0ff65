//! SQL over `tenants`, `tenant_slugs` and the rows every tenant starts with.

use chrono::{DateTime, Utc};
use entity::{
    ids::{MemberId, TenantId, UserId},
    tenants,
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, Statement};

use crate::kernel::{
    db::{PlatformTx, TenantConn, TenantTx, UserRead, sql},
    error::{Error, Result},
};

/// The tenant itself and its slug; the new id is bound already. False if somebody has the slug or once had it.
pub(super) async fn insert_tenant(tx: &TenantTx, row: &tenants::Model) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "INSERT INTO tenants (id, slug, name, kind, legal_name, licence_number, currency, time_zone, default_locale, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT DO NOTHING",
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
    Ok(done.rows_affected() == 1 && insert_slug(tx, &row.slug).await?)
}

/// The present slug of the bound tenant, which has none at this moment. False if somebody else has it or once had it.
pub(super) async fn insert_slug(tx: &TenantTx, slug: &str) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "INSERT INTO tenant_slugs (slug, tenant_id, is_current) VALUES ($1::text::citext, $2, true) ON CONFLICT DO NOTHING",
            [slug.into(), tx.tenant().into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes the present slug a former one.
pub(super) async fn set_former(tx: &TenantTx) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenant_slugs SET is_current = false WHERE tenant_id = $1 AND is_current",
        [tx.tenant().into()],
    ))
    .await?;
    Ok(())
}

/// Makes a former slug of the bound tenant the present one again; false if it never had it.
pub(super) async fn set_current(tx: &TenantTx, slug: &str) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE tenant_slugs SET is_current = true WHERE tenant_id = $1 AND slug = $2::text::citext",
            [tx.tenant().into(), slug.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The slug that counts now, in the tenant's own row.
pub(super) async fn set_slug(tx: &TenantTx, slug: &str) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenants SET slug = $2::text::citext, version = version + 1, updated_at = now() WHERE id = $1",
        [tx.tenant().into(), slug.into()],
    ))
    .await?;
    Ok(())
}

/// All slugs of the bound tenant but the present one, the newest first.
pub(super) async fn list_former_slugs(conn: &impl TenantConn) -> Result<Vec<String>> {
    let rows = conn
        .query_all_raw(sql(
            "SELECT slug::text AS slug FROM tenant_slugs WHERE tenant_id = $1 AND NOT is_current ORDER BY created_at DESC, slug",
            [conn.tenant().into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| row.try_get("", "slug")).collect::<std::result::Result<_, _>>()?)
}

/// The bound tenant.
pub(super) async fn find(conn: &impl TenantConn) -> Result<tenants::Model> {
    tenants::Entity::find_by_id(conn.tenant()).one(conn).await?.ok_or(Error::NotFound)
}

/// The bound tenant, locked against other changes of itself and of its team, not against submissions.
pub(super) async fn lock(tx: &TenantTx) -> Result<tenants::Model> {
    let row = tx
        .query_one_raw(sql("SELECT * FROM tenants WHERE id = $1 FOR NO KEY UPDATE", [tx.tenant().into()]))
        .await?
        .ok_or(Error::NotFound)?;
    Ok(tenants::Model::from_query_result(&row, "")?)
}

/// What a team may change of its tenant.
pub(super) async fn set_tenant(tx: &TenantTx, row: &tenants::Model) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenants SET name = $2, legal_name = $3, licence_number = $4, time_zone = $5, default_locale = $6, requires_mfa = $7,
             version = version + 1, updated_at = now() WHERE id = $1",
        [
            row.id.into(),
            row.name.clone().into(),
            row.legal_name.clone().into(),
            row.licence_number.clone().into(),
            row.time_zone.clone().into(),
            row.default_locale.clone().into(),
            row.requires_mfa.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Whether the person who acts has a second factor.
pub(super) async fn actor_has_mfa(tx: &TenantTx) -> Result<bool> {
    let found = tx
        .query_one_raw(sql(
            "SELECT 1 FROM users WHERE id = $1 AND mfa_enabled_at IS NOT NULL",
            [tx.scope().actor().id().into()],
        ))
        .await?;
    Ok(found.is_some())
}

/// Whether anything has happened that is counted by days: a submission, or a visit.
pub(super) async fn has_history(tx: &TenantTx) -> Result<bool> {
    let found = tx
        .query_one_raw(sql(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM submission_events WHERE tenant_id = $1)
                 OR EXISTS (SELECT 1 FROM visits WHERE tenant_id = $1)",
            [tx.tenant().into()],
        ))
        .await?;
    Ok(found.is_some())
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

/// How many teams the person owns.
pub(super) async fn count_owned(read: &UserRead) -> Result<i64> {
    let row = read
        .query_one_raw(sql(
            "SELECT count(*) AS n FROM tenant_members WHERE user_id = $1 AND status = 'active' AND role = 'owner'",
            [read.user().into()],
        ))
        .await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}

/// Opens or closes a tenant; false if there is none.
pub(super) async fn set_active(tx: &PlatformTx, id: TenantId, active: bool, reason: Option<&str>) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE tenants SET is_active = $2, suspended_reason = $3, closed_at = CASE WHEN $2 THEN NULL ELSE closed_at END, version = version + 1, updated_at = now() WHERE id = $1",
            [id.into(), active.into(), reason.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Closes a tenant: as suspended, and since when.
pub(super) async fn set_closed(tx: &PlatformTx, id: TenantId, reason: &str, now: DateTime<Utc>) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE tenants SET is_active = false, suspended_reason = $2, closed_at = coalesce(closed_at, $3),
                 version = version + 1, updated_at = $3 WHERE id = $1",
            [id.into(), reason.into(), now.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A table of the tenant's and what of it can be handed out.
#[derive(Debug, FromQueryResult)]
pub(super) struct Readable {
    /// As the catalog quotes it.
    pub(super) name: String,
    columns: String,
    condition: String,
}

/// Every table that the tenant can read, with all columns but hashes and sealed secrets, which are the ones kept as bytes.
pub(super) async fn list_tables(conn: &impl TenantConn) -> Result<Vec<Readable>> {
    let text = "SELECT quote_ident(c.relname) AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
                       CASE c.relname WHEN 'tenants' THEN 'id = $1'
                           WHEN 'users' THEN 'id IN (SELECT user_id FROM tenant_members WHERE tenant_id = $1)' ELSE 'tenant_id = $1' END AS condition
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid <> 'bytea'::regtype
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND has_table_privilege(c.oid, 'SELECT')
                  AND (c.relname <> 'users' OR a.attname IN ('id', 'name', 'email', 'locale', 'created_at'))
                  AND (c.relname IN ('tenants', 'users')
                       OR EXISTS (SELECT 1 FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id'))
                GROUP BY c.oid, c.relname ORDER BY c.relname";
    let rows = conn.query_all_raw(Statement::from_string(DbBackend::Postgres, text)).await?;
    Ok(rows.iter().map(|row| Readable::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// Each row of a table as one line of JSON, a thousand at a time.
pub(super) async fn for_each_row(
    conn: &impl TenantConn,
    table: &Readable,
    mut line: impl FnMut(&str) -> Result<()>,
) -> Result<u64> {
    let Readable { name, columns, condition } = table;
    // Names come quoted from the catalog; the tenant is a typed uuid.
    let condition = condition.replace("$1", &format!("'{}'", conn.tenant().0));
    conn.execute_unprepared(&format!(
        "DECLARE export NO SCROLL CURSOR FOR SELECT row_to_json(r)::text AS line FROM (SELECT {columns} FROM {name} WHERE {condition}) r"
    ))
    .await?;
    let mut count = 0;
    loop {
        let rows = conn.query_all_raw(Statement::from_string(DbBackend::Postgres, "FETCH 1000 FROM export")).await?;
        for row in &rows {
            line(&row.try_get::<String>("", "line")?)?;
            count += 1;
        }
        if rows.len() < 1000 {
            break;
        }
    }
    conn.execute_unprepared("CLOSE export").await?;
    Ok(count)
}
