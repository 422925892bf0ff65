//! SQL over all tenants, as `app_platform`.

use chrono::{DateTime, Utc};
use entity::ids::TenantId;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

use crate::kernel::{
    db::{PlatformTx, sql},
    error::{Error, Result},
};

/// A tenant with its use.
#[derive(Debug, FromQueryResult)]
pub(super) struct TenantRow {
    pub(super) id: TenantId,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) is_active: bool,
    pub(super) suspended_reason: Option<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) members: i64,
    pub(super) owner_email: Option<String>,
    pub(super) submissions: i64,
    pub(super) visits: i64,
}

/// The platform at a glance.
#[derive(Debug, FromQueryResult)]
pub(super) struct UsageRow {
    pub(super) tenants: i64,
    pub(super) suspended: i64,
    pub(super) lively: i64,
    pub(super) people: i64,
    pub(super) orders: i64,
    pub(super) donations: i64,
    pub(super) pledges: i64,
    pub(super) visits: i64,
}

/// A line of the operator's log.
#[derive(Debug, FromQueryResult)]
pub(super) struct AuditRow {
    pub(super) id: Uuid,
    pub(super) actor_kind: String,
    pub(super) actor_email: Option<String>,
    pub(super) action: String,
    pub(super) tenant_slug: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) created_at: DateTime<Utc>,
}

/// Tenants whose slug, name or team's address holds the words.
const MATCHES: &str = "($1 = '' OR fold(t.slug::text || ' ' || t.name) LIKE '%' || replace(replace(replace(fold($1), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
    OR EXISTS (SELECT 1 FROM tenant_members s WHERE s.tenant_id = t.id AND s.email = $1::text::citext))";

/// The days counted back from a tenant's own today, itself included.
const DAYS: i32 = 30;

/// What came in for tenant `t` and who looked, over its last days: they end with the day it is in its zone at the instant
/// that is parameter `now` of the statement. A row for each kind, day and source; each half is one walk of an index.
fn figures(now: &str) -> String {
    let half = |table: &str| {
        format!(
            "SELECT d.kind, d.n FROM {table} d WHERE d.tenant_id = t.id AND d.kind = ANY('{{order,donation,pledge,visit}}')
                 AND d.day > ({now}::timestamptz AT TIME ZONE t.time_zone)::date - {DAYS}"
        )
    };
    format!("({} UNION ALL {})", half("stat_daily"), half("stat_deltas"))
}

/// A tenant with its use until the instant `$2`; the counts are read for the few tenants of a page only.
fn shown() -> String {
    format!(
        "SELECT t.id, t.slug::text AS slug, t.name, t.kind, t.is_active, t.suspended_reason, t.created_at,
            (SELECT count(*) FROM tenant_members m WHERE m.tenant_id = t.id AND m.status = 'active') AS members,
            (SELECT m.email::text FROM tenant_members m WHERE m.tenant_id = t.id AND m.status = 'active' AND m.role = 'owner'
                 ORDER BY m.created_at LIMIT 1) AS owner_email,
            coalesce(use.submissions, 0)::bigint AS submissions, coalesce(use.visits, 0)::bigint AS visits
        FROM tenants t CROSS JOIN LATERAL (
            SELECT sum(f.n) FILTER (WHERE f.kind <> 'visit') AS submissions, sum(f.n) FILTER (WHERE f.kind = 'visit') AS visits
            FROM {} f
        ) use",
        figures("$2")
    )
}

async fn rows<R: FromQueryResult>(tx: &PlatformTx, statement: Statement) -> Result<Vec<R>> {
    let rows = tx.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| R::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

async fn only<R: FromQueryResult>(tx: &PlatformTx, statement: Statement) -> Result<R> {
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| Error::fault("a count had no row"))?;
    Ok(R::from_query_result(&row, "")?)
}

/// Some tenants, newest first, with their use until `now`.
pub(super) async fn list_tenants(
    tx: &PlatformTx,
    search: &str,
    now: DateTime<Utc>,
    limit: i64,
    offset: i64,
) -> Result<Vec<TenantRow>> {
    let text = format!("{} WHERE {MATCHES} ORDER BY t.created_at DESC, t.id DESC LIMIT $3 OFFSET $4", shown());
    rows(tx, sql(&text, [search.into(), now.into(), limit.into(), offset.into()])).await
}

/// How many tenants match.
pub(super) async fn count_tenants(tx: &PlatformTx, search: &str) -> Result<i64> {
    let text = format!("SELECT count(*) AS n FROM tenants t WHERE {MATCHES}");
    let row = tx.query_one_raw(sql(&text, [search.into()])).await?.ok_or_else(|| Error::fault("a count had no row"))?;
    Ok(row.try_get("", "n")?)
}

