//! Ranges of days, the buckets they are cut into, and what a source's name in the figures means. Pure.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};

use super::types::{ChannelKind, Interval};
use crate::{
    graphql::types::DateRangeInput,
    kernel::{
        clock::day_start,
        error::{Error, ErrorCode, Result},
        text::Bilingual,
    },
};

/// Ten years.
const MOST_DAYS: i64 = 3_660;
/// Hours are counted from the rows themselves, so fewer of them.
const MOST_DAYS_BY_HOUR: i64 = 14;

/// Some days in a row, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
}

impl Range {
    /// A range that can be counted.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` when it ends before it begins, is longer than ten years, or lies outside the years 1970 to 2200.
    pub(super) fn new(from: NaiveDate, to: NaiveDate) -> Result<Self> {
        let range = Self { from, to };
        let years = 1970..=2200;
        if to < from || range.days() > MOST_DAYS || !years.contains(&from.year()) || !years.contains(&to.year()) {
            return Err(Error::invalid(
                "range",
                ErrorCode::OutOfRange,
                Bilingual::new(
                    "تبدأ المدة قبل نهايتها ولا تزيد على عشر سنوات",
                    "A range begins before it ends and is ten years long at most",
                ),
            ));
        }
        Ok(range)
    }

    /// The range that was asked for.
    ///
    /// # Errors
    /// As [`Range::new`].
    pub(super) fn of(input: DateRangeInput) -> Result<Self> {
        Self::new(input.from.0, input.to.0)
    }

    /// How many days.
    pub(super) fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// As many days, right before.
    pub(super) fn before(self) -> Self {
        let length = TimeDelta::days(self.days());
        Self { from: self.from - length, to: self.to - length }
    }

    /// Its first instant and the first one after it, in `zone`.
    pub(super) fn instants(self, zone: &str) -> (DateTime<Utc>, DateTime<Utc>) {
        (day_start(self.from, zone), day_start(self.to + Days::new(1), zone))
    }

    /// Refuses hours over too many days.
    ///
    /// # Errors
    /// `OUT_OF_RANGE`.
    pub(super) fn check_for(self, interval: Interval) -> Result<()> {
        if interval == Interval::Hour && self.days() > MOST_DAYS_BY_HOUR {
            return Err(Error::invalid(
                "interval",
                ErrorCode::OutOfRange,
                Bilingual::new(
                    format!("بالساعات حتى {MOST_DAYS_BY_HOUR} يومًا"),
                    format!("By hours at most {MOST_DAYS_BY_HOUR} days"),
                ),
            ));
        }
        Ok(())
    }

    /// The first days of its days, weeks (from Sunday) or months; the first one begins with the range.
    pub(super) fn starts(self, interval: Interval) -> Vec<NaiveDate> {
        let mut starts = Vec::new();
        let mut day = self.from;
        while day <= self.to {
            starts.push(day);
            day = match interval {
                Interval::Hour | Interval::Day => day + Days::new(1),
                Interval::Week => day + Days::new(7 - u64::from(day.weekday().num_days_from_sunday())),
                Interval::Month => {
                    let (year, month) =
                        if day.month() == 12 { (day.year() + 1, 1) } else { (day.year(), day.month() + 1) };
                    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(self.to + Days::new(1))
                }
            };
        }
        starts
    }
}

/// What the figures' name of a source says.
pub(super) fn channel(source: &str) -> (ChannelKind, Option<String>) {
    if let Some(name) = source.strip_prefix("utm:") {
        return (ChannelKind::Campaign, Some(name.to_owned()));
    }
    if let Some(host) = source.strip_prefix("ref:") {
        return (ChannelKind::Referral, Some(host.to_owned()));
    }
    if source == "declined" { (ChannelKind::Declined, None) } else { (ChannelKind::Direct, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> Range {
        Range::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    fn starts(range: Range, interval: Interval) -> Vec<String> {
        range.starts(interval).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_period_before_is_as_long_and_ends_where_this_one_begins() {
        assert_eq!(range("2026-11-01", "2026-11-30").before(), range("2026-10-02", "2026-10-31"));
        assert_eq!(range("2026-11-23", "2026-11-23").before(), range("2026-11-22", "2026-11-22"));
    }

    #[test]
    fn weeks_begin_on_sunday_and_months_on_their_first() {
        let days = range("2026-10-29", "2026-11-10");
        assert_eq!(starts(days, Interval::Week), ["2026-10-29", "2026-11-01", "2026-11-08"]);
        assert_eq!(starts(days, Interval::Month), ["2026-10-29", "2026-11-01"]);
        assert_eq!(starts(days, Interval::Day).len(), 13);
        assert_eq!(
            starts(range("2026-12-31", "2027-02-01"), Interval::Month),
            ["2026-12-31", "2027-01-01", "2027-02-01"]
        );
    }

    #[test]
    fn a_range_that_cannot_be_counted_is_refused() {
        for (from, to) in [("2026-11-02", "2026-11-01"), ("2010-01-01", "2026-01-01"), ("1969-12-31", "1970-01-01")] {
            assert!(Range::new(from.parse().unwrap(), to.parse().unwrap()).is_err(), "{from} {to}");
        }
        assert!(range("2026-11-01", "2026-11-15").check_for(Interval::Hour).is_err());
        assert!(range("2026-11-01", "2026-11-14").check_for(Interval::Hour).is_ok());
    }

    #[test]
    fn sources_are_told_apart() {
        assert_eq!(channel("utm:instagram"), (ChannelKind::Campaign, Some("instagram".to_owned())));
        assert_eq!(channel("utm:direct"), (ChannelKind::Campaign, Some("direct".to_owned())));
        assert_eq!(channel("direct"), (ChannelKind::Direct, None));
        assert_eq!(channel("declined"), (ChannelKind::Declined, None));
    }
}
