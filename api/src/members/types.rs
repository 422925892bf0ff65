//! A person and their teams as the API shows them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{ids::UserId, members};

use super::store::{Colleague, MembershipRow};
use crate::{
    graphql::{connection::connection, list::SortDirection, types::UserError},
    identity::{service::Person, types::User},
    kernel::{
        error::{Error, Result},
        permission::{Permission, Role},
    },
    storefront::types::TenantKind,
};

/// A tenant as its team's members see it before they enter it.
#[derive(Debug, Clone, SimpleObject)]
pub struct MembershipTenant {
    /// `tnt_…`.
    id: ID,
    /// The label of its host, and the value of the header `X-Tenant`.
    slug: String,
    /// The team's name for it.
    name: String,
    /// Shop or charity.
    kind: TenantKind,
    /// False when the operator has suspended it: its fields then answer TENANT_SUSPENDED.
    is_active: bool,
    /// Whether its members need a second factor: without one its team's fields answer FORBIDDEN, reason MFA_REQUIRED.
    requires_mfa: bool,
}

/// A person's place in one team.
#[derive(Debug, Clone, SimpleObject)]
pub struct Membership {
    /// Whose team.
    tenant: MembershipTenant,
    /// As what.
    role: Role,
    /// What the role may do there; menus and buttons follow this list, and so do all fields.
    permissions: Vec<Permission>,
}

/// Whoever is signed in.
#[derive(Debug, Clone, SimpleObject)]
pub struct Viewer {
    /// The person.
    user: User,
    /// The teams they are an active member of, by name; at most 500.
    memberships: Vec<Membership>,
}

impl Viewer {
    /// From rows.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub(super) fn new(person: Person, memberships: Vec<MembershipRow>) -> Result<Self> {
        Ok(Self {
            user: person.into(),
            memberships: memberships.into_iter().map(Membership::new).collect::<Result<_>>()?,
        })
    }
}

impl Membership {
    /// From a row.
    ///
    /// # Errors
    /// A fault for a role nobody knows.
    pub(super) fn new(row: MembershipRow) -> Result<Self> {
        let role = Role::parse(&row.role).ok_or_else(|| Error::fault("a membership with an unknown role"))?;
        Ok(Self {
            tenant: MembershipTenant {
                id: row.tenant_id.to_string().into(),
                slug: row.slug,
                name: row.name,
                kind: if row.kind == "charity" { TenantKind::Charity } else { TenantKind::Shop },
                is_active: row.is_active,
                requires_mfa: row.requires_mfa,
            },
            role,
            permissions: Permission::of(role),
        })
    }
}

/// Where somebody stands in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MemberStatus {
    /// Asked, has not accepted yet.
    Invited,
    /// Works for the tenant.
    Active,
    /// Left, was taken out, or the invitation was taken back.
    Removed,
}

impl MemberStatus {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Removed => "removed",
        }
    }

    fn parse(word: &str) -> Result<Self> {
        match word {
            "invited" => Ok(Self::Invited),
            "active" => Ok(Self::Active),
            "removed" => Ok(Self::Removed),
            other => Err(Error::fault(format!("a member of the unknown status {other}"))),
        }
    }
}

/// Somebody of the team, or asked to join it. Team.
#[derive(Debug, Clone, SimpleObject)]
pub struct Member {
    /// `mbr_…`.
    id: ID,
    /// The address they were invited at, or joined with.
    email: String,
    /// Full name as they told it; empty if not told, or not joined yet.
    name: String,
    /// As what.
    role: Role,
    /// Whether they have joined.
    status: MemberStatus,
    /// Whether this is you.
    is_you: bool,
    /// Whether they have a second factor; false before they join.
    mfa_enabled: bool,
    /// Until when the invitation can be accepted; null unless it waits.
    invite_expires_at: Option<DateTime<Utc>>,
    /// Whether the invitation has lapsed: send it again.
    is_expired: bool,
    /// Rises with each change; pass it as `expectedVersion`.
    version: i32,
    /// Invited or joined at.
    created_at: DateTime<Utc>,
    /// Last changed at.
    updated_at: DateTime<Utc>,
}

impl Member {
    /// The public form of a row.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub(super) fn new(
        row: members::Model,
        person: Option<&Colleague>,
        me: Option<UserId>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let status = MemberStatus::parse(&row.status)?;
        // Who is only asked has told this team nothing yet.
        let person = person.filter(|_| status != MemberStatus::Invited);
        let until = row.invite_expires_at.filter(|_| status == MemberStatus::Invited);
        Ok(Self {
            id: row.id.to_string().into(),
            email: row.email,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            role: Role::parse(&row.role).ok_or_else(|| Error::fault("a member with an unknown role"))?,
            status,
            is_you: me.is_some() && row.user_id == me,
            mfa_enabled: person.is_some_and(|person| person.has_mfa),
            invite_expires_at: until,
            is_expired: until.is_some_and(|until| now >= until),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

connection!(Member, MemberEdge, MemberConnection);

/// What a team can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MemberSortField {
    /// When they were asked to join.
    CreatedAt,
    /// Their address.
    Email,
}

/// How a team is sorted; the first to come first if not said. The id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct MemberSort {
    /// By what.
    pub field: MemberSortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which members a list holds; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct MemberWhere {
    /// Any of these; invited and active if not said.
    pub status: Option<Vec<MemberStatus>>,
    /// Any of these.
    pub role: Option<Vec<Role>>,
}

/// Somebody to ask.
#[derive(Debug, Clone, InputObject)]
pub struct MemberInviteInput {
    /// Their address; only who has confirmed it as theirs can accept.
    pub email: String,
    /// As what. An admin invites members; owners invite anybody.
    pub role: Role,
}

/// What the bearer of an invitation's token may know of it.
#[derive(Debug, Clone, SimpleObject)]
pub struct Invitation {
    /// The team's name for its tenant.
    pub tenant_name: String,
    /// The address that was invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Whether its term is over.
    pub expired: bool,
    /// Until when it can be accepted.
    pub expires_at: Option<DateTime<Utc>>,
}

macro_rules! payloads {
    ($($name:ident for $field:literal;)*) => {$(
        #[doc = concat!("Answer to `", $field, "`.")]
        #[derive(Debug, SimpleObject)]
        pub struct $name {
            /// The member as they are now; null if the act was refused.
            pub member: Option<Member>,
            /// Why it was refused.
            pub user_errors: Vec<UserError>,
        }
    )*};
}

payloads! {
    InvitationRevokePayload for "invitationRevoke";
    MemberRoleChangePayload for "memberRoleChange";
    MemberRemovePayload for "memberRemove";
}

macro_rules! invitation_payloads {
    ($($name:ident for $field:literal;)*) => {$(
        #[doc = concat!("Answer to `", $field, "`.")]
        #[derive(Debug, SimpleObject)]
        pub struct $name {
            /// Whom it went to; null if the act was refused.
            pub member: Option<Member>,
            /// Where it is accepted, as in the mail, to be handed over by other ways too. Only the invited address can use it.
            /// Told this once.
            pub link: Option<String>,
            /// Why it was refused.
            pub user_errors: Vec<UserError>,
        }
    )*};
}

invitation_payloads! {
    MemberInvitePayload for "memberInvite";
    InvitationResendPayload for "invitationResend";
}

/// Answer to `invitationAccept`.
#[derive(Debug, SimpleObject)]
pub struct InvitationAcceptPayload {
    /// Your place in the team; null if the act was refused.
    pub membership: Option<Membership>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}
