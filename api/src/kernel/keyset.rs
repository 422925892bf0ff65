//! Lists by keyset: the rows after a row, never an offset; and counts that stop at a cap.

use sea_orm::{
    DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Statement, Value,
    sea_query::{Expr, Order},
};
use uuid::Uuid;

use super::{
    db::TenantConn,
    error::Result,
    page::{Direction, PageRequest},
};

/// Sort value (as text) and id of the row a page starts from.
pub type Keys = (String, Uuid);

/// Where counting stops.
pub const COUNT_CAP: u64 = 10_000;

/// One order of a list. Both texts are the program's own words, never a caller's.
#[derive(Debug, Clone, Copy)]
pub struct SortSql {
    /// SQL expression over the table's columns.
    pub expression: &'static str,
    /// The type its text form is cast back to.
    pub cast: &'static str,
    /// Largest first.
    pub descending: bool,
}

/// One page of `select`, read one row further than asked for, in the direction of the request.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn list<E: EntityTrait>(
    conn: &impl TenantConn,
    mut select: Select<E>,
    sort: SortSql,
    request: &PageRequest<Keys>,
) -> Result<Vec<E::Model>> {
    let SortSql { expression, cast, descending } = sort;
    let descending = descending == (request.direction == Direction::Forward);
    if let Some((value, id)) = &request.from {
        let compare = if descending { "<" } else { ">" };
        select = select.filter(Expr::cust_with_values(
            format!("({expression}, id) {compare} ($1::{cast}, $2)"),
            [Value::from(value.clone()), Value::from(*id)],
        ));
    }
    let order = if descending { Order::Desc } else { Order::Asc };
    Ok(select
        .order_by(Expr::cust(expression), order.clone())
        .order_by(Expr::cust("id"), order)
        .limit(request.size + 1)
        .all(conn)
        .await?)
}

/// How many rows `select` has, counting no further than one past the cap.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn count<E: EntityTrait>(conn: &impl TenantConn, select: Select<E>) -> Result<u64> {
    let some = select.select_only().expr(Expr::cust("1")).limit(COUNT_CAP + 1).build(DbBackend::Postgres);
    let statement = Statement {
        sql: format!("SELECT count(*) AS n FROM ({}) AS capped", some.sql),
        values: some.values,
        db_backend: DbBackend::Postgres,
    };
    let n: i64 = match conn.query_one_raw(statement).await? {
        Some(row) => row.try_get("", "n")?,
        None => 0,
    };
    Ok(n.unsigned_abs())
}
