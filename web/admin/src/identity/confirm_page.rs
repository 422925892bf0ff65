//! Showing that an address is one's own: the code of the mail, which phones fill in by themselves.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use serde_json::json;
use ui::LiveField;

use super::code_field::{CodeField, is_code, plain};
use super::door::{DoorFrame, DoorLink, door_state, go_on_when_inside, is_address, is_passing, wrongs};
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, trimmed};
use crate::places::Door;
use crate::session::session;
use crate::shell::Splash;

/// Seconds before another code can be asked for.
const PAUSE_S: u32 = 30;

/// The page.
#[component]
pub(crate) fn ConfirmPage() -> impl IntoView {
    go_on_when_inside();
    let is_passing = is_passing();
    move || if is_passing.get() { view! { <Splash /> }.into_any() } else { view! { <ConfirmForm /> }.into_any() }
}

#[component]
fn ConfirmForm() -> impl IntoView {
    let words = words();
    let (session, state) = (session(), door_state());
    let (email, code) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let form = Form::new(&["email", "code"]);
    let known = state.email();
    browser::focus_soon(if known.is_empty() { "#email" } else { "#code" });
    let send = move || {
        let (address, typed) = (trimmed(email), plain(&trimmed(code)));
        let Some(form) = form.begin().and_then(|check| {
            check
                .that(is_address(&address), "email", words.error_email)
                .that(is_code(&typed), "code", words.error_code)
                .passed()
        }) else {
            return;
        };
        state.keep_email(&address);
        form.send(
            async move {
                let body = json!({ "email": address, "code": typed });
                session.enter("/auth/confirm", &body).await.map_err(|refusal| wrongs(&refusal, words))
            },
            // The page goes on by itself once somebody is signed in.
            |_| {},
        );
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    let text = if known.is_empty() {
        words.confirm_text.to_owned()
    } else {
        words.confirm_text_to.replace("{email}", &format!("\u{2068}{known}\u{2069}"))
    };
    view! {
        <DoorFrame title=words.confirm_title text>
            <form class="form" method="post" action="/confirm" novalidate=true on:submit=submit>
                <FormNotice form />
                <LiveField
                    name="email"
                    label=words.email
                    node=email
                    error=form.fault("email")
                    kind="email"
                    inputmode="email"
                    autocomplete="username"
                    direction="ltr"
                    value=known
                />
                <CodeField
                    label=words.code
                    hint=Some(words.code_hint.to_owned())
                    node=code
                    error=form.fault("code")
                    on_full=Callback::new(move |()| send())
                />
                <Submit form label=words.confirm working=words.checking />
            </form>
            <Resend path="/auth/resend" email form />
            <DoorLink label=words.back_to_login door=Door::Login />
        </DoorFrame>
    }
}

/// Asks for another code, not too often.
#[component]
pub(super) fn Resend(
    /// What is asked.
    path: &'static str,
    /// For whom.
    email: NodeRef<html::Input>,
    /// Where a refusal is told.
    form: Form,
) -> impl IntoView {
    let words = words();
    let session = session();
    let wait_s = RwSignal::new(0_u32);
    let press = move |_| {
        let address = trimmed(email);
        if wait_s.get_untracked() > 0 {
            return;
        }
        let Some(form) =
            form.begin().and_then(|check| check.that(is_address(&address), "email", words.error_email).passed())
        else {
            return;
        };
        form.send(
            async move {
                let body = json!({ "email": address });
                session.knock(path, &body).await.map_err(|refusal| wrongs(&refusal, words))
            },
            move |()| {
                wait_s.set(PAUSE_S);
                spawn_local(async move {
                    while wait_s.try_get_untracked().is_some_and(|left| left > 0) {
                        browser::sleep_ms(1000).await;
                        let _ = wait_s.try_update(|left| *left = left.saturating_sub(1));
                    }
                });
            },
        );
    };
    view! {
        <p class="door-link">
            <button type="button" class="link link-button" aria-disabled=move || (wait_s.get() > 0).to_string() on:click=press>
                {words.resend}
            </button>
        </p>
        // Read out once, not at every second.
        <p class="door-link hint" role="status">{move || (wait_s.get() > 0).then_some(words.resent)}</p>
    }
}
