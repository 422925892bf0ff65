//! A list as a file: asks for a ticket and lets the browser post it, so that it saves what comes.

use client::{ExportRequestInput, Permission};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Icon, IconName};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};

use crate::guard;
use crate::prefs::t;
use crate::session::session;
use crate::strings::grouped;
use crate::toasts::toasts;
use crate::transport::Api;

/// A button that saves what the list holds now.
#[component]
fn ExportButton(
    /// The tenant's API.
    api: Api,
    /// What the list holds now.
    wanted: Callback<(), ExportRequestInput>,
) -> impl IntoView {
    let toasts = toasts();
    let busy = RwSignal::new(false);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (api, input) = (api.clone(), wanted.run(()));
        let strings = api.prefs().texts();
        spawn_local(async move {
            match client::request_export(&api, input).await {
                Ok(outcome) => match outcome.value {
                    Some(ticket) => {
                        let rows = ticket.rows.map_or(0, |rows| u32::try_from(rows.value).unwrap_or(0));
                        let more = ticket.rows.is_some_and(|rows| rows.precision == client::CountPrecision::AtLeast);
                        let count = format!("\u{2066}{}{}\u{2069}", grouped(rows), if more { "+" } else { "" });
                        toasts.success(strings.export_begins.replace("{n}", &count));
                        save(&ticket.path, &ticket.ticket);
                    }
                    None => {
                        let told = outcome.user_errors.into_iter().next().map(|error| error.message);
                        toasts.danger(told.unwrap_or_else(|| strings.fault_internal.to_owned()));
                    }
                },
                Err(error) => toasts.fault(&error),
            }
            busy.set(false);
        });
    };
    view! {
        <button type="button" class="button button-quiet export-button" disabled=move || busy.get() on:click=press>
            <Icon name=IconName::Download />
            <span>{move || t().export}</span>
        </button>
    }
}

/// The button, for whoever may take files out of a tenant.
pub(crate) fn tool(
    api: &Api,
    tenant: &str,
    wanted: impl Fn() -> ExportRequestInput + Send + Sync + 'static,
) -> Option<AnyView> {
    let may = session().viewer.with_untracked(|viewer| {
        viewer.as_ref().is_some_and(|viewer| guard::has(viewer, tenant, Permission::ExportData))
    });
    may.then(|| view! { <ExportButton api=api.clone() wanted=Callback::new(move |()| wanted()) /> }.into_any())
}

/// Posts a ticket as a form; the answer is an attachment, so the page stays.
fn save(path: &str, ticket: &str) {
    let document = document();
    let made = |tag: &str| document.create_element(tag).ok();
    let (Some(form), Some(input)) = (
        made("form").and_then(|form| form.dyn_into::<HtmlFormElement>().ok()),
        made("input").and_then(|input| input.dyn_into::<HtmlInputElement>().ok()),
    ) else {
        return;
    };
    form.set_method("post");
    form.set_action(path);
    form.set_hidden(true);
    input.set_name("ticket");
    input.set_type("hidden");
    input.set_value(ticket);
    let _ = form.append_child(&input);
    if let Some(body) = document.body() {
        let _ = body.append_child(&form);
        let _ = form.submit();
        form.remove();
    }
}
