//! The team's side of pledges: the list, one pledge with its timeline, and the acts that move it.

use cynic::{MutationBuilder, QueryBuilder};

use crate::dashboard::DayRange;
use crate::donations_team::CampaignRef;
use crate::error::Error;
use crate::orders::UserError;
use crate::paging::{connection, list_variables};
use crate::scalars::{Money, SortDirection};
use crate::schema;
use crate::submissions_team::{Channel, Person, PersonName, TimelineEntry};
use crate::transport::{Transport, execute};

/// The states of a pledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum PledgeStatus {
    /// Nothing is late.
    Active,
    /// A part is past its day and not paid.
    Overdue,
    /// Paid in full.
    Fulfilled,
    /// Will not happen.
    Cancelled,
    /// Not meant.
    Spam,
}

/// What a list of pledges can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum PledgeSortField {
    /// When it came in.
    CreatedAt,
    /// How much.
    Amount,
    /// Until when.
    TargetDate,
}

/// How a list of pledges is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct PledgeSort {
    /// By what.
    pub field: PledgeSortField,
    /// Which way.
    pub direction: SortDirection,
}

/// Which pledges a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct PledgeWhere {
    /// Any of these states.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<PledgeStatus>>,
    /// Came in on these days.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub days: Option<DayRange>,
}

list_variables! {
    /// Variables of the list.
    PledgeListVariables: PledgeWhere, PledgeSort
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PledgeListVariables")]
struct PledgeList {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    pledges: PledgeConnection,
}

connection! {
    /// One page of the list.
    PledgeConnection("PledgeConnection"): PledgeRow
}

/// What a row of the list shows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Pledge")]
pub struct PledgeRow {
    /// `plg_…`.
    pub id: cynic::Id,
    /// `PLG-00001`.
    pub number: String,
    /// Where it stands.
    pub status: PledgeStatus,
    /// Who promised.
    pub pledger: PersonName,
    /// For what.
    pub campaign: Option<CampaignRef>,
    /// How much is promised.
    pub amount: Money,
    /// How much has come.
    pub fulfilled_amount: Money,
    /// `YYYY-MM-DD`.
    pub target_date: String,
    /// How it came in.
    pub channel: Channel,
    /// RFC 3339.
    pub created_at: String,
}

/// A part of a pledge.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct PledgeInstalment {
    /// 1 falls due first.
    pub place: i32,
    /// `YYYY-MM-DD`.
    pub due_date: String,
    /// How much falls due.
    pub amount: Money,
    /// How much of it is paid.
    pub paid: Money,
}

/// Money that came on a pledge.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct PledgePayment {
    /// `pay_…`.
    pub id: cynic::Id,
    /// How much.
    pub amount: Money,
    /// `YYYY-MM-DD`.
    pub received_on: String,
    /// How it came.
    pub method: String,
    /// RFC 3339; none: it stands.
    pub voided_at: Option<String>,
}

/// A pledge as the team sees it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Pledge {
    /// `plg_…`.
    pub id: cynic::Id,
    /// `PLG-00001`.
    pub number: String,
    /// Where it stands.
    pub status: PledgeStatus,
    /// Where it can go from here.
    pub allowed_transitions: Vec<PledgeStatus>,
    /// Who promised.
    pub pledger: Person,
    /// For what.
    pub campaign: Option<CampaignRef>,
    /// How much is promised.
    pub amount: Money,
    /// How much has come.
    pub fulfilled_amount: Money,
    /// How much is still open.
    pub open_amount: Money,
    /// `YYYY-MM-DD`.
    pub target_date: String,
    /// What the pledger wrote.
    pub note: Option<String>,
    /// Its parts, the first due first.
    pub instalments: Vec<PledgeInstalment>,
    /// The money that came.
    pub payments: Vec<PledgePayment>,
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
#[cynic(graphql_type = "Query", variables = "PledgeVariables")]
struct OnePledge {
    #[arguments(id: $id)]
    pledge: Option<Pledge>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct PledgeVariables {
    id: cynic::Id,
}

/// What can be done to a pledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PledgeAct {
    /// Money came: how much and how, and whether more than is open is meant.
    Pay {
        /// A decimal string of ASCII digits.
        amount: String,
        /// How it came.
        method: String,
        /// More than is open is meant.
        allow_over: bool,
    },
    /// A payment is void, with the reason.
    Void(cynic::Id, String),
    /// It will not happen.
    Cancel(Option<String>, bool),
    /// Taken back from spam.
    Reopen,
    /// Not meant.
    MarkSpam,
}

