//! The app's addresses: written and read in one place. The tenant stands in the path, so that a link can be shared and
//! two tabs can be in two tenants.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// `/`: the first page of the tenant last visited.
    Home,
    /// The pages before one is let in.
    Door(Door),
    /// The user's own pages, which belong to no tenant.
    Account(Account),
    /// `/platform…`: the operator's pages.
    Platform,
    /// `/new`: founding a tenant.
    Founding,
    /// `/dev/gallery`.
    Gallery,
    /// `/<tenant>/<page>…`.
    Tenant {
        /// The tenant's slug.
        tenant: String,
        /// Which of its pages.
        page: Page,
    },
    /// Anything else.
    Unknown,
}

/// The pages before one is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Logging in.
    Login,
    /// Making an account.
    SignUp,
    /// Showing that the e-mail address is one's own.
    Confirm,
    /// Asking for another password.
    Forgot,
    /// Choosing it.
    Reset,
    /// Joining a team.
    Invitation,
}

impl Door {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Login, Self::SignUp, Self::Confirm, Self::Forgot, Self::Reset, Self::Invitation];

    /// Its address.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Login => "/login",
            Self::SignUp => "/signup",
            Self::Confirm => "/confirm",
            Self::Forgot => "/forgot",
            Self::Reset => "/reset",
            Self::Invitation => "/invitation",
        }
    }

    /// Its address, carrying on where one wants to go in the end.
    pub(crate) fn then(self, next: &str) -> String {
        if next == "/" {
            self.path().to_owned()
        } else {
            format!("{}?next={}", self.path(), utf8_percent_encode(next, ESCAPED))
        }
    }
}

/// The user's own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    /// Name, language.
    Profile,
    /// Password, second factor, sessions.
    Security,
}

impl Account {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Profile, Self::Security];

    /// Its address.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Profile => "/account",
            Self::Security => "/account/security",
        }
    }
}

/// The operator's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlatformPage {
    /// Every tenant.
    Tenants,
    /// The operators' log.
    Log,
}

impl PlatformPage {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Tenants, Self::Log];

    /// Its address.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Tenants => "/platform",
            Self::Log => "/platform/log",
        }
    }
}

/// Where a tenant is founded.
pub(crate) const FOUNDING: &str = "/new";

/// The pages of a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// Orders, donations and pledges in one list.
    Inbox,
    /// The list of orders and each of them.
    Orders,
    /// The list of donations and each of them.
    Donations,
    /// The list of pledges and each of them.
    Pledges,
    /// The figures of any days.
    Dashboard,
    /// The list of items.
    Catalog,
    /// The storefront's settings.
    Storefront,
    /// What was sent to whom.
    Letters,
    /// Who works here.
    Team,
    /// Keys of integrators, and how to begin.
    Integrations,
    /// Who did what.
    Audit,
    /// Name, address, licence, rules of the tenant.
    Settings,
}

impl Page {
    /// All of them.
    pub(crate) const ALL: [Self; 12] = [
        Self::Inbox,
        Self::Orders,
        Self::Donations,
        Self::Pledges,
        Self::Dashboard,
        Self::Catalog,
        Self::Storefront,
        Self::Letters,
        Self::Team,
        Self::Integrations,
        Self::Audit,
        Self::Settings,
    ];

    /// The word in the path.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Orders => "orders",
            Self::Donations => "donations",
            Self::Pledges => "pledges",
            Self::Dashboard => "dashboard",
            Self::Catalog => "catalog",
            Self::Storefront => "storefront",
            Self::Letters => "letters",
            Self::Team => "team",
            Self::Integrations => "integrations",
            Self::Audit => "activity",
            Self::Settings => "settings",
        }
    }

    /// Its address in a tenant.
    pub(crate) fn of(self, tenant: &str) -> String {
        format!("/{tenant}/{}", self.word())
    }
}

impl Place {
    /// Reads a path.
    pub(crate) fn read(path: &str) -> Self {
        let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
        if let Some(door) = Door::ALL.into_iter().find(|door| door.path() == path) {
            return Self::Door(door);
        }
        if let Some(page) = Account::ALL.into_iter().find(|page| page.path() == path) {
            return Self::Account(page);
        }
        if PlatformPage::ALL.into_iter().any(|page| page.path() == path) {
            return Self::Platform;
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["new"] => Self::Founding,
            ["dev", "gallery"] => Self::Gallery,
            [tenant, word] | [tenant, word, _] | [tenant, word, _, "edit"] => {
                match Page::ALL.into_iter().find(|page| page.word() == *word) {
                    Some(page) => Self::Tenant { tenant: (*tenant).to_owned(), page },
                    None => Self::Unknown,
                }
            }
            _ => Self::Unknown,
        }
    }
}

/// Where something that came by phone, by message or at the door is recorded.
pub(crate) fn record(tenant: &str, page: Page) -> String {
    format!("/{tenant}/{}/new", page.word())
}

/// Where a pending order is changed.
pub(crate) fn order_edit(tenant: &str, id: &str) -> String {
    format!("/{tenant}/orders/{id}/edit")
}

/// The address of a donation.
pub(crate) fn donation(tenant: &str, id: &str) -> String {
    format!("/{tenant}/donations/{id}")
}

/// The address of a pledge.
pub(crate) fn pledge(tenant: &str, id: &str) -> String {
    format!("/{tenant}/pledges/{id}")
}

/// The address of an order.
pub(crate) fn order(tenant: &str, id: &str) -> String {
    format!("/{tenant}/orders/{id}")
}

/// The address of an item.
pub(crate) fn item(tenant: &str, id: &str) -> String {
    format!("/{tenant}/catalog/{id}")
}

/// The place that a `next` parameter names, if it is one of this app: a path, never another site.
pub(crate) fn next_of(next: Option<&str>) -> &str {
    match next {
        Some(path)
            if path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains('\\')
                // What leads back to a door would lead in circles; an invitation is a goal of its own.
                && !matches!(Place::read(path.split(['?', '#']).next().unwrap_or(path)), Place::Door(door) if door != Door::Invitation) =>
        {
            path
        }
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::{Door, Page, Place, next_of};

    #[test]
    fn an_orders_page_belongs_to_the_orders_of_its_tenant() {
        let place = Place::Tenant { tenant: "dukkan".to_owned(), page: Page::Orders };
        assert_eq!(Place::read("/dukkan/orders/ord_1"), place);
        assert_eq!(Place::read(&Page::Orders.of("dukkan")), place);
        assert_eq!(Place::read("/dukkan/unknown"), Place::Unknown);
    }

    #[test]
    fn a_door_keeps_where_one_wanted_to_go() {
        assert_eq!(Door::Login.then("/"), "/login");
        assert_eq!(Door::SignUp.then("/dukkan/orders?q=a b"), "/signup?next=/dukkan/orders%3Fq%3Da%20b");
        assert_eq!(Place::read("/signup/"), Place::Door(Door::SignUp));
        assert_eq!(next_of(Some("/invitation")), "/invitation");
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for next in [
            "https://example.com",
            "//example.com",
            "/\\example.com",
            "javascript:alert(1)",
            "/login",
            "/reset?next=/x",
        ] {
            assert_eq!(next_of(Some(next)), "/", "{next}");
        }
        assert_eq!(next_of(Some("/dukkan/orders?status=pending")), "/dukkan/orders?status=pending");
    }
}
