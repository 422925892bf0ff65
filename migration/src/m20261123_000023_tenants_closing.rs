//! When a tenant was closed for good; its rows stay until the term of grace is over.

use sea_orm_migration::prelude::*;

const UP: &str = "
ALTER TABLE tenants ADD COLUMN closed_at timestamptz;
GRANT UPDATE (closed_at) ON tenants TO app_platform;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }
}
