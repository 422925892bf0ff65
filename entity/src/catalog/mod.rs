//! `catalog_items`: what a tenant offers, of four types.

pub mod collections;

use sea_orm::entity::prelude::*;

use crate::{
    ids::{ItemId, TenantId},
    text::Localized,
};

/// A row of `catalog_items`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ItemId,
    /// `product`, `service`, `donation_campaign` or `pledge_campaign`.
    #[sea_orm(column_name = "type")]
    pub kind: String,
    pub slug: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub name: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub description: Localized,
    /// None is an open amount, which only campaigns may have.
    #[sea_orm(column_type = "Decimal(Some((12, 3)))", nullable)]
    pub price: Option<Decimal>,
    pub currency: String,
    /// None is not counted.
    pub stock: Option<i32>,
    /// `draft`, `active` or `archived`.
    pub status: String,
    pub position: i32,
    /// Shape by type; `api/src/catalog/rules.rs` reads and checks it.
    #[sea_orm(column_type = "JsonBinary")]
    pub metadata: Json,
    pub external_reference: Option<String>,
    /// For search engines; empty for the name.
    #[sea_orm(column_type = "JsonBinary")]
    pub seo_title: Localized,
    /// For search engines; empty for the description.
    #[sea_orm(column_type = "JsonBinary")]
    pub seo_description: Localized,
    /// Made by the database: both names, folded.
    pub search_name: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
