//! `tenant_members`: who may work for a tenant, and as what.

use sea_orm::entity::prelude::*;

use crate::ids::{MemberId, TenantId, UserId};

/// A row of `tenant_members`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tenant_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberId,
    pub user_id: Option<UserId>,
    pub email: String,
    /// `owner`, `admin` or `member`.
    pub role: String,
    /// `invited`, `active` or `removed`.
    pub status: String,
    /// Until when the invitation can be accepted.
    pub invite_expires_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
