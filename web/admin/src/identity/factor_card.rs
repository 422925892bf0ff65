//! The second factor: set up with a QR code, its recovery codes kept, renewed, and taken away again.

use client::MfaSetup;
use leptos::{ev, html, prelude::*};
use ui::{Dialog, LiveField, Status, StatusTone};

use super::code_field::{CodeField, is_code, plain};
use super::password::PasswordField;
use super::recovery_codes::RecoveryCodes;
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, settled, trimmed, value};
use crate::prefs::prefs;
use crate::session::session;
use crate::toasts::toasts;
use crate::transport::Api;

/// Where the card stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// On or off, as the viewer says.
    Rest,
    /// The QR code is shown.
    Setup(MfaSetup),
    /// The recovery codes are shown, this once.
    Codes(Vec<String>),
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The password, to begin the set-up.
    Password,
    /// A code.
    Code(Purpose),
}

/// What a code is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To make new recovery codes.
    Renew,
    /// To take the second factor away.
    Disable,
}

/// The card.
#[component]
pub(super) fn FactorCard() -> impl IntoView {
    let words = words();
    let session = session();
    let api = StoredValue::new(Api::without_tenant(session, prefs()));
    let stage = RwSignal::new(Stage::Rest);
    let asked = RwSignal::new(None::<Asked>);
    let is_open = RwSignal::new(false);
    let is_on =
        Memo::new(move |_| session.viewer.with(|viewer| viewer.as_ref().is_some_and(|viewer| viewer.user.mfa_enabled)));
    let open = move |what: Asked| {
        asked.set(Some(what));
        is_open.set(true);
    };
    let rest = move || {
        if is_on.get() {
            view! {
                <div class="form-end">
                    <button type="button" class="button button-secondary" on:click=move |_| open(Asked::Code(Purpose::Renew))>
                        {words.renew_codes}
                    </button>
                    <button type="button" class="button button-danger" on:click=move |_| open(Asked::Code(Purpose::Disable))>
                        {words.factor_off}
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="form-end">
                    <button type="button" class="button button-primary" on:click=move |_| open(Asked::Password)>
                        {words.factor_on}
                    </button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="card settings-card" aria-labelledby="factor-title">
            <div class="card-row">
                <h2 class="card-title" id="factor-title">{words.factor}</h2>
                <span role="status">
                    {move || {
                        if is_on.get() {
                            view! { <Status tone=StatusTone::Done label=words.is_on /> }
                        } else {
                            view! { <Status tone=StatusTone::Ended label=words.is_off /> }
                        }
                    }}
                </span>
            </div>
            <p class="hint">{words.factor_text}</p>
            {move || match stage.get() {
                Stage::Rest => rest().into_any(),
                Stage::Setup(setup) => view! { <Setup setup stage api /> }.into_any(),
                Stage::Codes(codes) => {
                    view! { <RecoveryCodes codes on_done=Callback::new(move |()| stage.set(Stage::Rest)) /> }.into_any()
                }
            }}
        </section>
        <Dialog
            id="factor-dialog"
            open=is_open
            title=Signal::derive(move || match asked.get() {
                Some(Asked::Password) => words.factor_on.to_owned(),
                Some(Asked::Code(Purpose::Disable)) => words.ask_disable.to_owned(),
                _ => words.ask_renew.to_owned(),
            })
            close_label=Signal::derive(move || crate::prefs::t().close.to_owned())
        >
            {move || {
                asked.get().map(|asked| match asked {
                    Asked::Password => view! { <AskPassword stage is_open api /> }.into_any(),
                    Asked::Code(purpose) => view! { <AskCode purpose stage is_open api /> }.into_any(),
                })
            }}
        </Dialog>
    }
}

/// The password, before the set-up begins: nobody else shall switch it on at a screen that was left open.
#[component]
fn AskPassword(stage: RwSignal<Stage>, is_open: RwSignal<bool>, api: StoredValue<Api>) -> impl IntoView {
    let words = words();
    let password = NodeRef::<html::Input>::new();
    let form = Form::new(&["password"]);
    browser::focus_soon("dialog[open] #password");
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = value(password);
        let Some(form) =
            form.begin().and_then(|check| check.that(!typed.is_empty(), "password", words.error_password).passed())
        else {
            return;
        };
        let api = api.get_value();
        form.send(async move { settled(client::begin_mfa(&api, typed).await, api.prefs().texts()) }, move |setup| {
            is_open.set(false);
            stage.set(Stage::Setup(setup));
            browser::focus_soon("#code");
        });
    };
    view! {
        <form class="dialog-body" method="post" action="/account/security" novalidate=true on:submit=submit>
            <p>{words.factor_password_text}</p>
            <FormNotice form />
            <PasswordField name="password" label=words.current_password node=password error=form.fault("password") />
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(false)>
                    {words.not_now}
                </button>
                <Submit form label=words.go_on working=words.checking />
            </div>
        </form>
    }
}

/// The QR code, the secret for those who cannot scan, and the first code.
#[component]
fn Setup(setup: MfaSetup, stage: RwSignal<Stage>, api: StoredValue<Api>) -> impl IntoView {
    let words = words();
    let session = session();
    let code = NodeRef::<html::Input>::new();
    let form = Form::new(&["code"]);
    let send = move || {
        let typed = plain(&trimmed(code));
        let Some(form) = form.begin().and_then(|check| check.that(is_code(&typed), "code", words.error_code).passed())
        else {
            return;
        };
        let api = api.get_value();
        form.send(async move { settled(client::confirm_mfa(&api, typed).await, api.prefs().texts()) }, move |codes| {
            session.change_user(|user| user.mfa_enabled = true);
            stage.set(Stage::Codes(codes));
            browser::focus_soon("#recovery-title");
        });
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    let groups: Vec<String> =
        setup.secret.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    view! {
        <form class="form factor-setup" novalidate=true on:submit=submit>
            <ol class="steps">
                <li>
                    <p>{words.step_app}</p>
                </li>
                <li>
                    <p>{words.step_scan}</p>
                    <div class="qr" role="img" aria-label=words.qr_label inner_html=setup.qr_svg></div>
                    <a class="link factor-here" href=setup.otpauth_uri>{words.on_this_device}</a>
                    <details class="factor-secret">
                        <summary class="link">{words.cannot_scan}</summary>
                        <p class="hint">{words.type_secret}</p>
                        <code class="secret" dir="ltr">{groups.join(" ")}</code>
                    </details>
                </li>
                <li>
                    <CodeField
                        label=words.totp_code
                        hint=Some(words.totp_hint.to_owned())
                        node=code
                        error=form.fault("code")
                        on_full=Callback::new(move |()| send())
                    />
                </li>
            </ol>
            <FormNotice form />
            <div class="form-end">
                <button type="button" class="button button-secondary" on:click=move |_| stage.set(Stage::Rest)>
                    {words.not_now}
                </button>
                <Submit form label=words.factor_finish working=words.checking />
            </div>
        </form>
    }
}

/// A code before something that weakens or replaces.
#[component]
fn AskCode(purpose: Purpose, stage: RwSignal<Stage>, is_open: RwSignal<bool>, api: StoredValue<Api>) -> impl IntoView {
    let words = words();
    let session = session();
    let toasts = toasts();
    let code = NodeRef::<html::Input>::new();
    let form = Form::new(&["code"]);
    browser::focus_soon("dialog[open] #code");
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = trimmed(code);
        let digits = plain(&typed);
        // A recovery code is taken as well, as it was written down.
        let typed = if is_code(&digits) { digits } else { typed };
        let Some(form) =
            form.begin().and_then(|check| check.that(!typed.is_empty(), "code", words.error_code).passed())
        else {
            return;
        };
        let api = api.get_value();
        match purpose {
            Purpose::Renew => form.send(
                async move { settled(client::renew_recovery_codes(&api, typed).await, api.prefs().texts()) },
                move |codes| {
                    is_open.set(false);
                    stage.set(Stage::Codes(codes));
                    browser::focus_soon("#recovery-title");
                },
            ),
            Purpose::Disable => form.send(
                async move { settled(client::disable_mfa(&api, typed).await, api.prefs().texts()) },
                move |()| {
                    is_open.set(false);
                    session.change_user(|user| user.mfa_enabled = false);
                    stage.set(Stage::Rest);
                    toasts.success(words.factor_is_off);
                },
            ),
        }
    };
    let (text, yes, class) = match purpose {
        Purpose::Renew => (words.ask_renew_text, words.renew_codes, "button button-primary"),
        Purpose::Disable => (words.ask_disable_text, words.factor_off, "button button-danger-strong"),
    };
    view! {
        <form class="dialog-body" novalidate=true on:submit=submit>
            <p>{text}</p>
            <FormNotice form />
            <LiveField
                name="code"
                label=words.totp_code
                hint=Some(words.either_code.to_owned())
                node=code
                error=form.fault("code")
                autocomplete="one-time-code"
                direction="ltr"
                max_length=40
                class="input-code"
            />
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(false)>
                    {words.not_now}
                </button>
                <Submit form label=yes working=words.working class />
            </div>
        </form>
    }
}
