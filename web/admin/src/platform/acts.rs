//! What the operator can do to a tenant, and the question before it.

use client::{CountPrecision, ErasedAccount, PersonEraseInput, PlatformTenant, TotalCount};
use leptos::{ev, html, prelude::*};
use ui::{Dialog, LiveField};

use super::texts::words;
use crate::form::{Check, Form, FormNotice, Submit, settled};
use crate::prefs::t;
use crate::strings::{CountWords, DONATIONS, ORDERS, PLEDGES, count_of};
use crate::toasts::Toasts;
use crate::transport::Api;

/// An act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Close it.
    Suspend,
    /// Open it again.
    Reactivate,
    /// Blank somebody in its books.
    Erase,
}

/// What the buttons and the dialog share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Acting {
    api: StoredValue<Api>,
    toasts: Toasts,
    refresh: Callback<()>,
    asked: RwSignal<Option<(Act, PlatformTenant)>>,
    is_open: RwSignal<bool>,
}

impl Acting {
    /// Nothing asked yet.
    pub(super) fn new(api: StoredValue<Api>, toasts: Toasts, refresh: Callback<()>) -> Self {
        Self { api, toasts, refresh, asked: RwSignal::new(None), is_open: RwSignal::new(false) }
    }

    /// Asks.
    pub(super) fn press(self, act: Act, tenant: PlatformTenant) {
        self.asked.set(Some((act, tenant)));
        self.is_open.set(true);
    }

    fn done(self, text: &str) {
        self.is_open.set(false);
        self.toasts.success(text);
        self.refresh.run(());
    }
}

/// The question.
#[component]
pub(super) fn ActDialog(acting: Acting) -> impl IntoView {
    let words = words();
    let title = move || {
        let Some((act, tenant)) = acting.asked.get() else { return String::new() };
        let question = match act {
            Act::Suspend => words.ask_suspend,
            Act::Reactivate => words.ask_reactivate,
            Act::Erase => words.ask_erase,
        };
        question.replace("{name}", &format!("\u{2068}{}\u{2069}", tenant.name))
    };
    view! {
        <Dialog
            id="platform-act"
            open=acting.is_open
            title=Signal::derive(title)
            close_label=Signal::derive(|| t().close.to_owned())
        >
            {move || acting.asked.get().map(|(act, tenant)| view! { <Ask acting act tenant /> })}
        </Dialog>
    }
}

fn value(node: NodeRef<html::Input>) -> String {
    node.get_untracked().map(|input| input.value().trim().to_owned()).unwrap_or_default()
}

#[component]
fn Ask(acting: Acting, act: Act, tenant: PlatformTenant) -> impl IntoView {
    let words = words();
    let form = Form::new(&["phone", "email", "reason"]);
    let account = NodeRef::<html::Input>::new();
    let (phone, email, reason) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let (text, yes, class) = match act {
        Act::Suspend => (words.ask_suspend_text, words.suspend, "button button-danger-strong"),
        Act::Reactivate => (words.ask_reactivate_text, words.reactivate, "button button-primary"),
        Act::Erase => (words.ask_erase_text, words.erase, "button button-danger-strong"),
    };
    let id = tenant.id;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(form) = form.begin().and_then(Check::passed) else { return };
        let (api, id, why) = (acting.api.get_value(), id.clone(), value(reason));
        let (strings, locale) = (api.prefs().texts(), api.prefs().locale.get_untracked());
        match act {
            Act::Suspend => form
                .send(async move { settled(client::suspend_tenant(&api, &id, &why).await, strings) }, move |_| {
                    acting.done(words.was_suspended)
                }),
            Act::Reactivate => form
                .send(async move { settled(client::reactivate_tenant(&api, &id).await, strings) }, move |_| {
                    acting.done(words.was_reactivated)
                }),
            Act::Erase => {
                let given = |text: String| Some(text).filter(|text| !text.is_empty());
                let input = PersonEraseInput {
                    tenant_id: id,
                    phone: given(value(phone)),
                    email: given(value(email)),
                    reason: why,
                    with_account: account.get_untracked().is_some_and(|input| input.checked()),
                };
                form.send(async move { settled(client::erase_person(&api, input).await, strings) }, move |erased| {
                    let counted = |words: &CountWords, value| {
                        count_of(locale, words, TotalCount { value, precision: CountPrecision::Exact })
                    };
                    let told = words.erased.replace("{o}", &counted(&ORDERS, erased.orders));
                    let told = told.replace("{d}", &counted(&DONATIONS, erased.donations));
                    let told = told.replace("{p}", &counted(&PLEDGES, erased.pledges));
                    let account = match erased.account {
                        ErasedAccount::None => "",
                        ErasedAccount::Left => words.account_left,
                        ErasedAccount::Erased => words.account_erased,
                    };
                    acting.done(format!("{told} {account}").trim_end());
                });
            }
        }
    };
    let whom = (act == Act::Erase).then(|| {
        view! {
            <LiveField name="phone" label=words.phone node=phone error=form.fault("phone") kind="tel" direction="ltr"
                optional_label=Some(words.optional.to_owned()) hint=Some(words.one_of.to_owned()) max_length=20 />
            <LiveField name="email" label=words.email node=email error=form.fault("email") kind="email" direction="ltr"
                optional_label=Some(words.optional.to_owned()) />
            <label class="check" for="with-account">
                <input class="check-box" type="checkbox" node_ref=account id="with-account" name="withAccount" />
                <span>{words.with_account}<span class="field-hint">{words.with_account_hint}</span></span>
            </label>
        }
    });
    let why = (act != Act::Reactivate).then(|| {
        view! {
            <LiveField name="reason" label=words.reason node=reason error=form.fault("reason") direction="auto"
                hint=Some(words.reason_hint.to_owned()) max_length=500 />
        }
    });
    view! {
        <form class="dialog-body" id="platform-form" novalidate=true on:submit=submit>
            <p>{text}</p>
            {whom}
            {why}
            <FormNotice form />
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| acting.is_open.set(false)>
                    {words.keep}
                </button>
                <Submit form label=yes working=words.working class />
            </div>
        </form>
    }
}
