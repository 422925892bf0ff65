//! What all forms of this room share: the way it came, the person, the key against doubles, the frame.

use client::{Channel, PersonInput};
use leptos::prelude::*;
use ui::{Icon, IconName, fold_number};

use super::texts::words;
use crate::bound::{BoundField, Choices, Faults, filled};
use crate::browser::now_ms;
use crate::prefs::t;
use crate::submissions;

/// The ways that are the team's to say.
const CHANNELS: [Channel; 4] = [Channel::Phone, Channel::Whatsapp, Channel::Instagram, Channel::WalkIn];

/// A person being written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct PersonDraft {
    pub(super) name: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) email: RwSignal<String>,
}

impl PersonDraft {
    pub(super) fn new(name: &str, phone: &str, email: &str) -> Self {
        Self {
            name: RwSignal::new(name.to_owned()),
            phone: RwSignal::new(phone.to_owned()),
            email: RwSignal::new(email.to_owned()),
        }
    }

    /// As it is sent; digits of three scripts are read.
    pub(super) fn input(self) -> PersonInput {
        PersonInput {
            name: filled(self.name).unwrap_or_default(),
            phone: filled(self.phone).map(|phone| fold_number(&phone)).unwrap_or_default(),
            email: filled(self.email),
        }
    }

    /// Its fields. `path` is the API's name for the person.
    pub(super) fn view(self, path: &'static str, faults: Faults) -> AnyView {
        let words = words();
        let id = |field: &str| format!("{path}-{field}");
        let at = |field: &str| faults.at(format!("{path}.{field}"));
        view! {
            <BoundField id=id("name") label=words.name value=self.name error=at("name") max_length=120 />
            <BoundField
                id=id("phone") label=words.phone value=self.phone error=at("phone") kind="tel" inputmode=Some("tel")
                direction=Some("ltr") hint=Some(words.phone_hint.to_owned()) max_length=20
            />
            <BoundField
                id=id("email") label=words.email value=self.email error=at("email") kind="email" inputmode=Some("email")
                direction=Some("ltr") optional=Some(t().optional)
            />
        }
        .into_any()
    }
}

/// How it came.
pub(super) fn channel_view(value: RwSignal<Channel>) -> AnyView {
    let strings = t();
    let options = CHANNELS.into_iter().map(|one| (one, submissions::channel(one, strings).to_owned(), None)).collect();
    view! { <Choices name="channel" label=words().channel options value /> }.into_any()
}

/// A key that is new for each form, so that a double press records one thing.
pub(super) fn new_key() -> String {
    let random = || (js_sys::Math::random() * 1e9).round().to_string();
    format!("app-{}-{}-{}", now_ms().round(), random(), random())
}

/// The head of a form: the way back, its name, a word.
pub(super) fn head(back: String, title: &'static str, text: &'static str) -> AnyView {
    view! {
        <header class="edit-head">
            <a class="icon-button" href=back aria-label=words().back title=words().back><Icon name=IconName::Back /></a>
            <div>
                <h1 class="page-title">{title}</h1>
                <p class="page-lead">{text}</p>
            </div>
        </header>
    }
    .into_any()
}
