//! Making an account: name, address, password. The answer never tells whether the address has an account already.

use leptos::{ev, html, prelude::*};
use serde_json::json;
use ui::LiveField;

use super::door::{
    DoorFrame, DoorLink, door_state, go_on_when_inside, is_address, is_passing, take_over, use_doors, wrongs,
};
use super::password::{LEAST, PasswordField};
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, trimmed, value};
use crate::places::Door;
use crate::prefs::prefs;
use crate::session::session;
use crate::shell::Splash;

/// The page.
#[component]
pub(crate) fn SignUpPage() -> impl IntoView {
    go_on_when_inside();
    let is_passing = is_passing();
    move || if is_passing.get() { view! { <Splash /> }.into_any() } else { view! { <SignUpForm /> }.into_any() }
}

#[component]
fn SignUpForm() -> impl IntoView {
    let words = words();
    let (session, prefs, state, to_door) = (session(), prefs(), door_state(), use_doors());
    let (name, email, password) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let form = Form::new(&["name", "email", "password"]);
    let early = take_over(None);
    if !early.focus_again() {
        browser::focus_soon("#name");
    }
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (called, address, secret) = (trimmed(name), trimmed(email), value(password));
        let Some(form) = form.begin().and_then(|check| {
            check
                .that(!called.is_empty(), "name", words.error_name)
                .that(is_address(&address), "email", words.error_email)
                .that(secret.chars().count() >= LEAST, "password", words.error_password_short)
                .passed()
        }) else {
            return;
        };
        state.keep_email(&address);
        let locale = prefs.locale.get_untracked().code();
        let body = json!({ "email": address, "password": secret, "name": called, "locale": locale });
        let to_door = to_door.clone();
        form.send(
            async move { session.knock("/auth/signup", &body).await.map_err(|refusal| wrongs(&refusal, words)) },
            move |()| to_door(Door::Confirm),
        );
    };
    view! {
        <DoorFrame title=words.signup_title text=words.signup_text>
            <form class="form" method="post" action="/signup" novalidate=true on:submit=submit>
                <FormNotice form />
                <LiveField
                    name="name"
                    label=words.name
                    node=name
                    error=form.fault("name")
                    autocomplete="name"
                    max_length=120
                    value=early.value("name")
                />
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
                    is_new=true
                    value=early.value("password")
                />
                <Submit form label=words.sign_up working=words.working />
            </form>
            <DoorLink lead=words.have_account label=words.log_in_link door=Door::Login />
        </DoorFrame>
    }
}
