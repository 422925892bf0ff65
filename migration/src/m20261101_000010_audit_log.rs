//! Who changed what: append only, no role may update or delete a line.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
CREATE TABLE audit_events (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    id          uuid NOT NULL,
    actor_kind  text NOT NULL CHECK (actor_kind IN ('visitor', 'member', 'key', 'job', 'operator')),
    actor_id    uuid,
    action      text NOT NULL,
    entity_kind text NOT NULL,
    entity_id   uuid NOT NULL,
    before      jsonb,
    after       jsonb,
    request_id  text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_events_by_time ON audit_events (tenant_id, created_at DESC, id DESC);
CREATE INDEX audit_events_of_entity ON audit_events (tenant_id, entity_id);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("audit_events", "SELECT, INSERT")).await
    }
}
