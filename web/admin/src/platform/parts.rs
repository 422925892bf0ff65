//! What the operator's pages share: the way between them, and windows over long lists.

use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ui::{Icon, IconName};

use super::texts::words;
use crate::app::frame;
use crate::places::PlatformPage;
use crate::prefs::{prefs, t};
use crate::session::session;
use crate::strings::grouped;
use crate::transport::Api;

/// Rows of one page.
pub(super) const WINDOW: u32 = 25;

/// The API without a tenant.
pub(super) fn api() -> Api {
    Api::without_tenant(session(), prefs())
}

/// The way between the pages.
pub(super) fn tabs() -> impl IntoView {
    let frame = frame();
    let words = words();
    let link = move |page: PlatformPage, label: &'static str| {
        let here = move || frame.path.with(|path| path.trim_end_matches('/') == page.path());
        view! { <a class="pill" href=page.path() aria-current=move || here().then_some("page")>{label}</a> }
    };
    view! {
        <nav class="pills" aria-label=words.views>
            {link(PlatformPage::Tenants, words.tenants)}
            {link(PlatformPage::Log, words.log)}
        </nav>
    }
}

/// The address of a window, with what is looked for.
pub(super) fn address(page: PlatformPage, search: &str, offset: u32) -> String {
    let mut parts = Vec::new();
    if !search.is_empty() {
        parts.push(format!("q={}", utf8_percent_encode(search, NON_ALPHANUMERIC)));
    }
    if offset > 0 {
        parts.push(format!("offset={offset}"));
    }
    if parts.is_empty() { page.path().to_owned() } else { format!("{}?{}", page.path(), parts.join("&")) }
}

/// A number that keeps its direction.
pub(super) fn number(n: i32) -> String {
    format!("\u{2066}{}\u{2069}", grouped(u32::try_from(n).unwrap_or(0)))
}

/// The ways to the neighbouring windows; links, so that they can be opened beside.
pub(super) fn pager(page: PlatformPage, search: &str, offset: u32, has_next: bool) -> impl IntoView + use<> {
    let strings = t();
    if offset == 0 && !has_next {
        return None;
    }
    let link = |to: Option<u32>, icon: IconName, label: &'static str, is_first: bool| match to {
        Some(to) => {
            let icon = view! { <Icon name=icon /> };
            let face = if is_first { (icon, label).into_any() } else { (label, icon).into_any() };
            view! { <a class="button button-secondary" href=address(page, search, to)>{face}</a> }.into_any()
        }
        None => view! { <span class="button button-off" aria-hidden="true"></span> }.into_any(),
    };
    let previous = (offset > 0).then(|| offset.saturating_sub(WINDOW));
    let next = has_next.then_some(offset + WINDOW);
    Some(view! {
        <nav class="pager" aria-label=strings.pages>
            {link(previous, IconName::Back, strings.previous_page, true)}
            {link(next, IconName::Forward, strings.next_page, false)}
        </nav>
    })
}
