//! SQL over `storefront_config` and `content_version`.

use chrono::{DateTime, Utc};
use entity::{storefront, tenants};
use sea_orm::{
    ActiveValue::{NotSet, Set, Unchanged},
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use crate::kernel::{
    db::{TenantConn, TenantTx},
    error::Result,
};

/// The bound tenant with its settings.
pub(super) async fn find(conn: &impl TenantConn) -> Result<Option<(tenants::Model, storefront::Model)>> {
    let Some(tenant) = tenants::Entity::find_by_id(conn.tenant()).one(conn).await? else { return Ok(None) };
    let config = storefront::Entity::find_by_id(conn.tenant()).one(conn).await?;
    Ok(config.map(|config| (tenant, config)))
}

/// The bound tenant with its settings, which are locked until the transaction ends.
pub(super) async fn lock(tx: &TenantTx) -> Result<Option<(tenants::Model, storefront::Model)>> {
    let Some(tenant) = tenants::Entity::find_by_id(tx.tenant()).one(tx).await? else { return Ok(None) };
    let config = storefront::Entity::find_by_id(tx.tenant()).lock_exclusive().one(tx).await?;
    Ok(config.map(|config| (tenant, config)))
}

/// The settings as they shall be, at their next version.
pub(super) async fn set_settings(tx: &TenantTx, row: &storefront::Model) -> Result<()> {
    let row = row.clone();
    storefront::Entity::update(storefront::ActiveModel {
        tenant_id: Unchanged(row.tenant_id),
        name: Set(row.name),
        tagline: Set(row.tagline),
        about: Set(row.about),
        logo_asset_id: Set(row.logo_asset_id),
        cover_asset_id: Set(row.cover_asset_id),
        accent_color: Set(row.accent_color),
        phone: Set(row.phone),
        whatsapp: Set(row.whatsapp),
        instagram: Set(row.instagram),
        email: Set(row.email),
        address: Set(row.address),
        payment_instructions: Set(row.payment_instructions),
        delivery_fee: Set(row.delivery_fee),
        minimum_order: Set(row.minimum_order),
        offers_delivery: Set(row.offers_delivery),
        offers_pickup: Set(row.offers_pickup),
        locales: Set(row.locales),
        seo_title: Set(row.seo_title),
        seo_description: Set(row.seo_description),
        is_published: NotSet,
        version: Set(row.version + 1),
        created_at: NotSet,
        updated_at: Set(row.updated_at),
    })
    .exec(tx)
    .await?;
    Ok(())
}

/// Open to visitors, or not.
pub(super) async fn set_published(tx: &TenantTx, is_published: bool, now: DateTime<Utc>) -> Result<()> {
    storefront::Entity::update_many()
        .col_expr(storefront::Column::IsPublished, Expr::value(is_published))
        .col_expr(storefront::Column::Version, Expr::col(storefront::Column::Version).add(1))
        .col_expr(storefront::Column::UpdatedAt, Expr::value(now))
        .filter(storefront::Column::TenantId.eq(tx.tenant()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The settings of a tenant that is being founded.
pub(crate) async fn insert(tx: &TenantTx, row: storefront::Model) -> Result<()> {
    let row = storefront::ActiveModel {
        tenant_id: Set(row.tenant_id),
        name: Set(row.name),
        tagline: Set(row.tagline),
        about: Set(row.about),
        logo_asset_id: NotSet,
        cover_asset_id: NotSet,
        accent_color: Set(row.accent_color),
        phone: Set(row.phone),
        whatsapp: Set(row.whatsapp),
        instagram: Set(row.instagram),
        email: Set(row.email),
        address: Set(row.address),
        payment_instructions: Set(row.payment_instructions),
        delivery_fee: Set(row.delivery_fee),
        minimum_order: Set(row.minimum_order),
        offers_delivery: Set(row.offers_delivery),
        offers_pickup: Set(row.offers_pickup),
        locales: Set(row.locales),
        seo_title: Set(row.seo_title),
        seo_description: Set(row.seo_description),
        is_published: Set(row.is_published),
        version: NotSet,
        created_at: Set(row.created_at),
        updated_at: Set(row.updated_at),
    };
    storefront::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Sets logo and cover.
pub(super) async fn set_pictures(tx: &TenantTx, logo: entity::ids::AssetId, cover: entity::ids::AssetId) -> Result<()> {
    storefront::Entity::update_many()
        .col_expr(storefront::Column::LogoAssetId, Expr::value(logo))
        .col_expr(storefront::Column::CoverAssetId, Expr::value(cover))
        .col_expr(storefront::Column::Version, Expr::col(storefront::Column::Version).add(1))
        .filter(storefront::Column::TenantId.eq(tx.tenant()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The number that rises with every public change.
pub(super) async fn content_version(conn: &impl TenantConn) -> Result<i64> {
    let statement = sea_orm::Statement::from_string(
        sea_orm::DbBackend::Postgres,
        "SELECT coalesce((SELECT version FROM content_version), 0) AS version",
    );
    Ok(match conn.query_one_raw(statement).await? {
        Some(row) => row.try_get("", "version")?,
        None => 0,
    })
}
