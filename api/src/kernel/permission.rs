//! Who may do what: the one table that resolvers, the menu and the buttons follow.

/// A member's place in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum)]
pub enum Role {
    /// Everything, roles of others included.
    Owner,
    /// Everything but the roles of others.
    Admin,
    /// The daily work: catalog and inbox.
    Member,
}

impl Role {
    /// From the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "owner" => Some(Self::Owner),
            "admin" => Some(Self::Admin),
            "member" => Some(Self::Member),
            _ => None,
        }
    }
}

/// A right that an act asks for. `Browse` and `Submit` are everybody's, the rest a team's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum)]
pub enum Permission {
    /// See what the storefront shows.
    Browse,
    /// Leave an order, a donation, a pledge, a visit.
    Submit,
    /// See orders, donations and pledges with the people behind them.
    ViewSubmissions,
    /// Move them through their states, take notes.
    WorkOrders,
    /// See drafts and archived items.
    ViewCatalog,
    /// Change items and their pictures.
    EditCatalog,
    /// Change the storefront's settings.
    EditStorefront,
    /// See figures: the dashboard, channels, usage.
    ViewFigures,
    /// See who is in the team.
    ViewTeam,
    /// Invite, resend, revoke, remove.
    ManageTeam,
    /// Change a colleague's role.
    ChangeRoles,
    /// Change the tenant itself: name, address, licence, whether it asks for a second factor.
    ManageTenant,
    /// Take submissions out as a file.
    ExportData,
    /// See who did what.
    ViewAudit,
    /// Make and revoke API keys.
    ManageKeys,
    /// Choose what is sent to whom; no field asks for it yet.
    ManageNotifications,
    /// Keep views of lists for the whole team.
    ShareViews,
    /// The program's own work in a tenant's name: jobs and the seed. No request ever has it.
    Maintain,
}

impl Permission {
    /// Every right there is.
    pub const ALL: [Self; 18] = [
        Self::Browse,
        Self::Submit,
        Self::ViewSubmissions,
        Self::WorkOrders,
        Self::ViewCatalog,
        Self::EditCatalog,
        Self::EditStorefront,
        Self::ViewFigures,
        Self::ViewTeam,
        Self::ManageTeam,
        Self::ChangeRoles,
        Self::ManageTenant,
        Self::ExportData,
        Self::ViewAudit,
        Self::ManageKeys,
        Self::ManageNotifications,
        Self::ShareViews,
        Self::Maintain,
    ];

    /// What a member with `role` may do.
    #[must_use]
    pub fn of(role: Role) -> Vec<Self> {
        Self::ALL.into_iter().filter(|right| right.is_granted_to(role)).collect()
    }

    /// The database's word; never changed once released.
    #[must_use]
    pub fn word(self) -> String {
        format!("{self:?}")
    }

    /// From the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.word() == word)
    }

    /// Whether an integrator's key may have it: the daily work and its figures, never the team, its tenant or its keys.
    #[must_use]
    pub fn is_for_keys(self) -> bool {
        matches!(
            self,
            Self::Browse
                | Self::Submit
                | Self::ViewSubmissions
                | Self::WorkOrders
                | Self::ViewCatalog
                | Self::EditCatalog
                | Self::EditStorefront
                | Self::ViewFigures
                | Self::ExportData
                | Self::ViewAudit
        )
    }

    /// Whether anybody has it, signed in or not.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Browse | Self::Submit)
    }

    /// Whether a member with `role` has it.
    #[must_use]
    pub fn is_granted_to(self, role: Role) -> bool {
        match self {
            Self::Browse
            | Self::Submit
            | Self::ViewSubmissions
            | Self::WorkOrders
            | Self::ViewCatalog
            | Self::EditCatalog
            | Self::ViewFigures
            | Self::ViewTeam => true,
            Self::EditStorefront
            | Self::ManageTeam
            | Self::ManageTenant
            | Self::ExportData
            | Self::ViewAudit
            | Self::ManageKeys
            | Self::ManageNotifications
            | Self::ShareViews => matches!(role, Role::Owner | Role::Admin),
            Self::ChangeRoles => role == Role::Owner,
            Self::Maintain => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_role_has_every_right_of_a_lower_one_and_nobody_maintains() {
        let (member, admin, owner) =
            (Permission::of(Role::Member), Permission::of(Role::Admin), Permission::of(Role::Owner));
        assert!(member.iter().all(|right| admin.contains(right)) && admin.iter().all(|right| owner.contains(right)));
        assert!(!member.contains(&Permission::EditStorefront) && admin.contains(&Permission::EditStorefront));
        assert!(!admin.contains(&Permission::ChangeRoles) && owner.contains(&Permission::ChangeRoles));
        assert!(!owner.contains(&Permission::Maintain));
    }
}
