//! The books told twice: each claim is a query that counts anew from the rows and names what does not agree. It knows the
//! state machines and definitions as the documents have them, and nothing of the program.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AssertSqlSafe, PgConnection};

use super::life::STOCK;

/// Every move of the three machines.
const MOVES: &str =
    "('order', 'pending', 'confirmed'), ('order', 'confirmed', 'fulfilled'), ('order', 'pending', 'cancelled'),
    ('order', 'confirmed', 'cancelled'), ('order', 'confirmed', 'pending'), ('order', 'cancelled', 'pending'),
    ('order', 'pending', 'spam'), ('order', 'spam', 'pending'),
    ('donation', 'pending', 'received'), ('donation', 'received', 'refunded'), ('donation', 'pending', 'cancelled'),
    ('donation', 'received', 'pending'), ('donation', 'pending', 'spam'), ('donation', 'spam', 'pending'),
    ('pledge', 'active', 'overdue'), ('pledge', 'overdue', 'active'), ('pledge', 'active', 'fulfilled'),
    ('pledge', 'overdue', 'fulfilled'), ('pledge', 'active', 'cancelled'), ('pledge', 'overdue', 'cancelled'),
    ('pledge', 'fulfilled', 'active'), ('pledge', 'active', 'spam'), ('pledge', 'spam', 'active')";

/// All submissions alike.
const ALL: &str = "(SELECT tenant_id, id, 'order' AS kind, order_number AS number, status, total AS amount, created_at, channel, visit_id, first_visit_id, version FROM orders
    UNION ALL SELECT tenant_id, id, 'donation', donation_number, status, amount, created_at, channel, visit_id, first_visit_id, version FROM donations
    UNION ALL SELECT tenant_id, id, 'pledge', pledge_number, status, amount, created_at, channel, visit_id, first_visit_id, version FROM pledges)";

/// The payments on a pledge `p` that stand.
const PAID: &str = "coalesce((SELECT sum(y.amount) FROM pledge_payments y
    WHERE y.tenant_id = p.tenant_id AND y.pledge_id = p.id AND y.voided_at IS NULL), 0)";

/// Whether a part of a pledge `p` of tenant `t` is past its day and not paid.
fn late(now: DateTime<Utc>) -> String {
    format!(
        "coalesce((SELECT sum(i.amount) FROM pledge_instalments i WHERE i.tenant_id = p.tenant_id AND i.pledge_id = p.id
            AND i.due_date < ('{}'::timestamptz AT TIME ZONE t.time_zone)::date), 0) > {PAID}",
        now.to_rfc3339()
    )
}

/// Figures as they are told and as the rows count, and what stands on one side only.
fn figures() -> String {
    format!(
        "WITH told AS (
            SELECT tenant_id, kind, day, source, sum(n)::bigint AS n, sum(amount)::numeric(18,3) AS amount
            FROM (SELECT tenant_id, kind, day, source, n, amount FROM stat_deltas
                  UNION ALL SELECT tenant_id, kind, day, source, n, amount FROM stat_daily) f
            GROUP BY tenant_id, kind, day, source HAVING sum(n) <> 0 OR sum(amount) <> 0
        ), visit AS (
            SELECT v.tenant_id, v.id, (v.created_at AT TIME ZONE t.time_zone)::date AS day,
                   CASE WHEN v.consent = 'declined' THEN 'declined' WHEN v.utm_source IS NULL THEN 'direct' ELSE 'utm:' || v.utm_source END AS source
            FROM visits v JOIN tenants t ON t.id = v.tenant_id WHERE NOT v.is_bot
        ), submitted AS (
            SELECT s.*, (s.created_at AT TIME ZONE t.time_zone)::date AS day FROM {ALL} s JOIN tenants t ON t.id = s.tenant_id
            WHERE s.status NOT IN ('cancelled', 'spam', 'refunded')
        ), single AS (
            SELECT tenant_id, kind, day, channel AS source, 1 AS n, amount FROM submitted
            UNION ALL SELECT s.tenant_id, 'last:' || s.kind, s.day, v.source, 1, s.amount FROM submitted s JOIN visit v ON v.tenant_id = s.tenant_id AND v.id = s.visit_id
            UNION ALL SELECT s.tenant_id, 'first:' || s.kind, s.day, v.source, 1, s.amount FROM submitted s JOIN visit v ON v.tenant_id = s.tenant_id AND v.id = s.first_visit_id
            UNION ALL SELECT tenant_id, 'visit', day, source, 1, 0 FROM visit
            UNION ALL SELECT d.tenant_id, 'donation_received', (d.received_at AT TIME ZONE t.time_zone)::date, d.channel, 1, d.amount
                FROM donations d JOIN tenants t ON t.id = d.tenant_id WHERE d.status = 'received'
            UNION ALL SELECT p.tenant_id, 'pledge_paid', y.received_on, p.channel, 1, y.amount
                FROM pledge_payments y JOIN pledges p ON p.tenant_id = y.tenant_id AND p.id = y.pledge_id WHERE y.voided_at IS NULL
            UNION ALL SELECT o.tenant_id, 'item', s.day, line ->> 'item_id', (line ->> 'quantity')::integer, (line ->> 'line_total')::numeric
                FROM orders o JOIN submitted s ON s.tenant_id = o.tenant_id AND s.id = o.id CROSS JOIN jsonb_array_elements(o.items) AS line
        ), counted AS (
            SELECT tenant_id, kind, day, source, sum(n)::bigint AS n, sum(amount)::numeric(18,3) AS amount
            FROM single GROUP BY tenant_id, kind, day, source
        )
        SELECT format('%s %s %s %s: %s', x.kind, x.day, x.source, x.n, x.amount) AS what FROM (
            (TABLE told EXCEPT TABLE counted) UNION ALL (TABLE counted EXCEPT TABLE told)) x"
    )
}

