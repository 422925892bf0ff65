//! What was sent to whom, as the API shows it. Whole addresses are nowhere in here.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    ids::{DonationId, MemberId, OrderId, PledgeId},
    notifications::Model,
};
use uuid::Uuid;

use super::letters::CAN_GO_AGAIN;
use crate::{
    graphql::{connection::connection, list::SortDirection, types::DateRangeInput},
    kernel::error::{Error, Result},
};

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DeliveryStatus {
    /// Waits for its first or its next try.
    Queued,
    /// On its way at this moment.
    Sending,
    /// The carrier has taken it.
    Sent,
    /// Given up; `error` tells why.
    Failed,
    /// Cut off while it was handed over: it may have arrived or not. It is not sent again by itself.
    Uncertain,
}

impl DeliveryStatus {
    const ALL: [Self; 5] = [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Uncertain];

    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
        }
    }
}

/// By what a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DeliveryChannel {
    /// A letter to a mailbox.
    Email,
    /// A message in a chat.
    Telegram,
}

/// One message to one recipient, and what became of it. Team.
#[derive(Debug, Clone, SimpleObject)]
pub struct NotificationDelivery {
    /// `dlv_…`.
    id: ID,
    /// What it tells: `order_confirmation`, `donation_receipt`, `invitation` or another word in small letters; new ones may come.
    event: String,
    /// By what it goes.
    channel: DeliveryChannel,
    /// The first letter and the domain of the address, e.g. `n•••@example.com`.
    recipient: String,
    /// `ord_…`, `don_…`, `plg_…` or `mbr_…`: what it is about; null for anything else.
    about: Option<ID>,
    /// The number of what it is about, e.g. `ORD-00001`; null for what has none.
    about_number: Option<String>,
    /// What became of it.
    status: DeliveryStatus,
    /// How often it was tried.
    attempts: i32,
    /// Why the last try did not go well, in one word of the program's or the carrier's; null if it did.
    error: Option<String>,
    /// Whether `notificationResend` takes it: it is no longer on its way, and is a letter that can be written anew.
    can_resend: bool,
    /// When the carrier took it.
    sent_at: Option<DateTime<Utc>>,
    /// When it was written.
    created_at: DateTime<Utc>,
    /// When this last changed.
    updated_at: DateTime<Utc>,
}

impl NotificationDelivery {
    /// The public form of a row, with the number of what it is about.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn new(row: Model, about_number: Option<String>) -> Result<Self> {
        let status = DeliveryStatus::ALL.into_iter().find(|status| status.word() == row.status);
        let status = status.ok_or_else(|| Error::fault("a delivery of an unknown status"))?;
        let is_under_way = matches!(status, DeliveryStatus::Queued | DeliveryStatus::Sending);
        Ok(Self {
            id: row.id.to_string().into(),
            can_resend: !is_under_way && CAN_GO_AGAIN.contains(&row.event.as_str()),
            event: row.event,
            channel: if row.channel == "telegram" { DeliveryChannel::Telegram } else { DeliveryChannel::Email },
            recipient: row.recipient_masked,
            about: row.entity_kind.zip(row.entity_id).and_then(|(kind, id)| about(&kind, id)),
            about_number,
            status,
            attempts: row.attempts,
            error: row.error,
            sent_at: row.sent_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

fn about(kind: &str, id: Uuid) -> Option<ID> {
    match kind {
        "order" => Some(OrderId(id).to_string().into()),
        "donation" => Some(DonationId(id).to_string().into()),
        "pledge" => Some(PledgeId(id).to_string().into()),
        "tenant_member" => Some(MemberId(id).to_string().into()),
        _ => None,
    }
}

/// The row behind an id that `about` could hold; None if it is no such id.
pub(super) fn meant(id: &ID) -> Option<Uuid> {
    id.parse::<OrderId>()
        .map(|id| id.0)
        .or_else(|_| id.parse::<DonationId>().map(|id| id.0))
        .or_else(|_| id.parse::<PledgeId>().map(|id| id.0))
        .or_else(|_| id.parse::<MemberId>().map(|id| id.0))
        .ok()
}

connection!(NotificationDelivery, NotificationDeliveryEdge, NotificationDeliveryConnection);

/// What a list of deliveries can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum NotificationDeliverySortField {
    /// When it was written.
    CreatedAt,
}

/// How a list of deliveries is sorted; without one, newest first. The id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct NotificationDeliverySort {
    /// By what.
    pub field: NotificationDeliverySortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which deliveries a list holds; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct NotificationDeliveryWhere {
    /// Any of these.
    pub status: Option<Vec<DeliveryStatus>>,
    /// What it tells: any of these, as in `event`; at most 20.
    pub event: Option<Vec<String>>,
    /// Written on these days, in the tenant's time zone.
    pub days: Option<DateRangeInput>,
    /// `ord_…`, `don_…`, `plg_…` or `mbr_…`: what it is about.
    pub about: Option<ID>,
}
