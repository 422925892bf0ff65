//! What a tenant offers.

use sea_orm_migration::prelude::*;

use crate::rls::{tenant_table, version_triggers};

const TABLES: &str = r"
CREATE TABLE catalog_items (
    tenant_id          uuid NOT NULL REFERENCES tenants (id),
    id                 uuid NOT NULL,
    type               text NOT NULL CHECK (type IN ('product', 'service', 'donation_campaign', 'pledge_campaign')),
    slug               citext NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,78}[a-z0-9]$'),
    name               jsonb NOT NULL,
    description        jsonb NOT NULL DEFAULT '{}',
    price              numeric(12,3) CHECK (price >= 0),
    currency           char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    stock              integer CHECK (stock >= 0),
    status             text NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
    position           integer NOT NULL DEFAULT 0,
    metadata           jsonb NOT NULL DEFAULT '{}',
    external_reference text,
    search_name        text GENERATED ALWAYS AS (fold(coalesce(name->>'ar', '') || ' ' || coalesce(name->>'en', ''))) STORED,
    search             text GENERATED ALWAYS AS (fold(coalesce(name->>'ar', '') || ' ' || coalesce(name->>'en', '') || ' '
                           || coalesce(description->>'ar', '') || ' ' || coalesce(description->>'en', ''))) STORED,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug),
    UNIQUE (tenant_id, external_reference),
    CHECK (type IN ('donation_campaign', 'pledge_campaign') OR price IS NOT NULL)
);
CREATE INDEX catalog_items_by_position ON catalog_items (tenant_id, position, id);
CREATE INDEX catalog_items_by_time ON catalog_items (tenant_id, created_at DESC, id DESC);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("catalog_items", "SELECT, INSERT, UPDATE, DELETE")).await?;
        super::run(manager, &version_triggers("catalog_items")).await
    }
}
