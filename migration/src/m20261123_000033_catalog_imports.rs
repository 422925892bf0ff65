//! Imports: a file of items, read row by row, judged before anything is changed.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
CREATE TABLE catalog_imports (
    tenant_id    uuid NOT NULL REFERENCES tenants (id),
    id           uuid NOT NULL,
    status       text NOT NULL CHECK (status IN ('receiving', 'checking', 'checked', 'applying', 'done', 'failed')),
    policy       text CHECK (policy IN ('skip_bad', 'reject_all')),
    file_name    text NOT NULL DEFAULT '' CHECK (length(file_name) <= 200),
    columns      text[] NOT NULL,
    total_rows   integer NOT NULL DEFAULT 0,
    checked_rows integer NOT NULL DEFAULT 0,
    bad_rows     integer NOT NULL DEFAULT 0,
    applied_rows integer NOT NULL DEFAULT 0,
    created_rows integer NOT NULL DEFAULT 0,
    updated_rows integer NOT NULL DEFAULT 0,
    created_by   uuid,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX catalog_imports_by_time ON catalog_imports (tenant_id, created_at DESC, id DESC);
-- One row of the file each, in the file's own words until it is applied.
CREATE TABLE catalog_import_rows (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    import_id uuid NOT NULL,
    line      integer NOT NULL,
    cells     jsonb NOT NULL,
    status    text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'good', 'bad', 'applied')),
    act       text CHECK (act IN ('create', 'update', 'none')),
    problems  jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (tenant_id, import_id, line),
    FOREIGN KEY (tenant_id, import_id) REFERENCES catalog_imports (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX catalog_import_rows_by_status ON catalog_import_rows (tenant_id, import_id, status, line);
CREATE INDEX catalog_import_rows_by_slug ON catalog_import_rows (tenant_id, import_id, lower(cells->>'slug'), line);
CREATE INDEX catalog_import_rows_by_reference ON catalog_import_rows (tenant_id, import_id, (cells->>'external_reference'), line);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("catalog_imports", "SELECT, INSERT, UPDATE, DELETE")).await?;
        super::run(manager, &tenant_table("catalog_import_rows", "SELECT, INSERT, UPDATE, DELETE")).await
    }
}
