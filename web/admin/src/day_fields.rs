//! Two fields for days in a row, the first and the last.

use leptos::prelude::*;

use crate::dashboard::Day;

/// The first day that is taken: while a year is typed, a browser tells of the years 2, 20 and 202.
const EARLIEST: &str = "2000-01-01";

/// The fields. A day beyond the other one takes it along.
#[component]
pub(crate) fn DayFields(
    /// What they are called: the first, the last.
    labels: (&'static str, &'static str),
    /// The days, if there are any.
    #[prop(into)]
    days: Signal<Option<(Day, Day)>>,
    /// Chooses others.
    on_choose: Callback<(Day, Day)>,
) -> impl IntoView {
    let field = move |label: &'static str, is_first: bool| {
        let value =
            move || days.get().map(|(from, to)| if is_first { from.text() } else { to.text() }).unwrap_or_default();
        let change = move |event| {
            let day = Day::parse(&event_target_value(&event)).filter(|day| Some(*day) >= Day::parse(EARLIEST));
            let Some(day) = day else { return };
            let (from, to) = days.get_untracked().unwrap_or((day, day));
            on_choose.run(if is_first { (day, to.max(day)) } else { (from.min(day), day) });
        };
        view! {
            <label class="day-field">
                <span class="day-label">{label}</span>
                <input type="date" class="input" prop:value=value on:change=change />
            </label>
        }
    };
    view! { {field(labels.0, true)} {field(labels.1, false)} }
}
