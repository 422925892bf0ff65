//! The field of a slug: whether it can be had is told while it is typed, and another one is proposed.

use client::SlugAvailability;
use leptos::task::spawn_local;
use leptos::{html, prelude::*};
use ui::{Icon, IconName};

use super::texts::words;
use crate::browser;
use crate::shell::base_host;
use crate::transport::Api;

/// How long nothing must have been typed before the server is asked.
const PAUSE_MS: i32 = 350;
/// Shorter ones are not asked about.
pub(super) const LEAST: usize = 3;

/// What is known of the slug in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing yet.
    Nothing,
    /// The server is being asked.
    Asking,
    /// It answered.
    Told(SlugAvailability),
}

/// The state of the field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slug {
    /// The element.
    pub(super) node: NodeRef<html::Input>,
    /// What is known of what stands in it.
    pub(super) known: RwSignal<Known>,
    newest: StoredValue<u32>,
    api: StoredValue<Api>,
}

impl Slug {
    /// An empty field.
    pub(super) fn new(api: Api) -> Self {
        Self {
            node: NodeRef::new(),
            known: RwSignal::new(Known::Nothing),
            newest: StoredValue::new(0),
            api: StoredValue::new(api),
        }
    }

    /// Asks about what was typed, once nothing more is typed for a moment.
    pub(super) fn typed(self, text: &str) {
        self.newest.update_value(|newest| *newest += 1);
        let mine = self.newest.get_value();
        let text = text.trim().to_owned();
        if text.chars().count() < LEAST {
            self.known.set(Known::Nothing);
            return;
        }
        self.known.set(Known::Asking);
        spawn_local(async move {
            browser::sleep_ms(PAUSE_MS).await;
            let is_mine = move || self.newest.try_get_value() == Some(mine);
            if !is_mine() {
                return;
            }
            let answer = client::slug_availability(&self.api.get_value(), text).await;
            if is_mine() {
                self.known.set(answer.map_or(Known::Nothing, Known::Told));
            }
        });
    }

    /// Puts a proposal into the field.
    pub(super) fn take(self, slug: &str) {
        if let Some(input) = self.node.get_untracked() {
            input.set_value(slug);
        }
        self.typed(slug);
    }

    /// Proposes a slug for a name, if the server has an idea.
    pub(super) fn propose(self, name: String, then: impl FnOnce(String) + 'static) {
        let api = self.api.get_value();
        spawn_local(async move {
            if let Ok(answer) = client::slug_availability(&api, name).await {
                let found = if answer.available { Some(answer.slug) } else { answer.suggestion };
                if let Some(found) = found
                    && !self.newest.is_disposed()
                {
                    then(found);
                }
            }
        });
    }
}

/// The field.
#[component]
pub(super) fn SlugField(
    /// Its state.
    slug: Slug,
    /// What is wrong with it now.
    error: Signal<Option<String>>,
    /// Hears what the user types.
    #[prop(optional)]
    on_typed: Option<Callback<()>>,
) -> impl IntoView {
    let words = words();
    let told = move || match slug.known.get() {
        Known::Nothing => ().into_any(),
        Known::Asking => view! { <p class="field-hint">{words.slug_checking}</p> }.into_any(),
        Known::Told(SlugAvailability { available: true, .. }) => {
            view! { <p class="slug-free"><Icon name=IconName::Check /><span>{words.slug_free}</span></p> }.into_any()
        }
        Known::Told(SlugAvailability { message, suggestion, .. }) => {
            let offer = suggestion.map(|other| {
                let label = words.slug_take.replace("{slug}", &format!("\u{2066}{other}\u{2069}"));
                view! {
                    <button type="button" class="pill" on:click=move |_| slug.take(&other)>{label}</button>
                }
            });
            view! {
                <p class="field-error"><Icon name=IconName::Alert /><span>{message}</span></p>
                {offer}
            }
            .into_any()
        }
    };
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" for="slug">{words.slug}</label>
            <p class="field-hint" id="slug-hint">{words.slug_hint}</p>
            <div class="input-frame" dir="ltr">
                <input
                    class="input"
                    node_ref=slug.node
                    id="slug"
                    name="slug"
                    type="text"
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength="40"
                    required=true
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby="slug-hint slug-told slug-error"
                    on:input=move |event| {
                        slug.typed(&event_target_value(&event));
                        if let Some(on_typed) = on_typed {
                            on_typed.run(());
                        }
                    }
                />
                <span class="input-suffix">"." {base_host()}</span>
            </div>
            <div id="slug-told" class="slug-told" aria-live="polite">{told}</div>
            <div id="slug-error" aria-live="polite">
                {move || {
                    // The fresh word of the server says the same, and more.
                    let is_told = slug.known.with(|known| matches!(known, Known::Told(told) if !told.available));
                    error.get()
                        .filter(|_| !is_told)
                        .map(|error| view! { <p class="field-error"><Icon name=IconName::Alert /><span>{error}</span></p> })
                }}
            </div>
        </div>
    }
}
