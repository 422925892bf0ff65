//! The schema, one migration a room and change. Run as `app_migrator`, which owns every object; see `rls` for the lock.
//!
//! Migrations expand first and contract in a later release: an old and a new program run side by side on one schema.

#![allow(
    elided_lifetimes_in_paths,
    reason = "the trait's own signature elides it, and async_trait compares to the letter"
)]

mod m20261101_000001_text_fold;
mod m20261101_000002_tenants;
mod m20261101_000003_members;
mod m20261101_000004_storefront;
mod m20261101_000005_media;
mod m20261101_000006_catalog;
mod m20261101_000007_attribution;
mod m20261101_000008_submissions;
mod m20261101_000009_orders;
mod m20261101_000010_audit_log;
mod m20261101_000011_notifications;
mod m20261101_000012_assistant;
mod m20261120_000013_identity_sessions;
mod m20261123_000014_identity_accounts;
mod m20261123_000018_notifications_deliveries;
mod m20261123_000019_notifications_identity;
mod m20261123_000022_members_second_factor;
mod m20261123_000023_tenants_closing;
mod m20261123_000030_catalog_editing;
mod m20261123_000031_storefront_tickets;
mod m20261123_000032_catalog_collections;
mod m20261123_000033_catalog_imports;
mod m20261123_000034_catalog_search;
mod m20261123_000035_media_processing;
mod m20261123_000039_catalog_search_words;
mod m20261123_000040_donations;
mod m20261123_000041_pledges;
mod m20261123_000050_figures_touches;
mod m20261123_000051_figures_by_kind;
mod m20261123_000052_figures_export_tickets;
mod m20261123_000053_figures_api_keys;
mod m20261123_000054_figures_platform;
mod m20261123_000055_figures_export_kinds;
mod m20261123_000056_figures_erasure;
mod m20261123_000060_inbox_entries;
mod m20261123_000065_submissions_letters;
mod m20261123_000075_submissions_saved_views;
mod m20261123_000080_submissions_person;
mod m20261123_000090_ai_usage;
mod m20261123_000091_views_of_every_list;
mod rls;

pub use sea_orm_migration::prelude::*;

/// The ordered list of migrations.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_000001_text_fold::Migration),
            Box::new(m20261101_000002_tenants::Migration),
            Box::new(m20261101_000003_members::Migration),
            Box::new(m20261101_000004_storefront::Migration),
            Box::new(m20261101_000005_media::Migration),
            Box::new(m20261101_000006_catalog::Migration),
            Box::new(m20261101_000007_attribution::Migration),
            Box::new(m20261101_000008_submissions::Migration),
            Box::new(m20261101_000009_orders::Migration),
            Box::new(m20261101_000010_audit_log::Migration),
            Box::new(m20261101_000011_notifications::Migration),
            Box::new(m20261101_000012_assistant::Migration),
            Box::new(m20261120_000013_identity_sessions::Migration),
            Box::new(m20261123_000014_identity_accounts::Migration),
            Box::new(m20261123_000018_notifications_deliveries::Migration),
            Box::new(m20261123_000019_notifications_identity::Migration),
            Box::new(m20261123_000022_members_second_factor::Migration),
            Box::new(m20261123_000023_tenants_closing::Migration),
            Box::new(m20261123_000030_catalog_editing::Migration),
            Box::new(m20261123_000031_storefront_tickets::Migration),
            Box::new(m20261123_000032_catalog_collections::Migration),
            Box::new(m20261123_000033_catalog_imports::Migration),
            Box::new(m20261123_000034_catalog_search::Migration),
            Box::new(m20261123_000035_media_processing::Migration),
            Box::new(m20261123_000039_catalog_search_words::Migration),
            Box::new(m20261123_000040_donations::Migration),
            Box::new(m20261123_000041_pledges::Migration),
            Box::new(m20261123_000050_figures_touches::Migration),
            Box::new(m20261123_000051_figures_by_kind::Migration),
            Box::new(m20261123_000052_figures_export_tickets::Migration),
            Box::new(m20261123_000053_figures_api_keys::Migration),
            Box::new(m20261123_000054_figures_platform::Migration),
            Box::new(m20261123_000055_figures_export_kinds::Migration),
            Box::new(m20261123_000056_figures_erasure::Migration),
            Box::new(m20261123_000060_inbox_entries::Migration),
            Box::new(m20261123_000065_submissions_letters::Migration),
            Box::new(m20261123_000075_submissions_saved_views::Migration),
            Box::new(m20261123_000080_submissions_person::Migration),
            Box::new(m20261123_000090_ai_usage::Migration),
            Box::new(m20261123_000091_views_of_every_list::Migration),
        ]
    }
}

/// Runs several statements in one round trip, inside the migration's transaction.
async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await.map(|_| ())
}
