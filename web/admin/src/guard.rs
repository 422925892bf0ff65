//! What a member may see and do: the one table that the menu, the pages and the buttons follow. The API judges again.

use client::{Membership, Permission, TenantKind, Viewer};

use crate::places::Page;

/// Each page with the right that opens it, in the order of the menu.
pub(crate) const PAGES: &[(Page, Permission)] = &[
    (Page::Inbox, Permission::ViewSubmissions),
    (Page::Orders, Permission::ViewSubmissions),
    (Page::Donations, Permission::ViewSubmissions),
    (Page::Pledges, Permission::ViewSubmissions),
    (Page::Dashboard, Permission::ViewFigures),
    (Page::Catalog, Permission::ViewCatalog),
    (Page::Storefront, Permission::EditStorefront),
    (Page::Letters, Permission::ViewSubmissions),
    (Page::Team, Permission::ViewTeam),
    (Page::Integrations, Permission::ManageKeys),
    (Page::Audit, Permission::ViewAudit),
    (Page::Settings, Permission::ManageTenant),
];

/// The viewer's place in a tenant's team.
pub(crate) fn membership<'a>(viewer: &'a Viewer, tenant: &str) -> Option<&'a Membership> {
    viewer.memberships.iter().find(|membership| membership.tenant.slug == tenant)
}

/// Whether the viewer has a right in a tenant.
pub(crate) fn has(viewer: &Viewer, tenant: &str, right: Permission) -> bool {
    membership(viewer, tenant).is_some_and(|membership| membership.permissions.contains(&right))
}

/// The pages of a tenant that the viewer may open, in the order of the menu.
pub(crate) fn pages(viewer: &Viewer, tenant: &str) -> Vec<Page> {
    // A shop may take gifts too, but its menu is about selling.
    let gives = membership(viewer, tenant).is_some_and(|membership| membership.tenant.kind == TenantKind::Charity);
    let is_shown = |page: Page| gives || !matches!(page, Page::Donations | Page::Pledges);
    let open = PAGES.iter().filter(|(_, right)| has(viewer, tenant, *right)).map(|(page, _)| *page);
    open.filter(|page| is_shown(*page)).collect()
}

/// Where a tenant is entered: its first page that the viewer may open.
pub(crate) fn first_page(viewer: &Viewer, tenant: &str) -> String {
    pages(viewer, tenant).first().map_or_else(|| "/".to_owned(), |page| page.of(tenant))
}

/// Whether the tenant asks for a second factor that the viewer does not have: nothing of it opens before.
pub(crate) fn lacks_factor(viewer: &Viewer, tenant: &str) -> bool {
    !viewer.user.mfa_enabled && membership(viewer, tenant).is_some_and(|membership| membership.tenant.requires_mfa)
}

/// Whether the viewer may open a page of a tenant.
pub(crate) fn may_open(viewer: &Viewer, tenant: &str, page: Page) -> bool {
    PAGES.iter().any(|(of, right)| *of == page && has(viewer, tenant, *right))
}
