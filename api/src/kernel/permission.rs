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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// The program's own work in a tenant's name: jobs and the seed. No request ever has it.
    Maintain,
}

impl Permission {
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
            | Self::EditCatalog => true,
            Self::EditStorefront => matches!(role, Role::Owner | Role::Admin),
            Self::Maintain => false,
        }
    }
}
