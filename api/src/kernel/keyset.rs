//! Lists by keyset: the rows after a row, never an offset; and counts that stop at a cap.

use chrono::{DateTime, Datelike, NaiveDate};
use sea_orm::{
    DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Statement, Value,
    sea_query::{Expr, Order, SimpleExpr},
};
use uuid::Uuid;

use super::{
    db::TenantConn,
    error::{Error, ErrorCode, Result},
    page::{Direction, PageRequest},
    text::Bilingual,
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

impl SortSql {
    /// Whether a cursor's value is one that this sort could have written: cursors are readable, so they can be rewritten.
    fn could_have_written(&self, value: &str) -> bool {
        match self.cast {
            "int" => value.parse::<i32>().is_ok(),
            "date" => value.parse::<NaiveDate>().is_ok_and(|day| (0..=9999).contains(&day.year())),
            "numeric" => value.parse::<rust_decimal::Decimal>().is_ok(),
            "timestamptz" => {
                DateTime::parse_from_rfc3339(value).is_ok_and(|time| (0..=9999).contains(&time.to_utc().year()))
            }
            _ => !value.contains('\0'),
        }
    }
}

/// Whether the time in `column` falls on a day from `from` to `to`, both included, in the bound tenant's time zone.
#[must_use]
pub fn on_days(column: &'static str, from: NaiveDate, to: NaiveDate) -> SimpleExpr {
    // The zone is asked for once a statement, so the column's index is used.
    let zone = "(SELECT z.time_zone FROM tenants z WHERE z.id = (SELECT nullif(current_setting('app.current_tenant', true), '')::uuid))";
    Expr::cust_with_values(
        format!(
            "({column} >= ($1::date::timestamp AT TIME ZONE {zone}) AND {column} < (($2::date + 1)::timestamp AT TIME ZONE {zone}))"
        ),
        [Value::from(from), Value::from(to)],
    )
}

/// A pattern that finds the folded words `$1` in a text that is folded itself.
pub const FOLDED: &str = r"'%' || replace(replace(replace(fold($1), '\', '\\'), '%', '\%'), '_', '\_') || '%'";

/// Rows whose column `search` holds the folded words.
#[must_use]
pub fn search_holds(words: &str) -> SimpleExpr {
    Expr::cust_with_values(format!("search LIKE {FOLDED}"), [words.to_owned()])
}

/// One page of `select`, read one row further than asked for, in the direction of the request.
///
/// # Errors
/// `BAD_INPUT` for a cursor that this sort never wrote; `UNAVAILABLE` when the database is away.
pub async fn list<E: EntityTrait>(
    conn: &impl TenantConn,
    mut select: Select<E>,
    sort: SortSql,
    request: &PageRequest<Keys>,
) -> Result<Vec<E::Model>> {
    let SortSql { expression, cast, descending } = sort;
    let descending = descending == (request.direction == Direction::Forward);
    if let Some((value, id)) = &request.from {
        if !sort.could_have_written(value) {
            let argument = if request.direction == Direction::Forward { "after" } else { "before" };
            let message =
                Bilingual::new("هذا المؤشر ليس من هذا الترتيب", "This cursor does not belong to this list and sort");
            return Err(Error::invalid(argument, ErrorCode::Invalid, message));
        }
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
