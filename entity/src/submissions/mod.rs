//! `submission_events`: the timeline of orders, donations and pledges.

use sea_orm::entity::prelude::*;

use crate::ids::{EventId, TenantId};

/// A row of `submission_events`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    /// `order`, `donation` or `pledge`.
    pub entity_kind: String,
    pub entity_id: Uuid,
    /// `submitted`, `status`, `note`, `paid` or `edited`.
    pub kind: String,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub from_status: Option<String>,
    pub to_status: Option<String>,
    /// May hold personal data, which the audit log may not.
    pub note: Option<String>,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
