//! SQL over the figures: folded days and what is not folded yet, always together.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{ids::ItemId, text::Localized};
use rust_decimal::Decimal;
use sea_orm::{FromQueryResult, Value};

use super::rules::Range;
use crate::kernel::{
    db::{TenantConn, sql},
    error::Result,
};

/// A line of figures.
#[derive(Debug, FromQueryResult)]
pub(super) struct FigureRow {
    pub(super) kind: String,
    pub(super) n: i64,
    pub(super) amount: Decimal,
}

/// The same by source.
#[derive(Debug, FromQueryResult)]
pub(super) struct SourceRow {
    pub(super) kind: String,
    pub(super) source: String,
    pub(super) n: i64,
    pub(super) amount: Decimal,
}

/// The same by day.
#[derive(Debug, FromQueryResult)]
pub(super) struct DayRow {
    pub(super) kind: String,
    pub(super) day: NaiveDate,
    pub(super) n: i64,
    pub(super) amount: Decimal,
}

/// The same by hour since an instant.
#[derive(Debug, FromQueryResult)]
pub(super) struct HourRow {
    pub(super) kind: String,
    pub(super) hour: i64,
    pub(super) n: i64,
    pub(super) amount: Decimal,
}

/// An item of the figures.
#[derive(Debug, FromQueryResult)]
pub(super) struct ItemRow {
    pub(super) id: ItemId,
    pub(super) name: Option<Localized>,
    pub(super) n: i64,
    pub(super) amount: Decimal,
}

/// The assistant's month.
#[derive(Debug, FromQueryResult)]
pub(super) struct AiMonthRow {
    pub(super) month: NaiveDate,
    pub(super) answers: i64,
    pub(super) failures: i64,
    pub(super) input_tokens: i64,
    pub(super) output_tokens: i64,
    pub(super) cost_usd: Decimal,
}

fn kinds(kinds: &[&str]) -> Value {
    kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<String>>().into()
}

async fn rows<R: FromQueryResult>(conn: &impl TenantConn, text: &str, values: Vec<Value>) -> Result<Vec<R>> {
    let rows = conn.query_all_raw(sql(text, values)).await?;
    Ok(rows.iter().map(|row| R::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// The sums of a range, by kind. Submissions' last visits are counted together, whatever was submitted.
pub(super) async fn list_sums(conn: &impl TenantConn, range: Range) -> Result<Vec<FigureRow>> {
    let wanted = [
        "order",
        "donation",
        "donation_received",
        "pledge",
        "pledge_paid",
        "visit",
        "last:order",
        "last:donation",
        "last:pledge",
    ];
    let text = "SELECT kind, sum(n)::bigint AS n, sum(amount) AS amount FROM (
            SELECT kind, n, amount FROM stat_daily WHERE kind = ANY($3) AND day BETWEEN $1 AND $2
            UNION ALL SELECT kind, n, amount FROM stat_deltas WHERE kind = ANY($3) AND day BETWEEN $1 AND $2) f
        GROUP BY kind";
    rows(conn, text, vec![range.from.into(), range.to.into(), kinds(&wanted)]).await
}

/// Visits and submissions of a range by source: the visits' own, the last and the first touch, and the channels.
pub(super) async fn list_sources(conn: &impl TenantConn, range: Range) -> Result<Vec<SourceRow>> {
    let wanted = [
        "visit",
        "order",
        "donation",
        "pledge",
        "last:order",
        "last:donation",
        "last:pledge",
        "first:order",
        "first:donation",
        "first:pledge",
    ];
    let text = "SELECT kind, source, sum(n)::bigint AS n, sum(amount) AS amount FROM (
            SELECT split_part(kind, ':', 1) AS kind, source, n, amount FROM stat_daily WHERE kind = ANY($3) AND day BETWEEN $1 AND $2
            UNION ALL
            SELECT split_part(kind, ':', 1), source, n, amount FROM stat_deltas WHERE kind = ANY($3) AND day BETWEEN $1 AND $2) f
        GROUP BY kind, source HAVING sum(n) <> 0 OR sum(amount) <> 0";
    rows(conn, text, vec![range.from.into(), range.to.into(), kinds(&wanted)]).await
}

/// Submissions of a range by day.
pub(super) async fn list_days(conn: &impl TenantConn, range: Range) -> Result<Vec<DayRow>> {
    let text = "SELECT kind, day, sum(n)::bigint AS n, sum(amount) AS amount FROM (
            SELECT kind, day, n, amount FROM stat_daily WHERE kind = ANY($3) AND day BETWEEN $1 AND $2
            UNION ALL SELECT kind, day, n, amount FROM stat_deltas WHERE kind = ANY($3) AND day BETWEEN $1 AND $2) f
        GROUP BY kind, day";
    rows(conn, text, vec![range.from.into(), range.to.into(), kinds(&["order", "donation", "pledge"])]).await
}

