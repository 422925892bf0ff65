//! A person and their teams as the API shows them.

use async_graphql::{ID, SimpleObject};

use super::store::MembershipRow;
use crate::{
    identity::service::Person,
    kernel::{
        error::{Error, Result},
        permission::{Permission, Role},
        text::Locale,
    },
    storefront::types::TenantKind,
};

/// A person who can sign in.
#[derive(Debug, Clone, SimpleObject)]
pub struct User {
    /// `usr_…`.
    id: ID,
    /// Full name; empty if not told.
    name: String,
    /// Confirmed address.
    email: String,
    /// Language the person reads.
    locale: Locale,
}

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
            user: User {
                id: person.id.to_string().into(),
                name: person.name,
                email: person.email,
                locale: Locale::from_tag(&person.locale).unwrap_or_default(),
            },
            memberships: memberships.into_iter().map(Membership::new).collect::<Result<_>>()?,
        })
    }
}

impl Membership {
    fn new(row: MembershipRow) -> Result<Self> {
        let role = Role::parse(&row.role).ok_or_else(|| Error::fault("a membership with an unknown role"))?;
        Ok(Self {
            tenant: MembershipTenant {
                id: row.tenant_id.to_string().into(),
                slug: row.slug,
                name: row.name,
                kind: if row.kind == "charity" { TenantKind::Charity } else { TenantKind::Shop },
                is_active: row.is_active,
            },
            role,
            permissions: Permission::of(role),
        })
    }
}
