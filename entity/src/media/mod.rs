//! `media_assets`: a picture, the thing it shows, and its renditions in the object store.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AssetId, TenantId},
    text::Localized,
};

/// One rendition of a picture: WebP at a fixed width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// All renditions, narrowest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Renditions(pub Vec<Rendition>);

/// A row of `media_assets`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media_assets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssetId,
    /// `storefront` or `catalog_item`.
    pub entity_type: String,
    pub entity_id: Uuid,
    pub object_key: String,
    pub content_type: String,
    pub byte_size: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    #[sea_orm(column_type = "JsonBinary")]
    pub alt: Localized,
    pub position: i32,
    /// `pending`, `ready` or `rejected`.
    pub status: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub renditions: Renditions,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
