//! Visits, and the marketing events that tie a submission to where it came from.

use sea_orm_migration::prelude::*;

use crate::rls::{forced, tenant_table};

const TABLES: &str = r"
CREATE TABLE visits (
    tenant_id    uuid NOT NULL REFERENCES tenants (id),
    id           uuid NOT NULL,
    visitor_id   uuid NOT NULL,
    utm_source   text CHECK (length(utm_source) <= 200),
    utm_medium   text CHECK (length(utm_medium) <= 200),
    utm_campaign text CHECK (length(utm_campaign) <= 200),
    utm_term     text CHECK (length(utm_term) <= 200),
    utm_content  text CHECK (length(utm_content) <= 200),
    referrer     text CHECK (length(referrer) <= 500),
    landing_path text CHECK (length(landing_path) <= 500),
    consent      text NOT NULL CHECK (consent IN ('granted', 'declined', 'unknown')),
    is_bot       boolean NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX visits_of_visitor ON visits (tenant_id, visitor_id, created_at DESC);
CREATE TABLE utm_events (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    visit_id   uuid,
    kind       text NOT NULL CHECK (kind IN ('visit', 'order', 'donation', 'pledge')),
    entity_id  uuid,
    PRIMARY KEY (tenant_id, id, created_at),
    FOREIGN KEY (tenant_id, visit_id) REFERENCES visits (tenant_id, id)
) PARTITION BY RANGE (created_at);
CREATE INDEX utm_events_by_time ON utm_events (tenant_id, created_at DESC);
CREATE TABLE utm_events_default PARTITION OF utm_events DEFAULT;
";

// The queue's role may call this and nothing else here: it makes the partitions of this month and the next two.
// A month whose rows already lie in the default partition is skipped: moving them is a migration's work.
const PARTITIONS: &str = r"
CREATE FUNCTION ensure_utm_partitions() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $ensure$
    DECLARE
        month date; part text; made integer := 0;
    BEGIN
        FOR i IN 0..2 LOOP
            month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i))::date;
            part := 'utm_events_' || to_char(month, 'YYYYMM');
            CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
            CONTINUE WHEN EXISTS (SELECT 1 FROM utm_events_default e
                                  WHERE e.created_at >= month AND e.created_at < month + interval '1 month');
            EXECUTE format('CREATE TABLE %I PARTITION OF utm_events FOR VALUES FROM (%L) TO (%L)',
                           part, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
            EXECUTE format('CREATE POLICY owner_all ON %I TO app_migrator USING (true) WITH CHECK (true)', part);
            made := made + 1;
        END LOOP;
        RETURN made;
    END $ensure$;
REVOKE ALL ON FUNCTION ensure_utm_partitions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_utm_partitions() TO app_worker;
SELECT ensure_utm_partitions();
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("visits", "SELECT, INSERT")).await?;
        super::run(manager, &tenant_table("utm_events", "SELECT, INSERT")).await?;
        super::run(manager, &forced("utm_events_default")).await?;
        super::run(manager, PARTITIONS).await
    }
}
