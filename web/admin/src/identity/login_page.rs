//! The login page: two fields that password managers know, errors beside them, and back to where one wanted to go.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{LiveField, Notice, NoticeTone, WovenBand};

use crate::app::frame;
use crate::browser;
use crate::places::next_of;
use crate::prefs::{prefs, t};
use crate::session::{Phase, Refusal, session};
use crate::shell::{Brand, LanguageChoice, Splash};
use crate::strings::Strings;

/// What is wrong with the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Faults {
    email: Option<String>,
    password: Option<String>,
    form: Option<String>,
}

impl Faults {
    /// What can be told without asking the server.
    fn of(email: &str, password: &str, strings: &Strings) -> Self {
        let is_address = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        Self {
            email: (!is_address).then(|| strings.error_email.to_owned()),
            password: password.is_empty().then(|| strings.error_password.to_owned()),
            form: None,
        }
    }

    /// What the server told.
    fn from_refusal(refusal: Refusal, strings: &Strings) -> Self {
        let told =
            |fallback: &str| if refusal.message.is_empty() { fallback.to_owned() } else { refusal.message.clone() };
        match (refusal.field.as_deref(), refusal.code.as_str()) {
            (Some("email"), _) => Self { email: Some(told(strings.error_email)), ..Self::default() },
            (Some("password"), _) => Self { password: Some(told(strings.error_password)), ..Self::default() },
            (_, "") => Self { form: Some(strings.error_login_unreachable.to_owned()), ..Self::default() },
            (_, "RATE_LIMITED") => Self { form: Some(strings.error_attempts.to_owned()), ..Self::default() },
            (_, "INVALID_CREDENTIALS" | "UNAUTHENTICATED") => {
                Self { form: Some(strings.error_credentials.to_owned()), ..Self::default() }
            }
            (_, "UNAVAILABLE") => Self { form: Some(strings.fault_unavailable.to_owned()), ..Self::default() },
            _ => Self { form: Some(told(strings.fault_internal)), ..Self::default() },
        }
    }
}

/// The page. Whoever is signed in already goes on at once.
#[component]
pub(crate) fn LoginPage() -> impl IntoView {
    let session = session();
    let query = use_query_map();
    let navigate = use_navigate();
    frame().set_title(t().login_title);
    Effect::new(move |_| {
        if session.phase.get() == Phase::SignedIn {
            let next = query.with_untracked(|query| query.get("next"));
            navigate(next_of(next.as_deref()), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    let is_waiting = Memo::new(move |_| matches!(session.phase.get(), Phase::Starting | Phase::SignedIn));
    move || if is_waiting.get() { view! { <Splash /> }.into_any() } else { view! { <LoginForm /> }.into_any() }
}

#[component]
fn LoginForm() -> impl IntoView {
    let strings = t();
    let (session, prefs) = (session(), prefs());
    let (email, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let faults = RwSignal::new(Faults::default());
    let is_busy = RwSignal::new(false);
    let is_shown = RwSignal::new(false);
    browser::focus_soon("#email");
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let value = |node: NodeRef<html::Input>| node.get_untracked().map(|input| input.value()).unwrap_or_default();
        let (address, secret) = (value(email).trim().to_owned(), value(password));
        let found = Faults::of(&address, &secret, prefs.texts());
        if is_busy.get_untracked() || found != Faults::default() {
            focus_first(&found);
            faults.set(found);
            return;
        }
        faults.set(found);
        is_busy.set(true);
        spawn_local(async move {
            if let Err(refusal) = session.sign_in(&address, &secret).await {
                let found = Faults::from_refusal(refusal, prefs.texts());
                focus_first(&found);
                faults.set(found);
            }
            is_busy.set(false);
        });
    };
    let toggle = move |_| {
        is_shown.update(|is_shown| *is_shown = !*is_shown);
        if let Some(input) = password.get_untracked() {
            input.set_type(if is_shown.get_untracked() { "text" } else { "password" });
        }
    };
    view! {
        <div class="login">
            <WovenBand />
            <div class="login-box">
                <header class="login-head"><Brand /><LanguageChoice /></header>
                <h1 class="page-title">{strings.login_title}</h1>
                <p class="hint">{strings.login_text}</p>
                <form class="form" method="post" action="/login" novalidate=true on:submit=submit>
                    <div role="alert">
                        {move || {
                            faults.get().form.map(|text| view! { <Notice tone=NoticeTone::Danger><p>{text}</p></Notice> })
                        }}
                    </div>
                    <LiveField
                        name="email"
                        label=strings.email
                        node=email
                        error=Signal::derive(move || faults.get().email)
                        kind="email"
                        inputmode="email"
                        autocomplete="username"
                        direction="ltr"
                    />
                    <div class="password">
                        <LiveField
                            name="password"
                            label=strings.password
                            node=password
                            error=Signal::derive(move || faults.get().password)
                            kind="password"
                            autocomplete="current-password"
                            direction="ltr"
                            max_length=1024
                        />
                        <button
                            type="button"
                            class="password-show"
                            aria-controls="password"
                            aria-pressed=move || is_shown.get().to_string()
                            on:click=toggle
                        >
                            {move || if is_shown.get() { strings.hide_password } else { strings.show_password }}
                        </button>
                    </div>
                    <button type="submit" class="button button-primary" aria-disabled=move || is_busy.get().to_string()>
                        {move || if is_busy.get() { strings.logging_in } else { strings.log_in }}
                    </button>
                </form>
            </div>
        </div>
    }
}

fn focus_first(faults: &Faults) {
    if faults.email.is_some() {
        browser::focus("#email");
    } else if faults.password.is_some() || faults.form.is_some() {
        browser::focus("#password");
    }
}

#[cfg(test)]
mod tests {
    use super::Faults;
    use crate::strings::strings;
    use ui::Locale;

    #[test]
    fn both_fields_are_judged_at_once() {
        let found = Faults::of("amal", "", strings(Locale::En));
        assert!(found.email.is_some() && found.password.is_some());
        assert_eq!(Faults::of("amal@example.com", "secret", strings(Locale::En)), Faults::default());
    }
}
