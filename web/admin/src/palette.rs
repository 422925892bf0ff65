//! Cmd/Ctrl+K: everywhere the viewer may go, found by typing a part of its name.

use leptos::{ev, html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Dialog, Icon, IconName};

use crate::app::frame;
use crate::browser;
use crate::guard;
use crate::places::{Account, FOUNDING, PlatformPage};
use crate::prefs::t;
use crate::session::session;
use crate::shell::{page_icon, page_label};

/// One thing to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Goal {
    icon: IconName,
    label: String,
    /// Whose page it is, where that is not plain.
    beside: Option<String>,
    to: String,
}

/// As texts are compared: small letters, without the marks and the variants of Arabic letters.
fn folded(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|character| !matches!(character, '\u{064b}'..='\u{0652}' | 'ـ'))
        .map(|character| match character {
            'أ' | 'إ' | 'آ' => 'ا',
            'ة' => 'ه',
            'ى' => 'ي',
            other => other,
        })
        .collect()
}

/// The goals that hold every typed word.
fn found(goals: &[Goal], typed: &str) -> Vec<Goal> {
    let typed = folded(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let holds = |goal: &&Goal| {
        let text = folded(&format!("{} {}", goal.label, goal.beside.as_deref().unwrap_or_default()));
        words.iter().all(|word| text.contains(word))
    };
    goals.iter().filter(holds).cloned().collect()
}

/// Everywhere the viewer may go: the tenant's pages, the other tenants, one's own pages.
fn goals() -> Vec<Goal> {
    let (frame, session) = (frame(), session());
    let strings = t();
    let here = frame.at_work.get().unwrap_or_default();
    session.viewer.with(|viewer| {
        let Some(viewer) = viewer else { return Vec::new() };
        let goal = |icon, label: &str, to: String| Goal { icon, label: label.to_owned(), beside: None, to };
        let pages = guard::pages(viewer, &here).into_iter();
        let mut goals: Vec<Goal> = pages.map(|page| goal(page_icon(page), page_label(page), page.of(&here))).collect();
        let others = viewer.memberships.iter().filter(|membership| membership.tenant.slug != here);
        goals.extend(others.map(|membership| Goal {
            beside: Some(strings.switch_tenant.to_owned()),
            ..goal(IconName::Shop, &membership.tenant.name, guard::first_page(viewer, &membership.tenant.slug))
        }));
        goals.push(goal(IconName::User, strings.account, Account::Profile.path().to_owned()));
        goals.push(goal(IconName::Lock, strings.security, Account::Security.path().to_owned()));
        if viewer.user.is_platform_operator {
            goals.push(goal(IconName::Globe, strings.platform, PlatformPage::Tenants.path().to_owned()));
        }
        goals.push(goal(IconName::Plus, strings.found_another, FOUNDING.to_owned()));
        goals
    })
}

/// The palette.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let frame = frame();
    view! {
        <Dialog
            id="palette-title"
            open=frame.palette
            title=Signal::derive(|| t().palette.to_owned())
            close_label=Signal::derive(|| t().close.to_owned())
        >
            <Choices />
        </Dialog>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let frame = frame();
    let strings = t();
    let node = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let all = goals();
    let shown = Memo::new(move |_| typed.with(|typed| found(&all, typed)));
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &str| {
        frame.palette.set(false);
        navigate.with_value(|navigate| navigate(to, NavigateOptions::default()));
    };
    browser::focus_soon("dialog[open] #palette");
    let press = move |event: ev::KeyboardEvent| {
        let count = shown.with(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(goal) = shown.with_untracked(|shown| shown.get(at.get_untracked()).cloned()) {
                    go(&goal.to);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let row = move |(index, goal): (usize, Goal)| {
        let beside = goal.beside.map(|beside| view! { <span class="cell-sub">{beside}</span> });
        let to = goal.to;
        view! {
            <li
                class="menu-item palette-item"
                id=format!("palette-{index}")
                role="option"
                aria-selected=move || (at.get() == index).to_string()
                on:click=move |_| go(&to)
            >
                <Icon name=goal.icon />
                <span><bdi>{goal.label}</bdi></span>
                {beside}
            </li>
        }
    };
    view! {
        <div class="palette">
            <input
                class="input"
                node_ref=node
                id="palette"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=strings.palette
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=move || format!("palette-{}", at.get())
                placeholder=strings.palette_hint
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                }
                on:keydown=press
            />
            <ul class="palette-list" id="palette-list" role="listbox" aria-label=strings.palette>
                {move || shown.get().into_iter().enumerate().map(row).collect_view()}
            </ul>
            <p class="hint" role="status">{move || shown.with(Vec::is_empty).then_some(strings.nothing_matches_title)}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Goal, found};
    use ui::IconName;

    #[test]
    fn a_goal_is_found_by_parts_of_its_words_however_they_are_spelt() {
        let goal =
            |label: &str| Goal { icon: IconName::Tag, label: label.to_owned(), beside: None, to: "/".to_owned() };
        let goals = [goal("الإعدادات"), goal("الطلبات"), goal("Settings")];
        assert_eq!(found(&goals, "اعداد").len(), 1);
        assert_eq!(found(&goals, "SET").len(), 1);
        assert_eq!(found(&goals, "").len(), 3);
        assert!(found(&goals, "zz").is_empty());
    }
}
