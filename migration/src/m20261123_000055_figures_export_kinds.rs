//! Tickets for files of the log of who did what, beside those of submissions.

use sea_orm_migration::prelude::*;

const CHECK: &str = r"
ALTER TABLE export_tickets DROP CONSTRAINT export_tickets_kind_check;
ALTER TABLE export_tickets ADD CONSTRAINT export_tickets_kind_check
    CHECK (kind IN ('order', 'donation', 'pledge', 'audit_event'));
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, CHECK).await
    }
}
