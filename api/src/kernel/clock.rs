//! The time, as an argument: real in the program, set by hand in tests.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// Tells the time in UTC; a test may move it forward.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    offset_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Now.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::milliseconds(self.offset_ms.load(Ordering::Relaxed))
    }

    /// Moves this clock (and all clones of it) by a span; back for the demo's past month, forward in tests.
    pub fn advance(&self, by: TimeDelta) {
        self.offset_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }

    /// Sets this clock (and all clones of it) right again.
    pub fn reset(&self) {
        self.offset_ms.store(0, Ordering::Relaxed);
    }
}

/// The nearest instant that the database can hold: a caller may name one long before or after.
#[must_use]
pub fn storable(instant: DateTime<Utc>) -> DateTime<Utc> {
    // The first and the last second of the years 1 to 9999.
    let [first, last] = [-62_135_596_800, 253_402_300_799].map(|s| DateTime::from_timestamp(s, 0).unwrap_or_default());
    instant.clamp(first, last)
}

/// The day in `zone` (an IANA name; an unknown one counts as UTC) at `instant`.
#[must_use]
pub fn local_day(instant: DateTime<Utc>, zone: &str) -> NaiveDate {
    instant.with_timezone(&zone.parse::<Tz>().unwrap_or(Tz::UTC)).date_naive()
}

/// The first instant of `day` in `zone`: midnight, or what follows it where a clock is put forward at midnight.
#[must_use]
pub fn day_start(day: NaiveDate, zone: &str) -> DateTime<Utc> {
    let zone = zone.parse::<Tz>().unwrap_or(Tz::UTC);
    let midnight = day.and_time(NaiveTime::MIN);
    (0..=4)
        .filter_map(|half_hours| {
            (midnight + TimeDelta::minutes(30 * half_hours)).and_local_timezone(zone).earliest().map(|at| at.to_utc())
        })
        .next()
        .unwrap_or_else(|| midnight.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_kuwait_begins_three_hours_earlier() {
        let instant = DateTime::parse_from_rfc3339("2026-10-31T21:30:00Z").unwrap().to_utc();
        assert_eq!(local_day(instant, "Asia/Kuwait").to_string(), "2026-11-01");
        assert_eq!(local_day(instant, "UTC").to_string(), "2026-10-31");
    }

    #[test]
    fn a_day_begins_at_its_first_instant_even_where_midnight_is_skipped() {
        let start = |day: &str, zone: &str| day_start(day.parse().unwrap(), zone).to_rfc3339();
        assert_eq!(start("2026-11-01", "Asia/Kuwait"), "2026-10-31T21:00:00+00:00");
        // Beirut's clocks go from 0:00 to 1:00 on this day.
        assert_eq!(start("2026-03-29", "Asia/Beirut"), "2026-03-28T22:00:00+00:00");
    }
}