/// One tenant, with its use until `now`.
pub(super) async fn find_tenant(tx: &PlatformTx, id: TenantId, now: DateTime<Utc>) -> Result<Option<TenantRow>> {
    let text = format!("{} WHERE t.id = $1", shown());
    Ok(rows(tx, sql(&text, [id.into(), now.into()])).await?.pop())
}

/// Opens or closes a tenant; false if it was so already. One that is opened was not closed for good.
pub(super) async fn set_active(tx: &PlatformTx, id: TenantId, active: bool, reason: Option<&str>) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE tenants SET is_active = $2, suspended_reason = $3, closed_at = CASE WHEN $2 THEN NULL ELSE closed_at END,
                 version = version + 1, updated_at = now()
             WHERE id = $1 AND is_active <> $2",
            [id.into(), active.into(), reason.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The platform's counts until `now`, each tenant's over days of its own.
pub(super) async fn find_usage(tx: &PlatformTx, now: DateTime<Utc>) -> Result<UsageRow> {
    let text = format!(
        "WITH use AS (
             SELECT t.id AS tenant_id, f.kind, sum(f.n) AS n FROM tenants t CROSS JOIN LATERAL {} f GROUP BY t.id, f.kind)
         SELECT (SELECT count(*) FROM tenants) AS tenants,
                (SELECT count(*) FROM tenants WHERE NOT is_active) AS suspended,
                (SELECT count(DISTINCT tenant_id) FROM use WHERE kind <> 'visit' AND n > 0) AS lively,
                (SELECT count(*) FROM users) AS people,
                coalesce((SELECT sum(n) FROM use WHERE kind = 'order'), 0)::bigint AS orders,
                coalesce((SELECT sum(n) FROM use WHERE kind = 'donation'), 0)::bigint AS donations,
                coalesce((SELECT sum(n) FROM use WHERE kind = 'pledge'), 0)::bigint AS pledges,
                coalesce((SELECT sum(n) FROM use WHERE kind = 'visit'), 0)::bigint AS visits",
        figures("$1")
    );
    only(tx, sql(&text, [now.into()])).await
}

/// The operator's log, newest first; reading the log itself is left out of what is shown, though it is written.
pub(super) async fn list_events(tx: &PlatformTx, limit: i64, offset: i64) -> Result<Vec<AuditRow>> {
    let text = "SELECT a.id, a.actor_kind, u.email::text AS actor_email, a.action, t.slug::text AS tenant_slug, a.after ->> 'reason' AS reason, a.request_id, a.created_at
        FROM platform_audit_events a LEFT JOIN users u ON u.id = a.actor_id LEFT JOIN tenants t ON t.id = a.entity_id
        WHERE a.action NOT IN ('platform.log_read', 'platform.usage_read', 'tenant.listed')
        ORDER BY a.created_at DESC, a.id DESC LIMIT $1 OFFSET $2";
    rows(tx, sql(text, [limit.into(), offset.into()])).await
}

/// Whether there is such a tenant.
pub(super) async fn has_tenant(tx: &PlatformTx, id: TenantId) -> Result<bool> {
    Ok(tx.query_one_raw(sql("SELECT 1 AS one FROM tenants WHERE id = $1", [id.into()])).await?.is_some())
}

/// A tenant in whose team an address stands.
#[derive(Debug, FromQueryResult)]
pub(super) struct TeamRow {
    pub(super) tenant: TenantId,
    pub(super) slug: String,
    pub(super) is_last_owner: bool,
}

/// Every tenant in whose team an address stands, in whatever state; with whether it is its last owner's. One that was closed
/// before `closed` cannot be opened again and needs none.
pub(super) async fn list_teams(tx: &PlatformTx, email: &str, closed: DateTime<Utc>) -> Result<Vec<TeamRow>> {
    let text = "SELECT m.tenant_id AS tenant, t.slug::text AS slug, bool_or(
            m.role = 'owner' AND m.status = 'active' AND (t.closed_at IS NULL OR t.closed_at > $2)
            AND NOT EXISTS (SELECT 1 FROM tenant_members o WHERE o.tenant_id = m.tenant_id AND o.id <> m.id
                            AND o.role = 'owner' AND o.status = 'active')) AS is_last_owner
        FROM tenant_members m JOIN tenants t ON t.id = m.tenant_id LEFT JOIN users u ON u.id = m.user_id
        WHERE m.email = $1::text::citext OR u.email = $1::text::citext
        GROUP BY m.tenant_id, t.slug ORDER BY t.slug";
    rows(tx, sql(text, [email.into(), closed.into()])).await
}
