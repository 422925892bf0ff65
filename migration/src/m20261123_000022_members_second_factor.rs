//! Whether a person has a second factor, where a tenant that asks for one can see it; and what invitations are found by.

use sea_orm_migration::prelude::*;

// The factor itself is the identity room's and stays out of sight; this says only since when there is one.
const UP: &str = "
ALTER TABLE users ADD COLUMN mfa_enabled_at timestamptz;
CREATE INDEX tenant_members_by_age ON tenant_members (tenant_id, created_at, id);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }
}
