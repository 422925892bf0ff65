//! A storefront's settings, and the version number that tells every process when a public page is out of date.

use sea_orm_migration::prelude::*;

use crate::rls::{tenant_table, version_triggers};

const TABLES: &str = r##"
CREATE TABLE storefront_config (
    tenant_id            uuid PRIMARY KEY REFERENCES tenants (id),
    name                 jsonb NOT NULL,
    tagline              jsonb NOT NULL DEFAULT '{}',
    about                jsonb NOT NULL DEFAULT '{}',
    logo_asset_id        uuid,
    cover_asset_id       uuid,
    accent_color         text NOT NULL DEFAULT '#7a2e2e' CHECK (accent_color ~ '^#[0-9a-f]{6}$'),
    phone                text,
    whatsapp             text,
    instagram            text,
    email                text,
    address              jsonb NOT NULL DEFAULT '{}',
    payment_instructions jsonb NOT NULL DEFAULT '{}',
    delivery_fee         numeric(12,3) NOT NULL DEFAULT 0 CHECK (delivery_fee >= 0),
    minimum_order        numeric(12,3) NOT NULL DEFAULT 0 CHECK (minimum_order >= 0),
    offers_delivery      boolean NOT NULL DEFAULT true,
    offers_pickup        boolean NOT NULL DEFAULT true,
    locales              text[] NOT NULL DEFAULT '{ar,en}' CHECK (locales <@ '{ar,en}' AND cardinality(locales) > 0),
    seo_title            jsonb NOT NULL DEFAULT '{}',
    seo_description      jsonb NOT NULL DEFAULT '{}',
    assistant_enabled    boolean NOT NULL DEFAULT false,
    assistant_greeting   jsonb NOT NULL DEFAULT '{}',
    is_published         boolean NOT NULL DEFAULT false,
    version              integer NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    CHECK (offers_delivery OR offers_pickup)
);
CREATE TABLE content_version (
    tenant_id uuid PRIMARY KEY REFERENCES tenants (id),
    version   bigint NOT NULL
);
"##;

// SECURITY DEFINER, so that app_user cannot turn a version back; it only ever touches tenants of changed rows,
// which the policies of the changed table have already judged.
const RAISE: &str = r"
CREATE FUNCTION raise_content_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $raise$ BEGIN
        INSERT INTO content_version AS v (tenant_id, version)
            SELECT DISTINCT tenant_id, 1 FROM changed
            ON CONFLICT (tenant_id) DO UPDATE SET version = v.version + 1;
        RETURN NULL;
    END $raise$;
CREATE FUNCTION raise_tenant_content_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $raise$ BEGIN
        INSERT INTO content_version AS v (tenant_id, version)
            SELECT DISTINCT id, 1 FROM changed
            ON CONFLICT (tenant_id) DO UPDATE SET version = v.version + 1;
        RETURN NULL;
    END $raise$;
REVOKE ALL ON FUNCTION raise_content_version(), raise_tenant_content_version() FROM PUBLIC;
CREATE TRIGGER content_version_insert AFTER INSERT ON tenants REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION raise_tenant_content_version();
CREATE TRIGGER content_version_update AFTER UPDATE ON tenants REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION raise_tenant_content_version();
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("storefront_config", "SELECT, INSERT, UPDATE")).await?;
        super::run(manager, &tenant_table("content_version", "SELECT")).await?;
        super::run(manager, RAISE).await?;
        super::run(manager, &version_triggers("storefront_config")).await
    }
}
