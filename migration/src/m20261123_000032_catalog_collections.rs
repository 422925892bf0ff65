//! Collections: shelves of items, each with a page of its own, some of them sections of the home page.

use sea_orm_migration::prelude::*;

use crate::rls::{tenant_table, version_triggers};

const TABLES: &str = r"
CREATE TABLE collections (
    tenant_id       uuid NOT NULL REFERENCES tenants (id),
    id              uuid NOT NULL,
    slug            citext NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,78}[a-z0-9]$'),
    former_slugs    text[] NOT NULL DEFAULT '{}' CHECK (cardinality(former_slugs) <= 50),
    name            jsonb NOT NULL,
    description     jsonb NOT NULL DEFAULT '{}',
    seo_title       jsonb NOT NULL DEFAULT '{}',
    seo_description jsonb NOT NULL DEFAULT '{}',
    is_visible      boolean NOT NULL DEFAULT true,
    is_on_home      boolean NOT NULL DEFAULT false,
    position        integer NOT NULL DEFAULT 0,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug)
);
CREATE TABLE collection_items (
    tenant_id     uuid NOT NULL REFERENCES tenants (id),
    collection_id uuid NOT NULL,
    item_id       uuid NOT NULL,
    position      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, collection_id, item_id),
    FOREIGN KEY (tenant_id, collection_id) REFERENCES collections (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, item_id) REFERENCES catalog_items (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX collection_items_in_order ON collection_items (tenant_id, collection_id, position, item_id);
CREATE INDEX collection_items_of_item ON collection_items (tenant_id, item_id);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        for table in ["collections", "collection_items"] {
            super::run(manager, &tenant_table(table, "SELECT, INSERT, UPDATE, DELETE")).await?;
            super::run(manager, &version_triggers(table)).await?;
        }
        Ok(())
    }
}
