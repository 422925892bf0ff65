//! Saved views of the team, of what was sent and of the log too.

use sea_orm_migration::prelude::*;

const LISTS: &str = r"
ALTER TABLE saved_views DROP CONSTRAINT saved_views_list_check;
ALTER TABLE saved_views ADD CONSTRAINT saved_views_list_check
    CHECK (list IN ('inbox', 'orders', 'donations', 'pledges', 'catalog', 'members', 'deliveries', 'audit'));
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, LISTS).await
    }
}
