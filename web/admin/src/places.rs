//! The app's addresses: written and read in one place. The tenant stands in the path, so that a link can be shared and
//! two tabs can be in two tenants.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// `/`: the first page of the tenant last visited.
    Home,
    /// `/login`.
    Login,
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

/// The pages of a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// The list of orders and each of them.
    Orders,
    /// The list of items.
    Catalog,
}

impl Page {
    /// The word in the path.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Catalog => "catalog",
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
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let tenant = |tenant: &str, page| Self::Tenant { tenant: tenant.to_owned(), page };
        match parts.as_slice() {
            [] => Self::Home,
            ["login"] => Self::Login,
            ["dev", "gallery"] => Self::Gallery,
            [slug, "orders"] | [slug, "orders", _] => tenant(slug, Page::Orders),
            [slug, "catalog"] => tenant(slug, Page::Catalog),
            _ => Self::Unknown,
        }
    }
}

/// The address of an order.
pub(crate) fn order(tenant: &str, id: &str) -> String {
    format!("/{tenant}/orders/{id}")
}

/// The login page that leads back to `place`.
pub(crate) fn login_then(place: &str) -> String {
    if place == "/" { "/login".to_owned() } else { format!("/login?next={}", utf8_percent_encode(place, ESCAPED)) }
}

/// The place that a `next` parameter names, if it is one of this app: a path, never another site.
pub(crate) fn next_of(next: Option<&str>) -> &str {
    match next {
        Some(path)
            if path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains('\\')
                && !path.starts_with("/login") =>
        {
            path
        }
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Place, next_of};

    #[test]
    fn an_orders_page_belongs_to_the_orders_of_its_tenant() {
        let place = Place::Tenant { tenant: "dukkan".to_owned(), page: Page::Orders };
        assert_eq!(Place::read("/dukkan/orders/ord_1"), place);
        assert_eq!(Place::read(&Page::Orders.of("dukkan")), place);
        assert_eq!(Place::read("/dukkan/unknown"), Place::Unknown);
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for next in ["https://example.com", "//example.com", "/\\example.com", "javascript:alert(1)", "/login"] {
            assert_eq!(next_of(Some(next)), "/", "{next}");
        }
        assert_eq!(next_of(Some("/dukkan/orders?status=pending")), "/dukkan/orders?status=pending");
    }
}
