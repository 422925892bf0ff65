//! Search word by word: each word has to be found, in any order, in names or descriptions.

use sea_orm_migration::prelude::*;

// The first word, the longest, is looked up in the index; the others are asked of what it finds.
const SEARCH: &str = r"
DROP FUNCTION find_catalog_items(text);
CREATE FUNCTION find_catalog_items(words text[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.42
    AS $find$ SELECT i.id FROM catalog_items i
              WHERE i.tenant_id = nullif(current_setting('app.current_tenant', true), '')::uuid
                AND (i.search LIKE '%' || replace(replace(replace(fold(words[1]), '\', '\\'), '%', '\%'), '_', '\_') || '%'
                     OR fold(words[1]) <% i.search_name)
                AND NOT EXISTS (SELECT FROM unnest(words[2:]) AS w (word)
                    WHERE i.search NOT LIKE '%' || replace(replace(replace(fold(w.word), '\', '\\'), '%', '\%'), '_', '\_') || '%'
                      AND NOT fold(w.word) <% i.search_name) $find$;
REVOKE ALL ON FUNCTION find_catalog_items(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_catalog_items(text[]) TO app_user;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, SEARCH).await
    }
}
