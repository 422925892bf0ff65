//! The team's side of donations: the list, one donation with its timeline, and the acts that move it.

use cynic::{MutationBuilder, QueryBuilder};

use crate::dashboard::DayRange;
use crate::error::Error;
use crate::giving::DonationIntent;
use crate::orders::UserError;
use crate::paging::{connection, list_variables};
use crate::scalars::{LocalizedText, Money, SortDirection};
use crate::schema;
use crate::submissions_team::{Channel, Person, PersonName, TimelineEntry};
use crate::transport::{Transport, execute};

/// The states of a donation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum DonationStatus {
    /// Promised; the money has not come.
    Pending,
    /// The money came.
    Received,
    /// The money went back.
    Refunded,
    /// Will not happen.
    Cancelled,
    /// Not meant.
    Spam,
}

/// What a list of donations can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum DonationSortField {
    /// When it came in.
    CreatedAt,
    /// How much.
    Amount,
}

/// How a list of donations is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct DonationSort {
    /// By what.
    pub field: DonationSortField,
    /// Which way.
    pub direction: SortDirection,
}

/// Which donations a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct DonationWhere {
    /// Any of these states.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<DonationStatus>>,
    /// Any of these intents.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub intent: Option<Vec<DonationIntent>>,
    /// Came in on these days.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub days: Option<DayRange>,
    /// The money came on these days.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub received_days: Option<DayRange>,
}

list_variables! {
    /// Variables of the list.
    DonationListVariables: DonationWhere, DonationSort
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DonationListVariables")]
struct DonationList {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    donations: DonationConnection,
}

connection! {
    /// One page of the list.
    DonationConnection("DonationConnection"): DonationRow
}

/// The campaign of a gift.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct CampaignRef {
    /// Last part of its address.
    pub slug: String,
    /// Its name.
    pub name: LocalizedText,
}

/// What a row of the list shows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Donation")]
pub struct DonationRow {
    /// `don_…`.
    pub id: cynic::Id,
    /// `DON-00001`.
    pub number: String,
    /// Where it stands.
    pub status: DonationStatus,
    /// Who gives.
    pub donor: PersonName,
    /// Hidden from everybody but the team.
    pub is_anonymous: bool,
    /// For what.
    pub campaign: Option<CampaignRef>,
    /// What it is meant as.
    pub intent: DonationIntent,
    /// How much.
    pub amount: Money,
    /// How it came in.
    pub channel: Channel,
    /// RFC 3339.
    pub created_at: String,
}

/// A receipt given for a donation.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct DonationReceipt {
    /// `RCP-2026-00001`.
    pub number: String,
    /// RFC 3339.
    pub issued_at: String,
    /// RFC 3339; none: it stands.
    pub voided_at: Option<String>,
    /// Opens its page.
    pub token: String,
}

/// A donation as the team sees it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Donation {
    /// `don_…`.
    pub id: cynic::Id,
    /// `DON-00001`.
    pub number: String,
    /// Where it stands.
    pub status: DonationStatus,
    /// Where it can go from here.
    pub allowed_transitions: Vec<DonationStatus>,
    /// Who gives.
    pub donor: Person,
    /// Hidden from everybody but the team.
    pub is_anonymous: bool,
    /// For what.
    pub campaign: Option<CampaignRef>,
    /// What it is meant as.
    pub intent: DonationIntent,
    /// How much.
    pub amount: Money,
    /// What the donor wrote.
    pub message: Option<String>,
    /// For whom.
    pub dedication: Option<String>,
    /// Wants the receipt sent.
    pub wants_receipt: bool,
    /// RFC 3339.
    pub received_at: Option<String>,
    /// How the money came.
    pub received_by_method: Option<String>,
    /// Every receipt, void ones included.
    pub receipts: Vec<DonationReceipt>,
    /// How it came in.
    pub channel: Channel,
    /// What it is called in another program.
    pub external_reference: Option<String>,
    /// Rises with each change.
    pub version: i32,
    /// RFC 3339.
    pub created_at: String,
    /// What happened to it, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DonationVariables")]
struct OneDonation {
    #[arguments(id: $id)]
    donation: Option<Donation>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct DonationVariables {
    id: cynic::Id,
}

/// What can be done to a donation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DonationAct {
    /// The money came.
    Receive,
    /// The money goes back.
    Refund,
    /// It will not happen.
    Cancel,
    /// Back to pending.
    Reopen,
    /// Not meant.
    MarkSpam,
}

