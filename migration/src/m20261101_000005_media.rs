//! Pictures: where an object lies, what it shows, which renditions exist.

use sea_orm_migration::prelude::*;

use crate::rls::{tenant_table, version_triggers};

const TABLES: &str = r"
CREATE TABLE media_assets (
    tenant_id    uuid NOT NULL REFERENCES tenants (id),
    id           uuid NOT NULL,
    entity_type  text NOT NULL CHECK (entity_type IN ('storefront', 'catalog_item')),
    entity_id    uuid NOT NULL,
    object_key   text NOT NULL,
    content_type text NOT NULL,
    byte_size    bigint NOT NULL CHECK (byte_size BETWEEN 1 AND 10485760),
    width        integer,
    height       integer,
    alt          jsonb NOT NULL DEFAULT '{}',
    position     integer NOT NULL DEFAULT 0,
    status       text NOT NULL CHECK (status IN ('pending', 'ready', 'rejected')),
    renditions   jsonb NOT NULL DEFAULT '[]',
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, object_key),
    -- An object key that starts with another tenant is not a matter of good manners.
    CHECK (starts_with(object_key, tenant_id::text || '/')),
    CHECK (status <> 'ready' OR (width > 0 AND height > 0))
);
CREATE INDEX media_assets_of_entity ON media_assets (tenant_id, entity_type, entity_id, position);
ALTER TABLE storefront_config
    ADD FOREIGN KEY (tenant_id, logo_asset_id) REFERENCES media_assets (tenant_id, id),
    ADD FOREIGN KEY (tenant_id, cover_asset_id) REFERENCES media_assets (tenant_id, id);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("media_assets", "SELECT, INSERT, UPDATE, DELETE")).await?;
        super::run(manager, &version_triggers("media_assets")).await
    }
}
