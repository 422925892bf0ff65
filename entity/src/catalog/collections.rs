//! `collections`: shelves of items, each with a page of its own.

use sea_orm::entity::prelude::*;

use crate::{
    ids::{CollectionId, TenantId},
    text::Localized,
};

/// A row of `collections`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CollectionId,
    pub slug: String,
    /// Slugs that redirect to the present one.
    pub former_slugs: Vec<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub name: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub description: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub seo_title: Localized,
    #[sea_orm(column_type = "JsonBinary")]
    pub seo_description: Localized,
    /// Visitors see it.
    pub is_visible: bool,
    /// It is a section of the home page.
    pub is_on_home: bool,
    pub position: i32,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
