//! Asking somebody to join: the address and the role; then the link, to be handed over by other ways too.

use client::{Invited, Role};
use leptos::{ev, html, prelude::*};
use ui::{Dialog, Icon, IconName, LiveField};

use super::acts::RoleChoices;
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, settled, trimmed};
use crate::prefs::t;
use crate::toasts::toasts;
use crate::transport::Api;

/// The dialog.
#[component]
pub(super) fn InviteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Carries the question.
    api: StoredValue<Api>,
    /// The team changed.
    refresh: Callback<()>,
    /// Whether the viewer gives any role, or only the lowest.
    gives_any: Signal<bool>,
) -> impl IntoView {
    let words = words();
    let sent = RwSignal::new(None::<Invited>);
    Effect::new(move |_| {
        if open.get() {
            sent.set(None);
        }
    });
    let title = move || if sent.with(Option::is_some) { words.link_title } else { words.invite };
    view! {
        <Dialog
            id="invite-title"
            open
            title=Signal::derive(move || title().to_owned())
            close_label=Signal::derive(|| t().close.to_owned())
        >
            {move || match sent.get() {
                None => view! { <InviteForm open api refresh gives_any sent /> }.into_any(),
                Some(invited) => view! { <Link open invited /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn InviteForm(
    open: RwSignal<bool>,
    api: StoredValue<Api>,
    refresh: Callback<()>,
    gives_any: Signal<bool>,
    sent: RwSignal<Option<Invited>>,
) -> impl IntoView {
    let words = words();
    let email = NodeRef::<html::Input>::new();
    let role = RwSignal::new(Role::Member);
    let form = Form::new(&["invite-email"]);
    browser::focus_soon("#invite-email");
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let address = trimmed(email);
        let holds = address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        let Some(form) = form.begin().and_then(|check| check.that(holds, "invite-email", words.error_email).passed())
        else {
            return;
        };
        let (api, role) = (api.get_value(), role.get_untracked());
        form.send(
            async move {
                settled(client::invite_member(&api, address, role).await, api.prefs().texts())
                    .map_err(|wrongs| wrongs.renamed("email", "invite-email"))
            },
            move |invited| {
                sent.set(Some(invited));
                refresh.run(());
                browser::focus_soon("#invite-link");
            },
        );
    };
    view! {
        <form class="dialog-body" novalidate=true on:submit=submit>
            <p class="hint">{words.invite_text}</p>
            <FormNotice form />
            <LiveField
                name="invite-email"
                label=words.email
                node=email
                error=form.fault("invite-email")
                kind="email"
                inputmode="email"
                autocomplete="off"
                direction="ltr"
            />
            <RoleChoices role all=gives_any.get_untracked() />
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| open.set(false)>
                    {words.keep}
                </button>
                <Submit form label=words.send_invite working=words.working />
            </div>
        </form>
    }
}

#[component]
fn Link(open: RwSignal<bool>, invited: Invited) -> impl IntoView {
    let words = words();
    let toasts = toasts();
    let Invited { member, link } = invited;
    let text = words.link_text.replace("{email}", &format!("\u{2068}{}\u{2069}", member.email));
    let shown = link.clone();
    let copy = move |_| {
        browser::copy(link.clone(), move |is_done| {
            if is_done { toasts.success(words.copied) } else { toasts.danger(words.not_copied) }
        });
    };
    view! {
        <div class="dialog-body">
            <p>{text}</p>
            <div class="field">
                <label class="field-label" for="invite-link">{words.link_label}</label>
                <input class="input" id="invite-link" type="text" dir="ltr" readonly value=shown />
            </div>
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=copy>
                    <Icon name=IconName::Copy />
                    <span>{words.copy_link}</span>
                </button>
                <button type="button" class="button button-primary" on:click=move |_| open.set(false)>{words.done}</button>
            </div>
        </div>
    }
}
