//! What a pledge's schedule is and how money runs through it. Pure, and exact to the smallest unit.

use async_graphql::Enum;
use chrono::{Days, Months, NaiveDate};
use rust_decimal::Decimal;

use super::status::Status;
use crate::{
    catalog::{campaigns::types::InstalmentInterval, rules::InstalmentRule},
    kernel::{
        error::{Error, ErrorCode, FieldError, Result},
        money::Money,
        text::Bilingual,
    },
};

/// Most parts of any pledge.
pub const MAX_PARTS: i32 = 60;
/// How far ahead a pledge may reach.
const LONGEST_YEARS: u32 = 10;

/// Checks the day until which is promised: later than today in the tenant's zone, and within ten years.
///
/// # Errors
/// `OUT_OF_RANGE` beside `targetDate`.
pub fn target(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
    let refuse = |ar: &str, en: &str| Err(Error::invalid("targetDate", ErrorCode::OutOfRange, Bilingual::new(ar, en)));
    if day <= today {
        return refuse("اختر يومًا بعد اليوم", "Choose a day after today");
    }
    if today.checked_add_months(Months::new(12 * LONGEST_YEARS)).is_some_and(|last| day > last) {
        return refuse("التاريخ أبعد من عشر سنوات", "More than ten years ahead");
    }
    Ok(day)
}

/// One part of a pledge: when it falls due, and how much.
pub type Part = (NaiveDate, Decimal);

/// Splits `amount` into parts of one size, cut to the currency's smallest unit; what remains stands in the last part.
/// The last part falls due on the target day, the others a week, a month or a quarter apart before it.
///
/// # Errors
/// `NOT_AVAILABLE` for a period the campaign does not offer; `OUT_OF_RANGE` for a count it does not allow, for parts that
/// would be nothing, or for a first part that would fall due today or earlier.
pub fn schedule(
    amount: Money,
    target: NaiveDate,
    today: NaiveDate,
    split: Option<(InstalmentInterval, i32)>,
    rule: Option<&InstalmentRule>,
) -> Result<Vec<Part>> {
    let Some((every, count)) = split else { return Ok(vec![(target, amount.amount())]) };
    let refuse = |field: &str, code, ar: String, en: String| Error::invalid(field, code, Bilingual::new(ar, en));
    let Some(rule) = rule.filter(|rule| rule.every.iter().any(|word| word == every.word())) else {
        return Err(refuse(
            "instalments.every",
            ErrorCode::NotAvailable,
            "هذه الحملة لا تقبل هذا التقسيط".to_owned(),
            "This campaign does not offer such instalments".to_owned(),
        ));
    };
    let most = rule.max_count.unwrap_or(MAX_PARTS).clamp(1, MAX_PARTS);
    if !(2..=most).contains(&count) {
        return Err(refuse(
            "instalments.count",
            ErrorCode::OutOfRange,
            format!("من 2 إلى {most}"),
            format!("Between 2 and {most}"),
        ));
    }
    let parts = Decimal::from(count);
    let share = (amount.amount() / parts).trunc_with_scale(amount.currency().digits());
    if share.is_zero() {
        return Err(refuse(
            "instalments.count",
            ErrorCode::OutOfRange,
            "المبلغ أصغر من أن يقسم هكذا".to_owned(),
            "The amount is too small for so many parts".to_owned(),
        ));
    }
    let rest = amount.amount() - share * (parts - Decimal::ONE);
    let steps = count.unsigned_abs();
    let mut rows = Vec::with_capacity(count.unsigned_abs() as usize);
    for place in 1..=steps {
        let before = steps - place;
        let due = match every {
            InstalmentInterval::Weekly => target.checked_sub_days(Days::new(u64::from(before) * 7)),
            InstalmentInterval::Monthly => target.checked_sub_months(Months::new(before)),
            InstalmentInterval::Quarterly => target.checked_sub_months(Months::new(before * 3)),
        };
        let due = due.ok_or_else(|| Error::fault("a day before the calendar's begin"))?;
        rows.push((due, if place == steps { rest } else { share }));
    }
    if rows.first().is_some_and(|(due, _)| *due <= today) {
        let message = Bilingual::new(
            "الأقساط أكثر مما يتسع له الوقت حتى التاريخ المحدد",
            "There are more parts than fit until the target date",
        );
        return Err(Error::Invalid(vec![FieldError::new("instalments.count", ErrorCode::OutOfRange, message)]));
    }
    Ok(rows)
}

/// How much of each part is paid when `paid` has come: the oldest open part is filled first, what is left runs on into
/// the next ones, and anything above the whole stands in the last.
#[must_use]
pub fn filled(parts: &[Part], paid: Decimal) -> Vec<Decimal> {
    let mut left = paid;
    let last = parts.len().saturating_sub(1);
    parts
        .iter()
        .enumerate()
        .map(|(place, (_, amount))| {
            let here = if place == last { left } else { left.min(*amount) };
            left -= here;
            here
        })
        .collect()
}

