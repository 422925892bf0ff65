//! Passwords and signed-in sessions, for `app_identity` alone; and what a person may see before a tenant is chosen.

use sea_orm_migration::prelude::*;

use crate::rls::{forced, role_policy};

// One row a session ("family"). No refresh token stands here, not even its hash: the token of a generation is computed
// from the row's salt by a key that is not in the database, so a copied row is worth nothing and an old token can still
// be told from an invented one.
const TABLES: &str = r"
CREATE TABLE credentials (
    user_id       uuid PRIMARY KEY REFERENCES users (id),
    password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users (id),
    salt         bytea NOT NULL CHECK (octet_length(salt) = 32),
    generation   integer NOT NULL DEFAULT 1 CHECK (generation >= 1),
    replaced_at  timestamptz,
    device       text NOT NULL DEFAULT '' CHECK (length(device) <= 200),
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    ended_by     text CHECK (ended_by IN ('logout', 'reuse', 'revoked')),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((generation = 1) = (replaced_at IS NULL))
);
CREATE INDEX sessions_of_user ON sessions (user_id, created_at DESC);
";

// Policies are ORed, so this one holds only before any tenant is bound: the tenants of one's own memberships. The
// sub-select sees `tenant_members` through its own policy of that moment.
const OWN_TENANTS: &str = r"
CREATE POLICY own_tenants ON tenants FOR SELECT TO app_user
    USING (nullif(current_setting('app.current_tenant', true), '') IS NULL
           AND EXISTS (SELECT 1 FROM tenant_members m WHERE m.tenant_id = tenants.id AND m.status = 'active'
                       AND m.user_id = (SELECT nullif(current_setting('app.current_user', true), '')::uuid)));
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        for table in ["credentials", "sessions"] {
            super::run(manager, &forced(table)).await?;
            super::run(manager, &role_policy(table, "app_identity", "ALL", "SELECT, INSERT, UPDATE, DELETE")).await?;
        }
        super::run(manager, OWN_TENANTS).await
    }
}
