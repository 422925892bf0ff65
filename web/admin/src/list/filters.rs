//! The pills of a list: a first choice in the open, further ones and the sort behind pills of their own.

use leptos::prelude::*;
use ui::{Icon, IconName};

use super::days::DaysMenu;
use super::{BY, Filter, ListQuery, Sort};
use crate::prefs::t;

/// The pills.
#[component]
pub(super) fn Filters(
    /// What can be filtered.
    filters: Vec<Filter>,
    /// How it can be sorted.
    sorts: Vec<Sort>,
    /// What its days are those of, if it can be narrowed to days.
    days: Option<&'static str>,
    /// What holds now.
    query: Memo<ListQuery>,
    /// Asks something else.
    on_change: Callback<ListQuery>,
    /// What stands at their end.
    children: Children,
) -> impl IntoView {
    let strings = t();
    let (open, closed): (Vec<Filter>, Vec<Filter>) =
        filters.into_iter().filter(|filter| filter.key != BY).partition(|filter| filter.is_open);
    view! {
        <div class="filters" role="group" aria-label=strings.filters>
            {open.into_iter().map(|filter| view! { <OpenPills filter query on_change /> }).collect_view()}
            <div class="filters-more">
                {days.map(|label| view! { <DaysMenu label query on_change /> })}
                {closed.into_iter().map(|filter| view! { <PillMenu filter query on_change /> }).collect_view()}
                <SortMenu sorts query on_change />
                {children()}
            </div>
        </div>
    }
}

/// One value at a time; pressing the one that holds lets it go.
#[component]
fn OpenPills(filter: Filter, query: Memo<ListQuery>, on_change: Callback<ListQuery>) -> impl IntoView {
    let key = filter.key;
    let choose = move |words: Vec<&'static str>| on_change.run(query.get_untracked().with_filter(key, words));
    let pill = move |word: &'static str, label: &'static str| {
        let holds = move || query.with(|query| query.chosen(key).contains(&word));
        view! {
            <button
                type="button"
                class="pill"
                aria-pressed=move || holds().to_string()
                on:click=move |_| choose(if query.with_untracked(|query| query.chosen(key) == [word]) { Vec::new() } else { vec![word] })
            >
                {label}
            </button>
        }
    };
    let none = move || query.with(|query| query.chosen(key).is_empty());
    view! {
        <div class="pills" role="group" aria-label=filter.label>
            <button type="button" class="pill" aria-pressed=move || none().to_string() on:click=move |_| choose(Vec::new())>
                {t().all}
            </button>
            {filter.options.into_iter().map(|(word, label)| pill(word, label)).collect_view()}
        </div>
    }
}

/// Several values at once, behind one pill that names them.
#[component]
fn PillMenu(filter: Filter, query: Memo<ListQuery>, on_change: Callback<ListQuery>) -> impl IntoView {
    let strings = t();
    let (key, label) = (filter.key, filter.label);
    let names = filter.options.clone();
    let is_set = move || query.with(|query| !query.chosen(key).is_empty());
    let summary = move || {
        let chosen: Vec<&str> = query.with(|query| {
            names.iter().filter(|(word, _)| query.chosen(key).contains(word)).map(|(_, label)| *label).collect()
        });
        if chosen.is_empty() { label.to_owned() } else { chosen.join(strings.comma) }
    };
    let option = move |word: &'static str, label: &'static str| {
        let holds = move || query.with(|query| query.chosen(key).contains(&word));
        let toggle = move |_| {
            let query = query.get_untracked();
            let mut words = query.chosen(key).to_vec();
            if words.contains(&word) {
                words.retain(|other| *other != word);
            } else {
                words.push(word);
            }
            on_change.run(query.with_filter(key, words));
        };
        view! {
            <label class="menu-item menu-check">
                <input type="checkbox" prop:checked=holds on:change=toggle />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <details class="menu">
            <summary class="pill" class:pill-set=is_set>{summary}<Icon name=IconName::Down /></summary>
            <div class="menu-face" role="group" aria-label=label>
                {filter.options.into_iter().map(|(word, label)| option(word, label)).collect_view()}
            </div>
        </details>
    }
}

/// One way to sort.
#[component]
fn SortMenu(sorts: Vec<Sort>, query: Memo<ListQuery>, on_change: Callback<ListQuery>) -> impl IntoView {
    let strings = t();
    let names = sorts.clone();
    let summary = move || {
        let word = query.with(|query| query.sort);
        names.iter().find(|sort| Some(sort.word) == word).or(names.first()).map_or("", |sort| sort.label)
    };
    let is_set = move || query.with(|query| query.sort.is_some());
    let option = move |index: usize, sort: Sort| {
        // The first way is the list's own and needs no word in the address.
        let word = (index > 0).then_some(sort.word);
        view! {
            <label class="menu-item menu-check">
                <input
                    type="radio"
                    name="list-sort"
                    prop:checked=move || query.with(|query| query.sort == word)
                    on:change=move |_| on_change.run(query.get_untracked().with_sort(word))
                />
                <span>{sort.label}</span>
            </label>
        }
    };
    view! {
        <details class="menu menu-sort">
            <summary class="pill" class:pill-set=is_set>
                <span class="visually-hidden">{strings.sort} " "</span>
                {summary}
                <Icon name=IconName::Down />
            </summary>
            <div class="menu-face" role="group" aria-label=strings.sort>
                {sorts.into_iter().enumerate().map(|(index, sort)| option(index, sort)).collect_view()}
            </div>
        </details>
    }
}
