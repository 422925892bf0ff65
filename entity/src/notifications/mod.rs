//! `notification_deliveries`: one message to one recipient, and what became of it.

use sea_orm::entity::prelude::*;

use crate::ids::{DeliveryId, TenantId};

/// A row of `notification_deliveries`, without what is sealed in it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliveryId,
    /// What it tells: `order_confirmation`, `invitation`.
    pub event: String,
    /// `email` or `telegram`.
    pub channel: String,
    /// First letter and domain of the address.
    pub recipient_masked: String,
    /// What it is about: `order`, `donation`, `pledge`, `tenant_member`.
    pub entity_kind: Option<String>,
    pub entity_id: Option<Uuid>,
    /// `queued`, `sending`, `sent`, `failed` or `uncertain`.
    pub status: String,
    pub attempts: i32,
    /// Why the last try did not go well, in one word.
    pub error: Option<String>,
    pub sent_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
