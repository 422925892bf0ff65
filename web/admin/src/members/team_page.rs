//! The team: who is in it and who is asked to join, each with what the viewer may do about them.

use client::{Error, Member, MemberStatus, Permission, Role};
use leptos::prelude::*;
use ui::{Icon, IconName, Skeleton, Status, StatusTone};

use super::acts::{Act, ActDialog, Acting};
use super::invite::InviteDialog;
use super::texts::{self, MemberTexts, words};
use crate::app::frame;
use crate::fault::FaultState;
use crate::guard;
use crate::keys::close_menus;
use crate::load::{Loaded, Loader};
use crate::prefs::prefs;
use crate::session::session;
use crate::shell::initial;
use crate::times::Times;
use crate::toasts::toasts;
use crate::transport::Api;

/// What the viewer may do in this team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Rights {
    manages: bool,
    changes_roles: bool,
}

impl Rights {
    /// What may be done about somebody. The API judges again.
    fn acts(self, member: &Member) -> Vec<Act> {
        let mut acts = Vec::new();
        if member.status == MemberStatus::Invited {
            // An admin invites members only, and so sends again.
            if self.changes_roles || (self.manages && member.role == Role::Member) {
                acts.push(Act::Resend);
            }
            if self.manages && (self.changes_roles || member.role != Role::Owner) {
                acts.push(Act::Revoke);
            }
            return acts;
        }
        if self.changes_roles {
            acts.push(Act::Role);
        }
        if member.is_you {
            acts.push(Act::Leave);
        } else if self.changes_roles || (self.manages && member.role != Role::Owner) {
            acts.push(Act::Remove);
        }
        acts
    }
}

/// The page.
#[component]
pub(crate) fn TeamPage() -> impl IntoView {
    let words = words();
    let (frame, session) = (frame(), session());
    frame.set_title(words.team);
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Vec<Member>>::new();
    let ask = move || {
        let api = api.get_value();
        async move { client::team(&api).await }
    };
    loader.ask(ask());
    let rights = Memo::new(move |_| {
        let tenant = frame.tenant.get().unwrap_or_default();
        session.viewer.with(|viewer| {
            let has = |right| viewer.as_ref().is_some_and(|viewer| guard::has(viewer, &tenant, right));
            Rights { manages: has(Permission::ManageTeam), changes_roles: has(Permission::ChangeRoles) }
        })
    });
    let is_inviting = RwSignal::new(false);
    let refresh = Callback::new(move |()| loader.ask_quietly(ask()));
    let acting = Acting::new(api, toasts(), refresh);
    let invite = move || {
        rights.get().manages.then(|| {
            view! {
                <button type="button" class="button button-primary" on:click=move |_| is_inviting.set(true)>
                    <Icon name=IconName::Plus />
                    <span>{words.invite}</span>
                </button>
            }
        })
    };
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    view! {
        <div class="team-page">
            <header class="page-head page-head-acts"><h1 class="page-title">{words.team}</h1>{invite}</header>
            {move || match loader.state.get() {
                Loaded::Waiting => waiting().into_any(),
                Loaded::Failed(error) => failed(error, on_retry).into_any(),
                Loaded::Here(members) => {
                    let rights = rights.get();
                    view! {
                        <ul class="entries entries-boxed" role="list">
                            {members.into_iter().map(|member| entry(member, rights, acting, words)).collect_view()}
                        </ul>
                    }
                        .into_any()
                }
            }}
        </div>
        <ActDialog acting />
        <InviteDialog open=is_inviting api refresh gives_any=Signal::derive(move || rights.get().changes_roles) />
    }
}

fn failed(error: Error, on_retry: Callback<()>) -> impl IntoView {
    view! { <FaultState error on_retry /> }
}

fn waiting() -> impl IntoView {
    let row = || {
        view! {
            <li class="entry">
                <span class="entry-mark"></span>
                <div class="entry-body"><Skeleton width=40 /><Skeleton width=20 /></div>
            </li>
        }
    };
    view! { <ul class="entries entries-boxed" role="list" aria-hidden="true">{row()}{row()}{row()}</ul> }
}

