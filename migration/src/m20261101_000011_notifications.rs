//! Which messages a tenant wants, and what became of each one sent.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
CREATE TABLE notification_preferences (
    tenant_id              uuid PRIMARY KEY REFERENCES tenants (id),
    email_enabled          boolean NOT NULL DEFAULT true,
    telegram_enabled       boolean NOT NULL DEFAULT false,
    telegram_chat_id       text,
    telegram_bot_token_ref text,
    events                 text[] NOT NULL DEFAULT '{}',
    quiet_from             time,
    quiet_until            time,
    version                integer NOT NULL DEFAULT 1,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE notification_deliveries (
    tenant_id        uuid NOT NULL REFERENCES tenants (id),
    id               uuid NOT NULL,
    event            text NOT NULL,
    channel          text NOT NULL CHECK (channel IN ('email', 'telegram')),
    recipient_masked text NOT NULL,
    recipient_hash   bytea NOT NULL,
    entity_kind      text,
    entity_id        uuid,
    status           text NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'uncertain')),
    attempts         integer NOT NULL DEFAULT 0,
    provider_id      text,
    error            text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    -- Once only: one row for each event, thing, channel and recipient.
    UNIQUE (tenant_id, event, entity_id, channel, recipient_hash)
);
CREATE INDEX notification_deliveries_by_time ON notification_deliveries (tenant_id, created_at DESC, id DESC);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("notification_preferences", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, &tenant_table("notification_deliveries", "SELECT, INSERT, UPDATE")).await
    }
}
