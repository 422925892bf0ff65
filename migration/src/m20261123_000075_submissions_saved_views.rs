//! Saved views of the team's lists: a person's own, and those of the whole team.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
CREATE TABLE saved_views (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL,
    list       text NOT NULL CHECK (list IN ('inbox', 'orders', 'donations', 'pledges', 'catalog')),
    -- Whose it is; null: the whole team's.
    owner_id   uuid,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    state      text NOT NULL CHECK (length(state) <= 1000),
    created_by uuid NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX saved_views_name_key ON saved_views (tenant_id, list, owner_id, lower(name)) NULLS NOT DISTINCT;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("saved_views", "SELECT, INSERT, UPDATE, DELETE")).await
    }
}
