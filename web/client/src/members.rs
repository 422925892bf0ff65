//! The team: who is in it, who is asked to join, and joining.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::paging::{connection, list_variables};
use crate::scalars::SortDirection;
use crate::schema;
use crate::transport::{Transport, execute};
use crate::viewer::{Membership, Role};

/// Where somebody stands in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum MemberStatus {
    /// Asked, has not accepted yet.
    Invited,
    /// Works here.
    Active,
    /// Not any more.
    Removed,
}

/// Somebody of the team, or asked to join it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Member {
    /// `mbr_…`.
    pub id: cynic::Id,
    /// The address they were invited at.
    pub email: String,
    /// Full name; empty if not told, or not joined yet.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Whether they have joined.
    pub status: MemberStatus,
    /// Whether this is whoever asks.
    pub is_you: bool,
    /// Whether they have a second factor.
    pub mfa_enabled: bool,
    /// RFC 3339; until when the invitation can be accepted.
    pub invite_expires_at: Option<String>,
    /// Whether the invitation has lapsed.
    pub is_expired: bool,
    /// Rises with each change.
    pub version: i32,
    /// RFC 3339.
    pub created_at: String,
}

/// Which members a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct MemberWhere {
    /// Any of these; those who left only if asked for.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<MemberStatus>>,
    /// Any of these roles.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub role: Option<Vec<Role>>,
}

/// What a team can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum MemberSortField {
    /// When they were asked to join.
    CreatedAt,
    /// Their address.
    Email,
}

/// How a team is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct MemberSort {
    /// By what.
    pub field: MemberSortField,
    /// Which way.
    pub direction: SortDirection,
}

list_variables! {
    /// Variables of the list of a team.
    MemberListVariables: MemberWhere, MemberSort
}

connection! {
    /// One page of a team.
    Members("MemberConnection"): Member
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "MemberListVariables")]
struct Team {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    members: Members,
}

/// What the bearer of an invitation may know of it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Invitation {
    /// Who invites.
    pub tenant_name: String,
    /// The address that was invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Whether its term is over.
    pub expired: bool,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct TokenVariables {
    token: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "TokenVariables")]
struct InvitationQuestion {
    #[arguments(token: $token)]
    invitation: Option<Invitation>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "TokenVariables")]
struct Accept {
    #[arguments(token: $token)]
    invitation_accept: InvitationAcceptPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct InvitationAcceptPayload {
    membership: Option<Membership>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::InputObject)]
struct MemberInviteInput {
    email: String,
    role: Role,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct InviteVariables {
    input: MemberInviteInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "InviteVariables")]
struct Invite {
    #[arguments(input: $input)]
    member_invite: MemberInvitePayload,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct MemberVariables {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "MemberVariables")]
struct Resend {
    #[arguments(id: $id)]
    invitation_resend: InvitationResendPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "MemberVariables")]
struct Revoke {
    #[arguments(id: $id)]
    invitation_revoke: InvitationRevokePayload,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct RoleVariables {
    id: cynic::Id,
    role: Role,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RoleVariables")]
struct ChangeRole {
    #[arguments(id: $id, role: $role, expectedVersion: $expected_version)]
    member_role_change: MemberRoleChangePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "MemberVariables")]
struct Remove {
    #[arguments(id: $id)]
    member_remove: MemberRemovePayload,
}

/// Writes the payload of each act; they differ in name only.
macro_rules! payloads {
    ($($Payload:ident),+) => {
        $(
            #[derive(Debug, Clone, cynic::QueryFragment)]
            struct $Payload {
                member: Option<Member>,
                user_errors: Vec<UserError>,
            }
            impl From<$Payload> for Outcome<Member> {
                fn from(payload: $Payload) -> Self {
                    Self { value: payload.member, user_errors: payload.user_errors }
                }
            }
        )+
    };
}
payloads!(InvitationRevokePayload, MemberRoleChangePayload, MemberRemovePayload);

/// Somebody who was just asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Whom.
    pub member: Member,
    /// Where the invitation is accepted; told this once.
    pub link: String,
}

macro_rules! invitation_payloads {
    ($($Payload:ident),+) => {
        $(
            #[derive(Debug, Clone, cynic::QueryFragment)]
            struct $Payload {
                member: Option<Member>,
                link: Option<String>,
                user_errors: Vec<UserError>,
            }
            impl From<$Payload> for Outcome<Invited> {
                fn from(payload: $Payload) -> Self {
                    let value = payload.member.zip(payload.link).map(|(member, link)| Invited { member, link });
                    Self { value, user_errors: payload.user_errors }
                }
            }
        )+
    };
}
invitation_payloads!(MemberInvitePayload, InvitationResendPayload);

/// Asks for one page of the team and whom it has asked to join.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`. So for all of these.
pub async fn members(transport: &impl Transport, variables: MemberListVariables) -> Result<Members, Error> {
    Ok(execute(transport, Team::build(variables)).await?.members)
}

/// Asks somebody to join.
///
/// # Errors
/// As [`members`].
pub async fn invite_member(transport: &impl Transport, email: String, role: Role) -> Result<Outcome<Invited>, Error> {
    let operation = Invite::build(InviteVariables { input: MemberInviteInput { email, role } });
    Ok(execute(transport, operation).await?.member_invite.into())
}

/// Sends an invitation again; the link before is worth nothing then.
///
/// # Errors
/// As [`members`].
pub async fn resend_invitation(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<Invited>, Error> {
    Ok(execute(transport, Resend::build(MemberVariables { id: id.clone() })).await?.invitation_resend.into())
}

/// Takes an invitation back.
///
/// # Errors
/// As [`members`].
pub async fn revoke_invitation(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<Member>, Error> {
    Ok(execute(transport, Revoke::build(MemberVariables { id: id.clone() })).await?.invitation_revoke.into())
}

/// Gives a colleague, last seen at `version`, another role.
///
/// # Errors
/// As [`members`].
pub async fn change_member_role(
    transport: &impl Transport,
    id: &cynic::Id,
    role: Role,
    version: i32,
) -> Result<Outcome<Member>, Error> {
    let operation = ChangeRole::build(RoleVariables { id: id.clone(), role, expected_version: Some(version) });
    Ok(execute(transport, operation).await?.member_role_change.into())
}

/// Takes a colleague out of the team.
///
/// # Errors
/// As [`members`].
pub async fn remove_member(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<Member>, Error> {
    Ok(execute(transport, Remove::build(MemberVariables { id: id.clone() })).await?.member_remove.into())
}

/// Looks an invitation up by its secret; none if there is none. Needs nobody signed in.
///
/// # Errors
/// As [`execute`].
pub async fn invitation(transport: &impl Transport, token: String) -> Result<Option<Invitation>, Error> {
    Ok(execute(transport, InvitationQuestion::build(TokenVariables { token })).await?.invitation)
}

/// Joins the team.
///
/// # Errors
/// As [`members`].
pub async fn accept_invitation(transport: &impl Transport, token: String) -> Result<Outcome<Membership>, Error> {
    let InvitationAcceptPayload { membership, user_errors } =
        execute(transport, Accept::build(TokenVariables { token })).await?.invitation_accept;
    Ok(Outcome { value: membership, user_errors })
}
