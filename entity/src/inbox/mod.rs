//! `inbox_entries`: a view over orders, donations and pledges. Nobody writes it.

use sea_orm::entity::prelude::*;

use crate::{ids::TenantId, text::Localized};

/// A row of `inbox_entries`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inbox_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `order`, `donation` or `pledge`.
    pub kind: String,
    pub number: String,
    /// A state of its kind.
    pub status: String,
    pub person_name: String,
    pub person_phone: String,
    #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
    pub amount: Decimal,
    pub currency: String,
    pub channel: String,
    pub is_suspect: bool,
    pub is_paid: bool,
    /// An order's first item, the campaign of the others.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub title: Option<Localized>,
    /// Lines of an order; 1 for the others.
    pub pieces: i32,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
