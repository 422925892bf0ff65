//! Saved views of the team, of what was sent and of the log too; letters found by the address they went to.

use sea_orm_migration::prelude::*;

const LISTS: &str = r"
ALTER TABLE saved_views DROP CONSTRAINT saved_views_list_check;
ALTER TABLE saved_views ADD CONSTRAINT saved_views_list_check
    CHECK (list IN ('inbox', 'orders', 'donations', 'pledges', 'catalog', 'members', 'deliveries', 'audit'));
CREATE INDEX notification_deliveries_of_recipient ON notification_deliveries (tenant_id, recipient_hash, created_at DESC);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, LISTS).await
    }
}
