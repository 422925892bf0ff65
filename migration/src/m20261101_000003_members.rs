//! People and their place in a tenant's team.

use sea_orm_migration::prelude::*;

use crate::rls::{forced, role_policy, tenant_table};

const TABLES: &str = r"
CREATE TABLE users (
    id                   uuid PRIMARY KEY,
    issuer               text NOT NULL,
    subject              text NOT NULL,
    email                citext NOT NULL UNIQUE,
    name                 text NOT NULL DEFAULT '',
    locale               text NOT NULL DEFAULT 'ar' CHECK (locale IN ('ar', 'en')),
    is_platform_operator boolean NOT NULL DEFAULT false,
    email_verified_at    timestamptz,
    version              integer NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (issuer, subject)
);
CREATE TABLE tenant_members (
    tenant_id         uuid NOT NULL REFERENCES tenants (id),
    id                uuid NOT NULL,
    user_id           uuid REFERENCES users (id),
    email             citext NOT NULL,
    role              text NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    status            text NOT NULL CHECK (status IN ('invited', 'active', 'removed')),
    invite_token_hash bytea,
    invite_expires_at timestamptz,
    invited_by        uuid REFERENCES users (id),
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email),
    CHECK (status <> 'active' OR user_id IS NOT NULL)
);
CREATE UNIQUE INDEX tenant_members_user ON tenant_members (tenant_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX tenant_members_of_user ON tenant_members (user_id) WHERE status = 'active';
";

// Policies are ORed, so each extra one states the moment it holds for: before any tenant is bound, one's own rows.
const POLICIES: &str = r"
CREATE POLICY own_memberships ON tenant_members FOR SELECT TO app_user
    USING (nullif(current_setting('app.current_tenant', true), '') IS NULL
           AND user_id = (SELECT nullif(current_setting('app.current_user', true), '')::uuid));
CREATE POLICY team_of_tenant ON users FOR SELECT TO app_user
    USING (EXISTS (SELECT 1 FROM tenant_members m WHERE m.user_id = users.id
                   AND m.tenant_id = (SELECT nullif(current_setting('app.current_tenant', true), '')::uuid)));
GRANT SELECT ON users TO app_user;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("tenant_members", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, &role_policy("tenant_members", "app_platform", "SELECT", "SELECT")).await?;
        super::run(manager, &forced("users")).await?;
        super::run(manager, POLICIES).await?;
        super::run(manager, &role_policy("users", "app_identity", "ALL", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, &role_policy("users", "app_platform", "SELECT", "SELECT")).await
    }
}
