//! The inbox: orders, donations and pledges as one list. A view with its reader's eyes, so that each table's own policy holds;
//! its columns are of one type each, so that the database merges the three tables' indexes instead of sorting.

use sea_orm_migration::prelude::*;

const VIEW: &str = r"
CREATE VIEW inbox_entries WITH (security_invoker = true) AS
    SELECT o.tenant_id, o.id, 'order'::text AS kind, o.order_number AS number, o.status,
           o.customer_name AS person_name, o.customer_phone AS person_phone,
           o.total AS amount, o.currency, o.channel, o.is_suspect, o.paid_at IS NOT NULL AS is_paid,
           o.items -> 0 -> 'name' AS title, jsonb_array_length(o.items) AS pieces, o.search, o.version, o.created_at
    FROM orders o
    UNION ALL
    SELECT d.tenant_id, d.id, 'donation'::text, d.donation_number, d.status,
           d.donor_name, d.donor_phone,
           d.amount, d.currency, d.channel, d.is_suspect, d.status = 'received',
           (SELECT c.name FROM catalog_items c WHERE c.tenant_id = d.tenant_id AND c.id = d.campaign_id), 1, d.search, d.version, d.created_at
    FROM donations d
    UNION ALL
    SELECT p.tenant_id, p.id, 'pledge'::text, p.pledge_number, p.status,
           p.pledger_name, p.pledger_phone,
           p.amount, p.currency, p.channel, p.is_suspect, p.fulfilled_amount >= p.amount,
           (SELECT c.name FROM catalog_items c WHERE c.tenant_id = p.tenant_id AND c.id = p.campaign_id), 1, p.search, p.version, p.created_at
    FROM pledges p;
GRANT SELECT ON inbox_entries TO app_user;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, VIEW).await
    }
}
