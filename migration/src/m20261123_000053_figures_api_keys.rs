//! Keys of integrators: hashed, scoped, with an end, and when each was last used.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
CREATE TABLE api_keys (
    tenant_id    uuid NOT NULL REFERENCES tenants (id),
    id           uuid NOT NULL,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    scopes       text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 30),
    last_four    text NOT NULL CHECK (length(last_four) = 4),
    secret_hash  bytea NOT NULL,
    created_by   uuid NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX api_keys_by_time ON api_keys (tenant_id, created_at DESC, id DESC);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("api_keys", "SELECT, INSERT, UPDATE")).await
    }
}
