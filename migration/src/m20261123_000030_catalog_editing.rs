//! What the team's editing of items needs: their own words for search engines, and the addresses they had before.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
ALTER TABLE catalog_items
    ADD COLUMN seo_title       jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN seo_description jsonb NOT NULL DEFAULT '{}';
-- Former slugs only; the slug that counts stands in the item itself. A page under one of these redirects.
CREATE TABLE catalog_item_slugs (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    slug       citext NOT NULL,
    item_id    uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, slug),
    FOREIGN KEY (tenant_id, item_id) REFERENCES catalog_items (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX catalog_item_slugs_of_item ON catalog_item_slugs (tenant_id, item_id);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("catalog_item_slugs", "SELECT, INSERT, DELETE")).await
    }
}
