//! What came in over time: bars for these days, a line for the days before, drawn as SVG; the same numbers in a table.

use client::{CountAndSum, Interval, SubmissionsBucket, SubmissionsOverTime, TenantKind};
use leptos::prelude::*;
use ui::{Amount, Locale, format_money};

use super::cards::grouped;
use super::texts::{DashboardTexts, words};
use crate::times::Times;

/// Which submissions are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Orders,
    Donations,
    Pledges,
}

impl What {
    fn of(self, bucket: &SubmissionsBucket) -> &CountAndSum {
        match self {
            Self::Orders => &bucket.orders,
            Self::Donations => &bucket.donations,
            Self::Pledges => &bucket.pledges,
        }
    }

    fn label(self, words: &'static DashboardTexts) -> &'static str {
        match self {
            Self::Orders => words.orders,
            Self::Donations => words.donations,
            Self::Pledges => words.pledges,
        }
    }
}

/// How numbers and times are written on the chart.
#[derive(Debug, Clone)]
struct Pen {
    locale: Locale,
    times: Times,
    interval: Interval,
    currency: String,
    digits: u8,
    of_money: bool,
}

impl Pen {
    fn value(&self, figure: &CountAndSum) -> i64 {
        if self.of_money {
            Amount::parse(&figure.sum.amount, self.digits).map_or(0, |a| a.0)
        } else {
            figure.count.into()
        }
    }

    fn number(&self, value: i64) -> String {
        if self.of_money {
            format_money(&Amount(value).to_decimal(self.digits), &self.currency, self.digits, self.locale, false)
        } else {
            grouped(i32::try_from(value).unwrap_or(i32::MAX))
        }
    }

    /// Short enough for an axis: dinars without fils.
    fn mark(&self, value: i64) -> String {
        let value = if self.of_money { value / 10_i64.pow(self.digits.into()) } else { value };
        grouped(i32::try_from(value).unwrap_or(i32::MAX))
    }

