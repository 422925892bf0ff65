//! A form that a page drives: what is wrong with which field, whether it is on its way, where the focus goes.

use std::future::Future;

use client::{Error, Outcome, UserError};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Notice, NoticeTone};

use crate::browser;
use crate::fault;
use crate::strings::Strings;

/// What is wrong with a form: each fault beside its field, or with the form as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wrongs(Vec<(Option<String>, String)>);

impl Wrongs {
    /// Wrong as a whole.
    pub(crate) fn whole(text: impl Into<String>) -> Self {
        Self(vec![(None, text.into())])
    }

    /// Wrong beside a field.
    pub(crate) fn beside(field: Option<String>, text: String) -> Self {
        Self(vec![(field, text)])
    }

    /// With another name for a field, where the control's id is not the field's name.
    pub(crate) fn renamed(mut self, from: &str, to: &str) -> Self {
        for (field, _) in &mut self.0 {
            if field.as_deref() == Some(from) {
                *field = Some(to.to_owned());
            }
        }
        self
    }

    /// What the system failed at.
    pub(crate) fn fault(error: &Error, strings: &Strings) -> Self {
        let id = fault::request_id(error).map(|id| format!(" {}: {id}", strings.request_id)).unwrap_or_default();
        Self::whole(format!("{}{id}", fault::text(error, strings)))
    }
}

impl From<Vec<UserError>> for Wrongs {
    fn from(errors: Vec<UserError>) -> Self {
        let field = |path: Option<Vec<String>>| path.and_then(|path| path.into_iter().next_back());
        Self(errors.into_iter().map(|error| (field(error.field), error.message)).collect())
    }
}

/// What came of an act, as a form wants to hear it.
pub(crate) fn settled<T>(answer: Result<Outcome<T>, Error>, strings: &'static Strings) -> Result<T, Wrongs> {
    match answer {
        Ok(Outcome { value: Some(value), .. }) => Ok(value),
        Ok(Outcome { user_errors, .. }) if !user_errors.is_empty() => Err(user_errors.into()),
        Ok(_) => Err(Wrongs::whole(strings.fault_internal)),
        Err(error) => Err(Wrongs::fault(&error, strings)),
    }
}

/// A form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    fields: &'static [&'static str],
    wrongs: RwSignal<Wrongs>,
    /// It is on its way.
    pub(crate) busy: RwSignal<bool>,
}

impl Form {
    /// `fields`: the ids of its controls, in the order in which they stand; each is also the field's name in the API.
    pub(crate) fn new(fields: &'static [&'static str]) -> Self {
        Self { fields, wrongs: RwSignal::new(Wrongs::default()), busy: RwSignal::new(false) }
    }

    /// What is wrong with a field.
    pub(crate) fn fault(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.wrongs.with(|Wrongs(all)| {
                all.iter().find(|(of, _)| of.as_deref() == Some(field)).map(|(_, text)| text.clone())
            })
        })
    }

    /// What is wrong with the form as a whole, or with a field that it does not show.
    fn whole(self) -> Option<String> {
        self.wrongs.with(|Wrongs(all)| {
            let elsewhere = |of: &Option<String>| of.as_deref().is_none_or(|field| !self.fields.contains(&field));
            all.iter().find(|(of, _)| elsewhere(of)).map(|(_, text)| text.clone())
        })
    }

    /// Begins: none if it is on its way already. What was wrong before is forgotten.
    pub(crate) fn begin(self) -> Option<Check> {
        if self.busy.get_untracked() {
            return None;
        }
        Some(Check { form: self, wrongs: Wrongs::default() })
    }

    /// Shows what is wrong and leads to it.
    pub(crate) fn refuse(self, wrongs: Wrongs) {
        let first = self
            .fields
            .iter()
            .find(|field| wrongs.0.iter().any(|(of, _)| of.as_deref() == Some(**field)))
            .or_else(|| self.fields.last());
        if let Some(first) = first {
            browser::focus(&format!("#{first}"));
        }
        self.wrongs.set(wrongs);
    }

    /// Forgets what was wrong.
    pub(crate) fn clear(self) {
        self.wrongs.set(Wrongs::default());
    }

    /// Sends it. `done` hears of the success only, and only while the form is on the screen.
    pub(crate) fn send<T: 'static>(
        self,
        question: impl Future<Output = Result<T, Wrongs>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.clear();
        self.busy.set(true);
        spawn_local(async move {
            let answer = question.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(value) => done(value),
                Err(wrongs) => self.refuse(wrongs),
            }
        });
    }
}

/// What can be told without asking the server.
#[derive(Debug)]
pub(crate) struct Check {
    form: Form,
    wrongs: Wrongs,
}

impl Check {
    /// Notes what is wrong with a field unless `holds`.
    pub(crate) fn that(mut self, holds: bool, field: &'static str, text: &str) -> Self {
        if !holds {
            self.wrongs.0.push((Some(field.to_owned()), text.to_owned()));
        }
        self
    }

    /// The form, ready to be sent; none if something is wrong, which is then shown.
    pub(crate) fn passed(self) -> Option<Form> {
        if self.wrongs == Wrongs::default() {
            return Some(self.form);
        }
        self.form.refuse(self.wrongs);
        None
    }
}

/// What stands in a field.
pub(crate) fn value(node: NodeRef<html::Input>) -> String {
    node.get_untracked().map(|input| input.value()).unwrap_or_default()
}

/// What stands in a field, without blanks around it.
pub(crate) fn trimmed(node: NodeRef<html::Input>) -> String {
    value(node).trim().to_owned()
}

/// What is wrong with the form as a whole; its place always stands, so that it is read out when it appears.
#[component]
pub(crate) fn FormNotice(
    /// The form.
    form: Form,
) -> impl IntoView {
    view! {
        <div class="form-notice" role="alert">
            {move || form.whole().map(|text| view! { <Notice tone=NoticeTone::Danger><p>{text}</p></Notice> })}
        </div>
    }
}

/// The button that sends the form.
#[component]
pub(crate) fn Submit(
    /// The form.
    form: Form,
    /// What it says.
    label: &'static str,
    /// What it says while the form is on its way.
    working: &'static str,
    /// How it looks.
    #[prop(default = "button button-primary")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <button type="submit" class=class aria-disabled=move || form.busy.get().to_string()>
            {move || if form.busy.get() { working } else { label }}
        </button>
    }
}
