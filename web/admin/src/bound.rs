//! Fields whose content is a signal: for forms that change as they are filled in. What is wrong stands beside each, found
//! by the path that the API names it with.

use client::{LocalizedText, LocalizedTextInput, UserError};
use leptos::prelude::*;
use ui::{Icon, IconName, fold_number};

use crate::prefs::t;

/// What is wrong with which field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Faults(RwSignal<Vec<(String, String)>>);

impl Faults {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Nothing any more.
    pub(crate) fn clear(self) {
        self.0.set(Vec::new());
    }

    /// What the API refused.
    pub(crate) fn set(self, errors: Vec<UserError>) {
        let path = |error: &UserError| {
            let path = error.field.clone().unwrap_or_default().join(".");
            path.strip_prefix("input.").map(str::to_owned).unwrap_or(path)
        };
        self.0.set(errors.into_iter().map(|error| (path(&error), error.message)).collect());
    }

    /// One thing that was found out here.
    pub(crate) fn add(self, path: &str, text: &str) {
        self.0.update(|all| all.push((path.to_owned(), text.to_owned())));
    }

    /// Whether something is wrong.
    pub(crate) fn any(self) -> bool {
        self.0.with_untracked(|all| !all.is_empty())
    }

    /// What is wrong with a field or with a part of it.
    pub(crate) fn at(self, path: impl Into<String>) -> Signal<Option<String>> {
        let path = path.into();
        Signal::derive(move || {
            self.0.with(|all| {
                let part = |of: &str| of.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.'));
                all.iter().find(|(of, _)| *of == path || part(of)).map(|(_, text)| text.clone())
            })
        })
    }

    /// Everything that is wrong, for the head of the form.
    pub(crate) fn texts(self) -> Vec<String> {
        let mut texts: Vec<String> = self.0.with(|all| all.iter().map(|(_, text)| text.clone()).collect());
        texts.dedup();
        texts
    }
}

/// A text in both languages, being written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Both {
    /// Arabic.
    pub(crate) ar: RwSignal<String>,
    /// English.
    pub(crate) en: RwSignal<String>,
}

impl Both {
    /// As it is kept.
    pub(crate) fn of(text: &LocalizedText) -> Self {
        Self { ar: RwSignal::new(text.ar.clone()), en: RwSignal::new(text.en.clone()) }
    }

    /// Nothing yet.
    pub(crate) fn empty() -> Self {
        Self { ar: RwSignal::new(String::new()), en: RwSignal::new(String::new()) }
    }

    /// As it is sent.
    pub(crate) fn input(self) -> LocalizedTextInput {
        LocalizedTextInput { ar: filled(self.ar), en: filled(self.en) }
    }

    /// Whether neither language has a text.
    pub(crate) fn is_blank(self) -> bool {
        filled(self.ar).is_none() && filled(self.en).is_none()
    }
}

/// What stands in a field; none if nothing does.
pub(crate) fn filled(value: RwSignal<String>) -> Option<String> {
    Some(value.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
}

/// An amount or a number as the API reads it: digits of three scripts, with a dot; none if nothing was typed.
pub(crate) fn number(value: RwSignal<String>) -> Option<String> {
    filled(value).map(|text| fold_number(&text))
}

fn error_view(id: String, error: Signal<Option<String>>) -> impl IntoView {
    let text = move || {
        error.get().map(|text| view! { <p class="field-error"><Icon name=IconName::Alert /><span>{text}</span></p> })
    };
    view! { <div class="field-error-place" id=format!("{id}-error") aria-live="polite">{text}</div> }
}

fn label_view(id: String, label: String, optional: Option<&'static str>, hint: Option<String>) -> impl IntoView {
    let optional = optional.map(|text| view! { <span class="field-optional">{text}</span> });
    let hint = hint.map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> });
    view! { <label class="field-label" for=id>{label} " " {optional}</label> {hint} }
}

/// A line of text.
#[component]
pub(crate) fn BoundField(
    /// Tells it from every other field of the page.
    #[prop(into)]
    id: String,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// What stands in it.
    value: RwSignal<String>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
    /// Said if it may stay empty.
    #[prop(default = None)]
    optional: Option<&'static str>,
    /// Help.
    #[prop(default = None)]
    hint: Option<String>,
    /// `text`, `date`, `tel`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard of a phone.
    #[prop(default = None)]
    inputmode: Option<&'static str>,
    /// The direction of its content.
    #[prop(default = None)]
    direction: Option<&'static str>,
    /// Written behind it, e.g. `KWD`.
    #[prop(default = None)]
    suffix: Option<String>,
    /// At most so many characters.
    #[prop(default = 254)]
    max_length: u32,
) -> impl IntoView {
    let described = format!("{id}-hint {id}-error");
    let suffix = suffix.map(|suffix| view! { <span class="input-suffix" aria-hidden="true">{suffix}</span> });
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            {label_view(id.clone(), label, optional, hint)}
            <div class="input-frame" dir=direction>
                <input
                    class="input"
                    id=id.clone()
                    type=kind
                    inputmode=inputmode
                    autocomplete="off"
                    maxlength=max_length.to_string()
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                />
                {suffix}
            </div>
            {error_view(id, error)}
        </div>
    }
}

