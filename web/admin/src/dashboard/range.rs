//! Which days the dashboard shows: a few usual ranges and any other, kept in the address.

use client::{DayRange, Interval};
use leptos::prelude::*;
use ui::{Icon, IconName};

use super::days::Day;
use super::texts::{DashboardTexts, words};
use crate::day_fields::DayFields;

/// A choice of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Today,
    Week,
    Month,
    Quarter,
    ThisMonth,
    LastMonth,
    Days(Day, Day),
}

impl Choice {
    /// The usual ones, in the order in which they are offered.
    pub(super) const USUAL: [Self; 6] =
        [Self::Today, Self::Week, Self::Month, Self::Quarter, Self::ThisMonth, Self::LastMonth];

    /// Reads the address; thirty days if it names none.
    pub(super) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let day = |key: &str| Day::parse(&parameter(key)?);
        if let (Some(from), Some(to)) = (day("from"), day("to")) {
            return if from <= to { Self::Days(from, to) } else { Self::Days(to, from) };
        }
        let word = parameter("range").unwrap_or_default();
        Self::USUAL.into_iter().find(|choice| choice.word() == word).unwrap_or(Self::Month)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
            Self::ThisMonth => "this-month",
            Self::LastMonth => "last-month",
            Self::Days(..) => "",
        }
    }

    fn label(self, words: &'static DashboardTexts) -> &'static str {
        match self {
            Self::Today => words.today,
            Self::Week => words.week,
            Self::Month => words.month,
            Self::Quarter => words.quarter,
            Self::ThisMonth => words.this_month,
            Self::LastMonth => words.last_month,
            Self::Days(..) => words.other_days,
        }
    }

    /// What follows the page's path in the address.
    pub(super) fn query(self) -> String {
        match self {
            Self::Days(from, to) => format!("?from={}&to={}", from.text(), to.text()),
            usual => format!("?range={}", usual.word()),
        }
    }

    /// The first and the last day, if it is `today` in the tenant's time zone.
    pub(super) fn days(self, today: Day) -> (Day, Day) {
        match self {
            Self::Today => (today, today),
            Self::Week => (today.plus(-6), today),
            Self::Month => (today.plus(-29), today),
            Self::Quarter => (today.plus(-89), today),
            Self::ThisMonth => (today.month_start(), today),
            Self::LastMonth => {
                let end = today.month_start().plus(-1);
                (end.month_start(), end)
            }
            Self::Days(from, to) => (from, to),
        }
    }
}

/// What a range of so many days is cut into, so that a chart has neither five bars nor five hundred.
pub(super) fn interval(days: i64) -> Interval {
    match days {
        ..=2 => Interval::Hour,
        3..=62 => Interval::Day,
        63..=370 => Interval::Week,
        _ => Interval::Month,
    }
}

/// As the API takes it.
pub(super) fn input((from, to): (Day, Day)) -> DayRange {
    DayRange { from: from.text(), to: to.text() }
}

/// The one choice of days on the page.
#[component]
pub(super) fn RangeBar(
    /// What holds now.
    choice: Memo<Choice>,
    /// The days it comes to.
    days: Memo<(Day, Day)>,
    /// Shows other days.
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let words = words();
    let pill = move |usual: Choice| {
        view! {
            <button
                type="button"
                class="pill"
                aria-pressed=move || (choice.get() == usual).to_string()
                on:click=move |_| on_choose.run(usual)
            >
                {usual.label(words)}
            </button>
        }
    };
    let is_own = move || matches!(choice.get(), Choice::Days(..));
    view! {
        <div class="range-bar" role="group" aria-label=words.days>
            <div class="pills">{Choice::USUAL.map(pill).collect_view()}</div>
            <details class="menu menu-days">
                <summary class="pill" class:pill-set=is_own>{words.other_days}<Icon name=IconName::Down /></summary>
                <div class="menu-face days-face">
                    <DayFields
                        labels=(words.from, words.to)
                        days=Signal::derive(move || Some(days.get()))
                        on_choose=Callback::new(move |(from, to)| on_choose.run(Choice::Days(from, to)))
                    />
                </div>
            </details>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Day, interval};
    use client::Interval;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap_or_else(|| panic!("{text} is a day"))
    }

    #[test]
    fn what_is_written_is_read_back() {
        let own = Choice::Days(day("2026-11-01"), day("2026-11-23"));
        for choice in Choice::USUAL.into_iter().chain([own]) {
            let query = choice.query();
            let found = Choice::read(|key| {
                query
                    .trim_start_matches('?')
                    .split('&')
                    .find_map(|part| Some(part.strip_prefix(key)?.strip_prefix('=')?.to_owned()))
            });
            assert_eq!(found, choice, "{query}");
        }
        assert_eq!(Choice::read(|_| None), Choice::Month);
    }

    #[test]
    fn last_month_is_the_whole_month_before() {
        assert_eq!(Choice::LastMonth.days(day("2026-03-31")), (day("2026-02-01"), day("2026-02-28")));
        assert_eq!(Choice::ThisMonth.days(day("2026-03-31")), (day("2026-03-01"), day("2026-03-31")));
    }

    #[test]
    fn a_chart_has_a_readable_number_of_bars() {
        for (days, most) in [(1, Interval::Hour), (30, Interval::Day), (90, Interval::Week), (800, Interval::Month)] {
            assert_eq!(interval(days), most);
        }
    }
}
