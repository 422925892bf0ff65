//! Pledges: an amount promised until a day, its schedule, the payments on it; and marks for what is done once a day.

use sea_orm_migration::prelude::*;

use crate::rls::{tenant_table, version_trigger_on_update};

const TABLES: &str = r"
CREATE TABLE pledges (
    tenant_id          uuid NOT NULL REFERENCES tenants (id),
    id                 uuid NOT NULL,
    pledge_number      text NOT NULL,
    campaign_id        uuid NOT NULL,
    amount             numeric(12,3) NOT NULL CHECK (amount > 0),
    fulfilled_amount   numeric(12,3) NOT NULL DEFAULT 0 CHECK (fulfilled_amount >= 0),
    currency           char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    target_date        date NOT NULL,
    status             text NOT NULL CHECK (status IN ('active', 'overdue', 'fulfilled', 'cancelled', 'spam')),
    pledger_name       text NOT NULL CHECK (length(pledger_name) BETWEEN 1 AND 120),
    pledger_phone      text NOT NULL CHECK (length(pledger_phone) BETWEEN 5 AND 20),
    pledger_email      text CHECK (length(pledger_email) <= 254),
    note               text CHECK (length(note) <= 500),
    channel            text NOT NULL CHECK (channel IN ('web', 'assistant', 'phone', 'instagram', 'whatsapp', 'walk_in')),
    is_suspect         boolean NOT NULL DEFAULT false,
    visit_id           uuid,
    first_visit_id     uuid,
    external_reference text,
    search             text GENERATED ALWAYS AS (fold(pledge_number || ' ' || pledger_name || ' ' || pledger_phone || ' ' || coalesce(pledger_email, ''))) STORED,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, pledge_number),
    UNIQUE (tenant_id, external_reference),
    FOREIGN KEY (tenant_id, campaign_id) REFERENCES catalog_items (tenant_id, id),
    FOREIGN KEY (tenant_id, visit_id) REFERENCES visits (tenant_id, id),
    FOREIGN KEY (tenant_id, first_visit_id) REFERENCES visits (tenant_id, id),
    CHECK ((status = 'fulfilled') <= (fulfilled_amount >= amount))
);
CREATE INDEX pledges_by_time ON pledges (tenant_id, created_at DESC, id DESC);
CREATE INDEX pledges_by_status ON pledges (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX pledges_by_amount ON pledges (tenant_id, amount DESC, id DESC);
CREATE INDEX pledges_by_target ON pledges (tenant_id, target_date, id);
CREATE INDEX pledges_of_campaign ON pledges (tenant_id, campaign_id, status) INCLUDE (amount, fulfilled_amount);
CREATE TABLE pledge_instalments (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id        uuid NOT NULL,
    pledge_id uuid NOT NULL,
    place     integer NOT NULL CHECK (place > 0),
    due_date  date NOT NULL,
    amount    numeric(12,3) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, pledge_id, place),
    FOREIGN KEY (tenant_id, pledge_id) REFERENCES pledges (tenant_id, id)
);
CREATE INDEX pledge_instalments_by_date ON pledge_instalments (tenant_id, due_date);
CREATE TABLE pledge_payments (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    id          uuid NOT NULL,
    pledge_id   uuid NOT NULL,
    amount      numeric(12,3) NOT NULL CHECK (amount > 0),
    received_on date NOT NULL,
    method      text NOT NULL,
    note        text CHECK (length(note) <= 500),
    created_at  timestamptz NOT NULL DEFAULT now(),
    voided_at   timestamptz,
    void_reason text CHECK (length(void_reason) <= 500),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, pledge_id) REFERENCES pledges (tenant_id, id)
);
CREATE INDEX pledge_payments_of_pledge ON pledge_payments (tenant_id, pledge_id, created_at, id);
-- What is done once a local day, or once a day for one thing.
CREATE TABLE schedule_marks (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    kind       text NOT NULL,
    local_date date NOT NULL,
    entity_id  uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, kind, local_date, entity_id)
);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("pledges", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, &version_trigger_on_update("pledges")).await?;
        super::run(manager, &tenant_table("pledge_instalments", "SELECT, INSERT")).await?;
        super::run(manager, &tenant_table("pledge_payments", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, &tenant_table("schedule_marks", "SELECT, INSERT")).await
    }
}
