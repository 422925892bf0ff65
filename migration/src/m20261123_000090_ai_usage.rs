//! What the assistant cost: a line for each call of a provider, kept for good and never changed.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLE: &str = r"
CREATE TABLE ai_usage_log (
    tenant_id     uuid NOT NULL REFERENCES tenants (id),
    id            uuid NOT NULL,
    provider      text NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
    model         text NOT NULL CHECK (length(model) BETWEEN 1 AND 100),
    input_tokens  integer NOT NULL CHECK (input_tokens >= 0),
    output_tokens integer NOT NULL CHECK (output_tokens >= 0),
    cost_usd      numeric(12,6) NOT NULL CHECK (cost_usd >= 0),
    outcome       text NOT NULL CHECK (outcome IN ('answered', 'failed')),
    latency_ms    integer NOT NULL CHECK (latency_ms >= 0),
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX ai_usage_log_time ON ai_usage_log (tenant_id, created_at)
    INCLUDE (input_tokens, output_tokens, cost_usd, outcome);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLE).await?;
        super::run(manager, &tenant_table("ai_usage_log", "SELECT, INSERT")).await
    }
}
