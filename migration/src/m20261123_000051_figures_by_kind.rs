//! Figures are asked for by kind over a range of days; this keeps that a short walk however many items and sources a day has.

use sea_orm_migration::prelude::*;

const INDEX: &str = r"
CREATE INDEX stat_daily_by_kind ON stat_daily (tenant_id, kind, day) INCLUDE (source, n, amount);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, INDEX).await
    }
}
