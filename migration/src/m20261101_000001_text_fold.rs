//! Extensions and `fold()`: one spelling of Arabic and Latin text for search columns and queries.

use sea_orm_migration::prelude::*;

const UP: &str = r"
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app_user, app_identity, app_platform, app_worker;

-- Alef and hamza forms, taa marbuta, alef maqsura, Eastern digits; what stands past the end of the third
-- argument (tatweel, tanwin to sukun, the dagger alef) is deleted.
CREATE FUNCTION fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $fold$ SELECT lower(translate(value,
        U&'\0623\0625\0622\0671\0649\0629\0624\0626\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669\06F0\06F1\06F2\06F3\06F4\06F5\06F6\06F7\06F8\06F9\0640\064B\064C\064D\064E\064F\0650\0651\0652\0670',
        U&'\0627\0627\0627\0627\064A\0647\0648\064A01234567890123456789')) $fold$;
REVOKE ALL ON FUNCTION fold(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold(text) TO app_user, app_platform;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }
}