/// Money that came on a pledge.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
struct PledgePaymentInput {
    amount: String,
    method: String,
    allow_over: bool,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ActVariables {
    id: cynic::Id,
    reason: Option<String>,
    notify: bool,
    version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct PayVariables {
    id: cynic::Id,
    input: PledgePaymentInput,
    version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct VoidVariables {
    id: cynic::Id,
    reason: String,
    version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct NoteVariables {
    id: cynic::Id,
    note: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PayVariables")]
struct Pay {
    #[arguments(id: $id, input: $input, expectedVersion: $version)]
    pledge_payment_record: PledgePaymentRecordPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "VoidVariables")]
struct Void {
    #[arguments(id: $id, reason: $reason, expectedVersion: $version)]
    pledge_payment_void: PledgePaymentVoidPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Cancel {
    #[arguments(id: $id, reason: $reason, notify: $notify, expectedVersion: $version)]
    pledge_cancel: PledgeCancelPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Reopen {
    #[arguments(id: $id, expectedVersion: $version)]
    pledge_reopen: PledgeReopenPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct MarkSpam {
    #[arguments(id: $id, expectedVersion: $version)]
    pledge_mark_spam: PledgeMarkSpamPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "NoteVariables")]
struct AddNote {
    #[arguments(id: $id, note: $note)]
    pledge_note_add: PledgeNoteAddPayload,
}

/// Writes the payload of each act; they differ in name only.
macro_rules! payloads {
    ($($Payload:ident),+) => {
        $(
            #[derive(Debug, Clone, cynic::QueryFragment)]
            struct $Payload {
                pledge: Option<Pledge>,
                user_errors: Vec<UserError>,
            }
            impl From<$Payload> for ActedPledge {
                fn from(payload: $Payload) -> Self {
                    Self { pledge: payload.pledge, user_errors: payload.user_errors }
                }
            }
        )+
    };
}
payloads!(
    PledgePaymentRecordPayload,
    PledgePaymentVoidPayload,
    PledgeCancelPayload,
    PledgeReopenPayload,
    PledgeMarkSpamPayload,
    PledgeNoteAddPayload
);

/// The answer to an act.
#[derive(Debug, Clone)]
pub struct ActedPledge {
    /// The pledge as it is now; none if the act was refused.
    pub pledge: Option<Pledge>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Asks for one page of the team's pledges.
///
/// # Errors
/// As `order_list`. So for all of these.
pub async fn pledge_list(
    transport: &impl Transport,
    variables: PledgeListVariables,
) -> Result<PledgeConnection, Error> {
    Ok(execute(transport, PledgeList::build(variables)).await?.pledges)
}

/// Asks for one pledge; none if the tenant has none with this id.
///
/// # Errors
/// As [`pledge_list`].
pub async fn pledge(transport: &impl Transport, id: &str) -> Result<Option<Pledge>, Error> {
    Ok(execute(transport, OnePledge::build(PledgeVariables { id: cynic::Id::new(id) })).await?.pledge)
}

/// Does something to a pledge that was last seen at `version`.
///
/// # Errors
/// As [`pledge_list`]. A refusal is not an error but in `user_errors`.
pub async fn act_on_pledge(
    transport: &impl Transport,
    act: PledgeAct,
    id: &cynic::Id,
    version: i32,
) -> Result<ActedPledge, Error> {
    let (id, version) = (id.clone(), Some(version));
    let plain = |reason, notify| ActVariables { id: id.clone(), reason, notify, version };
    Ok(match act {
        PledgeAct::Pay { amount, method, allow_over } => {
            let input = PledgePaymentInput { amount, method, allow_over };
            let variables = PayVariables { id, input, version };
            execute(transport, Pay::build(variables)).await?.pledge_payment_record.into()
        }
        PledgeAct::Void(payment, reason) => {
            let variables = VoidVariables { id: payment, reason, version };
            execute(transport, Void::build(variables)).await?.pledge_payment_void.into()
        }
        PledgeAct::Cancel(reason, notify) => {
            execute(transport, Cancel::build(plain(reason, notify))).await?.pledge_cancel.into()
        }
        PledgeAct::Reopen => execute(transport, Reopen::build(plain(None, false))).await?.pledge_reopen.into(),
        PledgeAct::MarkSpam => execute(transport, MarkSpam::build(plain(None, false))).await?.pledge_mark_spam.into(),
    })
}

/// Adds a note to a pledge's timeline.
///
/// # Errors
/// As [`act_on_pledge`].
pub async fn add_pledge_note(transport: &impl Transport, id: &cynic::Id, note: String) -> Result<ActedPledge, Error> {
    Ok(execute(transport, AddNote::build(NoteVariables { id: id.clone(), note })).await?.pledge_note_add.into())
}
