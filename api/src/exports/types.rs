//! Exports as the API takes and answers them.

use async_graphql::{Enum, InputObject, SimpleObject};

use crate::{
    audit_log::types::AuditEventWhere,
    donations::types::DonationWhere,
    graphql::{connection::TotalCount, types::UserError},
    orders::types::OrderWhere,
    pledges::types::PledgeWhere,
};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ExportKind {
    /// Orders.
    Order,
    /// Donations. An anonymous donor's name stands in the team's columns alone.
    Donation,
    /// Pledges.
    Pledge,
    /// The log of who did what.
    AuditEvent,
}

impl ExportKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Order, Self::Donation, Self::Pledge, Self::AuditEvent];

    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Donation => "donation",
            Self::Pledge => "pledge",
            Self::AuditEvent => "audit_event",
        }
    }

    /// What its files are named: `orders` in `/exports/orders.csv`.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Order => "orders",
            Self::Donation => "donations",
            Self::Pledge => "pledges",
            Self::AuditEvent => "audit",
        }
    }
}

/// What is wanted as a file: the kind, and what its list was narrowed to. A filter of another kind is refused.
#[derive(Debug, Clone, InputObject)]
pub struct ExportRequestInput {
    /// Orders, donations, pledges, or the log.
    pub kind: ExportKind,
    /// As in the list: part of a number, name, phone or e-mail, at most 100 characters; for the
    /// log, what `auditEvents` finds.
    pub search: Option<String>,
    /// For orders: which ones.
    pub orders: Option<OrderWhere>,
    /// For donations: which ones.
    pub donations: Option<DonationWhere>,
    /// For pledges: which ones.
    pub pledges: Option<PledgeWhere>,
    /// For the log: which lines.
    pub audit: Option<AuditEventWhere>,
}

/// Answer to `exportRequest`.
#[derive(Debug, SimpleObject)]
pub struct ExportRequestPayload {
    /// To be posted within 60 seconds as the form field `ticket` to `path`; good for one download.
    pub ticket: Option<String>,
    /// Where to post it, e.g. `/exports/orders.csv`, on any host of the installation.
    pub path: Option<String>,
    /// How many rows the file will have, counted up to 10,000.
    pub row_count: Option<TotalCount>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}
