//! `audit_events`: who changed what; append only.

use sea_orm::entity::prelude::*;

use crate::ids::{AuditId, TenantId};

/// A row of `audit_events`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    /// `visitor`, `member`, `key`, `job` or `operator`.
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    /// Noun and past verb, e.g. `order.moved`.
    pub action: String,
    pub entity_kind: String,
    pub entity_id: Uuid,
    /// States, versions and ids; never personal data.
    pub before: Option<Json>,
    pub after: Option<Json>,
    pub request_id: Option<String>,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
