//! When the demo's month happens: the application's clock is set to each planned moment.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta};

use super::plan::Moment;
use crate::{app::App, kernel::clock::local_day};

const MINUTES_OF_DAY: i64 = 24 * 60;

/// Sets the application's clock to a moment of the past month, never to the future.
pub(super) fn travel(app: &App, at: Moment) {
    app.clock.reset();
    let now = app.clock.now();
    let Some(zone) = FixedOffset::east_opt(3 * 3600) else { return };
    let day = now.with_timezone(&zone).date_naive() - TimeDelta::days(i64::from(at.days_ago));
    let midnight = day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(3);
    // Today is not over: what is planned for it is spread over the part that has passed.
    let passed = if at.days_ago == 0 { (now - midnight).num_minutes() } else { MINUTES_OF_DAY };
    let moment = midnight + TimeDelta::minutes(i64::from(at.minute_of_day) * passed / MINUTES_OF_DAY);
    app.clock.advance(moment.min(now) - now);
}

/// The day on the application's clock, where the demo's tenants live.
pub(super) fn local_today(app: &App) -> NaiveDate {
    local_day(app.clock.now(), "Asia/Kuwait")
}
