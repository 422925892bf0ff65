//! How much of the assistant a tenant may use.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
CREATE TABLE ai_limits (
    tenant_id           uuid PRIMARY KEY REFERENCES tenants (id),
    monthly_soft_tokens bigint NOT NULL DEFAULT 800000 CHECK (monthly_soft_tokens >= 0),
    monthly_hard_tokens bigint NOT NULL DEFAULT 1000000 CHECK (monthly_hard_tokens >= monthly_soft_tokens),
    daily_per_visitor   integer NOT NULL DEFAULT 40 CHECK (daily_per_visitor >= 0),
    version             integer NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now()
);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("ai_limits", "SELECT, INSERT")).await
    }
}
