//! What can be done about a colleague, and the question before it.

use client::{Error, Member, Outcome, Role};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Choice, Dialog};

use super::texts::{self, MemberTexts, words};
use crate::form::{Check, Form, FormNotice, Submit, settled};
use crate::prefs::t;
use crate::session::session;
use crate::toasts::Toasts;
use crate::transport::Api;

/// An act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Send the invitation again.
    Resend,
    /// Take the invitation back.
    Revoke,
    /// Give another role.
    Role,
    /// Take somebody out.
    Remove,
    /// Go oneself.
    Leave,
}

impl Act {
    /// What its button says.
    pub(super) const fn label(self, words: &'static MemberTexts) -> &'static str {
        match self {
            Self::Resend => words.resend,
            Self::Revoke => words.revoke,
            Self::Role => words.change_role,
            Self::Remove => words.remove,
            Self::Leave => words.leave,
        }
    }

    /// Whether somebody loses something by it.
    pub(super) const fn takes_away(self) -> bool {
        matches!(self, Self::Revoke | Self::Remove | Self::Leave)
    }

    fn question(self, words: &MemberTexts, name: &str) -> String {
        let question = match self {
            Self::Resend | Self::Revoke => words.ask_revoke,
            Self::Role => words.ask_role,
            Self::Remove => words.ask_remove,
            Self::Leave => words.ask_leave,
        };
        question.replace("{name}", &format!("\u{2068}{name}\u{2069}"))
    }
}

/// What the entries and the dialog share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Acting {
    api: StoredValue<Api>,
    toasts: Toasts,
    refresh: Callback<()>,
    asked: RwSignal<Option<(Act, Member)>>,
    is_open: RwSignal<bool>,
}

impl Acting {
    /// Nothing asked yet.
    pub(super) fn new(api: StoredValue<Api>, toasts: Toasts, refresh: Callback<()>) -> Self {
        Self { api, toasts, refresh, asked: RwSignal::new(None), is_open: RwSignal::new(false) }
    }

    /// Does what needs no question; asks before the rest.
    pub(super) fn press(self, act: Act, member: Member) {
        if act == Act::Resend {
            self.resend(member);
            return;
        }
        self.asked.set(Some((act, member)));
        self.is_open.set(true);
    }

    fn resend(self, member: Member) {
        let words = MemberTexts::of(self.api.get_value().prefs().locale.get_untracked());
        let api = self.api.get_value();
        spawn_local(async move {
            match client::resend_invitation(&api, &member.id).await {
                Ok(Outcome { value: Some(_), .. }) => self.toasts.success(words.invited),
                Ok(Outcome { user_errors, .. }) => {
                    if let Some(error) = user_errors.into_iter().next() {
                        self.toasts.danger(error.message);
                    }
                }
                Err(error) => self.toasts.fault(&error),
            }
            self.refresh.run(());
        });
    }
}

async fn perform(api: &Api, act: Act, member: &Member, role: Role) -> Result<Outcome<Member>, Error> {
    match act {
        Act::Revoke => client::revoke_invitation(api, &member.id).await,
        Act::Role => client::change_member_role(api, &member.id, role, member.version).await,
        Act::Remove | Act::Leave => client::remove_member(api, &member.id).await,
        Act::Resend => client::resend_invitation(api, &member.id)
            .await
            .map(|Outcome { value, user_errors }| Outcome { value: value.map(|invited| invited.member), user_errors }),
    }
}

/// The question.
#[component]
pub(super) fn ActDialog(acting: Acting) -> impl IntoView {
    let words = words();
    let title = move || {
        acting
            .asked
            .get()
            .map(|(act, member)| act.question(words, if member.name.is_empty() { &member.email } else { &member.name }))
            .unwrap_or_default()
    };
    view! {
        <Dialog
            id="member-act"
            open=acting.is_open
            title=Signal::derive(title)
            close_label=Signal::derive(|| t().close.to_owned())
        >
            {move || acting.asked.get().map(|(act, member)| view! { <Ask acting act member /> })}
        </Dialog>
    }
}

#[component]
fn Ask(acting: Acting, act: Act, member: Member) -> impl IntoView {
    let words = words();
    let session = session();
    let form = Form::new(&["member-role"]);
    let role = RwSignal::new(member.role);
    let text = match act {
        Act::Revoke | Act::Resend => words.ask_revoke_text,
        Act::Role => "",
        Act::Remove => words.ask_remove_text,
        Act::Leave => words.ask_leave_text,
    };
    let done = match act {
        Act::Role => words.role_changed,
        Act::Revoke => words.revoked,
        Act::Remove => words.removed,
        Act::Leave => words.left,
        Act::Resend => words.invited,
    };
    let choices = (act == Act::Role).then(|| view! { <RoleChoices role all=true /> });
    let (yes, class) = if act.takes_away() {
        (act.label(words), "button button-danger-strong")
    } else {
        (words.save, "button button-primary")
    };
    let is_own = member.is_you;
    let navigate = use_navigate();
    let member = StoredValue::new(member);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(form) = form.begin().and_then(Check::passed) else { return };
        let (api, member, role) = (acting.api.get_value(), member.get_value(), role.get_untracked());
        let navigate = navigate.clone();
        form.send(async move { settled(perform(&api, act, &member, role).await, api.prefs().texts()) }, move |_| {
            acting.is_open.set(false);
            acting.toasts.success(done);
            if act == Act::Leave {
                spawn_local(async move {
                    session.renew_viewer().await;
                    navigate("/", NavigateOptions { replace: true, ..NavigateOptions::default() });
                });
                return;
            }
            if is_own {
                // One's own rights changed: menu and pages follow.
                spawn_local(session.renew_viewer());
            }
            acting.refresh.run(());
        });
    };
    view! {
        <form class="dialog-body" id="member-role" novalidate=true on:submit=submit>
            <p>{text}</p>
            {choices}
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

/// The roles, each with what it may do.
#[component]
pub(super) fn RoleChoices(
    /// The one chosen.
    role: RwSignal<Role>,
    /// Whether all can be given, or only the lowest.
    all: bool,
) -> impl IntoView {
    let words = words();
    let choice = move |(of, value, text): (Role, &'static str, &'static str)| {
        view! {
            <div on:change=move |_| role.set(of)>
                <Choice name="role" value checked=role.get_untracked() == of>
                    <span>{texts::role(words, of)}</span>
                    <span class="choice-extra">{text}</span>
                </Choice>
            </div>
        }
    };
    let roles = [
        (Role::Member, "member", words.member_may),
        (Role::Admin, "admin", words.admin_may),
        (Role::Owner, "owner", words.owner_may),
    ];
    view! {
        <fieldset class="role-choices">
            <legend class="field-label">{words.role}</legend>
            {roles.into_iter().take(if all { 3 } else { 1 }).map(choice).collect_view()}
        </fieldset>
    }
}
