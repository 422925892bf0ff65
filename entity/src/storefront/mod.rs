//! `storefront_config`: how a tenant shows itself and what it asks of an order.

use sea_orm::entity::prelude::*;

use crate::{
    ids::{AssetId, TenantId},
    text::Localized,
};

/// A row of `storefront_config`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storefront_config")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(column_type = "JsonBinary")]
    pub name: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub tagline: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub about: Localized,
    pub logo_asset_id: Option<AssetId>,
    pub cover_asset_id: Option<AssetId>,
    /// `#rrggbb`, lower case.
    pub accent_color: String,
    pub phone: Option<String>,
    pub whatsapp: Option<String>,
    pub instagram: Option<String>,
    pub email: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub address: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub payment_instructions: Localized,
    /// In the tenant's currency, as all amounts of this row.
    #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
    pub delivery_fee: Decimal,
    #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
    pub minimum_order: Decimal,
    pub offers_delivery: bool,
    pub offers_pickup: bool,
    pub locales: Vec<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub seo_title: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub seo_description: Localized,
    pub is_published: bool,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