/// Submissions between two instants by hour, counted from the rows themselves: no figure is kept by the hour.
pub(super) async fn list_hours(
    conn: &impl TenantConn,
    from: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<Vec<HourRow>> {
    let text = "SELECT kind, floor(extract(epoch FROM created_at - $1) / 3600)::bigint AS hour, count(*) AS n, sum(amount) AS amount FROM (
            SELECT 'order' AS kind, created_at, total AS amount FROM orders
            WHERE status NOT IN ('cancelled', 'spam') AND created_at >= $1 AND created_at < $2
            UNION ALL SELECT 'donation', created_at, amount FROM donations
            WHERE status IN ('pending', 'received') AND created_at >= $1 AND created_at < $2
            UNION ALL SELECT 'pledge', created_at, amount FROM pledges
            WHERE status NOT IN ('cancelled', 'spam') AND created_at >= $1 AND created_at < $2) s
        GROUP BY 1, 2";
    rows(conn, text, vec![from.into(), before.into()]).await
}

/// The items of a range that brought most.
pub(super) async fn list_items(conn: &impl TenantConn, range: Range, first: i64) -> Result<Vec<ItemRow>> {
    let text = "SELECT top.id, i.name, top.n, top.amount FROM (
            SELECT source::uuid AS id, sum(n)::bigint AS n, sum(amount) AS amount FROM (
                SELECT source, n, amount FROM stat_daily WHERE kind = 'item' AND day BETWEEN $1 AND $2
                UNION ALL SELECT source, n, amount FROM stat_deltas WHERE kind = 'item' AND day BETWEEN $1 AND $2) f
            GROUP BY source HAVING sum(n) > 0 ORDER BY sum(amount) DESC, sum(n) DESC, source LIMIT $3) top
        LEFT JOIN catalog_items i ON i.id = top.id ORDER BY top.amount DESC, top.n DESC, top.id";
    rows(conn, text, vec![range.from.into(), range.to.into(), first.into()]).await
}

/// What the assistant used in each of the last `months` calendar months of a time zone up to `now`, oldest first.
pub(super) async fn list_ai_months(
    conn: &impl TenantConn,
    zone: &str,
    now: DateTime<Utc>,
    months: i32,
) -> Result<Vec<AiMonthRow>> {
    let text = "SELECT m.month::date AS month, u.answers, u.failures, u.input_tokens, u.output_tokens, u.cost_usd
        FROM (SELECT date_trunc('month', $2::timestamptz AT TIME ZONE $1) - make_interval(months => n) AS month
            FROM generate_series(0, $3 - 1) n) m,
        LATERAL (SELECT count(*) FILTER (WHERE outcome = 'answered') AS answers,
                count(*) FILTER (WHERE outcome = 'failed') AS failures,
                coalesce(sum(input_tokens), 0)::bigint AS input_tokens,
                coalesce(sum(output_tokens), 0)::bigint AS output_tokens,
                coalesce(sum(cost_usd), 0.000000) AS cost_usd
            FROM ai_usage_log
            WHERE created_at >= m.month AT TIME ZONE $1
                AND created_at < (m.month + interval '1 month') AT TIME ZONE $1) u
        ORDER BY m.month";
    rows(conn, text, vec![zone.into(), now.into(), months.into()]).await
}
