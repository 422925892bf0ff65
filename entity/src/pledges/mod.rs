//! `pledges`, their schedules and the payments on them.

/// A promise.
pub mod pledge {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ItemId, PledgeId, TenantId, VisitId};

    /// A row of `pledges`.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pledges")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PledgeId,
        pub pledge_number: String,
        pub campaign_id: ItemId,
        #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
        pub amount: Decimal,
        /// Sum of the payments that are not void.
        #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
        pub fulfilled_amount: Decimal,
        pub currency: String,
        /// In the tenant's zone.
        pub target_date: Date,
        /// `active`, `overdue`, `fulfilled`, `cancelled` or `spam`.
        pub status: String,
        pub pledger_name: String,
        pub pledger_phone: String,
        pub pledger_email: Option<String>,
        pub note: Option<String>,
        pub channel: String,
        pub is_suspect: bool,
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
}

/// A row of a schedule.
pub mod instalment {
    use sea_orm::entity::prelude::*;

    use crate::ids::{InstalmentId, PledgeId, TenantId};

    /// A row of `pledge_instalments`.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pledge_instalments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InstalmentId,
        pub pledge_id: PledgeId,
        /// 1 falls due first.
        pub place: i32,
        pub due_date: Date,
        #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
        pub amount: Decimal,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Money received.
pub mod payment {
    use sea_orm::entity::prelude::*;

    use crate::ids::{PaymentId, PledgeId, TenantId};

    /// A row of `pledge_payments`.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pledge_payments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PaymentId,
        pub pledge_id: PledgeId,
        #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
        pub amount: Decimal,
        /// In the tenant's zone.
        pub received_on: Date,
        pub method: String,
        pub note: Option<String>,
        pub created_at: DateTimeUtc,
        pub voided_at: Option<DateTimeUtc>,
        pub void_reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
