//! SQL over `audit_events`.

use entity::audit_log;
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::types::{AuditActor, AuditEventWhere};
use crate::{
    graphql::list::Listed,
    kernel::{
        clock::storable,
        db::{TenantConn, sql},
        error::Result,
        keyset::{self, FOLDED},
    },
    submissions::named,
};

/// A log has one order.
impl Listed for audit_log::Entity {
    type Field = ();

    fn expression((): ()) -> (&'static str, &'static str) {
        ("created_at", "timestamptz")
    }

    fn value((): (), row: &audit_log::Model) -> String {
        row.created_at.to_rfc3339()
    }

    fn id(row: &audit_log::Model) -> Uuid {
        row.id.0
    }
}

/// An id with what people call it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Named {
    pub(super) id: Uuid,
    pub(super) name: String,
}

/// The conditions of a filter.
pub(super) fn condition(filter: AuditEventWhere, entity: Option<Uuid>) -> Condition {
    use audit_log::Column;
    Condition::all()
        .add_option(filter.actor.map(|actors| Column::ActorKind.is_in(actors.into_iter().map(AuditActor::word))))
        .add_option(filter.action.map(|actions| Column::Action.is_in(actions)))
        .add_option(filter.entity_kind.map(|kinds| Column::EntityKind.is_in(kinds)))
        .add_option(entity.map(|entity| Column::EntityId.eq(entity)))
        .add_option(filter.days.map(|days| keyset::on_days("created_at", days.from.0, days.to.0)))
        .add_option(filter.before.map(|before| Column::CreatedAt.lt(storable(before))))
}

/// Lines about the submission of a number; of other words, those by somebody whose name, as lines show it, has them. What
/// lines do not show cannot be searched: whoever reads the log need not be let in to customers.
pub(super) fn matches(words: &str) -> SimpleExpr {
    let by = || {
        let text = format!(
            "actor_id IN (SELECT u.id FROM users u WHERE fold(coalesce(nullif(u.name, ''), u.email::text)) LIKE {FOLDED}
                          UNION ALL SELECT k.id FROM api_keys k WHERE fold(k.name) LIKE {FOLDED})"
        );
        Expr::cust_with_values(text, [words.to_owned()])
    };
    named::is_of_number(words).unwrap_or_else(by)
}

/// What people call colleagues and keys.
pub(super) async fn list_names(conn: &impl TenantConn, ids: &[Uuid]) -> Result<Vec<Named>> {
    let rows = conn
        .query_all_raw(sql(
            "SELECT u.id, coalesce(nullif(u.name, ''), u.email::text) AS name FROM users u WHERE u.id = ANY($1)
             UNION ALL SELECT k.id, k.name FROM api_keys k WHERE k.id = ANY($1)",
            [ids.to_vec().into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| Named::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}
