//! The search box of a list: waits until the typing pauses, and is reached by `/`.

use std::time::Duration;

use leptos::{html, prelude::*};
use ui::{Icon, IconName};

use crate::prefs::t;

const PAUSE: Duration = Duration::from_millis(250);

/// The box. `value` is what the address says; `on_search` is told when the typing pauses.
#[component]
pub(crate) fn SearchBox(
    /// What it finds; its name and its placeholder.
    label: &'static str,
    /// What is looked for now.
    value: Signal<String>,
    /// Looks for something else.
    on_search: Callback<String>,
) -> impl IntoView {
    let strings = t();
    let node = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(value.get_untracked());
    // The address may change without typing: the back button, a cleared filter.
    Effect::new(move |_| {
        let value = value.get();
        if typed.with_untracked(|typed| typed.trim() != value) {
            typed.set(value);
        }
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop_waiting = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let search_now = move || {
        stop_waiting();
        on_search.run(typed.get_untracked());
    };
    let search_soon = move || {
        stop_waiting();
        let handle = set_timeout_with_handle(move || on_search.run(typed.get_untracked()), PAUSE);
        waiting.set_value(handle.ok());
    };
    on_cleanup(stop_waiting);
    let clear = move |_| {
        typed.set(String::new());
        search_now();
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <form
            class="search"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                search_now();
            }
        >
            <Icon name=IconName::Search />
            <input
                class="search-input"
                id="list-search"
                type="search"
                name="q"
                dir="auto"
                node_ref=node
                aria-label=label
                placeholder=label
                autocomplete="off"
                enterkeyhint="search"
                maxlength="100"
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    search_soon();
                }
                on:keydown=move |event| {
                    if event.key() == "Escape" && let Some(input) = node.get_untracked() {
                        let _ = input.blur();
                    }
                }
            />
            <Show
                when=move || !typed.with(String::is_empty)
                fallback=|| view! { <kbd class="key search-key" aria-hidden="true">"/"</kbd> }
            >
                <button type="button" class="icon-button" aria-label=strings.clear_search on:click=clear>
                    <Icon name=IconName::Close />
                </button>
            </Show>
        </form>
    }
}
