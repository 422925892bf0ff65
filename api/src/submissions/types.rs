//! What the three kinds of submission share in the API.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entity::submissions;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What was submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubmissionKind {
    /// An order.
    Order,
    /// A donation.
    Donation,
    /// A pledge.
    Pledge,
}

impl SubmissionKind {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Donation => "donation",
            Self::Pledge => "pledge",
        }
    }

    /// What the audit calls a note of the team beside it.
    #[must_use]
    pub fn noted(self) -> &'static str {
        match self {
            Self::Order => "order.noted",
            Self::Donation => "donation.noted",
            Self::Pledge => "pledge.noted",
        }
    }

    /// What the audit calls another reference of it.
    #[must_use]
    pub fn referenced(self) -> &'static str {
        match self {
            Self::Order => "order.referenced",
            Self::Donation => "donation.referenced",
            Self::Pledge => "pledge.referenced",
        }
    }

    /// From the database's word; None for what is no submission.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Order, Self::Donation, Self::Pledge].into_iter().find(|kind| kind.word() == word)
    }
}

/// Where a submission came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The storefront or the API.
    Web,
    /// An assistant on the storefront, which this version does not have.
    Assistant,
    /// Recorded by the team from a call.
    Phone,
    /// Recorded by the team from Instagram.
    Instagram,
    /// Recorded by the team from WhatsApp.
    Whatsapp,
    /// Recorded by the team at the door.
    WalkIn,
}

impl Channel {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Assistant => "assistant",
            Self::Phone => "phone",
            Self::Instagram => "instagram",
            Self::Whatsapp => "whatsapp",
            Self::WalkIn => "walk_in",
        }
    }

    /// From the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "assistant" => Self::Assistant,
            "phone" => Self::Phone,
            "instagram" => Self::Instagram,
            "whatsapp" => Self::Whatsapp,
            "walk_in" => Self::WalkIn,
            _ => Self::Web,
        }
    }
}

/// Who submits.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct PersonInput {
    /// 1 to 120 characters.
    pub name: String,
    /// International form, or eight digits for Kuwait. ASCII digits.
    pub phone: String,
    /// Optional.
    pub email: Option<String>,
}

/// The person behind a submission. The team's eyes only.
#[derive(Debug, Clone, SimpleObject)]
pub struct Person {
    /// Name.
    pub name: String,
    /// In international form.
    pub phone: String,
    /// If given.
    pub email: Option<String>,
}

/// One line of a submission's history.
#[derive(Debug, Clone, SimpleObject)]
pub struct TimelineEntry {
    /// `evt_…`.
    id: ID,
    /// `submitted`, `status`, `note`, `paid`, `unpaid`, `edited`; `letter` for one that went out, `letter_lost` for one
    /// that failed or may not have arrived: their note names the letter and, masked, who it went to.
    kind: String,
    /// `visitor`, `member`, `key`, `job` or `operator`.
    actor: String,
    /// State before, for a move.
    from: Option<String>,
    /// State after, for a move.
    to: Option<String>,
    /// Reason or note.
    note: Option<String>,
    /// When.
    at: DateTime<Utc>,
}

impl From<submissions::Model> for TimelineEntry {
    fn from(row: submissions::Model) -> Self {
        Self {
            id: row.id.to_string().into(),
            kind: row.kind,
            actor: row.actor_kind,
            from: row.from_status.map(|s| s.to_uppercase()),
            to: row.to_status.map(|s| s.to_uppercase()),
            note: row.note,
            at: row.created_at,
        }
    }
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Orders neither cancelled nor spam, by the day they came in.
    Order,
    /// Donations pending or received, by the day they came in.
    Donation,
    /// Donations received, by the day they were received.
    DonationReceived,
    /// Pledges neither cancelled nor spam, by the day they came in.
    Pledge,
    /// Payments of pledges that stand, by the day they were paid.
    PledgePaid,
    /// Pieces of one item in orders that count; its source is the item.
    Item,
}

impl Figure {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Donation => "donation",
            Self::DonationReceived => "donation_received",
            Self::Pledge => "pledge",
            Self::PledgePaid => "pledge_paid",
            Self::Item => "item",
        }
    }

    /// Whether it counts submissions themselves, so that the visit behind one counts as a conversion along with it.
    #[must_use]
    pub fn converts(self) -> bool {
        matches!(self, Self::Order | Self::Donation | Self::Pledge)
    }
}

/// A change of the figures: so many more (or fewer), so much more (or less) money.
#[derive(Debug, Clone)]
pub struct Delta {
    /// Of which figure.
    pub figure: Figure,
    /// The day it counts for, in the tenant's zone: see [`Figure`].
    pub day: NaiveDate,
    /// The channel the submission came by; for [`Figure::Item`] the item.
    pub source: String,
    /// How many more; negative for fewer, 0 when only the amount changed.
    pub n: i32,
    /// How much more; negative for less.
    pub amount: Decimal,
}
