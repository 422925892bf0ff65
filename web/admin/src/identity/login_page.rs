//! The log-in page: two fields that password managers know; then the second factor, for those who have one.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use serde_json::json;
use ui::LiveField;

use super::code_field::{CodeField, is_code, plain};
use super::door::{
    DoorFrame, DoorLink, door_state, go_on_when_inside, is_address, is_passing, take_over, use_doors, wrongs,
};
use super::password::PasswordField;
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, trimmed, value};
use crate::places::Door;
use crate::session::{Entry, session};
use crate::shell::Splash;
use crate::toasts::toasts;

/// The page. Whoever is signed in already goes on at once.
#[component]
pub(crate) fn LoginPage() -> impl IntoView {
    go_on_when_inside();
    let is_passing = is_passing();
    let challenge = RwSignal::new(None::<String>);
    move || {
        if is_passing.get() {
            return view! { <Splash /> }.into_any();
        }
        match challenge.get() {
            None => view! { <PasswordStep challenge /> }.into_any(),
            Some(text) => view! { <CodeStep text challenge /> }.into_any(),
        }
    }
}

#[component]
fn PasswordStep(challenge: RwSignal<Option<String>>) -> impl IntoView {
    let words = words();
    let (session, state, to_door) = (session(), door_state(), use_doors());
    let (email, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let form = Form::new(&["email", "password"]);
    let early = take_over(Some(challenge));
    if !early.focus_again() {
        browser::focus_soon(if state.email().is_empty() { "#email" } else { "#password" });
    }
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (address, secret) = (trimmed(email), value(password));
        let Some(form) = form.begin().and_then(|check| {
            check
                .that(is_address(&address), "email", words.error_email)
                .that(!secret.is_empty(), "password", words.error_password)
                .passed()
        }) else {
            return;
        };
        state.keep_email(&address);
        form.clear();
        form.busy.set(true);
        let to_door = to_door.clone();
        spawn_local(async move {
            let body = json!({ "email": address, "password": secret });
            let answer = session.enter("/auth/login", &body).await;
            if form.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Entry::In) => {}
                Ok(Entry::Code(text)) => challenge.set(Some(text)),
                // Told only to those who know the password.
                Err(refusal) if refusal.code == "EMAIL_UNCONFIRMED" => {
                    let _ = session.knock("/auth/resend", &json!({ "email": address })).await;
                    to_door(Door::Confirm);
                }
                Err(refusal) => form.refuse(wrongs(&refusal, words)),
            }
        });
    };
    view! {
        <DoorFrame title=words.login_title text=words.login_text>
            <form class="form" method="post" action="/login" novalidate=true on:submit=submit>
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
                    value=state.email()
                />
                <PasswordField
                    name="password"
                    label=words.password
                    node=password
                    error=form.fault("password")
                    value=early.value("password")
                />
                <Submit form label=words.log_in working=words.logging_in />
            </form>
            <DoorLink label=words.forgot_link door=Door::Forgot />
            <DoorLink lead=words.no_account label=words.sign_up_link door=Door::SignUp />
        </DoorFrame>
    }
}

#[component]
fn CodeStep(text: String, challenge: RwSignal<Option<String>>) -> impl IntoView {
    let words = words();
    let (session, toasts) = (session(), toasts());
    let code = NodeRef::<html::Input>::new();
    let form = Form::new(&["code"]);
    // Without the phone: one of the codes put aside when the second factor was set up.
    let by_recovery = RwSignal::new(false);
    Effect::new(move |_| {
        by_recovery.track();
        form.clear();
        browser::focus_soon("#code");
    });
    let text = StoredValue::new(text);
    let send = move || {
        let typed = trimmed(code);
        let typed = if by_recovery.get_untracked() { typed } else { plain(&typed) };
        let holds = if by_recovery.get_untracked() { !typed.is_empty() } else { is_code(&typed) };
        let told = if by_recovery.get_untracked() { words.error_recovery } else { words.error_code };
        let Some(form) = form.begin().and_then(|check| check.that(holds, "code", told).passed()) else { return };
        form.clear();
        form.busy.set(true);
        spawn_local(async move {
            let body = json!({ "challenge": text.get_value(), "code": typed });
            let answer = session.enter("/auth/mfa", &body).await;
            if form.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Entry::In) => {}
                Ok(Entry::Code(next)) => challenge.set(Some(next)),
                // The time for it is over: the password is asked for again.
                Err(refusal) if refusal.code == "UNAUTHENTICATED" => {
                    toasts.danger(refusal.message);
                    challenge.set(None);
                }
                Err(refusal) => {
                    form.refuse(wrongs(&refusal, words));
                    if let Some(input) = code.get_untracked() {
                        input.select();
                    }
                }
            }
        });
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    let field = move || {
        if by_recovery.get() {
            view! {
                <LiveField
                    name="code"
                    label=words.recovery_code
                    hint=Some(words.recovery_hint.to_owned())
                    node=code
                    error=form.fault("code")
                    direction="ltr"
                    max_length=40
                    class="input-code"
                />
            }
            .into_any()
        } else {
            view! {
                <CodeField
                    label=words.totp_code
                    hint=Some(words.totp_hint.to_owned())
                    node=code
                    error=form.fault("code")
                    on_full=Callback::new(move |()| send())
                />
            }
            .into_any()
        }
    };
    view! {
        <DoorFrame title=words.challenge_title text=words.challenge_text>
            <form class="form" method="post" action="/login" novalidate=true on:submit=submit>
                <FormNotice form />
                {field}
                <Submit form label=words.go_on working=words.checking />
            </form>
            <p class="door-link">
                <button type="button" class="link link-button" on:click=move |_| by_recovery.update(|by| *by = !*by)>
                    {move || if by_recovery.get() { words.use_app } else { words.use_recovery }}
                </button>
            </p>
            <p class="door-link">
                <button type="button" class="link link-button" on:click=move |_| challenge.set(None)>
                    {words.start_over}
                </button>
            </p>
        </DoorFrame>
    }
}