    fn when(&self, bucket: &SubmissionsBucket) -> String {
        match self.interval {
            Interval::Hour => self.times.hour(&bucket.start),
            Interval::Month => self.times.month(&bucket.date),
            Interval::Day | Interval::Week => self.times.day(&bucket.date),
        }
    }
}

/// The least round number that is not below `most`; its half is whole too.
fn ceiling(most: i64, unit: i64) -> i64 {
    let most = (most.max(1) + unit - 1) / unit;
    let mut power = 1;
    loop {
        for step in [2, 4, 6, 8, 10] {
            if step * power >= most {
                return step * power * unit;
            }
        }
        power *= 10;
    }
}

/// The chart with its choices.
#[component]
pub(super) fn OverTime(
    /// What came in.
    data: SubmissionsOverTime,
    /// What the range was cut into.
    interval: Interval,
    /// Writes times.
    times: Times,
    /// Shop or charity: what comes first.
    kind: TenantKind,
    /// Leads from a bucket to its list.
    lead: Callback<(SubmissionsBucket, &'static str), Option<String>>,
) -> impl IntoView {
    let words = words();
    let lives = |what: What| data.current.iter().chain(&data.previous).any(|bucket| what.of(bucket).count > 0);
    let first = if kind == TenantKind::Charity { What::Donations } else { What::Orders };
    let offered: Vec<What> = [What::Orders, What::Donations, What::Pledges]
        .into_iter()
        .filter(|what| *what == first || lives(*what))
        .collect();
    let start = offered.iter().copied().find(|what| lives(*what)).unwrap_or(first);
    let what = RwSignal::new(start);
    let of_money = RwSignal::new(false);
    let segment = move |label: &'static str, holds: Signal<bool>, press: Callback<()>| {
        view! {
            <button type="button" class="segment" aria-pressed=move || holds.get().to_string() on:click=move |_| press.run(())>
                {label}
            </button>
        }
    };
    let kinds = (offered.len() > 1).then(|| {
        let buttons: Vec<_> = offered
            .iter()
            .map(|&one| {
                segment(
                    one.label(words),
                    Signal::derive(move || what.get() == one),
                    Callback::new(move |()| what.set(one)),
                )
            })
            .collect();
        view! { <div class="segments" role="group" aria-label=words.what>{buttons}</div> }
    });
    let measures = [(words.count, false), (words.amount, true)].map(|(label, money)| {
        segment(label, Signal::derive(move || of_money.get() == money), Callback::new(move |()| of_money.set(money)))
    });
    let locale = crate::prefs::prefs().locale.get_untracked();
    let sample = data.current.first().map(|bucket| bucket.orders.sum.clone());
    let drawing = move || {
        let pen = Pen {
            locale,
            times: times.clone(),
            interval,
            currency: sample.as_ref().map_or_else(String::new, |sum| sum.currency_code.clone()),
            digits: sample.as_ref().and_then(|sum| u8::try_from(sum.fraction_digits).ok()).unwrap_or(3),
            of_money: of_money.get(),
        };
        let what = what.get();
        view! { {drawing(&data, what, &pen, words)} {table(&data, what, &pen, words, lead)} }
    };
    view! {
        <div class="chart-head">
            <h2 id="over-time" class="section-title">{move || words.over_time.replace("{what}", what.get().label(words))}</h2>
            <div class="chart-choices">{kinds}<div class="segments" role="group" aria-label=words.measure>{measures}</div></div>
        </div>
        {drawing}
    }
}

/// The picture. Its bars lie on a grid of one unit a bucket and a hundred units high, stretched to the place there is.
fn drawing(data: &SubmissionsOverTime, what: What, pen: &Pen, words: &'static DashboardTexts) -> impl IntoView + use<> {
    let values: Vec<i64> = data.current.iter().map(|bucket| pen.value(what.of(bucket))).collect();
    let before: Vec<i64> = data.previous.iter().map(|bucket| pen.value(what.of(bucket))).collect();
    let most = values.iter().chain(&before).copied().max().unwrap_or(0);
    if most == 0 {
        return view! { <p class="nothing">{words.nothing_came}</p> }.into_any();
    }
    let unit = if pen.of_money { 10_i64.pow(pen.digits.into()) } else { 1 };
    let top = ceiling(most, unit);
    #[allow(clippy::cast_precision_loss, reason = "only where a bar ends on the screen")]
    let height = |value: i64| (value.max(0) as f64) * 100.0 / (top as f64);
    let bars: Vec<_> = data
        .current
        .iter()
        .zip(&values)
        .enumerate()
        .map(|(index, (bucket, value))| {
            let tall = height(*value);
            let title = format!("{}: {}", pen.when(bucket), pen.number(*value));
            view! {
                <g class="bar">
                    <rect class="bar-place" x=index.to_string() y="0" width="1" height="100"><title>{title}</title></rect>
                    <rect class="bar-face" x=format!("{:.3}", index as f64 + 0.14) y=format!("{:.3}", 100.0 - tall) width="0.72" height=format!("{tall:.3}") />
                </g>
            }
        })
        .collect();
    let line: Vec<String> = before
        .iter()
        .take(values.len())
        .enumerate()
        .map(|(index, value)| format!("{:.3},{:.3}", index as f64 + 0.5, 100.0 - height(*value)))
        .collect();
    let places: Vec<&SubmissionsBucket> = match data.current.len() {
        0 => Vec::new(),
        1 => vec![&data.current[0]],
        2..=4 => data.current.iter().collect(),
        many => [0, many / 2, many - 1].map(|at| &data.current[at]).to_vec(),
    };
    // Few enough for each to stand below its own bar; else the first, the middle and the last.
    let class = if data.current.len() <= 4 { "chart-marks chart-marks-each" } else { "chart-marks" };
    let marks: Vec<_> = places.into_iter().map(|bucket| view! { <span>{pen.when(bucket)}</span> }).collect();
    let largest = values.iter().enumerate().max_by_key(|(_, value)| **value).and_then(|(at, _)| data.current.get(at));
    let said = words
        .chart_says
        .replace("{what}", what.label(words))
        .replace("{n}", &pen.number(values.iter().sum()))
        .replace("{most}", &pen.number(values.iter().copied().max().unwrap_or(0)))
        .replace("{when}", &largest.map(|bucket| pen.when(bucket)).unwrap_or_default());
    let unit_name = if pen.of_money { pen.currency.clone() } else { String::new() };
    view! {
        <figure class="chart" aria-labelledby="over-time">
            <div class="chart-plot">
                <div class="chart-scale" aria-hidden="true">
                    <span>{pen.mark(top)} " " <small>{unit_name}</small></span>
                    <span>{pen.mark(top / 2)}</span>
                    <span>"0"</span>
                </div>
                <svg class="chart-face" viewBox=format!("0 0 {} 100", values.len()) preserveAspectRatio="none" role="img" aria-label=said>
                    <g class="chart-grid">
                        {["0", "50", "100"].map(|y| view! { <line x1="0" x2=values.len().to_string() y1=y y2=y /> })}
                    </g>
                    {bars}
                    <polyline class="chart-before" points=line.join(" ") />
                </svg>
                <div class=class aria-hidden="true">{marks}</div>
            </div>
            <figcaption class="chart-key">
                <span class="key-now">{words.now}</span>
                <span class="key-before">{words.then}</span>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// The same numbers, readable without eyes and by the fils.
fn table(
    data: &SubmissionsOverTime,
    what: What,
    pen: &Pen,
    words: &'static DashboardTexts,
    lead: Callback<(SubmissionsBucket, &'static str), Option<String>>,
) -> impl IntoView + use<> {
    let word = match what {
        What::Orders => "orders",
        What::Donations => "donations",
        What::Pledges => "pledges",
    };
    let rows: Vec<_> = data
        .current
        .iter()
        .enumerate()
        .map(|(at, bucket)| {
            let figure = what.of(bucket);
            let name = pen.when(bucket);
            let name = match lead.run((bucket.clone(), word)).filter(|_| figure.count > 0) {
                Some(href) => view! { <a class="link" href=href>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            let before = data.previous.get(at).map(|bucket| grouped(what.of(bucket).count));
            let sum = format_money(&figure.sum.amount, &pen.currency, pen.digits, pen.locale, false);
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number">{grouped(figure.count)}</td>
                    <td class="number"><bdi>{sum}</bdi></td>
                    <td class="number soft">{before}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <details class="chart-table">
            <summary class="link">{words.as_table}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=words.over_time.replace("{what}", what.label(words))>
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th scope="col">{words.date}</th>
                            <th scope="col" class="number">{words.count}</th>
                            <th scope="col" class="number">{words.amount}</th>
                            <th scope="col" class="number">{words.then}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::ceiling;

    #[test]
    fn a_scale_ends_on_a_round_number_with_a_whole_half() {
        for (most, top) in [(0, 2), (1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 20), (61, 80), (1_001, 2_000)] {
            assert_eq!(ceiling(most, 1), top, "{most}");
        }
        assert_eq!(ceiling(12_500, 1_000), 20_000, "dinars in fils");
    }
}
