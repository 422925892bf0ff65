//! What the team wrote about a person can be blanked; who did what and when stays as it is.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "GRANT UPDATE (note) ON submission_events TO app_user").await
    }
}
