//! Choosing another password with the code of the mail. All sessions end with it.

use leptos::{ev, html, prelude::*};
use serde_json::json;
use ui::LiveField;

use super::code_field::{CodeField, is_code, plain};
use super::confirm_page::Resend;
use super::door::{DoorFrame, DoorLink, door_state, is_address, use_doors, wrongs};
use super::password::{LEAST, PasswordField};
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, trimmed, value};
use crate::places::Door;
use crate::session::{Phase, session};

/// The page.
#[component]
pub(crate) fn ResetPage() -> impl IntoView {
    let words = words();
    let (session, state, to_door) = (session(), door_state(), use_doors());
    let (email, code, password) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let form = Form::new(&["email", "code", "password"]);
    let known = state.email();
    browser::focus_soon(if known.is_empty() { "#email" } else { "#code" });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (address, typed, secret) = (trimmed(email), plain(&trimmed(code)), value(password));
        let Some(form) = form.begin().and_then(|check| {
            check
                .that(is_address(&address), "email", words.error_email)
                .that(is_code(&typed), "code", words.error_code)
                .that(secret.chars().count() >= LEAST, "password", words.error_password_short)
                .passed()
        }) else {
            return;
        };
        state.keep_email(&address);
        let to_door = to_door.clone();
        form.send(
            async move {
                let body = json!({ "email": address, "code": typed, "password": secret });
                session.knock("/auth/reset", &body).await.map_err(|refusal| wrongs(&refusal, words))
            },
            move |()| {
                // The server ended every session, this browser's among them.
                if session.phase.get_untracked() == Phase::SignedIn {
                    session.forget();
                }
                to_door(Door::Login);
                state.tell(words.reset_done);
            },
        );
    };
    view! {
        <DoorFrame title=words.reset_title text=words.reset_text>
            <form class="form" method="post" action="/reset" novalidate=true on:submit=submit>
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
                <CodeField label=words.code hint=Some(words.code_hint.to_owned()) node=code error=form.fault("code") />
                <PasswordField
                    name="password"
                    label=words.new_password
                    node=password
                    error=form.fault("password")
                    is_new=true
                />
                <Submit form label=words.reset working=words.working />
            </form>
            <Resend path="/auth/forgot" email form />
            <DoorLink label=words.back_to_login door=Door::Login />
        </DoorFrame>
    }
}
