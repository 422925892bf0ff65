//! The admin app: a client-side program at the host `app.<base>`, speaking the same API as everybody else.

#![cfg_attr(
    not(all(feature = "inbox", feature = "record", feature = "shop", feature = "desk")),
    allow(dead_code, unused_imports, unused_macro_rules, reason = "a part leaves the others' pages out")
)]
#![allow(unreachable_pub, reason = "the component macro makes its helpers as public as it likes")]

mod app;
mod audit_log;
mod bound;
mod browser;
mod catalog;
mod dashboard;
mod day_fields;
mod donations;
mod early;
mod exports;
mod fault;
mod form;
mod gallery;
mod guard;
mod identity;
mod inbox;
mod integrations;
mod keys;
mod letters;
mod list;
mod live;
mod load;
mod media;
mod members;
mod net;
mod orders;
mod palette;
mod parts;
mod places;
mod platform;
mod pledges;
mod prefs;
mod record;
mod session;
mod shell;
mod start;
mod storefront;
mod strings;
mod submissions;
mod tenants;
mod text;
mod times;
mod toasts;
mod transport;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        leptos::logging::error!("{info}");
        // The page stays as it is but answers nothing any more: its style sheet shows how to go on.
        if let Some(root) = leptos::prelude::document().document_element() {
            let _ = root.set_attribute("data-failed", "");
        }
    }));
    leptos::mount::mount_to_body(app::App);
}
