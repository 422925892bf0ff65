//! Days of the calendar as the API writes them, with the little arithmetic that ranges need.

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(i64);

impl Day {
    /// Reads `YYYY-MM-DD`; none for a day that there is not.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        let found = Self::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        // A 30th of February comes back as another day.
        (found.text() == text).then_some(found)
    }

    /// The number of a day in the Gregorian calendar: years are counted from March, in eras of 400.
    fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// Year, month, day.
    fn parts(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (era * 400 + year + i64::from(month <= 2), month, day)
    }

    /// As the API and a date field write it.
    pub(crate) fn text(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// So many days later.
    pub(crate) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// How many days from this one to the other, both included.
    pub(crate) fn until(self, other: Self) -> i64 {
        other.0 - self.0 + 1
    }

    /// The Saturday with which its week ends.
    pub(crate) fn week_end(self) -> Self {
        // Counted from Sunday; the first day of 1970 was a Thursday.
        let weekday = (self.0 + 4).rem_euclid(7);
        self.plus(6 - weekday)
    }

    /// The first day of its month.
    pub(crate) fn month_start(self) -> Self {
        let (_, _, day) = self.parts();
        self.plus(1 - day)
    }

    /// The last day of its month.
    pub(crate) fn month_end(self) -> Self {
        self.month_start().plus(31).month_start().plus(-1)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap_or_else(|| panic!("{text} is a day"))
    }

    #[test]
    fn days_are_read_and_written_alike() {
        for text in ["1970-01-01", "2026-11-23", "2024-02-29", "2100-12-31", "1999-03-01"] {
            assert_eq!(day(text).text(), text);
        }
        for bad in ["2026-02-30", "2026-13-01", "2026-1-1", "", "today", "2026-11-23-01"] {
            assert!(Day::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn weeks_end_on_saturday() {
        for day_of_week in ["2026-11-22", "2026-11-25", "2026-11-28"] {
            assert_eq!(day(day_of_week).week_end().text(), "2026-11-28");
        }
        assert_eq!(day("1969-12-31").week_end().text(), "1970-01-03");
    }

    #[test]
    fn months_end_on_their_last_day() {
        assert_eq!(day("2026-11-23").month_end().text(), "2026-11-30");
        assert_eq!(day("2024-02-10").month_end().text(), "2024-02-29");
        assert_eq!(day("2026-12-31").plus(1).text(), "2027-01-01");
        assert_eq!(day("2026-11-01").until(day("2026-11-30")), 30);
    }
}
