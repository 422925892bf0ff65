//! `tenants`: one row a shop or charity. The only tenant table without a `tenant_id`: its own id is one.

use sea_orm::entity::prelude::*;

use crate::ids::TenantId;

/// A row of `tenants`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tenants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    /// `shop` or `charity`.
    pub kind: String,
    pub legal_name: Option<String>,
    pub licence_number: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    pub default_locale: String,
    pub is_active: bool,
    pub suspended_reason: Option<String>,
    pub requires_mfa: bool,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
