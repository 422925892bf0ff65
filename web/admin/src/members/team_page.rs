//! The team: who is in it and who is asked to join, each with what the viewer may do about them.

use std::sync::Arc;

use client::{
    Member, MemberListVariables, MemberSort, MemberSortField, MemberStatus, MemberWhere, Permission, Role,
    SavedViewList, SortDirection,
};
use leptos::prelude::*;
use ui::{ButtonKind, Icon, IconName, Status, StatusTone};

use super::acts::{Act, ActDialog, Acting};
use super::invite::InviteDialog;
use super::texts::{self, MemberTexts, words};
use crate::app::frame;
use crate::guard;
use crate::keys::close_menus;
use crate::list::{
    Asked, Bulk, BulkAct, Column, Filter, List, ListPage, ListQuery, Look, Nothing, Row, Rows, Shape, Sort,
};
use crate::places::Page;
use crate::prefs::t;
use crate::session::session;
use crate::shell::initial;
use crate::strings::PEOPLE;
use crate::toasts::toasts;
use crate::transport::Api;

const STATUSES: [(MemberStatus, &str); 3] =
    [(MemberStatus::Active, "active"), (MemberStatus::Invited, "invited"), (MemberStatus::Removed, "left")];

const ROLES: [(Role, &str); 3] = [(Role::Owner, "owner"), (Role::Admin, "admin"), (Role::Member, "member")];

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
        if member.status == MemberStatus::Removed {
            return acts;
        }
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

/// What the rows need of their page.
#[derive(Debug, Clone, Copy)]
struct Team {
    acting: Acting,
    rights: Memo<Rights>,
}

/// The list of the team.
#[component]
pub(crate) fn TeamPage() -> impl IntoView {
    let (strings, words) = (t(), words());
    let (frame, session) = (frame(), session());
    let api = StoredValue::new(Api::of_this_tenant());
    let rights = Memo::new(move |_| {
        let tenant = frame.tenant.get().unwrap_or_default();
        session.viewer.with(|viewer| {
            let has = |right| viewer.as_ref().is_some_and(|viewer| guard::has(viewer, &tenant, right));
            Rights { manages: has(Permission::ManageTeam), changes_roles: has(Permission::ChangeRoles) }
        })
    });
    let (is_inviting, again) = (RwSignal::new(false), RwSignal::new(0));
    let refresh = Callback::new(move |()| again.update(|times| *times += 1));
    let acting = Acting::new(api, toasts(), refresh);
    provide_context(Team { acting, rights });
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
    let states = [words.in_team, words.asked, words.gone];
    let list = List {
        of: SavedViewList::Members,
        page: Page::Team,
        title: words.team,
        search: words.search,
        filters: vec![
            Filter::open(
                "status",
                strings.status,
                STATUSES.into_iter().zip(states).map(|((_, word), label)| (word, label)).collect(),
            ),
            Filter::of("role", words.role, ROLES.map(|(role, word)| (word, texts::role(words, role))).into()),
        ],
        sorts: vec![
            Sort { word: "oldest", label: strings.oldest_first },
            Sort { word: "newest", label: strings.newest_first },
            Sort { word: "email", label: words.by_email },
        ],
        columns: vec![
            Column::of("person", words.person),
            Column::of("role", words.role),
            Column::of("status", strings.status),
            Column::of("since", words.since),
        ],
        counted: &PEOPLE,
        nothing: Nothing {
            icon: IconName::People,
            title: strings.nothing_matches_title,
            text: words.invite_text,
            next: None,
        },
        days: None,
        hears: &[],
        bulk: rights.get_untracked().manages.then(|| bulk(words)),
        row_acts: Some(words.acts_of),
        tool: None,
        fetch,
    };
    view! {
        <ListPage list acts=Some(view! { <div class="page-acts">{invite}</div> }.into_any()) again=Some(again) />
        <ActDialog acting />
        <InviteDialog open=is_inviting api refresh gives_any=Signal::derive(move || rights.get().changes_roles) />
    }
}

/// What can be done with many invitations at once.
fn bulk(words: &'static MemberTexts) -> Bulk {
    let resend = |api: Api, id| async move { client::resend_invitation(&api, &id).await };
    let revoke = |api: Api, id| async move { client::revoke_invitation(&api, &id).await };
    Bulk::of(vec![
        BulkAct::one_by_one(words.resend, IconName::Mail, ButtonKind::Primary, resend),
        BulkAct::one_by_one(words.revoke, IconName::Close, ButtonKind::Danger, revoke),
    ])
}