/// A kind's numbers are 1 to n, and its counter stands at n.
fn numbers(kind: &str, numbered: &str) -> String {
    format!(
        "SELECT format('{kind} %s to %s, %s rows, counter %s', min(x.n), max(x.n), count(*), max(c.value)) AS what
         FROM (SELECT tenant_id, substring({numbered} FROM '[0-9]+$')::bigint AS n FROM {kind}s) x
         LEFT JOIN number_counters c ON c.tenant_id = x.tenant_id AND c.kind = '{kind}' AND c.year = 0
         GROUP BY x.tenant_id
         HAVING min(x.n) <> 1 OR max(x.n) <> count(*) OR count(DISTINCT x.n) <> count(*) OR max(c.value) IS DISTINCT FROM max(x.n)"
    )
}

/// What must hold, and the query that names what breaks it.
fn claims(now: DateTime<Utc>) -> Vec<(&'static str, String)> {
    // The day's end comes five minutes past midnight: until then a part of yesterday may be late or not yet.
    let judged = now - TimeDelta::minutes(5);
    let (late, was_late) = (late(now), late(judged));
    vec![
        (
            "what is paid on a pledge is the sum of its payments that stand",
            format!("SELECT p.pledge_number AS what FROM pledges p WHERE p.fulfilled_amount <> {PAID}"),
        ),
        (
            "a pledge is the sum of its parts",
            "SELECT p.pledge_number AS what FROM pledges p WHERE p.amount IS DISTINCT FROM
                (SELECT sum(i.amount) FROM pledge_instalments i WHERE i.tenant_id = p.tenant_id AND i.pledge_id = p.id)".to_owned(),
        ),
        (
            "a pledge is fulfilled exactly when it is paid",
            format!("SELECT p.pledge_number AS what FROM pledges p WHERE p.status IN ('active', 'overdue', 'fulfilled')
                AND (p.status = 'fulfilled') <> ({PAID} >= p.amount)"),
        ),
        (
            "a pledge is overdue exactly when a part is late",
            // One taken back from spam today is judged at the day's end.
            format!("SELECT p.pledge_number || ' ' || p.status AS what FROM pledges p JOIN tenants t ON t.id = p.tenant_id
                WHERE p.status IN ('active', 'overdue') AND (p.status = 'overdue') NOT IN ({late}, {was_late})
                AND NOT EXISTS (SELECT 1 FROM submission_events e WHERE e.tenant_id = p.tenant_id AND e.entity_id = p.id AND e.from_status = 'spam'
                    AND p.status = 'active' AND (e.created_at AT TIME ZONE t.time_zone)::date >= ('{}'::timestamptz AT TIME ZONE t.time_zone)::date)", judged.to_rfc3339()),
        ),
        (
            "every state was reached by the machine, move by move",
            format!("WITH move AS (
                    SELECT e.*, lag(to_status) OVER own AS before, row_number() OVER own AS place, lead(id) OVER own IS NULL AS is_last
                    FROM submission_events e WHERE e.to_status IS NOT NULL
                    WINDOW own AS (PARTITION BY e.tenant_id, e.entity_id ORDER BY e.created_at, e.id)
                ), allowed (kind, was, becomes) AS (VALUES {MOVES})
                SELECT format('%s: %s -> %s after %s, is %s', s.number, m.from_status, m.to_status, m.before, s.status) AS what
                FROM {ALL} s LEFT JOIN move m ON m.tenant_id = s.tenant_id AND m.entity_id = s.id
                WHERE m.id IS NULL
                   OR m.from_status IS DISTINCT FROM m.before
                   OR (m.place = 1 AND (m.kind <> 'submitted' OR m.to_status <> CASE s.kind WHEN 'pledge' THEN 'active' ELSE 'pending' END))
                   OR (m.place > 1 AND (s.kind, m.from_status, m.to_status) NOT IN (TABLE allowed))
                   OR (m.is_last AND m.to_status <> s.status)"),
        ),
        ("figures are what the rows count", figures()),
        (
            "the first touch is the visitor's first visit, and the conversion says so too",
            format!("SELECT s.number AS what FROM {ALL} s LEFT JOIN visits v ON v.tenant_id = s.tenant_id AND v.id = s.visit_id
                WHERE s.first_visit_id IS DISTINCT FROM (SELECT f.id FROM visits f WHERE f.tenant_id = s.tenant_id
                        AND f.visitor_id = v.visitor_id ORDER BY f.created_at, f.id LIMIT 1)
                   OR (SELECT count(*) FROM utm_events u WHERE u.tenant_id = s.tenant_id AND u.entity_id = s.id AND u.kind = s.kind
                        AND u.visit_id IS NOT DISTINCT FROM s.visit_id AND u.first_visit_id IS NOT DISTINCT FROM s.first_visit_id) <> 1"),
        ),
        (
            "a receipt stands exactly for what is received",
            "SELECT d.donation_number AS what FROM donations d JOIN tenants t ON t.id = d.tenant_id
                LEFT JOIN donation_receipts r ON r.tenant_id = d.tenant_id AND r.donation_id = d.id AND r.voided_at IS NULL
                WHERE (r.id IS NOT NULL) <> (d.status = 'received') OR r.number IS DISTINCT FROM d.receipt_number
                   OR r.id IS DISTINCT FROM d.receipt_id OR r.amount <> d.amount
                   OR r.year <> extract(year FROM r.issued_at AT TIME ZONE t.time_zone)".to_owned(),
        ),
        (
            "a year's receipts are numbered without a gap, void or not",
            "SELECT format('%s: %s of %s, counter %s', r.year, count(*), max(r.serial), max(c.value)) AS what FROM donation_receipts r
                LEFT JOIN number_counters c ON c.tenant_id = r.tenant_id AND c.kind = 'receipt' AND c.year = r.year
                GROUP BY r.tenant_id, r.year HAVING max(r.serial) <> count(*) OR min(r.serial) <> 1
                   OR count(DISTINCT r.number) <> count(*) OR max(c.value) IS DISTINCT FROM max(r.serial)".to_owned(),
        ),
        ("orders are numbered without a gap", numbers("order", "order_number")),
        ("donations are numbered without a gap", numbers("donation", "donation_number")),
        ("pledges are numbered without a gap", numbers("pledge", "pledge_number")),
        (
            "an order is the sum of its lines, and the way it takes",
            "SELECT o.order_number AS what FROM orders o WHERE o.total <> o.subtotal + o.delivery_fee OR o.subtotal <>
                    (SELECT sum((l ->> 'unit_price')::numeric * (l ->> 'quantity')::integer) FROM jsonb_array_elements(o.items) AS l)
                OR EXISTS (SELECT 1 FROM jsonb_array_elements(o.items) AS l
                    WHERE (l ->> 'line_total')::numeric <> (l ->> 'unit_price')::numeric * (l ->> 'quantity')::integer)".to_owned(),
        ),
        (
            "no piece is sold twice or lost",
            format!("SELECT format('%s left', i.stock) AS what FROM catalog_items i WHERE i.slug = 'counted' AND i.stock <> {STOCK} - coalesce(
                    (SELECT sum((l ->> 'quantity')::integer) FROM orders o CROSS JOIN jsonb_array_elements(o.items) AS l
                     WHERE o.tenant_id = i.tenant_id AND o.status IN ('confirmed', 'fulfilled') AND l ->> 'item_id' = i.id::text), 0)"),
        ),
        (
            "the log's last version of a thing is its version",
            format!("SELECT s.number AS what FROM {ALL} s WHERE s.version <> coalesce((SELECT max((a.after ->> 'version')::integer)
                FROM audit_events a WHERE a.tenant_id = s.tenant_id AND a.entity_id = s.id), 1)"),
        ),
    ]
}

/// The claims that do not hold, each with the first things that break it.
pub(super) async fn broken(connection: &mut PgConnection, now: DateTime<Utc>) -> Vec<String> {
    let mut broken = Vec::new();
    for (claim, query) in claims(now) {
        let sql = format!("SELECT coalesce(string_agg(what, '; '), '') FROM (SELECT what FROM ({query}) q LIMIT 5) x");
        let what: String = sqlx::query_scalar(AssertSqlSafe(sql.clone()))
            .fetch_one(&mut *connection)
            .await
            .unwrap_or_else(|e| panic!("{claim}: {e}\n{sql}"));
        if !what.is_empty() {
            broken.push(format!("{claim}: {what}"));
        }
    }
    broken
}
