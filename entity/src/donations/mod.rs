//! `donations` and `donation_receipts`: gifts, and the papers given for them.

/// A gift.
pub mod donation {
    use sea_orm::entity::prelude::*;

    use crate::ids::{DonationId, ItemId, ReceiptId, TenantId, VisitId};

    /// A row of `donations`.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "donations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DonationId,
        pub donation_number: String,
        pub campaign_id: Option<ItemId>,
        #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
        pub amount: Decimal,
        pub currency: String,
        /// `general`, `sadaqah`, `zakat` or `waqf`.
        pub intent: String,
        /// `pending`, `received`, `refunded`, `cancelled` or `spam`.
        pub status: String,
        pub donor_name: String,
        pub donor_phone: String,
        pub donor_email: Option<String>,
        pub is_anonymous: bool,
        pub message: Option<String>,
        pub dedication: Option<String>,
        pub wants_receipt: bool,
        pub received_at: Option<DateTimeUtc>,
        pub received_by_method: Option<String>,
        /// The receipt that stands; void ones are in `donation_receipts` alone.
        pub receipt_id: Option<ReceiptId>,
        pub receipt_number: Option<String>,
        pub receipt_sent_at: Option<DateTimeUtc>,
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

/// A receipt.
pub mod receipt {
    use sea_orm::entity::prelude::*;

    use crate::ids::{DonationId, ReceiptId, TenantId};

    /// A row of `donation_receipts`.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "donation_receipts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReceiptId,
        pub donation_id: DonationId,
        /// `RCP-2026-00001`.
        pub number: String,
        /// In the tenant's zone.
        pub year: i32,
        pub serial: i64,
        #[sea_orm(column_type = "Decimal(Some((12, 3)))")]
        pub amount: Decimal,
        pub currency: String,
        pub issued_at: DateTimeUtc,
        pub voided_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
