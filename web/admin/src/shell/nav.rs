//! The way between the pages, made from the permission table: at the side where there is room, at the bottom of a phone.

use leptos::prelude::*;
use ui::{Icon, IconName};

use crate::app::frame;
use crate::guard;
use crate::keys::close_menus;
use crate::places::{Page, Place, PlatformPage};
use crate::prefs::t;
use crate::session::session;

/// So many links have room at the bottom of a phone; of more, the last place opens the rest.
const AT_BOTTOM: usize = 5;

/// A page's sign.
pub(crate) const fn icon(page: Page) -> IconName {
    match page {
        Page::Inbox => IconName::Inbox,
        Page::Orders => IconName::Basket,
        Page::Donations => IconName::Heart,
        Page::Pledges => IconName::Calendar,
        Page::Dashboard => IconName::Chart,
        Page::Catalog => IconName::Tag,
        Page::Storefront => IconName::Shop,
        Page::Letters => IconName::Mail,
        Page::Team => IconName::People,
        Page::Integrations => IconName::Key,
        Page::Audit => IconName::History,
        Page::Settings => IconName::Settings,
    }
}

/// A page's name.
pub(crate) fn label(page: Page) -> &'static str {
    match page {
        Page::Inbox => t().inbox,
        Page::Orders => t().orders,
        Page::Donations => t().donations,
        Page::Pledges => t().pledges,
        Page::Dashboard => t().dashboard,
        Page::Catalog => t().catalog,
        Page::Storefront => t().storefront,
        Page::Letters => t().letters,
        Page::Team => t().team,
        Page::Integrations => t().integrations,
        Page::Audit => t().activity,
        Page::Settings => t().settings,
    }
}

/// The key that leads to a page after `G`.
pub(crate) const fn letter(page: Page) -> &'static str {
    match page {
        Page::Inbox => "E",
        Page::Orders => "O",
        Page::Donations => "N",
        Page::Pledges => "P",
        Page::Dashboard => "D",
        Page::Catalog => "C",
        Page::Storefront => "V",
        Page::Letters => "L",
        Page::Team => "T",
        Page::Integrations => "I",
        Page::Audit => "A",
        Page::Settings => "S",
    }
}

/// The pages that the viewer may open, with their addresses.
fn open_pages() -> Memo<Vec<(Page, String)>> {
    let (session, frame) = (session(), frame());
    Memo::new(move |_| {
        let Some(tenant) = frame.at_work.get() else { return Vec::new() };
        session.viewer.with(|viewer| {
            let pages = viewer.as_ref().map(|viewer| guard::pages(viewer, &tenant)).unwrap_or_default();
            pages.into_iter().map(|page| (page, page.of(&tenant))).collect()
        })
    })
}

fn link(class: &'static str, page: Page, href: String) -> impl IntoView {
    let frame = frame();
    let is_here = move || frame.place.with(|place| matches!(place, Place::Tenant { page: here, .. } if *here == page));
    view! {
        <a class=class href=href aria-current=move || is_here().then_some("page") on:click=|_| close_menus(None)>
            <Icon name=icon(page) />
            <span>{move || label(page)}</span>
        </a>
    }
}

/// At the side.
#[component]
pub(super) fn SideNav() -> impl IntoView {
    let pages = open_pages();
    let links = move || {
        pages.get().into_iter().map(|(page, href)| view! { <li>{link("side-link", page, href)}</li> }).collect_view()
    };
    let (session, frame) = (session(), frame());
    let is_operator =
        move || session.viewer.with(|viewer| viewer.as_ref().is_some_and(|viewer| viewer.user.is_platform_operator));
    let is_here = move || frame.place.with(|place| *place == Place::Platform);
    let platform = move || {
        is_operator().then(|| {
            view! {
                <li>
                    <a
                        class="side-link"
                        href=PlatformPage::Tenants.path()
                        aria-current=move || is_here().then_some("page")
                    >
                        <Icon name=IconName::Globe />
                        <span>{move || t().platform}</span>
                    </a>
                </li>
            }
        })
    };
    view! {
        <nav class="side-nav" aria-label=move || t().navigation>
            <ul class="nav-list" role="list">{links}{platform}</ul>
        </nav>
    }
}

/// At the bottom.
#[component]
pub(super) fn BottomNav() -> impl IntoView {
    let frame = frame();
    let pages = open_pages();
    let links = move || {
        let mut shown = pages.get();
        let rest = if shown.len() > AT_BOTTOM { shown.split_off(AT_BOTTOM - 1) } else { Vec::new() };
        let shown = shown.into_iter().map(|(page, href)| view! { <li>{link("bottom-link", page, href)}</li> });
        let shown = shown.collect_view();
        let more = (!rest.is_empty()).then(|| {
            let held: Vec<Page> = rest.iter().map(|(page, _)| *page).collect();
            let is_here = move || {
                frame.place.with(|place| matches!(place, Place::Tenant { page: here, .. } if held.contains(here)))
            };
            let rest = rest.into_iter().map(|(page, href)| link("menu-item", page, href)).collect_view();
            view! {
                <li>
                    <details class="menu bottom-more">
                        <summary class="bottom-link" aria-current=move || is_here().then_some("true")>
                            <Icon name=IconName::Menu />
                            <span>{move || t().more}</span>
                        </summary>
                        <div class="menu-face">{rest}</div>
                    </details>
                </li>
            }
        });
        (shown, more)
    };
    view! {
        <nav class="bottom-nav" aria-label=move || t().navigation>
            <ul class="nav-list" role="list">{links}</ul>
        </nav>
    }
}
