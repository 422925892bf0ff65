//! What every order, donation and pledge shares: numbers, idempotency, timeline, outbox, figures.

use sea_orm_migration::prelude::*;

use crate::rls::{role_policy, tenant_table};

const TABLES: &str = r"
CREATE TABLE number_counters (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    kind      text NOT NULL CHECK (kind IN ('order', 'donation', 'pledge', 'receipt')),
    year      integer NOT NULL DEFAULT 0,
    value     bigint NOT NULL CHECK (value > 0),
    PRIMARY KEY (tenant_id, kind, year)
);
CREATE TABLE idempotency_keys (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    operation  text NOT NULL,
    key        text NOT NULL CHECK (length(key) BETWEEN 8 AND 64),
    body_hash  bytea NOT NULL,
    entity_id  uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, operation, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (tenant_id, created_at);
CREATE TABLE submission_events (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    id          uuid NOT NULL,
    entity_kind text NOT NULL CHECK (entity_kind IN ('order', 'donation', 'pledge')),
    entity_id   uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('submitted', 'status', 'note', 'paid', 'edited')),
    actor_kind  text NOT NULL CHECK (actor_kind IN ('visitor', 'member', 'key', 'job', 'operator')),
    actor_id    uuid,
    from_status text,
    to_status   text,
    note        text CHECK (length(note) <= 2000),
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX submission_events_of_entity ON submission_events (tenant_id, entity_id, created_at, id);
CREATE TABLE outbox (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL,
    task       text NOT NULL,
    payload    jsonb NOT NULL,
    queue      text,
    job_key    text,
    run_at     timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_by_time ON outbox (created_at);
CREATE TABLE stat_deltas (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id        uuid NOT NULL,
    day       date NOT NULL,
    source    text NOT NULL,
    kind      text NOT NULL,
    n         integer NOT NULL,
    amount    numeric(18,3) NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX stat_deltas_by_day ON stat_deltas (tenant_id, day);
CREATE TABLE stat_daily (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    day       date NOT NULL,
    source    text NOT NULL,
    kind      text NOT NULL,
    n         bigint NOT NULL,
    amount    numeric(18,3) NOT NULL,
    PRIMARY KEY (tenant_id, day, source, kind)
);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("number_counters", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, &tenant_table("idempotency_keys", "SELECT, INSERT, DELETE")).await?;
        super::run(manager, &tenant_table("submission_events", "SELECT, INSERT")).await?;
        super::run(manager, &tenant_table("outbox", "INSERT")).await?;
        super::run(manager, &role_policy("outbox", "app_worker", "SELECT", "SELECT")).await?;
        super::run(manager, &role_policy("outbox", "app_worker", "DELETE", "DELETE")).await?;
        // FOR UPDATE SKIP LOCKED asks for an UPDATE right on one column at least; the policy lets nothing be changed.
        super::run(
            manager,
            "CREATE POLICY app_worker_lock ON outbox FOR UPDATE TO app_worker USING (true) WITH CHECK (false);
             GRANT UPDATE (created_at) ON outbox TO app_worker;",
        )
        .await?;
        super::run(manager, &tenant_table("stat_deltas", "SELECT, INSERT, DELETE")).await?;
        super::run(manager, &tenant_table("stat_daily", "SELECT, INSERT, UPDATE")).await
    }
}
