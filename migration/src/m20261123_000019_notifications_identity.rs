//! Letters that belong to no tenant (confirm an address, reset a password), for `app_identity`; and their outbox.

use sea_orm_migration::prelude::*;

use crate::rls::{forced, role_policy};

// The worker's role learns from the outbox that there is a letter, by its id, and nothing of the letter itself.
const TABLES: &str = r"
CREATE TABLE identity_deliveries (
    id               uuid PRIMARY KEY,
    event            text NOT NULL,
    recipient_masked text NOT NULL,
    recipient_hash   bytea NOT NULL,
    locale           text NOT NULL CHECK (locale IN ('ar', 'en')),
    sealed           bytea,
    status           text NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'uncertain')),
    attempts         integer NOT NULL DEFAULT 0,
    provider_id      text,
    error            text,
    sent_at          timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CHECK (sealed IS NULL OR status IN ('queued', 'sending')),
    CHECK ((status = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX identity_deliveries_by_time ON identity_deliveries (created_at);
CREATE TABLE identity_outbox (
    id         uuid PRIMARY KEY,
    task       text NOT NULL,
    payload    jsonb NOT NULL,
    queue      text,
    job_key    text,
    run_at     timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX identity_outbox_by_time ON identity_outbox (created_at);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &forced("identity_deliveries")).await?;
        let all = "SELECT, INSERT, UPDATE, DELETE";
        super::run(manager, &role_policy("identity_deliveries", "app_identity", "ALL", all)).await?;
        super::run(manager, &forced("identity_outbox")).await?;
        super::run(manager, &role_policy("identity_outbox", "app_identity", "INSERT", "INSERT")).await?;
        super::run(manager, &role_policy("identity_outbox", "app_worker", "SELECT", "SELECT")).await?;
        super::run(manager, &role_policy("identity_outbox", "app_worker", "DELETE", "DELETE")).await?;
        // As on `outbox`: FOR UPDATE asks for an UPDATE right on one column at least; the policy lets nothing be changed.
        super::run(
            manager,
            "CREATE POLICY app_worker_lock ON identity_outbox FOR UPDATE TO app_worker USING (true) WITH CHECK (false);
             GRANT UPDATE (created_at) ON identity_outbox TO app_worker;",
        )
        .await
    }
}
