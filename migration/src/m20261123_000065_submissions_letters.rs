//! Timelines tell which letters went out, and which did not.

use sea_orm_migration::prelude::*;

const CHANGES: &str = r"
ALTER TABLE submission_events DROP CONSTRAINT submission_events_kind_check;
ALTER TABLE submission_events ADD CONSTRAINT submission_events_kind_check
    CHECK (kind IN ('submitted', 'status', 'note', 'paid', 'unpaid', 'edited', 'receipt', 'letter', 'letter_lost')) NOT VALID;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, CHANGES).await
    }
}
