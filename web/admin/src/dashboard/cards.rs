//! The numbers at the top: each with what it was in the days before, each leading to the list that makes it.

use client::{DashboardSummary, Figures, Money, TenantKind};
use leptos::prelude::*;
use ui::{Amount, Icon, IconName, Locale};

use super::texts::DashboardTexts;
use crate::strings::{GIVING_VISITS, ORDERING_VISITS, exact_count};
use crate::text::money;

/// One number with the one before.
struct Number {
    label: &'static str,
    now: String,
    before: String,
    change: Change,
    note: Option<String>,
    href: String,
}

/// How a number moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// By so many percent.
    Percent(i64),
    /// There was nothing before to compare with.
    New,
    /// Not at all.
    None,
}

impl Change {
    /// Whole numbers in any unit.
    fn between(before: i64, now: i64) -> Self {
        match (before, now) {
            (0, _) => Self::New,
            (before, now) if before == now => Self::None,
            (before, now) => {
                let (before, now) = (i128::from(before), i128::from(now));
                let percent = ((now - before) * 200 + before).div_euclid(2 * before);
                Self::Percent(i64::try_from(percent).unwrap_or(i64::MAX))
            }
        }
    }
}

fn minor(money: &Money) -> i64 {
    Amount::parse(&money.amount, u8::try_from(money.fraction_digits).unwrap_or(3)).map_or(0, |amount| amount.0)
}

/// `0.0341` as `3.41%`.
pub(super) fn percent(rate: &str) -> String {
    let digits = Amount::parse(rate, 4).unwrap_or_default();
    let text = digits.to_decimal(2);
    let text = text.strip_suffix(".00").map_or(text.clone(), str::to_owned);
    format!("\u{2066}{text}%\u{2069}")
}

/// A whole number with its thousands divided.
pub(super) fn grouped(number: i32) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("\u{2212}{text}") } else { text }
}

/// Where the numbers lead.
#[derive(Debug, Clone)]
pub(super) struct Leads {
    /// Orders of these days that count.
    pub(super) orders: String,
    /// The same, the largest first.
    pub(super) largest: String,
    /// Donations of these days that count.
    pub(super) donations: String,
    /// Received ones.
    pub(super) received: String,
    /// Pledges of these days that count.
    pub(super) pledges: String,
    /// The part of this page that tells where visits came from.
    pub(super) sources: String,
}

fn numbers(
    summary: &DashboardSummary,
    leads: &Leads,
    locale: Locale,
    words: &'static DashboardTexts,
    kind: TenantKind,
) -> Vec<Number> {
    let (now, before) = (&summary.current, &summary.previous);
    let count = |label, of: fn(&Figures) -> i32, href: &str| Number {
        label,
        now: grouped(of(now)),
        before: grouped(of(before)),
        change: Change::between(of(before).into(), of(now).into()),
        note: None,
        href: href.to_owned(),
    };
    let sum = |label, of: fn(&Figures) -> &Money, href: &str| Number {
        label,
        now: money(locale, of(now)),
        before: money(locale, of(before)),
        change: Change::between(minor(of(before)), minor(of(now))),
        note: None,
        href: href.to_owned(),
    };
    let lives = |of: fn(&Figures) -> i32| of(now) > 0 || of(before) > 0;
    let is_charity = kind == TenantKind::Charity;
    let visits = if is_charity { &GIVING_VISITS } else { &ORDERING_VISITS };
    let mut all = Vec::new();
    let orders = |all: &mut Vec<Number>| {
        all.push(count(words.orders, |f| f.orders.count, &leads.orders));
        all.push(sum(words.sales, |f| &f.orders.sum, &leads.largest));
    };
    if !is_charity {
        orders(&mut all);
    }
    if is_charity || lives(|f| f.donations.count) || lives(|f| f.donations_received.count) {
        all.push(Number {
            note: Some(money(locale, &now.donations.sum)),
            ..count(words.donations, |f| f.donations.count, &leads.donations)
        });
        all.push(sum(words.received, |f| &f.donations_received.sum, &leads.received));
    }
    if lives(|f| f.pledges.count) || lives(|f| f.pledges_paid.count) {
        all.push(Number {
            note: Some(money(locale, &now.pledges.sum)),
            ..count(words.pledges, |f| f.pledges.count, &leads.pledges)
        });
        all.push(sum(words.paid, |f| &f.pledges_paid.sum, &leads.pledges));
    }
    if is_charity && lives(|f| f.orders.count) {
        orders(&mut all);
    }
    all.push(count(words.visits, |f| f.visits, &leads.sources));
    let rate = |figures: &Figures| figures.conversion_rate.as_deref().map(percent);
    let ten_thousandths = |figures: &Figures| {
        figures.conversion_rate.as_deref().and_then(|rate| Amount::parse(rate, 4)).map_or(0, |amount| amount.0)
    };
    all.push(Number {
        label: words.rate,
        now: rate(now).unwrap_or_else(|| words.no_rate.to_owned()),
        before: rate(before).unwrap_or_else(|| words.no_rate.to_owned()),
        change: Change::between(ten_thousandths(before), ten_thousandths(now)),
        note: Some(exact_count(locale, visits, now.conversions)),
        href: leads.sources.clone(),
    });
    all
}

