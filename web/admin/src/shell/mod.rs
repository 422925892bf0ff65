//! The frame around the pages: the way between them, the tenant, the user.

mod brand;
mod menus;
mod nav;

use leptos::prelude::*;

use crate::app::frame;
use crate::places::Place;
use crate::prefs::t;
use crate::session::{Phase, session};

pub(crate) use brand::Brand;
pub(crate) use menus::{LanguageChoice, ThemeChooser, base_host, initial, storefront_address};
use menus::{TenantMenu, UserMenu};
use nav::{BottomNav, SideNav};
pub(crate) use nav::{icon as page_icon, label as page_label, letter as page_letter};

/// The frame. Pages that belong to nobody (login, gallery) stand alone in it.
#[component]
pub(crate) fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let (session, frame) = (session(), frame());
    // The frame stands from the start, so that nothing moves when the viewer is known.
    let is_framed = Memo::new(move |_| {
        matches!(session.phase.get(), Phase::Starting | Phase::SignedIn)
            && !matches!(frame.place.get(), Place::Door(_) | Place::Gallery)
    });
    // On a phone a detail page needs the bar's place for its acts.
    let is_detail =
        Memo::new(move |_| frame.path.with(|path| path.split('/').filter(|part| !part.is_empty()).count() > 2));
    view! {
        <a class="skip-link" href="#main">{move || t().skip_to_content}</a>
        <div class="shell" class:shell-framed=is_framed class:shell-detail=is_detail>
            <Show when=move || is_framed.get() && frame.is_wide.get()>
                <aside class="side">
                    <Brand />
                    <TenantMenu />
                    <SideNav />
                    <div class="side-end"><UserMenu /></div>
                </aside>
            </Show>
            <Show when=move || is_framed.get() && !frame.is_wide.get()>
                <header class="top"><TenantMenu /><UserMenu /></header>
            </Show>
            <main id="main" class="main" tabindex="-1">{children()}</main>
            <Show when=move || is_framed.get() && !frame.is_wide.get() && !is_detail.get()>
                <BottomNav />
            </Show>
        </div>
    }
}

/// Something is on its way.
#[component]
pub(crate) fn Splash() -> impl IntoView {
    view! {
        <div class="splash" role="status">
            <span class="splash-mark" aria-hidden="true"></span>
            <span class="visually-hidden">{move || t().starting}</span>
        </div>
    }
}
