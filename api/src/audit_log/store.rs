//! SQL over `audit_events`.

use entity::audit_log;
use sea_orm::{ColumnTrait, Condition, DbBackend, EntityTrait, FromQueryResult, QueryFilter, Statement};
use uuid::Uuid;

use super::types::AuditEventWhere;
use crate::kernel::{
    clock::storable,
    db::TenantConn,
    error::Result,
    keyset::{self, Keys, SortSql},
    page::PageRequest,
};

/// Newest first, the only order of a log.
pub(super) const SORT: SortSql = SortSql { expression: "created_at", cast: "timestamptz", descending: true };

/// An id with what people call it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Named {
    pub(super) id: Uuid,
    pub(super) name: String,
}

/// The conditions of a filter.
pub(super) fn condition(filter: AuditEventWhere, entity: Option<Uuid>) -> Condition {
    let mut all = Condition::all();
    if let Some(actors) = filter.actor {
        all = all.add(audit_log::Column::ActorKind.is_in(actors.into_iter().map(super::types::AuditActor::word)));
    }
    if let Some(actions) = filter.action {
        all = all.add(audit_log::Column::Action.is_in(actions));
    }
    if let Some(kinds) = filter.entity_kind {
        all = all.add(audit_log::Column::EntityKind.is_in(kinds));
    }
    if let Some(entity) = entity {
        all = all.add(audit_log::Column::EntityId.eq(entity));
    }
    if let Some(days) = filter.days {
        all = all.add(keyset::on_days("created_at", days.from.0, days.to.0));
    }
    if let Some(before) = filter.before {
        all = all.add(audit_log::Column::CreatedAt.lt(storable(before)));
    }
    all
}

/// One page, read one row further than asked for.
pub(super) async fn list_events(
    conn: &impl TenantConn,
    filter: Condition,
    request: &PageRequest<Keys>,
) -> Result<Vec<audit_log::Model>> {
    keyset::list(conn, audit_log::Entity::find().filter(filter), SORT, request).await
}

/// How many lines match, counting no further than the cap.
pub(super) async fn count_events(conn: &impl TenantConn, filter: Condition) -> Result<u64> {
    keyset::count(conn, audit_log::Entity::find().filter(filter)).await
}

/// What people call actors and things: colleagues, keys, submissions.
pub(super) async fn list_names(conn: &impl TenantConn, ids: &[Uuid]) -> Result<Vec<Named>> {
    let rows = conn
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT u.id, coalesce(nullif(u.name, ''), u.email::text) AS name FROM users u WHERE u.id = ANY($1)
             UNION ALL SELECT k.id, k.name FROM api_keys k WHERE k.id = ANY($1)
             UNION ALL SELECT o.id, o.order_number FROM orders o WHERE o.id = ANY($1)
             UNION ALL SELECT d.id, d.donation_number FROM donations d WHERE d.id = ANY($1)
             UNION ALL SELECT p.id, p.pledge_number FROM pledges p WHERE p.id = ANY($1)",
            [ids.to_vec().into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| Named::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}
