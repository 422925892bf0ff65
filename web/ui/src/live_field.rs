//! Fields of a page that a script drives: the error changes while what was typed stays.

use leptos::{html, prelude::*};

use crate::icon::{Icon, IconName};

/// The error beside a field; its place always stands, so that it is read out when it appears.
fn error_view(id: &'static str, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div class="field-error-place" id=format!("{id}-error") aria-live="polite">
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! { <p class="field-error"><Icon name=IconName::Alert /><span>{error}</span></p> }
                    })
            }}
        </div>
    }
}

/// Help that stands under the label from the start.
fn hint_view(id: &'static str, hint: Option<String>) -> impl IntoView {
    hint.map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> })
}

/// The ids of what describes a field.
fn described(id: &'static str, has_hint: bool) -> String {
    if has_hint { format!("{id}-hint {id}-error") } else { format!("{id}-error") }
}

/// A line of text. What stands in it is read from the element, so that password managers may fill it their way.
#[component]
pub fn LiveField(
    /// Both id and name.
    name: &'static str,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// The element, to read its value and to focus it.
    node: NodeRef<html::Input>,
    /// What is wrong with it now.
    error: Signal<Option<String>>,
    /// `text`, `email`, `password`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The keyboard that a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The direction of its content, if it is not the page's.
    #[prop(optional)]
    direction: Option<&'static str>,
    /// At most so many characters.
    #[prop(default = 254)]
    max_length: u32,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// Said beside the label if the field may stay empty; required otherwise.
    #[prop(default = None)]
    optional_label: Option<String>,
    /// Help before an error happens.
    #[prop(default = None)]
    hint: Option<String>,
    /// Hears every change.
    #[prop(optional)]
    on_input: Option<Callback<String>>,
    /// A further class of the control.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let required = optional_label.is_none();
    let optional = optional_label.map(|text| view! { <span class="field-optional">{text}</span> });
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" for=name>{label} " " {optional}</label>
            {hint_view(name, hint)}
            <input
                class=format!("input {class}")
                node_ref=node
                id=name
                name=name
                type=kind
                value=value
                dir=direction
                inputmode=inputmode
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                maxlength=max_length.to_string()
                required=required
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described(name, has_hint)
                on:input=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event_target_value(&event));
                    }
                }
            />
            {error_view(name, error)}
        </div>
    }
}

/// A choice out of a list.
#[component]
pub fn LiveSelect(
    /// Both id and name.
    name: &'static str,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// The element, to read its value.
    node: NodeRef<html::Select>,
    /// What is wrong with it now.
    error: Signal<Option<String>>,
    /// What can be chosen: the value and its name for people.
    options: Vec<(&'static str, String)>,
    /// The value chosen at first.
    selected: &'static str,
    /// Help before an error happens.
    #[prop(default = None)]
    hint: Option<String>,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let options = options
        .into_iter()
        .map(|(value, label)| view! { <option value=value selected=value == selected>{label}</option> })
        .collect_view();
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" for=name>{label}</label>
            {hint_view(name, hint)}
            <select
                class="input"
                node_ref=node
                id=name
                name=name
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described(name, has_hint)
            >
                {options}
            </select>
            {error_view(name, error)}
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn LiveArea(
    /// Both id and name.
    name: &'static str,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// Said beside the label if the field may stay empty; required otherwise.
    #[prop(default = None)]
    optional_label: Option<String>,
    /// The element, to read its value.
    node: NodeRef<html::Textarea>,
    /// What is wrong with it now.
    error: Signal<Option<String>>,
    /// At most so many characters.
    #[prop(default = 500)]
    max_length: u32,
) -> impl IntoView {
    let optional = optional_label.map(|text| view! { <span class="field-optional">{text}</span> });
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" for=name>{label} " " {optional}</label>
            <textarea
                class="input input-area"
                node_ref=node
                id=name
                name=name
                rows="3"
                dir="auto"
                maxlength=max_length.to_string()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{name}-error")
            ></textarea>
            {error_view(name, error)}
        </div>
    }
}
