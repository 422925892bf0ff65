//! What an order does to the figures: itself by its channel, and the pieces of each of its items. Pure.

use chrono::NaiveDate;
use entity::orders::Line;
use rust_decimal::Decimal;

use crate::submissions::types::{Delta, Figure};

/// The figures of an order of these lines: with 1 they count it, with -1 they take it back. An order that was edited is
/// taken back as it was and counted as it is.
pub(super) fn of_order(lines: &[Line], total: Decimal, channel: &str, day: NaiveDate, n: i32) -> Vec<Delta> {
    let times = Decimal::from(n);
    let itself = Delta { figure: Figure::Order, day, source: channel.to_owned(), n, amount: total * times };
    let items = lines.iter().map(|line| Delta {
        figure: Figure::Item,
        day,
        source: line.item_id.0.to_string(),
        n: line.quantity * n,
        amount: line.line_total * times,
    });
    std::iter::once(itself).chain(items).collect()
}