fn fetch(api: Api, query: ListQuery) -> Asked {
    let filter = MemberWhere { status: query.picked("status", STATUSES), role: query.picked("role", ROLES) };
    let sort = query.sort.map(|word| match word {
        "email" => MemberSort { field: MemberSortField::Email, direction: SortDirection::Asc },
        _ => MemberSort { field: MemberSortField::CreatedAt, direction: SortDirection::Desc },
    });
    let variables = MemberListVariables::new(query.paging(), &query.search, filter, sort);
    Box::pin(async move {
        let page = client::members(&api, variables).await?;
        let row = |member: Member| {
            let id = member.id.inner().to_owned();
            let of_acts = member.clone();
            Row {
                key: format!("{id}{}{}{}{}", member.name, member.version, member.mfa_enabled, member.is_expired),
                name: name_of(&member),
                href: None,
                id,
                acts: Some(Arc::new(move |_: &Look, _| menu(&of_acts))),
                // What can be done with many is about invitations.
                can_pick: member.status == MemberStatus::Invited,
                draw: Arc::new(move |look, shape| drawn(&member, look, shape)),
            }
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

/// Whoever has told no name yet is named by the address alone.
fn name_of(member: &Member) -> String {
    if member.name.is_empty() { member.email.clone() } else { member.name.clone() }
}

/// What the viewer may do about somebody, behind three dots; it follows the viewer's rights.
fn menu(member: &Member) -> AnyView {
    let Team { acting, rights } = expect_context();
    let words = words();
    let label = format!("{}: {}", words.acts_of, name_of(member));
    let member = StoredValue::new(member.clone());
    let item = move |act: Act| {
        let press = move |_| {
            close_menus(None);
            acting.press(act, member.get_value());
        };
        view! {
            <button type="button" class="menu-item" class:menu-item-danger=act.takes_away() on:click=press>
                {act.label(words)}
            </button>
        }
    };
    let face = move || {
        let acts = member.with_value(|member| rights.get().acts(member));
        let label = label.clone();
        (!acts.is_empty()).then(|| {
            view! {
                <details class="menu entry-menu">
                    <summary class="icon-button" aria-label=label><Icon name=IconName::Dots /></summary>
                    <div class="menu-face">{acts.into_iter().map(item).collect_view()}</div>
                </details>
            }
        })
    };
    face.into_any()
}

fn drawn(member: &Member, look: &Look, shape: Shape) -> Vec<AnyView> {
    let words = words();
    let name = name_of(member);
    let state = match (member.status, member.is_expired) {
        (MemberStatus::Removed, _) => view! { <Status tone=StatusTone::Ended label=words.is_gone /> }.into_any(),
        (MemberStatus::Invited, true) => view! { <Status tone=StatusTone::Bad label=words.lapsed /> }.into_any(),
        (MemberStatus::Invited, false) => view! { <Status tone=StatusTone::Waiting label=words.waiting /> }.into_any(),
        (MemberStatus::Active, _) if member.mfa_enabled => {
            view! { <Status tone=StatusTone::Done label=words.has_factor /> }.into_any()
        }
        (MemberStatus::Active, _) => view! { <span class="cell-sub">{words.no_factor}</span> }.into_any(),
    };
    let you = member.is_you.then(|| view! { <span class="badge badge-soft">{words.you}</span> });
    let address = (!member.name.is_empty())
        .then(|| view! { <span class="cell-sub entry-address"><bdi dir="ltr">{member.email.clone()}</bdi></span> });
    let mark = view! { <span class="entry-mark" aria-hidden="true">{initial(&name)}</span> };
    let since = if member.status == MemberStatus::Invited { words.invited_since } else { words.joined };
    let role = texts::role(words, member.role);
    let ago = look.ago(&member.created_at);
    let person = view! {
        <span class="cell-pictured">
            {mark}
            <span class="cell-words">
                <span class="cell-main entry-name"><bdi>{name}</bdi> " " {you}</span>
                {address}
            </span>
        </span>
    };
    if shape == Shape::Card {
        let card = view! {
            {person}
            <span class="card-line member-line"><span class="entry-role">{role}</span> {state}</span>
        };
        return vec![card.into_any()];
    }
    vec![
        person.into_any(),
        view! { <span class="entry-role">{role}</span> }.into_any(),
        state,
        view! { <span class="cell-sub">{since} " " {ago}</span> }.into_any(),
    ]
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

    #[test]
    fn nothing_is_done_about_who_left() {
        let owner = Rights { manages: true, changes_roles: true };
        assert!(owner.acts(&member(Role::Member, MemberStatus::Removed, false)).is_empty());
    }
}
