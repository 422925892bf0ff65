//! Who is signed in, and in which teams.

use cynic::QueryBuilder;

use crate::error::Error;
use crate::schema;
use crate::storefront::{Locale, TenantKind};
use crate::transport::{Transport, execute};

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Viewer {
    /// The person.
    pub user: User,
    /// The teams they belong to.
    pub memberships: Vec<Membership>,
}

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct User {
    /// Opaque.
    pub id: cynic::Id,
    /// Name; empty if not told.
    pub name: String,
    /// Address they sign in with.
    pub email: String,
    /// The language they read.
    pub locale: Locale,
    /// Whether signing in asks for a second factor.
    pub mfa_enabled: bool,
    /// Whether they keep the platform.
    pub is_platform_operator: bool,
}

/// A place in a tenant's team.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Membership {
    /// Whose team.
    pub tenant: MembershipTenant,
    /// As what.
    pub role: Role,
    /// What this role may do.
    pub permissions: Vec<Permission>,
}

/// A tenant as its team's menu names it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct MembershipTenant {
    /// Label of its host.
    pub slug: String,
    /// The team's name for it.
    pub name: String,
    /// Shop or charity.
    pub kind: TenantKind,
    /// Whether its members need a second factor.
    pub requires_mfa: bool,
}

/// A member's place in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything but the roles of others.
    Admin,
    /// The daily work.
    Member,
}

/// A right that an act asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
#[cynic(non_exhaustive)]
pub enum Permission {
    /// See orders with the people behind them.
    ViewSubmissions,
    /// Move them through their states, take notes.
    WorkOrders,
    /// See drafts and archived items.
    ViewCatalog,
    /// Change items.
    EditCatalog,
    /// Change the storefront's settings.
    EditStorefront,
    /// See figures.
    ViewFigures,
    /// See who is in the team.
    ViewTeam,
    /// Invite, resend, revoke, remove.
    ManageTeam,
    /// Change a colleague's role.
    ChangeRoles,
    /// Change the tenant itself.
    ManageTenant,
    /// Take submissions out as a file.
    ExportData,
    /// See who did what.
    ViewAudit,
    /// Make and revoke API keys.
    ManageKeys,
    /// See what was sent to whom, choose what is sent.
    ManageNotifications,
    /// Keep views of lists for the whole team.
    ShareViews,
    /// Any right that no page asks about.
    #[cynic(fallback)]
    Other,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ViewerQuery {
    viewer: Option<Viewer>,
}

/// Asks who is signed in; none: nobody.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED` if the token does not stand.
pub async fn viewer(transport: &impl Transport) -> Result<Option<Viewer>, Error> {
    Ok(execute(transport, ViewerQuery::build(())).await?.viewer)
}
