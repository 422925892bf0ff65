//! What the doors share: the frame around their forms, the address typed at one and wanted at the next, where one goes
//! once inside, and how the server's refusals are told.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Notice, NoticeTone, WovenBand};

use super::texts::IdentityTexts;
use crate::app::frame;
use crate::browser;
use crate::early::{self, Answer, Early};
use crate::form::Wrongs;
use crate::places::{Door, next_of};
use crate::session::{Phase, Refusal, session};
use crate::shell::{Brand, LanguageChoice};

const EMAIL_KEY: &str = "sadu.door.email";

/// What one door hands to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DoorState {
    email: StoredValue<Option<String>>,
    /// Something that just went well, told at the next door.
    notice: StoredValue<Option<String>>,
}

impl DoorState {
    /// Nothing typed yet.
    pub(crate) fn new() -> Self {
        Self { email: StoredValue::new(None), notice: StoredValue::new(None) }
    }

    /// The address typed last; outlives a reload of this tab, and never stands in an address or a log.
    pub(crate) fn email(self) -> String {
        self.email.get_value().or_else(|| browser::kept_in_tab(EMAIL_KEY)).unwrap_or_default()
    }

    /// Keeps the address for the next door.
    pub(crate) fn keep_email(self, email: &str) {
        browser::keep_in_tab(EMAIL_KEY, email);
        self.email.set_value(Some(email.to_owned()));
    }

    /// Tells something at the next door.
    pub(crate) fn tell(self, text: impl Into<String>) {
        self.notice.set_value(Some(text.into()));
    }
}

/// What the doors share.
pub(super) fn door_state() -> DoorState {
    expect_context()
}

/// Goes to another door, carrying on where one wants to go in the end.
pub(super) fn use_doors() -> impl Fn(Door) + Clone + 'static {
    let query = use_query_map();
    let navigate = use_navigate();
    move |door: Door| {
        let next = query.with_untracked(|query| query.get("next"));
        navigate(&door.then(next_of(next.as_deref())), NavigateOptions::default());
    }
}

/// The address of another door, carrying on where one wants to go in the end; for links.
pub(super) fn door_href(door: Door) -> impl Fn() -> String + Copy + 'static {
    let query = use_query_map();
    move || door.then(next_of(query.with(|query| query.get("next")).as_deref()))
}

/// Whoever is signed in already goes on at once, to where they wanted to go.
pub(super) fn go_on_when_inside() {
    let session = session();
    let query = use_query_map();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.phase.get() == Phase::SignedIn {
            let next = query.with_untracked(|query| query.get("next"));
            navigate(next_of(next.as_deref()), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

/// The first and the last moment of a door: the session is still being tried, or one is already on the way inside.
pub(super) fn is_passing() -> Memo<bool> {
    let session = session();
    Memo::new(move |_| matches!(session.phase.get(), Phase::Starting | Phase::SignedIn))
}

/// What the server refused, as a form tells it.
pub(super) fn wrongs(refusal: &Refusal, words: &IdentityTexts) -> Wrongs {
    match refusal.code.as_str() {
        "" => Wrongs::whole(words.unreachable),
        _ if refusal.message.is_empty() => Wrongs::beside(refusal.field.clone(), words.refused.to_owned()),
        _ => Wrongs::beside(refusal.field.clone(), refusal.message.clone()),
    }
}

/// What was typed and answered before the program was here: goes on where that led, and gives what was typed. `challenge`
/// takes the text that a second factor's answer has to carry.
pub(super) fn take_over(challenge: Option<RwSignal<Option<String>>>) -> Early {
    let early = early::take();
    let typed = early.value("email");
    if !typed.is_empty() {
        door_state().keep_email(typed.trim());
    }
    let to_door = use_doors();
    match (early::answer(), challenge) {
        (Some(Answer::Code(text)), Some(challenge)) => request_animation_frame(move || challenge.set(Some(text))),
        (Some(Answer::Confirm), _) => request_animation_frame(move || to_door(Door::Confirm)),
        (Some(Answer::Reset), _) => request_animation_frame(move || to_door(Door::Reset)),
        _ => {}
    }
    early
}

/// Whether a text may be an address; the server judges again.
pub(super) fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '))
}

/// The frame around a door's form.
#[component]
pub(crate) fn DoorFrame(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What this is for.
    #[prop(into)]
    text: String,
    /// The form and the ways on.
    children: Children,
) -> impl IntoView {
    frame().set_title(&title);
    let state = door_state();
    // Told once.
    let told = state.notice.get_value();
    state.notice.set_value(None);
    view! {
        <div class="login">
            <WovenBand />
            <div class="login-box">
                <header class="login-head"><Brand /><LanguageChoice /></header>
                <h1 class="page-title">{title}</h1>
                <p class="hint">{text}</p>
                <div class="form-notice" role="status">
                    {told.map(|text| view! { <Notice tone=NoticeTone::Success><p>{text}</p></Notice> })}
                </div>
                {children()}
            </div>
        </div>
    }
}

/// A question and the link that answers it, below a form.
#[component]
pub(super) fn DoorLink(
    /// Leads into the link.
    #[prop(default = "")]
    lead: &'static str,
    /// The link.
    label: &'static str,
    /// Where it leads.
    door: Door,
) -> impl IntoView {
    let href = door_href(door);
    view! { <p class="door-link">{lead} " " <a class="link" href=href>{label}</a></p> }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_a_name_and_a_host() {
        assert!(is_address("amal@example.com"));
        for text in ["", "amal", "@example.com", "amal@example", "amal @example.com"] {
            assert!(!is_address(text), "{text}");
        }
    }
}
