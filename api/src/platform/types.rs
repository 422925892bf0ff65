//! Tenants as the operator sees them: counts, and nothing of whom they count.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};

use super::store::{AuditRow, TenantRow, UsageRow};
use crate::{graphql::types::UserError, storefront::types::TenantKind};

/// A tenant with its use.
#[derive(Debug, Clone, SimpleObject)]
pub struct PlatformTenant {
    /// `tnt_…`.
    id: ID,
    /// The label of its host.
    slug: String,
    /// The team's name for it.
    name: String,
    /// Shop or charity.
    kind: TenantKind,
    /// False while it is suspended.
    is_active: bool,
    /// Why it is suspended.
    suspended_reason: Option<String>,
    /// When it was founded.
    created_at: DateTime<Utc>,
    /// Active members of its team.
    members: i32,
    /// The address of one of its owners, to write to.
    owner_email: Option<String>,
    /// Orders, donations and pledges of the last 30 days that count.
    submissions: i32,
    /// Visits of the last 30 days.
    visits: i32,
}

fn whole(n: i64) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

impl From<TenantRow> for PlatformTenant {
    fn from(row: TenantRow) -> Self {
        Self {
            id: row.id.to_string().into(),
            slug: row.slug,
            name: row.name,
            kind: if row.kind == "charity" { TenantKind::Charity } else { TenantKind::Shop },
            is_active: row.is_active,
            suspended_reason: row.suspended_reason,
            created_at: row.created_at,
            members: whole(row.members),
            owner_email: row.owner_email,
            submissions: whole(row.submissions),
            visits: whole(row.visits),
        }
    }
}

/// Some of the platform's tenants.
#[derive(Debug, Clone, SimpleObject)]
pub struct PlatformTenantList {
    /// The tenants, newest first.
    pub(super) nodes: Vec<PlatformTenant>,
    /// How many there are in all that match.
    pub(super) total_count: i32,
}

/// The platform at a glance.
#[derive(Debug, Clone, SimpleObject)]
pub struct PlatformUsage {
    /// Tenants there are.
    tenants: i32,
    /// Those of them that are suspended.
    suspended_tenants: i32,
    /// Those that anything came in for within 30 days.
    active_tenants: i32,
    /// People with an account.
    people: i32,
    /// Orders of the last 30 days that count.
    orders: i32,
    /// Donations of the last 30 days that count.
    donations: i32,
    /// Pledges of the last 30 days that count.
    pledges: i32,
    /// Visits of the last 30 days.
    visits: i32,
}

impl From<UsageRow> for PlatformUsage {
    fn from(row: UsageRow) -> Self {
        Self {
            tenants: whole(row.tenants),
            suspended_tenants: whole(row.suspended),
            active_tenants: whole(row.lively),
            people: whole(row.people),
            orders: whole(row.orders),
            donations: whole(row.donations),
            pledges: whole(row.pledges),
            visits: whole(row.visits),
        }
    }
}

/// A line of the operator's log.
#[derive(Debug, Clone, SimpleObject)]
pub struct PlatformAuditEvent {
    /// Opaque.
    id: ID,
    /// When.
    at: DateTime<Utc>,
    /// `operator`, `identity` (a person over their own account) or `system` (the command line, the program).
    actor: String,
    /// Their address, if it is known.
    actor_email: Option<String>,
    /// What was done, e.g. `tenant.suspended`.
    action: String,
    /// The slug of the tenant it was done to, if it was one.
    tenant_slug: Option<String>,
    /// Why, where whoever did it had to say so.
    reason: Option<String>,
    /// Finds the request in the program's log.
    request_id: Option<String>,
}

impl From<AuditRow> for PlatformAuditEvent {
    fn from(row: AuditRow) -> Self {
        Self {
            id: row.id.simple().to_string().into(),
            at: row.created_at,
            actor: row.actor_kind,
            actor_email: row.actor_email,
            action: row.action,
            tenant_slug: row.tenant_slug,
            reason: row.reason,
            request_id: row.request_id,
        }
    }
}

/// Whom to blank, and where.
#[derive(Debug, Clone, InputObject)]
pub struct PersonEraseInput {
    /// `tnt_…` of the tenant in whose books they stand.
    pub tenant_id: ID,
    /// The phone they left; this, or the address, or both.
    pub phone: Option<String>,
    /// The address they left.
    pub email: Option<String>,
    /// Why, 1 to 500 characters; operators see it, and it is kept, so it may not hold the phone or the address.
    pub reason: String,
    /// Whether the account with this address goes too, with its password, sessions and places in every team. Refused for
    /// the last owner of a tenant, and for an operator.
    #[graphql(default)]
    pub with_account: bool,
}

/// What became of the account with the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ErasedAccount {
    /// No address was given, or nobody has an account with it.
    None,
    /// There is one, and it was not asked for: it stays as it is.
    Left,
    /// It is gone, with all that was in it.
    Erased,
}

/// How much was blanked.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct ErasedCounts {
    /// Orders.
    pub(super) orders: i32,
    /// Donations.
    pub(super) donations: i32,
    /// Pledges.
    pub(super) pledges: i32,
    /// Visits that were tied to them; they still count, as nobody's.
    pub(super) visits: i32,
    /// Letters in the log of which it is no longer told to whom they went.
    pub(super) letters: i32,
    /// Places in teams and invitations to them.
    pub(super) memberships: i32,
    /// What became of the account.
    pub(super) account: ErasedAccount,
}

/// A count as the API tells it.
pub(super) fn count(n: u64) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// Answer to `personErase`.
#[derive(Debug, SimpleObject)]
pub struct PersonErasePayload {
    /// How much was blanked; null if it was refused.
    pub erased: Option<ErasedCounts>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Answer to `platformTenantSuspend` and `platformTenantReactivate`.
#[derive(Debug, SimpleObject)]
pub struct PlatformTenantPayload {
    /// The tenant as it is now; null if the act was refused.
    pub tenant: Option<PlatformTenant>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}