/// The cards.
pub(super) fn cards(
    summary: &DashboardSummary,
    leads: &Leads,
    locale: Locale,
    words: &'static DashboardTexts,
    kind: TenantKind,
) -> impl IntoView + use<> {
    let card = move |number: Number| {
        let (class, face) = match number.change {
            Change::None => ("change", view! { <span>{words.unchanged}</span> }.into_any()),
            Change::New => ("change", view! { <span>{words.nothing_before}</span> }.into_any()),
            Change::Percent(by) if by < 0 => {
                ("change change-down", arrow(IconName::Down, words.down, format!("{}%", by.unsigned_abs())).into_any())
            }
            Change::Percent(by) => ("change change-up", arrow(IconName::Up, words.up, format!("{by}%")).into_any()),
        };
        let before = (number.change != Change::New).then(|| words.before.replace("{n}", &number.before));
        view! {
            <li class="figure">
                <a class="figure-link" href=number.href>
                    <span class="figure-label">{number.label}</span>
                    <span class="figure-now"><bdi>{number.now}</bdi></span>
                    {number.note.map(|note| view! { <span class="figure-note"><bdi>{note}</bdi></span> })}
                    <span class="figure-before">
                        <span class=class>{face}</span>
                        {before.map(|text| view! { <span>{text}</span> })}
                    </span>
                </a>
            </li>
        }
    };
    let cards: Vec<_> = numbers(summary, leads, locale, words, kind).into_iter().map(card).collect();
    view! { <ul class="figures" role="list">{cards}</ul> }
}

fn arrow(icon: IconName, meaning: &'static str, text: String) -> impl IntoView {
    view! {
        <Icon name=icon />
        <span class="visually-hidden">{meaning} " "</span>
        <bdi dir="ltr">{text}</bdi>
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, grouped, percent};

    #[test]
    fn a_change_is_told_in_whole_percent() {
        assert_eq!(Change::between(4, 5), Change::Percent(25));
        assert_eq!(Change::between(3, 2), Change::Percent(-33));
        assert_eq!(Change::between(0, 5), Change::New);
        assert_eq!(Change::between(0, 0), Change::New, "nothing before, nothing to compare with");
        assert_eq!(Change::between(5, 5), Change::None);
        assert_eq!(Change::between(200, 201), Change::Percent(1));
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(12), "12");
        assert_eq!(percent("0.0341"), "\u{2066}3.41%\u{2069}");
        assert_eq!(percent("0.5000"), "\u{2066}50%\u{2069}");
    }
}
