//! Donations: a promised gift, the money when it comes, and the receipts given for it.

use sea_orm_migration::prelude::*;

use crate::rls::{tenant_table, version_trigger_on_update};

const TABLES: &str = r"
CREATE TABLE donations (
    tenant_id          uuid NOT NULL REFERENCES tenants (id),
    id                 uuid NOT NULL,
    donation_number    text NOT NULL,
    campaign_id        uuid,
    amount             numeric(12,3) NOT NULL CHECK (amount > 0),
    currency           char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    intent             text NOT NULL CHECK (intent IN ('general', 'sadaqah', 'zakat', 'waqf')),
    status             text NOT NULL CHECK (status IN ('pending', 'received', 'refunded', 'cancelled', 'spam')),
    donor_name         text NOT NULL CHECK (length(donor_name) BETWEEN 1 AND 120),
    donor_phone        text NOT NULL CHECK (length(donor_phone) BETWEEN 5 AND 20),
    donor_email        text CHECK (length(donor_email) <= 254),
    is_anonymous       boolean NOT NULL DEFAULT false,
    message            text CHECK (length(message) <= 500),
    dedication         text CHECK (length(dedication) <= 200),
    wants_receipt      boolean NOT NULL DEFAULT false,
    received_at        timestamptz,
    received_by_method text,
    receipt_id         uuid,
    receipt_number     text,
    receipt_sent_at    timestamptz,
    channel            text NOT NULL CHECK (channel IN ('web', 'assistant', 'phone', 'instagram', 'whatsapp', 'walk_in')),
    is_suspect         boolean NOT NULL DEFAULT false,
    visit_id           uuid,
    first_visit_id     uuid,
    external_reference text,
    search             text GENERATED ALWAYS AS (fold(donation_number || ' ' || donor_name || ' ' || donor_phone || ' ' || coalesce(donor_email, '') || ' ' || coalesce(receipt_number, ''))) STORED,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, donation_number),
    UNIQUE (tenant_id, external_reference),
    FOREIGN KEY (tenant_id, campaign_id) REFERENCES catalog_items (tenant_id, id),
    FOREIGN KEY (tenant_id, visit_id) REFERENCES visits (tenant_id, id),
    FOREIGN KEY (tenant_id, first_visit_id) REFERENCES visits (tenant_id, id),
    CHECK ((received_at IS NOT NULL) = (status IN ('received', 'refunded'))),
    CHECK ((receipt_number IS NULL) = (receipt_id IS NULL))
);
CREATE INDEX donations_by_time ON donations (tenant_id, created_at DESC, id DESC);
CREATE INDEX donations_by_status ON donations (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX donations_by_amount ON donations (tenant_id, amount DESC, id DESC);
-- Progress of a campaign and its wall of donors, without touching the table.
CREATE INDEX donations_of_campaign ON donations (tenant_id, campaign_id, status, received_at DESC) INCLUDE (amount);
-- Every receipt ever given, void or not: the years' numbers have no gaps.
CREATE TABLE donation_receipts (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    id          uuid NOT NULL,
    donation_id uuid NOT NULL,
    number      text NOT NULL,
    year        integer NOT NULL,
    serial      bigint NOT NULL CHECK (serial > 0),
    amount      numeric(12,3) NOT NULL,
    currency    char(3) NOT NULL,
    issued_at   timestamptz NOT NULL,
    voided_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, year, serial),
    FOREIGN KEY (tenant_id, donation_id) REFERENCES donations (tenant_id, id)
);
CREATE INDEX donation_receipts_of_donation ON donation_receipts (tenant_id, donation_id, issued_at);
CREATE UNIQUE INDEX donation_receipts_one_stands ON donation_receipts (tenant_id, donation_id) WHERE voided_at IS NULL;
ALTER TABLE submission_events DROP CONSTRAINT submission_events_kind_check;
ALTER TABLE submission_events ADD CONSTRAINT submission_events_kind_check
    CHECK (kind IN ('submitted', 'status', 'note', 'paid', 'unpaid', 'edited', 'receipt')) NOT VALID;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("donations", "SELECT, INSERT, UPDATE")).await?;
        // What a visitor promises raises nothing; what the team does with it shows on the campaign's page at once.
        super::run(manager, &version_trigger_on_update("donations")).await?;
        super::run(manager, &tenant_table("donation_receipts", "SELECT, INSERT, UPDATE")).await
    }
}