fn entry(member: Member, rights: Rights, acting: Acting, words: &'static MemberTexts) -> impl IntoView {
    let times = Times::new(prefs().locale.get_untracked(), None);
    let is_invited = member.status == MemberStatus::Invited;
    let name = if member.name.is_empty() { member.email.clone() } else { member.name.clone() };
    let state = match (is_invited, member.is_expired) {
        (true, true) => view! { <Status tone=StatusTone::Bad label=words.lapsed /> }.into_any(),
        (true, false) => view! { <Status tone=StatusTone::Waiting label=words.waiting /> }.into_any(),
        (false, _) if member.mfa_enabled => {
            view! { <Status tone=StatusTone::Done label=words.has_factor /> }.into_any()
        }
        _ => view! { <span class="cell-sub">{words.no_factor}</span> }.into_any(),
    };
    let you = member.is_you.then(|| view! { <span class="badge badge-soft">{words.you}</span> });
    // Whoever has told no name yet is named by the address alone.
    let address = (!member.name.is_empty())
        .then(|| view! { <span class="entry-address"><bdi dir="ltr">{member.email.clone()}</bdi></span> " · " });
    let since = if is_invited { words.invited_since } else { words.joined };
    let acts = rights.acts(&member);
    let label = format!("{}: {name}", words.acts_of);
    let items = acts
        .iter()
        .map(|act| {
            let (act, member) = (*act, member.clone());
            view! {
                <button
                    type="button"
                    class="menu-item"
                    class:menu-item-danger=act.takes_away()
                    on:click=move |_| {
                        close_menus(None);
                        acting.press(act, member.clone());
                    }
                >
                    {act.label(words)}
                </button>
            }
        })
        .collect_view();
    let menu = (!acts.is_empty()).then(|| {
        view! {
            <details class="menu entry-menu">
                <summary class="icon-button" aria-label=label><Icon name=IconName::Dots /></summary>
                <div class="menu-face">{items}</div>
            </details>
        }
    });
    view! {
        <li class="entry">
            <span class="entry-mark" aria-hidden="true">{initial(&name)}</span>
            <div class="entry-body">
                <p class="entry-name"><bdi>{name}</bdi> " " {you}</p>
                <p class="entry-sub">{address} {since} " " {times.ago_view(&member.created_at)}</p>
            </div>
            <div class="entry-facts">
                <span class="entry-role">{texts::role(words, member.role)}</span>
                {state}
            </div>
            <div class="entry-acts">{menu}</div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Rights};
    use client::{Member, MemberStatus, Role};

    fn member(role: Role, status: MemberStatus, is_you: bool) -> Member {
        Member {
            id: client::Id::new("mbr_1"),
            email: "noura@dukkan.example".to_owned(),
            name: String::new(),
            role,
            status,
            is_you,
            mfa_enabled: false,
            invite_expires_at: None,
            is_expired: false,
            version: 1,
            created_at: String::new(),
        }
    }

    #[test]
    fn an_admin_removes_no_owner_and_changes_no_role() {
        let admin = Rights { manages: true, changes_roles: false };
        assert!(admin.acts(&member(Role::Owner, MemberStatus::Active, false)).is_empty());
        assert_eq!(admin.acts(&member(Role::Member, MemberStatus::Active, false)), [Act::Remove]);
        assert_eq!(admin.acts(&member(Role::Admin, MemberStatus::Invited, false)), [Act::Revoke]);
    }

    #[test]
    fn a_member_may_only_leave() {
        let nobody = Rights::default();
        assert_eq!(nobody.acts(&member(Role::Member, MemberStatus::Active, true)), [Act::Leave]);
        assert!(nobody.acts(&member(Role::Member, MemberStatus::Invited, false)).is_empty());
    }
}
