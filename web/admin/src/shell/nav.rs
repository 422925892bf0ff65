//! The way between the pages, made from the permission table: at the side where there is room, at the bottom of a phone.

use leptos::prelude::*;
use ui::{Icon, IconName};

use crate::app::frame;
use crate::guard::{self, PAGES};
use crate::places::{Page, Place};
use crate::prefs::t;
use crate::session::session;

fn icon(page: Page) -> IconName {
    match page {
        Page::Orders => IconName::Inbox,
        Page::Catalog => IconName::Tag,
    }
}

fn label(page: Page) -> &'static str {
    match page {
        Page::Orders => t().orders,
        Page::Catalog => t().catalog,
    }
}

/// The links of the pages that the viewer may open.
fn links(class: &'static str) -> impl IntoView {
    let (session, frame) = (session(), frame());
    let pages = Memo::new(move |_| {
        let Some(tenant) = frame.tenant.get() else { return Vec::new() };
        session.viewer.with(|viewer| {
            let Some(viewer) = viewer else { return Vec::new() };
            PAGES
                .into_iter()
                .filter(|(_, right)| guard::has(viewer, &tenant, *right))
                .map(|(page, _)| (page, page.of(&tenant)))
                .collect::<Vec<_>>()
        })
    });
    let link = move |(page, href): (Page, String)| {
        let is_here =
            move || frame.place.with(|place| matches!(place, Place::Tenant { page: here, .. } if *here == page));
        view! {
            <li>
                <a class=class href=href aria-current=move || is_here().then_some("page")>
                    <Icon name=icon(page) />
                    <span>{move || label(page)}</span>
                </a>
            </li>
        }
    };
    view! { <ul class="nav-list" role="list">{move || pages.get().into_iter().map(link).collect_view()}</ul> }
}

/// At the side.
#[component]
pub(super) fn SideNav() -> impl IntoView {
    view! { <nav class="side-nav" aria-label=move || t().navigation>{links("side-link")}</nav> }
}

/// At the bottom.
#[component]
pub(super) fn BottomNav() -> impl IntoView {
    view! { <nav class="bottom-nav" aria-label=move || t().navigation>{links("bottom-link")}</nav> }
}
