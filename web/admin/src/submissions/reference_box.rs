//! What a submission is called in another program of the tenant's; shown to all, changed by those who may.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::{Icon, IconName, LiveField};

use super::one::{One, Outcome};
use crate::prefs::t;
use crate::toasts::toasts;

/// As many characters as the API takes.
const MOST: u32 = 80;

/// The reference, and folded behind it the field that changes it. Nothing for who may not change it while there is none.
#[component]
pub(crate) fn ReferenceBox(
    /// The thing as it is shown.
    one: One,
    /// Whether the viewer may change it.
    may: Memo<bool>,
) -> impl IntoView {
    let strings = t();
    let toasts = toasts();
    let fault = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(input), Some(thing)) = (node.get_untracked(), one.thing.get_untracked()) else { return };
        if is_busy.get_untracked() {
            return;
        }
        fault.set(None);
        is_busy.set(true);
        let sent = thing.refer(one.api.get_value(), input.value().trim().to_owned());
        spawn_local(async move {
            let answer = sent.await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Outcome { thing: Some(thing), .. }) => {
                    one.loader.put(Some(thing));
                    toasts.success(strings.reference_saved);
                }
                Ok(Outcome { refusals, .. }) => fault.set(refusals.into_iter().next().map(|error| error.message)),
                Err(error) => toasts.fault(&error),
            }
        });
    };
    let known = Memo::new(move |_| one.thing.with(|thing| thing.as_ref()?.reference().map(str::to_owned)));
    let name = move || known.get().map(|known| view! { ": " <bdi dir="ltr" class="reference-now">{known}</bdi> });
    let drawn = move || {
        match (may.get(), known.get()) {
        (false, None) => ().into_any(),
        (false, Some(_)) => view! { <p class="reference person-sub">{strings.reference} {name}</p> }.into_any(),
        (true, now) => view! {
            <details class="reference">
                <summary><span>{strings.reference} {name}</span><Icon name=IconName::Down /></summary>
                <form class="note-box" novalidate=true on:submit=submit>
                    <LiveField name="reference" label=strings.reference node error=Signal::from(fault) direction="ltr"
                        value=now.unwrap_or_default() optional_label=Some(strings.reason_hint.to_owned())
                        hint=Some(strings.reference_hint.to_owned()) max_length=MOST />
                    <button type="submit" class="button button-secondary" aria-disabled=move || is_busy.get().to_string()>
                        {move || if is_busy.get() { strings.working } else { strings.reference_save }}
                    </button>
                </form>
            </details>
        }
        .into_any(),
    }
    };
    view! { {drawn} }
}
