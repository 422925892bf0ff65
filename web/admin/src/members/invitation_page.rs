//! Joining a team. The secret stands behind the `#` of the mail's link, so that no server's log ever holds it; it is
//! kept in the tab while its bearer signs up or logs in.

use client::Invitation;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{EmptyState, IconName, Notice, NoticeTone};

use super::texts::{self, words};
use crate::browser;
use crate::fault::FaultState;
use crate::form::{Check, Form, FormNotice, Submit, settled};
use crate::identity::{DoorFrame, DoorState};
use crate::load::{Loaded, Loader};
use crate::places::Door;
use crate::prefs::prefs;
use crate::session::{Phase, session};
use crate::shell::Splash;
use crate::toasts::toasts;
use crate::transport::Api;

const TOKEN_KEY: &str = "sadu.invitation";

/// The secret of the link that was just followed, or of the one followed before signing up.
fn token() -> Option<String> {
    let fragment = window().location().hash().unwrap_or_default();
    match fragment.trim_start_matches('#').strip_prefix("token=").filter(|token| !token.is_empty()) {
        Some(token) => {
            browser::keep_in_tab(TOKEN_KEY, token);
            Some(token.to_owned())
        }
        None => browser::kept_in_tab(TOKEN_KEY).filter(|token| !token.is_empty()),
    }
}

/// The page.
#[component]
pub(crate) fn InvitationPage() -> impl IntoView {
    let session = session();
    let token = StoredValue::new(token());
    let loader = Loader::<Option<Invitation>>::new();
    let api = Api::public(session, prefs());
    let ask = move || {
        let (api, token) = (api.clone(), token.get_value());
        async move {
            match token {
                Some(token) => client::invitation(&api, token).await,
                None => Ok(None),
            }
        }
    };
    loader.ask(ask());
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    move || {
        if session.phase.get() == Phase::Starting {
            return view! { <Splash /> }.into_any();
        }
        match loader.state.get() {
            Loaded::Waiting => view! { <Splash /> }.into_any(),
            Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
            Loaded::Here(Some(invitation)) if !invitation.expired => view! { <Join invitation token /> }.into_any(),
            Loaded::Here(other) => gone(other.is_some()).into_any(),
        }
    }
}

fn gone(is_late: bool) -> impl IntoView {
    let words = words();
    crate::app::frame().set_title(words.join_title);
    let text = if is_late { words.join_late_text } else { words.join_gone_text };
    view! {
        <EmptyState icon=IconName::Mail title=words.join_gone_title text>
            <a class="button button-primary" href="/">{words.go_home}</a>
        </EmptyState>
    }
}

#[component]
fn Join(invitation: Invitation, token: StoredValue<Option<String>>) -> impl IntoView {
    let words = words();
    let session = session();
    // The next door knows whom the invitation is for.
    expect_context::<DoorState>().keep_email(&invitation.email);
    let Invitation { tenant_name, email, role, .. } = invitation;
    let text = words.join_text.replace("{tenant}", &format!("\u{2068}{tenant_name}\u{2069}"));
    let invited = StoredValue::new(email.to_lowercase());
    let acts = move || match session.phase.get() {
        Phase::SignedIn => {
            // Once only: accepting changes the viewer, and this form must live to hear of it.
            let address = session
                .viewer
                .with_untracked(|viewer| viewer.as_ref().map(|viewer| viewer.user.email.clone()))
                .unwrap_or_default();
            if address.to_lowercase() == invited.get_value() {
                view! { <Accept token /> }.into_any()
            } else {
                let told = words.join_other.replace("{email}", &format!("\u{2068}{address}\u{2069}"));
                view! {
                    <Notice tone=NoticeTone::Info><p>{told}</p></Notice>
                    <button type="button" class="button button-secondary" on:click=move |_| session.sign_out()>
                        {words.join_switch}
                    </button>
                }
                .into_any()
            }
        }
        _ => view! {
            <p class="hint">{words.join_signed_out}</p>
            <a class="button button-primary" href=Door::SignUp.then(Door::Invitation.path())>{words.join_signup}</a>
            <a class="button button-secondary" href=Door::Login.then(Door::Invitation.path())>{words.join_login}</a>
        }
        .into_any(),
    };
    view! {
        <DoorFrame title=words.join_title text>
            <dl class="facts join-facts">
                <div><dt>{words.join_for}</dt><dd><bdi dir="ltr">{email}</bdi></dd></div>
                <div><dt>{words.join_as}</dt><dd>{texts::role(words, role)}</dd></div>
            </dl>
            <div class="form">{acts}</div>
        </DoorFrame>
    }
}

#[component]
fn Accept(token: StoredValue<Option<String>>) -> impl IntoView {
    let words = words();
    let session = session();
    let api = StoredValue::new(Api::without_tenant(session, prefs()));
    let toasts = toasts();
    let navigate = use_navigate();
    let form = Form::new(&["join"]);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(form) = form.begin().and_then(Check::passed) else { return };
        let (api, token) = (api.get_value(), token.get_value().unwrap_or_default());
        let navigate = navigate.clone();
        form.send(
            async move {
                let membership = settled(client::accept_invitation(&api, token).await, api.prefs().texts())?;
                session.renew_viewer().await;
                Ok(membership)
            },
            move |membership| {
                browser::keep_in_tab(TOKEN_KEY, "");
                toasts.success(words.joined_now);
                navigate(&crate::app::first_page(session, &membership.tenant.slug), NavigateOptions::default());
            },
        );
    };
    view! {
        <form id="join" class="form" novalidate=true on:submit=submit>
            <FormNotice form />
            <Submit form label=words.join working=words.working />
        </form>
    }
}
