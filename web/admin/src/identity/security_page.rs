//! What keeps the account one's own: the password, the second factor, the devices one is signed in on.

use leptos::{ev, html, prelude::*};

use super::account_page::AccountFrame;
use super::factor_card::FactorCard;
use super::password::{LEAST, PasswordField};
use super::sessions_card::SessionsCard;
use super::texts::words;
use crate::form::{Form, FormNotice, Submit, settled, value};
use crate::prefs::prefs;
use crate::session::session;
use crate::toasts::toasts;
use crate::transport::Api;

/// The page.
#[component]
pub(crate) fn SecurityPage() -> impl IntoView {
    view! {
        <AccountFrame>
            <FactorCard />
            <PasswordCard />
            <SessionsCard />
        </AccountFrame>
    }
}

/// Another password. The other devices are signed out by it.
#[component]
fn PasswordCard() -> impl IntoView {
    let words = words();
    let session = session();
    let api = StoredValue::new(Api::without_tenant(session, prefs()));
    let toasts = toasts();
    let address = session.viewer.with_untracked(|viewer| viewer.as_ref().map(|viewer| viewer.user.email.clone()));
    let (current, next) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let form = Form::new(&["current", "next"]);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (old, new) = (value(current), value(next));
        let Some(form) = form.begin().and_then(|check| {
            check
                .that(!old.is_empty(), "current", words.error_password)
                .that(new.chars().count() >= LEAST, "next", words.error_password_short)
                .passed()
        }) else {
            return;
        };
        let api = api.get_value();
        form.send(
            async move { settled(client::change_password(&api, old, new).await, api.prefs().texts()) },
            move |()| {
                for node in [current, next] {
                    if let Some(input) = node.get_untracked() {
                        input.set_value("");
                    }
                }
                toasts.success(words.password_changed);
            },
        );
    };
    view! {
        <section class="card settings-card" aria-labelledby="password-title">
            <h2 class="card-title" id="password-title">{words.password}</h2>
            <p class="hint">{words.password_text}</p>
            <form class="form" method="post" action="/account/security" novalidate=true on:submit=submit>
                <FormNotice form />
                // For password managers: whose password this is.
                <input type="text" name="username" autocomplete="username" value=address.unwrap_or_default() readonly hidden />
                <PasswordField name="current" label=words.current_password node=current error=form.fault("current") />
                <PasswordField name="next" label=words.new_password node=next error=form.fault("next") is_new=true />
                <div class="form-end"><Submit form label=words.reset working=words.working /></div>
            </form>
        </section>
    }
}