/// What is told along with an act; each act takes what it needs.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Why.
    pub reason: Option<String>,
    /// How the money came.
    pub method: Option<String>,
    /// Whether the person is told.
    pub notify: bool,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ActVariables {
    id: cynic::Id,
    method: Option<String>,
    reason: Option<String>,
    notify: bool,
    version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct RefundVariables {
    id: cynic::Id,
    reason: String,
    notify: bool,
    version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct NoteVariables {
    id: cynic::Id,
    note: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Receive {
    #[arguments(id: $id, method: $method, notify: $notify, expectedVersion: $version)]
    donation_receive: DonationReceivePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RefundVariables")]
struct Refund {
    #[arguments(id: $id, reason: $reason, notify: $notify, expectedVersion: $version)]
    donation_refund: DonationRefundPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Cancel {
    #[arguments(id: $id, reason: $reason, notify: $notify, expectedVersion: $version)]
    donation_cancel: DonationCancelPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Reopen {
    #[arguments(id: $id, reason: $reason, notify: $notify, expectedVersion: $version)]
    donation_reopen: DonationReopenPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct MarkSpam {
    #[arguments(id: $id, expectedVersion: $version)]
    donation_mark_spam: DonationMarkSpamPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "NoteVariables")]
struct AddNote {
    #[arguments(id: $id, note: $note)]
    donation_note_add: DonationNoteAddPayload,
}

/// Writes the payload of each act; they differ in name only.
macro_rules! payloads {
    ($($Payload:ident),+) => {
        $(
            #[derive(Debug, Clone, cynic::QueryFragment)]
            struct $Payload {
                donation: Option<Donation>,
                user_errors: Vec<UserError>,
            }
            impl From<$Payload> for ActedDonation {
                fn from(payload: $Payload) -> Self {
                    Self { donation: payload.donation, user_errors: payload.user_errors }
                }
            }
        )+
    };
}
payloads!(
    DonationReceivePayload,
    DonationRefundPayload,
    DonationCancelPayload,
    DonationReopenPayload,
    DonationMarkSpamPayload,
    DonationNoteAddPayload
);

/// The answer to an act.
#[derive(Debug, Clone)]
pub struct ActedDonation {
    /// The donation as it is now; none if the act was refused.
    pub donation: Option<Donation>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Asks for one page of the team's donations.
///
/// # Errors
/// As `order_list`. So for all of these.
pub async fn donation_list(
    transport: &impl Transport,
    variables: DonationListVariables,
) -> Result<DonationConnection, Error> {
    Ok(execute(transport, DonationList::build(variables)).await?.donations)
}

/// Asks for one donation; none if the tenant has none with this id.
///
/// # Errors
/// As [`donation_list`].
pub async fn donation(transport: &impl Transport, id: &str) -> Result<Option<Donation>, Error> {
    Ok(execute(transport, OneDonation::build(DonationVariables { id: cynic::Id::new(id) })).await?.donation)
}

/// Does something to a donation that was last seen at `version`.
///
/// # Errors
/// As [`donation_list`]. A refusal is not an error but in `user_errors`.
pub async fn act_on_donation(
    transport: &impl Transport,
    act: DonationAct,
    id: &cynic::Id,
    version: i32,
    told: Told,
) -> Result<ActedDonation, Error> {
    let (id, version) = (id.clone(), Some(version));
    let reason = told.reason.clone();
    let plain = || ActVariables {
        id: id.clone(),
        method: told.method.clone(),
        reason: reason.clone(),
        notify: told.notify,
        version,
    };
    Ok(match act {
        DonationAct::Receive => execute(transport, Receive::build(plain())).await?.donation_receive.into(),
        DonationAct::Refund => {
            let variables =
                RefundVariables { id: id.clone(), reason: reason.unwrap_or_default(), notify: told.notify, version };
            execute(transport, Refund::build(variables)).await?.donation_refund.into()
        }
        DonationAct::Cancel => execute(transport, Cancel::build(plain())).await?.donation_cancel.into(),
        DonationAct::Reopen => execute(transport, Reopen::build(plain())).await?.donation_reopen.into(),
        DonationAct::MarkSpam => execute(transport, MarkSpam::build(plain())).await?.donation_mark_spam.into(),
    })
}

/// Adds a note to a donation's timeline.
///
/// # Errors
/// As [`act_on_donation`].
pub async fn add_donation_note(
    transport: &impl Transport,
    id: &cynic::Id,
    note: String,
) -> Result<ActedDonation, Error> {
    Ok(execute(transport, AddNote::build(NoteVariables { id: id.clone(), note })).await?.donation_note_add.into())
}
