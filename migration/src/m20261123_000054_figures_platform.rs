//! What the operator sees of a tenant's use: counts by day, and nothing of whom they count.

use sea_orm_migration::prelude::*;

use crate::rls::role_policy;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["stat_daily", "stat_deltas"] {
            let policy = role_policy(table, "app_platform", "SELECT", "SELECT (tenant_id, day, kind, n)");
            super::run(manager, &policy).await?;
        }
        Ok(())
    }
}
