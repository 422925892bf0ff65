//! The days that a list is narrowed to: a pill that tells them, and two fields behind it.

use leptos::prelude::*;
use ui::{Icon, IconName};

use super::texts::words;
use super::{BY, ListQuery};
use crate::dashboard::Day;
use crate::day_fields::DayFields;
use crate::prefs::prefs;
use crate::times::Times;

/// The pill and its fields.
#[component]
pub(super) fn DaysMenu(
    /// What the days are those of.
    label: &'static str,
    /// What holds now.
    query: Memo<ListQuery>,
    /// Asks something else.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let texts = words();
    let times = Times::new(prefs().locale.get(), None);
    let summary = move || {
        let Some((from, to)) = query.with(|query| query.days.clone()) else { return texts.any_day.into_any() };
        let label = if query.with(|query| query.chosen(BY).is_empty()) { label } else { texts.received_on };
        let (first, last) = (times.day_and_year(&from), times.day_and_year(&to));
        let days = if from == to { first } else { format!("{first} – {last}") };
        view! { <span class="pill-label">{label} " "</span> {days} }.into_any()
    };
    let is_set = move || query.with(|query| query.days.is_some());
    let days = Signal::derive(move || {
        query.with(|query| query.days.as_ref().and_then(|(from, to)| Day::parse(from).zip(Day::parse(to))))
    });
    let on_choose = Callback::new(move |(from, to): (Day, Day)| {
        on_change.run(query.get_untracked().on_days((from.text(), to.text())));
    });
    let any_day = move || {
        is_set().then(|| {
            let press = move |_| {
                crate::keys::close_menus(None);
                on_change.run(query.get_untracked().on_any_day());
            };
            view! { <button type="button" class="button button-quiet" on:click=press><Icon name=IconName::Close />{texts.any_day}</button> }
        })
    };
    view! {
        <details class="menu menu-days">
            <summary class="pill" class:pill-set=is_set><Icon name=IconName::Calendar />{summary}<Icon name=IconName::Down /></summary>
            <div class="menu-face days-face" role="group" aria-label=label>
                <DayFields labels=(texts.from_day, texts.to_day) days on_choose />
                {any_day}
            </div>
        </details>
    }
}
