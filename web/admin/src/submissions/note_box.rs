//! A note of the team, on top of a timeline.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::LiveArea;

use super::one::{One, Outcome};
use crate::prefs::t;
use crate::toasts::toasts;

/// As many characters as the API takes.
const MOST: u32 = 2000;

/// The box. What was written stays in it until the note stands in the timeline.
#[component]
pub(crate) fn NoteBox(one: One) -> impl IntoView {
    let strings = t();
    let toasts = toasts();
    let node = NodeRef::<html::Textarea>::new();
    let fault = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = node.get_untracked() else { return };
        let note = area.value().trim().to_owned();
        if note.is_empty() {
            fault.set(Some(strings.note_needed.to_owned()));
            return;
        }
        if is_busy.get_untracked() {
            return;
        }
        let Some(thing) = one.thing.get_untracked() else { return };
        fault.set(None);
        is_busy.set(true);
        let sent = thing.note(one.api.get_value(), note);
        spawn_local(async move {
            let answer = sent.await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Outcome { thing: Some(thing), .. }) => {
                    area.set_value("");
                    one.loader.put(Some(thing));
                    toasts.success(strings.note_added);
                }
                Ok(Outcome { refusals, .. }) => fault.set(refusals.into_iter().next().map(|error| error.message)),
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
