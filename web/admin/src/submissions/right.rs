//! Whether the viewer may do more than look, and the ways into a submission's page and out of it.

use client::Permission;
use leptos::prelude::*;
use ui::{Icon, IconName};

use crate::app::frame;
use crate::guard;
use crate::places::{self, Page};
use crate::session::session;

/// Whether the viewer may move the tenant's submissions and record others; followed where it is read reactively.
pub(crate) fn may_work(tenant: &str) -> bool {
    session()
        .viewer
        .with(|viewer| viewer.as_ref().is_some_and(|viewer| guard::has(viewer, tenant, Permission::WorkOrders)))
}

/// The way to the form that records what came another way, for those who may.
pub(crate) fn record_link(tenant: &str, page: Page, label: &'static str) -> Option<AnyView> {
    let to = places::record(tenant, page);
    may_work(tenant).then(|| {
        view! {
            <a class="button button-secondary button-small record-link" href=to>
                <Icon name=IconName::Plus />
                <span>{label}</span>
            </a>
        }
        .into_any()
    })
}

/// The list that one came through: the room's own with its state, or the inbox; else the room's own.
pub(crate) fn list_of(page: Page) -> String {
    let frame = frame();
    let tenant = frame.tenant.get().unwrap_or_default();
    let (own, inbox) = (page.of(&tenant), Page::Inbox.of(&tenant));
    let path = frame.path.get();
    frame.trail.with(|trail| {
        let leads_here = trail.list.starts_with(&inbox) && trail.rows.contains(&path);
        if leads_here || trail.list.starts_with(&own) { trail.list.clone() } else { own }
    })
}
