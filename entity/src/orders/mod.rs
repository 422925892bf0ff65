//! `orders`: a captured order with its lines as they were priced at that moment.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{ItemId, OrderId, TenantId, VisitId},
    text::Localized,
};

/// A chosen option of a line, e.g. size: large.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineOption {
    pub key: String,
    pub value: String,
    pub name: Localized,
    pub label: Localized,
}

/// A line: a copy of the item as it was, never looked up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub item_id: ItemId,
    pub name: Localized,
    #[serde(default)]
    pub options: Vec<LineOption>,
    /// With the options' differences, in the order's currency.
    pub unit_price: Decimal,
    pub quantity: i32,
    /// `unit_price` x `quantity`, exact.
    pub line_total: Decimal,
    #[serde(default)]
    pub note: Option<String>,
}

/// The lines of one order, as jsonb.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Lines(pub Vec<Line>);

/// A Kuwaiti address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Address {
    pub area: String,
    pub block: String,
    pub street: String,
    pub house: String,
    #[serde(default)]
    pub note: Option<String>,
}

/// A row of `orders`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrderId,
    pub order_number: String,
    /// `pending`, `confirmed`, `fulfilled`, `cancelled` or `spam`.
    pub status: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub items: Lines,
    #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
    pub subtotal: Decimal,
    #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
    pub delivery_fee: Decimal,
    #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
    pub total: Decimal,
    pub currency: String,
    pub customer_name: String,
    pub customer_phone: String,
    pub customer_email: Option<String>,
    /// `delivery` or `pickup`.
    pub fulfilment: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub address: Option<Address>,
    pub note: Option<String>,
    pub channel: String,
    pub is_suspect: bool,
    pub stock_taken: bool,
    pub cancelled_at: Option<DateTimeUtc>,
    pub paid_at: Option<DateTimeUtc>,
    pub paid_by_method: Option<String>,
    pub visit_id: Option<VisitId>,
    pub first_visit_id: Option<VisitId>,
    pub external_reference: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
