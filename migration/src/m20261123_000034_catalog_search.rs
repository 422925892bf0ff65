//! An index for search, and the function that may use it.

use sea_orm_migration::prelude::*;

// Under row-level security the planner may not push an operator that is not leakproof below the policy, and those of
// trigrams are not: the index would never be used. The function runs as the owner, asks for the bound tenant itself, and
// gives nothing but ids, which the caller reads under the policy. Its threshold is set by a list of typos, see the tests.
const SEARCH: &str = r"
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX catalog_items_search ON catalog_items USING gin (tenant_id, search gin_trgm_ops, search_name gin_trgm_ops);
CREATE FUNCTION find_catalog_items(words text) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.42
    AS $find$ SELECT id FROM catalog_items
              WHERE tenant_id = nullif(current_setting('app.current_tenant', true), '')::uuid
                AND (search LIKE '%' || replace(replace(replace(fold(words), '\', '\\'), '%', '\%'), '_', '\_') || '%'
                     OR fold(words) <% search_name) $find$;
REVOKE ALL ON FUNCTION find_catalog_items(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_catalog_items(text) TO app_user;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, SEARCH).await
    }
}
