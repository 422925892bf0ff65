//! What else of a person can be blanked: what their visits say of them, and what is left of the bodies they sent.

use sea_orm_migration::prelude::*;

// Where a visit counts, its day and its source, stays as it is; only what ties visits to each other and to a person goes.
const GRANTS: &str = "
GRANT UPDATE (visitor_id, utm_medium, utm_campaign, utm_term, utm_content, referrer, landing_path) ON visits TO app_user;
GRANT UPDATE (body_hash) ON idempotency_keys TO app_user;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, GRANTS).await
    }
}
