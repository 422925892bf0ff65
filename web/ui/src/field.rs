//! Form fields: a label, a hint, the error beside the field, and everything wired together for screen readers.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// The ids that describe a field, for `aria-describedby`.
fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (error, "error")]
        .into_iter()
        .filter(|(present, _)| *present)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The frame of a field: label, hint, error; the control is the child and must carry the same `id`.
#[component]
pub fn Field(
    /// The control's id.
    #[prop(into)]
    id: String,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// May be left empty: said in the label, since required is the rule.
    #[prop(default = None)]
    optional_label: Option<String>,
    /// Help before an error happens.
    #[prop(default = None)]
    hint: Option<String>,
    /// What is wrong with it now.
    #[prop(default = None)]
    error: Option<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let class = if error.is_some() { "field field-wrong" } else { "field" };
    let hint = hint.map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> });
    let error = error.map(|error| {
        view! {
            <p class="field-error" id=format!("{id}-error")>
                <Icon name=IconName::Alert />
                <span>{error}</span>
            </p>
        }
    });
    let optional_label = optional_label.map(|text| view! { <span class="field-optional">{text}</span> });
    view! {
        <div class=class>
            <label class="field-label" for=id.clone()>{label} " " {optional_label}</label>
            {hint}
            {children()}
            {error}
        </div>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// Both id and name.
    name: &'static str,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// `text`, `tel`, `email`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// At most so many characters.
    #[prop(default = 120)]
    max_length: u32,
    /// Said if the field may stay empty; required otherwise.
    #[prop(default = None)]
    optional_label: Option<String>,
    /// Help.
    #[prop(default = None)]
    hint: Option<String>,
    /// What is wrong.
    #[prop(default = None)]
    error: Option<String>,
    /// Written before the value, e.g. `+965`.
    #[prop(default = None)]
    prefix: Option<&'static str>,
    /// The direction of its content, if it is not the page's (phones, e-mail addresses).
    #[prop(optional)]
    direction: Option<&'static str>,
) -> impl IntoView {
    let described = described_by(name, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let required = optional_label.is_none();
    let prefix_view =
        prefix.map(|prefix| view! { <span class="input-prefix" dir="ltr" aria-hidden="true">{prefix}</span> });
    view! {
        <Field
            id=name
            label=label
            optional_label=optional_label
            hint=hint
            error=error
        >
            <div class="input-frame" dir=direction>
                {prefix_view}
                <input
                    class="input"
                    id=name
                    name=name
                    type=kind
                    value=value
                    inputmode=inputmode
                    autocomplete=autocomplete
                    maxlength=max_length.to_string()
                    required=required
                    aria-invalid=invalid
                    aria-describedby=described
                />
            </div>
        </Field>
    }
}

/// A text as it must be written where markup is read.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Several lines of text; may always stay empty.
#[component]
pub fn TextArea(
    /// Both id and name.
    name: &'static str,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// Said beside the label.
    #[prop(into)]
    optional_label: String,
    /// At most so many characters.
    #[prop(default = 500)]
    max_length: u32,
    /// What is wrong.
    #[prop(default = None)]
    error: Option<String>,
) -> impl IntoView {
    let described = described_by(name, false, error.is_some());
    let invalid = error.is_some().then_some("true");
    view! {
        <Field id=name label=label optional_label=Some(optional_label) error=error>
            // Leptos writes the children of a text area as they are, so a typed `</textarea>` would end it.
            <textarea
                class="input input-area"
                id=name
                name=name
                rows="3"
                maxlength=max_length.to_string()
                aria-invalid=invalid
                aria-describedby=described
                inner_html=escaped(&value)
            ></textarea>
        </Field>
    }
}

/// One entry of a [`Select`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// Sent.
    pub value: String,
    /// Shown.
    pub label: String,
}

/// A choice out of a list.
#[component]
pub fn Select(
    /// Both id and name.
    name: &'static str,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<SelectOption>,
    /// The value chosen now.
    #[prop(into)]
    selected: String,
    /// What is wrong.
    #[prop(default = None)]
    error: Option<String>,
) -> impl IntoView {
    let described = described_by(name, false, error.is_some());
    let invalid = error.is_some().then_some("true");
    let options = options
        .into_iter()
        .map(|option| {
            let is_selected = option.value == selected;
            view! { <option value=option.value selected=is_selected>{option.label}</option> }
        })
        .collect_view();
    view! {
        <Field id=name label=label error=error>
            <select class="input" id=name name=name aria-invalid=invalid aria-describedby=described>
                {options}
            </select>
        </Field>
    }
}

/// One answer of a group of radio buttons, drawn as a box that can be tapped anywhere.
#[component]
pub fn Choice(
    /// The group.
    #[prop(into)]
    name: String,
    /// Sent if chosen.
    #[prop(into)]
    value: String,
    /// Chosen now.
    #[prop(optional)]
    checked: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice-input" type="radio" name=name value=value checked=checked required=true />
            <span class="choice-face">{children()}</span>
        </label>
    }
}

/// How many. The buttons need a script and stay hidden without one; the number can always be typed.
#[component]
pub fn QuantityStepper(
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// Name of the minus button.
    #[prop(into)]
    less: String,
    /// Name of the plus button.
    #[prop(into)]
    more: String,
    /// The most that can be wanted.
    #[prop(default = 999)]
    maximum: u32,
) -> impl IntoView {
    view! {
        <div class="stepper">
            <button type="button" class="stepper-button" data-step="-1" aria-label=less>
                <Icon name=IconName::Minus />
            </button>
            <input
                class="stepper-input"
                type="number"
                name="quantity"
                value="1"
                min="1"
                max=maximum.to_string()
                step="1"
                inputmode="numeric"
                autocomplete="off"
                aria-label=label
            />
            <button type="button" class="stepper-button" data-step="1" aria-label=more>
                <Icon name=IconName::Plus />
            </button>
        </div>
    }
}

/// Everything that is wrong with a form, on top of it, with a way to each field.
#[component]
pub fn ErrorSummary(
    /// What happened.
    #[prop(into)]
    title: String,
    /// The field's id (empty: the whole form) and what is wrong with it.
    errors: Vec<(String, String)>,
) -> impl IntoView {
    let items = errors
        .into_iter()
        .map(|(id, message)| {
            if id.is_empty() {
                view! { <li>{message}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{id}")>{message}</a></li> }.into_any()
            }
        })
        .collect_view();
    view! {
        <div class="notice notice-danger" id="errors" role="alert" tabindex="-1">
            <Icon name=IconName::Alert />
            <div class="notice-body">
                <h2 class="notice-title">{title}</h2>
                <ul class="notice-list">{items}</ul>
            </div>
        </div>
    }
}
