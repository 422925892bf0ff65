//! What the platform's operator sees and does over all tenants.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::schema;
use crate::storefront::TenantKind;
use crate::transport::{Transport, execute};

/// A tenant with its use.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct PlatformTenant {
    /// `tnt_…`.
    pub id: cynic::Id,
    /// The label of its host.
    pub slug: String,
    /// The team's name for it.
    pub name: String,
    /// Shop or charity.
    pub kind: TenantKind,
    /// False while it is suspended.
    pub is_active: bool,
    /// Why it is suspended.
    pub suspended_reason: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// Active members of its team.
    pub members: i32,
    /// The address of one of its owners.
    pub owner_email: Option<String>,
    /// Of the last 30 days.
    pub submissions: i32,
    /// Of the last 30 days.
    pub visits: i32,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct TenantsVariables {
    limit: i32,
    offset: i32,
    search: Option<String>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "TenantsVariables")]
struct Tenants {
    #[arguments(limit: $limit, offset: $offset, search: $search)]
    platform_tenants: PlatformTenantList,
}

/// Some of the platform's tenants.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct PlatformTenantList {
    /// Newest first.
    pub nodes: Vec<PlatformTenant>,
    /// How many match.
    pub total_count: i32,
}

/// Asks for some of the platform's tenants.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`.
pub async fn platform_tenants(
    transport: &impl Transport,
    search: &str,
    limit: i32,
    offset: i32,
) -> Result<PlatformTenantList, Error> {
    let search = Some(search.to_owned()).filter(|words| !words.is_empty());
    Ok(execute(transport, Tenants::build(TenantsVariables { limit, offset, search })).await?.platform_tenants)
}

/// The platform at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::QueryFragment)]
pub struct PlatformUsage {
    /// Tenants there are.
    pub tenants: i32,
    /// Those that are suspended.
    pub suspended_tenants: i32,
    /// Those that anything came in for.
    pub active_tenants: i32,
    /// People with an account.
    pub people: i32,
    /// Of the last 30 days.
    pub orders: i32,
    /// Of the last 30 days.
    pub donations: i32,
    /// Of the last 30 days.
    pub pledges: i32,
    /// Of the last 30 days.
    pub visits: i32,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Usage {
    platform_usage: PlatformUsage,
}

/// Asks for the platform at a glance.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`.
pub async fn platform_usage(transport: &impl Transport) -> Result<PlatformUsage, Error> {
    Ok(execute(transport, Usage::build(())).await?.platform_usage)
}

/// A line of the operator's log.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct PlatformAuditEvent {
    /// Opaque.
    pub id: cynic::Id,
    /// RFC 3339.
    pub at: String,
    /// `operator`, `identity` or `system`.
    pub actor: String,
    /// Their address, if it is known.
    pub actor_email: Option<String>,
    /// What was done.
    pub action: String,
    /// To which tenant, if it was one.
    pub tenant_slug: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct EventsVariables {
    limit: i32,
    offset: i32,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "EventsVariables")]
struct Events {
    #[arguments(limit: $limit, offset: $offset)]
    platform_audit_events: Vec<PlatformAuditEvent>,
}

/// Asks for lines of the operator's log, newest first.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`.
pub async fn platform_events(
    transport: &impl Transport,
    limit: i32,
    offset: i32,
) -> Result<Vec<PlatformAuditEvent>, Error> {
    Ok(execute(transport, Events::build(EventsVariables { limit, offset })).await?.platform_audit_events)
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct PlatformTenantPayload {
    tenant: Option<PlatformTenant>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct SuspendVariables<'a> {
    id: &'a cynic::Id,
    reason: &'a str,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SuspendVariables")]
struct Suspend {
    #[arguments(id: $id, reason: $reason)]
    platform_tenant_suspend: PlatformTenantPayload,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ReactivateVariables<'a> {
    id: &'a cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReactivateVariables")]
struct Reactivate {
    #[arguments(id: $id)]
    platform_tenant_reactivate: PlatformTenantPayload,
}

/// Closes a tenant, with a reason.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`, `NOT_FOUND`.
pub async fn suspend_tenant(
    transport: &impl Transport,
    id: &cynic::Id,
    reason: &str,
) -> Result<Outcome<PlatformTenant>, Error> {
    let answer = execute(transport, Suspend::build(SuspendVariables { id, reason })).await?.platform_tenant_suspend;
    Ok(Outcome { value: answer.tenant, user_errors: answer.user_errors })
}

/// Opens a suspended tenant again.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`, `NOT_FOUND`.
pub async fn reactivate_tenant(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<PlatformTenant>, Error> {
    let answer = execute(transport, Reactivate::build(ReactivateVariables { id })).await?.platform_tenant_reactivate;
    Ok(Outcome { value: answer.tenant, user_errors: answer.user_errors })
}

/// Whom to blank, and where.
#[derive(Debug, Clone, cynic::InputObject)]
pub struct PersonEraseInput {
    /// `tnt_…`.
    pub tenant_id: cynic::Id,
    /// The phone they left.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The address they left.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Why.
    pub reason: String,
    /// Whether the account with this address goes too.
    pub with_account: bool,
}

/// What became of the account with the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum ErasedAccount {
    /// There is none.
    None,
    /// There is one, which stays as it is.
    Left,
    /// It is gone.
    Erased,
}

/// How much was blanked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::QueryFragment)]
pub struct ErasedCounts {
    /// Orders.
    pub orders: i32,
    /// Donations.
    pub donations: i32,
    /// Pledges.
    pub pledges: i32,
    /// What became of the account.
    pub account: ErasedAccount,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct EraseVariables {
    input: PersonEraseInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EraseVariables")]
struct Erase {
    #[arguments(input: $input)]
    person_erase: PersonErasePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct PersonErasePayload {
    erased: Option<ErasedCounts>,
    user_errors: Vec<UserError>,
}

/// Blanks a person in one tenant's books.
///
/// # Errors
/// As [`execute`]; `FORBIDDEN`, `NOT_FOUND`.
pub async fn erase_person(transport: &impl Transport, input: PersonEraseInput) -> Result<Outcome<ErasedCounts>, Error> {
    let answer = execute(transport, Erase::build(EraseVariables { input })).await?.person_erase;
    Ok(Outcome { value: answer.erased, user_errors: answer.user_errors })
}
