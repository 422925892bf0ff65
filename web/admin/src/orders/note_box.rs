//! A note of the team on an order, on top of its timeline.

use client::{Acted, Order};
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::LiveArea;

use crate::load::Loader;
use crate::prefs::t;
use crate::toasts::toasts;
use crate::transport::Api;

/// As many characters as the API takes.
const MOST: u32 = 2000;

/// The box. What was written stays in it until the note stands in the timeline.
#[component]
pub(super) fn NoteBox(
    /// The order as it is shown.
    order: Signal<Option<Order>>,
    /// Where its new state goes.
    loader: Loader<Option<Order>>,
) -> impl IntoView {
    let strings = t();
    let api = StoredValue::new(Api::of_this_tenant());
    let toasts = toasts();
    let node = NodeRef::<html::Textarea>::new();
    let fault = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(area), Some(order)) = (node.get_untracked(), order.get_untracked()) else { return };
        let note = area.value().trim().to_owned();
        if note.is_empty() {
            fault.set(Some(strings.note_needed.to_owned()));
            return;
        }
        if is_busy.get_untracked() {
            return;
        }
        fault.set(None);
        is_busy.set(true);
        let api = api.get_value();
        spawn_local(async move {
            let answer = client::add_order_note(&api, &order.id, note).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Acted { order: Some(order), .. }) => {
                    area.set_value("");
                    loader.put(Some(order));
                    toasts.success(strings.note_added);
                }
                Ok(Acted { user_errors, .. }) => fault.set(user_errors.into_iter().next().map(|error| error.message)),
                Err(error) => toasts.fault(&error),
            }
        });
    };
    view! {
        <form class="note-box" novalidate=true on:submit=submit>
            <LiveArea
                name="note"
                label=strings.note_label
                optional_label=Some(strings.reason_hint.to_owned())
                node
                error=Signal::from(fault)
                max_length=MOST
            />
            <button type="submit" class="button button-secondary" aria-disabled=move || is_busy.get().to_string()>
                {move || if is_busy.get() { strings.working } else { strings.note_add }}
            </button>
        </form>
    }
}
