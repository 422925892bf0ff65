//! What the team looks at from above: files, keys of integrators, the log of who did what.

use cynic::{MutationBuilder, QueryBuilder};

use crate::dashboard::DayRange;
use crate::donations_team::DonationWhere;
use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::orders_team::OrderWhere;
use crate::paging::{connection, list_variables};
use crate::pledges_team::PledgeWhere;
use crate::scalars::{SortDirection, TotalCount};
use crate::schema;
use crate::transport::{Transport, execute};
use crate::viewer::Permission;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum ExportKind {
    /// Orders.
    Order,
    /// Donations.
    Donation,
    /// Pledges.
    Pledge,
    /// The log of who did what.
    AuditEvent,
}

/// What is wanted as a file.
#[derive(Debug, Clone, cynic::InputObject)]
pub struct ExportRequestInput {
    /// Of which kind.
    pub kind: ExportKind,
    /// As in the list.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// For orders: which ones.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub orders: Option<OrderWhere>,
    /// For donations: which ones.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub donations: Option<DonationWhere>,
    /// For pledges: which ones.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub pledges: Option<PledgeWhere>,
    /// For the log: which lines.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditEventWhere>,
}

impl ExportRequestInput {
    /// Everything of a kind that matches some words, if there are any.
    #[must_use]
    pub fn of(kind: ExportKind, search: &str) -> Self {
        let search = Some(search.to_owned()).filter(|words| !words.is_empty());
        Self { kind, search, orders: None, donations: None, pledges: None, audit: None }
    }
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ExportVariables {
    input: ExportRequestInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ExportVariables")]
struct ExportRequest {
    #[arguments(input: $input)]
    export_request: ExportRequestPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct ExportRequestPayload {
    ticket: Option<String>,
    path: Option<String>,
    row_count: Option<TotalCount>,
    user_errors: Vec<UserError>,
}

/// A ticket for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportTicket {
    /// To be posted as the form field `ticket`.
    pub ticket: String,
    /// Where to.
    pub path: String,
    /// How many rows the file will have.
    pub rows: Option<TotalCount>,
}

/// Asks for a file.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`.
pub async fn request_export(
    transport: &impl Transport,
    input: ExportRequestInput,
) -> Result<Outcome<ExportTicket>, Error> {
    let answer = execute(transport, ExportRequest::build(ExportVariables { input })).await?.export_request;
    let value =
        answer.ticket.zip(answer.path).map(|(ticket, path)| ExportTicket { ticket, path, rows: answer.row_count });
    Ok(Outcome { value, user_errors: answer.user_errors })
}

/// A key of an integrator.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct ApiKey {
    /// `key_…`.
    pub id: cynic::Id,
    /// The team's name for it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Permission>,
    /// The end of its secret.
    pub last_four: String,
    /// RFC 3339.
    pub created_at: String,
    /// Who made it.
    pub created_by: Option<String>,
    /// RFC 3339; none: it does not end by itself.
    pub expires_at: Option<String>,
    /// RFC 3339; none: never used.
    pub last_used_at: Option<String>,
    /// Whether it stands now.
    pub is_active: bool,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ApiKeys {
    api_keys: Vec<ApiKey>,
}

/// The tenant's keys, newest first.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`.
pub async fn api_keys(transport: &impl Transport) -> Result<Vec<ApiKey>, Error> {
    Ok(execute(transport, ApiKeys::build(())).await?.api_keys)
}

/// A key to be made.
#[derive(Debug, Clone, cynic::InputObject)]
pub struct ApiKeyCreateInput {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Permission>,
    /// When it ends by itself.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct CreateKeyVariables {
    input: ApiKeyCreateInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateKeyVariables")]
struct CreateKey {
    #[arguments(input: $input)]
    api_key_create: ApiKeyCreatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct ApiKeyCreatePayload {
    secret: Option<String>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct KeyVariables<'a> {
    id: &'a cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "KeyVariables")]
struct RotateKey {
    #[arguments(id: $id)]
    api_key_rotate: ApiKeyRotatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct ApiKeyRotatePayload {
    secret: Option<String>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "KeyVariables")]
struct RevokeKey {
    #[arguments(id: $id)]
    api_key_revoke: ApiKeyRevokePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct ApiKeyRevokePayload {
    api_key: Option<ApiKey>,
    user_errors: Vec<UserError>,
}

/// Makes a key; its secret is told this once.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`.
pub async fn create_key(transport: &impl Transport, input: ApiKeyCreateInput) -> Result<Outcome<String>, Error> {
    let answer = execute(transport, CreateKey::build(CreateKeyVariables { input })).await?.api_key_create;
    Ok(Outcome { value: answer.secret, user_errors: answer.user_errors })
}

/// Replaces a key by a new one, whose secret is told this once; the old one ends a day later.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`, `NOT_FOUND`.
pub async fn rotate_key(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<String>, Error> {
    let answer = execute(transport, RotateKey::build(KeyVariables { id })).await?.api_key_rotate;
    Ok(Outcome { value: answer.secret, user_errors: answer.user_errors })
}

/// Ends a key at once.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`, `NOT_FOUND`.
pub async fn revoke_key(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<ApiKey>, Error> {
    let answer = execute(transport, RevokeKey::build(KeyVariables { id })).await?.api_key_revoke;
    Ok(Outcome { value: answer.api_key, user_errors: answer.user_errors })
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum AuditActor {
    /// Somebody without an account.
    Visitor,
    /// A member of the team.
    Member,
    /// An integrator's key.
    Key,
    /// The program by itself.
    Job,
    /// The platform's operator.
    Operator,
}

/// One fact that changed.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct AuditChange {
    /// Its name.
    pub field: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct AuditEvent {
    /// `aud_…`.
    pub id: cynic::Id,
    /// RFC 3339.
    pub at: String,
    /// What kind of actor.
    pub actor: AuditActor,
    /// Their name.
    pub actor_name: Option<String>,
    /// A noun and a past verb.
    pub action: String,
    /// What kind of thing.
    pub entity_kind: String,
    /// Which one, without the prefix of its kind.
    pub entity_id: String,
    /// Its number, where people use one.
    pub entity_number: Option<String>,
    /// What changed.
    pub changes: Vec<AuditChange>,
}

/// Which lines the log shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct AuditEventWhere {
    /// Done by any of these.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Vec<AuditActor>>,
    /// Done to any of these kinds of things.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub entity_kind: Option<Vec<String>>,
    /// Done on these days.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub days: Option<DayRange>,
}

/// What the log can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum AuditEventSortField {
    /// When it was done.
    CreatedAt,
}

/// How the log is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct AuditEventSort {
    /// By what.
    pub field: AuditEventSortField,
    /// Which way.
    pub direction: SortDirection,
}

list_variables! {
    /// Variables of the log.
    AuditListVariables: AuditEventWhere, AuditEventSort
}

connection! {
    /// One page of the log.
    AuditPage("AuditEventConnection"): AuditEvent
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "AuditListVariables")]
struct AuditLog {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    audit_events: AuditPage,
}

/// Asks for one page of the log.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`, `BAD_INPUT` for a cursor of another list.
pub async fn audit_log(transport: &impl Transport, variables: AuditListVariables) -> Result<AuditPage, Error> {
    Ok(execute(transport, AuditLog::build(variables)).await?.audit_events)
}
