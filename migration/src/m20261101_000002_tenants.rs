//! Tenants and their slugs; the one look-up that happens before a tenant is bound.

use sea_orm_migration::prelude::*;

use crate::rls::{forced, role_policy, tenant_root, tenant_table};

const TABLES: &str = r"
CREATE TABLE tenants (
    id               uuid PRIMARY KEY,
    slug             citext NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'),
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    kind             text NOT NULL CHECK (kind IN ('shop', 'charity')),
    legal_name       text CHECK (length(legal_name) <= 200),
    licence_number   text CHECK (length(licence_number) <= 60),
    currency         char(3) NOT NULL DEFAULT 'KWD' CHECK (currency ~ '^[A-Z]{3}$'),
    time_zone        text NOT NULL DEFAULT 'Asia/Kuwait',
    default_locale   text NOT NULL DEFAULT 'ar' CHECK (default_locale IN ('ar', 'en')),
    is_active        boolean NOT NULL DEFAULT true,
    suspended_reason text,
    requires_mfa     boolean NOT NULL DEFAULT false,
    version          integer NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE tenant_slugs (
    slug       citext PRIMARY KEY,
    tenant_id  uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    is_current boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX tenant_slugs_current ON tenant_slugs (tenant_id) WHERE is_current;
";

// SECURITY DEFINER: runs as the owner, whose policy sees every row; the fixed search_path keeps a caller from
// putting tables of its own in front.
const LOOK_UP: &str = r"
CREATE FUNCTION tenant_by_slug(wanted citext)
    RETURNS TABLE (id uuid, slug text, is_active boolean, is_current boolean, default_locale text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $look$ SELECT t.id, t.slug::text, t.is_active, s.is_current, t.default_locale
              FROM tenant_slugs s JOIN tenants t ON t.id = s.tenant_id WHERE s.slug = wanted $look$;
REVOKE ALL ON FUNCTION tenant_by_slug(citext) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant_by_slug(citext) TO app_user;
";

const PLATFORM_AUDIT: &str = r"
CREATE TABLE platform_audit_events (
    id          uuid PRIMARY KEY,
    actor_kind  text NOT NULL CHECK (actor_kind IN ('operator', 'identity', 'system')),
    actor_id    uuid,
    action      text NOT NULL,
    entity_kind text NOT NULL,
    entity_id   uuid,
    before      jsonb,
    after       jsonb,
    request_id  text,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX platform_audit_events_by_time ON platform_audit_events (created_at DESC, id DESC);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_root("tenants", "SELECT, INSERT")).await?;
        // A team can neither suspend nor reactivate itself: those two columns are the operator's.
        super::run(
            manager,
            "GRANT UPDATE (slug, name, legal_name, licence_number, time_zone, default_locale, requires_mfa, version, updated_at)
                 ON tenants TO app_user;",
        )
        .await?;
        super::run(manager, &role_policy("tenants", "app_platform", "SELECT", "SELECT")).await?;
        super::run(
            manager,
            &role_policy(
                "tenants",
                "app_platform",
                "UPDATE",
                "UPDATE (is_active, suspended_reason, version, updated_at)",
            ),
        )
        .await?;
        super::run(manager, &tenant_table("tenant_slugs", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, LOOK_UP).await?;
        super::run(manager, PLATFORM_AUDIT).await?;
        super::run(manager, &forced("platform_audit_events")).await?;
        for role in ["app_platform", "app_identity"] {
            super::run(manager, &role_policy("platform_audit_events", role, "INSERT", "INSERT")).await?;
        }
        super::run(manager, &role_policy("platform_audit_events", "app_platform", "SELECT", "SELECT")).await
    }
}
