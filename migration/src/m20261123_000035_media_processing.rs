//! A picture between its upload and its renditions; a deleted picture leaves the storefront by itself.

use sea_orm_migration::prelude::*;

// The other columns of a key stay: only the picture's own column is emptied (PostgreSQL 15).
const CHANGES: &str = r"
ALTER TABLE media_assets DROP CONSTRAINT media_assets_status_check;
ALTER TABLE media_assets ADD CONSTRAINT media_assets_status_check
    CHECK (status IN ('pending', 'processing', 'ready', 'rejected')) NOT VALID;
ALTER TABLE media_assets VALIDATE CONSTRAINT media_assets_status_check;
ALTER TABLE storefront_config
    DROP CONSTRAINT storefront_config_tenant_id_logo_asset_id_fkey,
    DROP CONSTRAINT storefront_config_tenant_id_cover_asset_id_fkey,
    ADD FOREIGN KEY (tenant_id, logo_asset_id) REFERENCES media_assets (tenant_id, id)
        ON DELETE SET NULL (logo_asset_id),
    ADD FOREIGN KEY (tenant_id, cover_asset_id) REFERENCES media_assets (tenant_id, id)
        ON DELETE SET NULL (cover_asset_id);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, CHANGES).await
    }
}
