//! First and last touch: which visit a submission came from, which one came first, and how both are named in figures.

use sea_orm_migration::prelude::*;

// The name of a visit's source, one text a source: `utm:…`, `ref:…`, `direct`, `declined`.
// `first_visit` runs as its caller, so row-level security binds it to the caller's tenant.
const FUNCTIONS: &str = r"
CREATE FUNCTION touch_source(consent text, utm_source text, referrer text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $touch$ SELECT CASE
        WHEN consent = 'declined' THEN 'declined'
        WHEN btrim(utm_source) <> '' THEN 'utm:' || lower(btrim(utm_source))
        WHEN referrer ~* '^https?://[^/:?#]+' THEN 'ref:' || lower(substring(referrer FROM '(?i)^https?://(?:www\.)?([^/:?#]+)'))
        ELSE 'direct' END $touch$;
CREATE FUNCTION first_visit(visit uuid) RETURNS uuid
    LANGUAGE sql STABLE
    AS $first$ SELECT f.id FROM visits v JOIN visits f ON f.tenant_id = v.tenant_id AND f.visitor_id = v.visitor_id
               WHERE v.id = visit AND NOT v.is_bot AND NOT f.is_bot ORDER BY f.created_at, f.id LIMIT 1 $first$;
REVOKE ALL ON FUNCTION touch_source(text, text, text), first_visit(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION touch_source(text, text, text), first_visit(uuid) TO app_user;
";

const COLUMNS: &str = r"
ALTER TABLE utm_events ADD COLUMN first_visit_id uuid,
    ADD FOREIGN KEY (tenant_id, first_visit_id) REFERENCES visits (tenant_id, id);
CREATE INDEX utm_events_of_entity ON utm_events (tenant_id, entity_id) WHERE entity_id IS NOT NULL;
";

// What was recorded before these figures existed, counted once.
const BACKFILL: &str = r"
UPDATE utm_events e SET first_visit_id = (
    SELECT f.id FROM visits v JOIN visits f ON f.tenant_id = v.tenant_id AND f.visitor_id = v.visitor_id
    WHERE v.tenant_id = e.tenant_id AND v.id = e.visit_id AND NOT v.is_bot AND NOT f.is_bot
    ORDER BY f.created_at, f.id LIMIT 1)
WHERE e.visit_id IS NOT NULL AND e.kind <> 'visit';
UPDATE orders o SET first_visit_id = e.first_visit_id FROM utm_events e
WHERE e.tenant_id = o.tenant_id AND e.entity_id = o.id AND e.first_visit_id IS NOT NULL;
WITH visit AS (
    SELECT v.tenant_id, (v.created_at AT TIME ZONE t.time_zone)::date AS day,
           touch_source(v.consent, v.utm_source, v.referrer) AS source, 'visit' AS kind, 1 AS n, 0::numeric AS amount
    FROM visits v JOIN tenants t ON t.id = v.tenant_id WHERE NOT v.is_bot
), counted AS (
    SELECT o.*, (o.created_at AT TIME ZONE t.time_zone)::date AS day
    FROM orders o JOIN tenants t ON t.id = o.tenant_id WHERE o.status NOT IN ('cancelled', 'spam')
), touch AS (
    SELECT o.tenant_id, o.day, touch_source(v.consent, v.utm_source, v.referrer), side.kind, 1, o.total
    FROM counted o
    CROSS JOIN LATERAL (VALUES ('last:order', o.visit_id), ('first:order', o.first_visit_id)) AS side (kind, visit)
    JOIN visits v ON v.tenant_id = o.tenant_id AND v.id = side.visit AND NOT v.is_bot
), item AS (
    SELECT o.tenant_id, o.day, line->>'item_id', 'item', (line->>'quantity')::integer, (line->>'line_total')::numeric
    FROM counted o CROSS JOIN LATERAL jsonb_array_elements(o.items) AS line
)
INSERT INTO stat_daily AS d (tenant_id, day, source, kind, n, amount)
SELECT tenant_id, day, source, kind, sum(n), sum(amount)
FROM (SELECT * FROM visit UNION ALL SELECT * FROM touch UNION ALL SELECT * FROM item) AS every
GROUP BY tenant_id, day, source, kind
ON CONFLICT (tenant_id, day, source, kind) DO UPDATE SET n = d.n + excluded.n, amount = d.amount + excluded.amount;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, FUNCTIONS).await?;
        super::run(manager, COLUMNS).await?;
        super::run(manager, BACKFILL).await
    }
}
