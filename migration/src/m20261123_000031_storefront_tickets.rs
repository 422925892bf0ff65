//! Tickets: a right to one act, used once within a minute, for what a browser opens without a token.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

// Whoever uses a ticket deletes it; that is what makes it single-use.
const TABLES: &str = r"
CREATE TABLE tickets (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL,
    purpose    text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 40),
    user_id    uuid,
    data       jsonb NOT NULL DEFAULT '{}',
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX tickets_by_end ON tickets (tenant_id, expires_at);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("tickets", "SELECT, INSERT, DELETE")).await
    }
}
