//! What the assistant used and cost, month by month.

use client::AiUsageMonth;
use leptos::prelude::*;

use super::cards::grouped;
use super::texts::DashboardTexts;
use crate::times::Times;

/// A table whose first column carries a bar of what the month cost; one line where nobody has asked anything.
pub(super) fn assistant(months: &[AiUsageMonth], times: &Times, words: &'static DashboardTexts) -> AnyView {
    // Nothing but the width of a bar is made of it.
    let cost = |month: &AiUsageMonth| month.cost_usd.parse::<f64>().unwrap_or(0.0);
    let most = months.iter().map(cost).fold(0.0, f64::max);
    let row = |month: &AiUsageMonth| {
        let share = if most > 0.0 { cost(month) * 100.0 / most } else { 0.0 };
        view! {
            <tr>
                <th scope="row">
                    <span class="source-name">{times.month(&month.month)}</span>
                    <svg class="source-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="source-came" x="0" y="0" width=share.to_string() height="6" />
                    </svg>
                </th>
                <td class="number">{grouped(month.answers)}</td>
                <td class="number">{grouped(month.input_tokens.saturating_add(month.output_tokens))}</td>
                <td class="number strong"><bdi>{dollars(&month.cost_usd)}</bdi></td>
            </tr>
        }
        .into_any()
    };
    let body = if months.iter().all(|month| month.answers + month.failures == 0) {
        view! { <p class="nothing">{words.no_questions}</p> }.into_any()
    } else {
        let rows: Vec<_> = months.iter().rev().map(row).collect();
        view! {
            <table class="plain-table source-table">
                <thead>
                    <tr>
                        <th scope="col">{words.of_month}</th>
                        <th scope="col" class="number">{words.answers}</th>
                        <th scope="col" class="number">{words.tokens}</th>
                        <th scope="col" class="number">{words.cost}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="card panel" aria-labelledby="assistant">
            <h2 id="assistant" class="section-title">{words.assistant}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// `12.345600` as `US$12.3456`: exact, with two digits at least.
fn dollars(exact: &str) -> String {
    let (whole, part) = exact.split_once('.').unwrap_or((exact, ""));
    format!("US${whole}.{:0<2}", part.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::dollars;

    #[test]
    fn a_cost_is_shown_exactly() {
        assert_eq!(dollars("12.345600"), "US$12.3456");
        assert_eq!(dollars("0.000090"), "US$0.00009");
        assert_eq!(dollars("3.000000"), "US$3.00");
        assert_eq!(dollars("0.500000"), "US$0.50");
    }
}
