//! Asking for another password. The answer is the same whether the address has an account or not.

use leptos::{ev, html, prelude::*};
use serde_json::json;
use ui::LiveField;

use super::door::{DoorFrame, DoorLink, door_state, is_address, take_over, use_doors, wrongs};
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, trimmed};
use crate::places::Door;
use crate::session::session;

/// The page.
#[component]
pub(crate) fn ForgotPage() -> impl IntoView {
    let words = words();
    let (session, state, to_door) = (session(), door_state(), use_doors());
    let email = NodeRef::<html::Input>::new();
    let form = Form::new(&["email"]);
    if !take_over(None).focus_again() {
        browser::focus_soon("#email");
    }
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let address = trimmed(email);
        let Some(form) =
            form.begin().and_then(|check| check.that(is_address(&address), "email", words.error_email).passed())
        else {
            return;
        };
        state.keep_email(&address);
        let to_door = to_door.clone();
        form.send(
            async move {
                let body = json!({ "email": address });
                session.knock("/auth/forgot", &body).await.map_err(|refusal| wrongs(&refusal, words))
            },
            move |()| to_door(Door::Reset),
        );
    };
    view! {
        <DoorFrame title=words.forgot_title text=words.forgot_text>
            <form class="form" method="post" action="/forgot" novalidate=true on:submit=submit>
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
                <Submit form label=words.send_code working=words.working />
            </form>
            <DoorLink label=words.back_to_login door=Door::Login />
        </DoorFrame>
    }
}