/// A text in both languages, side by side where there is room.
#[component]
pub(crate) fn BothField(
    /// Tells it from every other field of the page; also the path of what is wrong.
    #[prop(into)]
    id: String,
    /// Its name for people; the language is added.
    #[prop(into)]
    label: String,
    /// What stands in it.
    value: Both,
    /// What is wrong.
    faults: Faults,
    /// Said if it may stay empty.
    #[prop(default = None)]
    optional: Option<&'static str>,
    /// Help, once for both.
    #[prop(default = None)]
    hint: Option<String>,
    /// Lines; one is a line of text.
    #[prop(default = 1)]
    rows: u8,
    /// At most so many characters.
    #[prop(default = 120)]
    max_length: u32,
) -> impl IntoView {
    let path = id.replace('-', ".");
    let sides = [("ar", "rtl", "العربية", value.ar), ("en", "ltr", "English", value.en)].map(
        |(code, direction, language, signal)| {
            let own = format!("{id}-{code}");
            // What is wrong with the text as a whole stands under the first language.
            let (whole, part) = (faults.at(path.clone()), faults.at(format!("{path}.{code}")));
            let other = faults.at(format!("{path}.{}", if code == "ar" { "en" } else { "ar" }));
            let error = Signal::derive(move || {
                part.get().or_else(|| if code == "ar" && other.with(Option::is_none) { whole.get() } else { None })
            });
            let input = if rows > 1 {
                view! {
                    <textarea
                        class="input input-area"
                        id=own.clone()
                        lang=code
                        dir=direction
                        rows=rows.to_string()
                        maxlength=max_length.to_string()
                        prop:value=move || signal.get()
                        on:input=move |event| signal.set(event_target_value(&event))
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        aria-describedby=format!("{id}-hint {own}-error")
                    ></textarea>
                }
                .into_any()
            } else {
                view! {
                    <input
                        class="input"
                        id=own.clone()
                        type="text"
                        lang=code
                        dir=direction
                        autocomplete="off"
                        maxlength=max_length.to_string()
                        prop:value=move || signal.get()
                        on:input=move |event| signal.set(event_target_value(&event))
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        aria-describedby=format!("{id}-hint {own}-error")
                    />
                }
                .into_any()
            };
            view! {
                <div class="both-side" class:field-wrong=move || error.with(Option::is_some)>
                    <label class="both-language" for=own.clone() dir=direction><bdi lang=code>{language}</bdi></label>
                    {input}
                    {error_view(own, error)}
                </div>
            }
        },
    );
    let optional = optional.map(|text| view! { <span class="field-optional">{text}</span> });
    let hint = hint.map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> });
    view! {
        <fieldset class="field both">
            <legend class="field-label">{label} " " {optional}</legend>
            {hint}
            <div class="both-sides">{sides.into_iter().collect_view()}</div>
        </fieldset>
    }
}

/// On or off.
#[component]
pub(crate) fn Switch(
    /// Tells it from every other field of the page.
    #[prop(into)]
    id: String,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// What it is.
    checked: RwSignal<bool>,
    /// What it does.
    #[prop(default = None)]
    hint: Option<String>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let hint = hint.map(|hint| view! { <span class="field-hint" id=hint_id.clone()>{hint}</span> });
    view! {
        <div class="switch">
            <input
                class="switch-input"
                type="checkbox"
                role="switch"
                id=id.clone()
                prop:checked=move || checked.get()
                on:change=move |event| checked.set(event_target_checked(&event))
                aria-describedby=format!("{id}-hint")
            />
            <label class="switch-words" for=id><span class="switch-label">{label}</span>{hint}</label>
        </div>
    }
}

/// One of a few, each a box that can be tapped anywhere.
#[component]
pub(crate) fn Choices<T: Copy + PartialEq + Send + Sync + 'static>(
    /// The group's name in the page.
    name: &'static str,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// The answers: what is said, and a second line.
    options: Vec<(T, String, Option<String>)>,
    /// The one chosen.
    value: RwSignal<T>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(own, title, more)| {
            let more = more.map(|more| view! { <span class="choice-extra">{more}</span> });
            view! {
                <label class="choice">
                    <input
                        class="choice-input"
                        type="radio"
                        name=name
                        prop:checked=move || value.get() == own
                        on:change=move |_| value.set(own)
                    />
                    <span class="choice-face choice-tall"><span>{title}</span>{more}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class="field-label">{label}</legend>
            <div class="choices choices-grid">{options}</div>
        </fieldset>
    }
}

/// What is wrong, all of it, above the form.
#[component]
pub(crate) fn WrongBox(
    /// What is wrong.
    faults: Faults,
) -> impl IntoView {
    move || {
        let texts = faults.texts();
        (!texts.is_empty()).then(|| {
            let lines = texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            view! {
                <div class="notice notice-danger" id="wrong" role="alert" tabindex="-1">
                    <Icon name=IconName::Alert />
                    <div class="notice-body">
                        <p class="notice-title">{t().wrong_title}</p>
                        <ul class="notice-list">{lines}</ul>
                    </div>
                </div>
            }
        })
    }
}