/// The state that payments and dates give to a pledge that takes money.
#[must_use]
pub fn state(parts: &[Part], paid: Decimal, amount: Decimal, today: NaiveDate) -> Status {
    if paid >= amount {
        return Status::Fulfilled;
    }
    let late = parts.iter().zip(filled(parts, paid)).any(|((due, part), here)| *due < today && here < *part);
    if late { Status::Overdue } else { Status::Active }
}

/// What a list of pledges can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PledgeSortField {
    /// When it came in.
    CreatedAt,
    /// How much.
    Amount,
    /// Until when.
    TargetDate,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::money::Currency;

    fn fils(n: i64) -> Money {
        Money::new(Decimal::new(n, 3), Currency::KWD).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rule() -> InstalmentRule {
        InstalmentRule { every: vec!["weekly".into(), "monthly".into()], max_count: Some(24) }
    }

    #[test]
    fn the_remainder_stands_in_the_last_part() {
        let split = Some((InstalmentInterval::Monthly, 3));
        let parts = schedule(fils(100_000), day("2027-03-31"), day("2027-01-01"), split, Some(&rule())).unwrap();
        let told: Vec<(String, String)> = parts.iter().map(|(due, n)| (due.to_string(), n.to_string())).collect();
        let expected = [("2027-01-31", "33.333"), ("2027-02-28", "33.333"), ("2027-03-31", "33.334")];
        assert_eq!(told, expected.map(|(due, n)| (due.to_owned(), n.to_owned())));
    }

    #[test]
    fn a_split_that_cannot_be_is_refused() {
        let (target, today) = (day("2027-03-31"), day("2027-03-01"));
        let tried = |every, count, amount| schedule(amount, target, today, Some((every, count)), Some(&rule())).is_ok();
        assert!(tried(InstalmentInterval::Weekly, 4, fils(4)));
        assert!(!tried(InstalmentInterval::Weekly, 6, fils(1000)), "the first would fall due in the past");
        assert!(!tried(InstalmentInterval::Weekly, 4, fils(3)), "parts of nothing");
        assert!(
            !tried(InstalmentInterval::Weekly, 1, fils(1000)) && !tried(InstalmentInterval::Weekly, 25, fils(1000))
        );
        assert!(schedule(fils(1000), target, today, Some((InstalmentInterval::Weekly, 2)), None).is_err());
    }

    #[test]
    fn the_target_lies_ahead() {
        let today = day("2027-03-01");
        assert!(target(today, today).is_err() && target(day("2027-02-28"), today).is_err());
        assert!(target(day("2027-03-02"), today).is_ok());
        assert!(target(day("2037-03-02"), today).is_err());
    }

    #[test]
    fn late_is_what_is_past_its_day_and_not_paid() {
        let parts = [(day("2027-01-10"), Decimal::from(5)), (day("2027-02-10"), Decimal::from(5))];
        let at = |paid: i64, today| state(&parts, Decimal::from(paid), Decimal::from(10), day(today));
        assert_eq!(at(0, "2027-01-10"), Status::Active, "on its very day it is not late");
        assert_eq!(at(0, "2027-01-11"), Status::Overdue);
        assert_eq!(at(4, "2027-01-11"), Status::Overdue, "a shortfall stays open");
        assert_eq!(at(5, "2027-01-11"), Status::Active);
        assert_eq!(at(10, "2027-03-01"), Status::Fulfilled);
    }

    proptest! {
        #[test]
        fn parts_are_the_whole_and_never_nothing(n in 2i64..10_000_000_000, count in 2i32..=24) {
            prop_assume!(n >= i64::from(count));
            let today = day("2026-01-01");
            let split = Some((InstalmentInterval::Weekly, count));
            let parts = schedule(fils(n), day("2026-12-01"), today, split, Some(&rule())).unwrap();
            prop_assert_eq!(parts.iter().map(|(_, amount)| *amount).sum::<Decimal>(), Decimal::new(n, 3));
            prop_assert!(parts.iter().all(|(_, amount)| *amount > Decimal::ZERO && amount.scale() <= 3));
            prop_assert!(parts.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }

        #[test]
        fn what_is_paid_is_what_the_parts_hold(amounts in prop::collection::vec(1i64..100_000, 1..20), paid in 0i64..3_000_000) {
            let parts: Vec<Part> = amounts.iter().map(|n| (day("2026-01-01"), Decimal::new(*n, 3))).collect();
            let paid = Decimal::new(paid, 3);
            let here = filled(&parts, paid);
            prop_assert_eq!(here.iter().copied().sum::<Decimal>(), paid);
            // No part is filled before the one before it is full.
            for place in 1..parts.len() {
                prop_assert!(here[place].is_zero() || here[place - 1] >= parts[place - 1].1);
            }
        }
    }
}
