//! Points in time as people read them, in the tenant's time zone and the user's language; the browser knows both.

use js_sys::{Array, Date, Intl::RelativeTimeFormat, Object, Reflect};
use leptos::prelude::*;
use ui::Locale;
use wasm_bindgen::JsValue;

use crate::app::frame;
use crate::browser::now_ms;
use crate::dashboard::Day;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// The language in which days and clocks are written as the standard does.
const STANDARD: &str = "sv-SE";

/// The time zone of the tenant at work; none until its public face is known.
pub(crate) fn tenant_zone() -> Memo<Option<String>> {
    let frame = frame();
    Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())))
}

/// The day it is in a time zone, as `YYYY-MM-DD`; in the browser's own if none is told.
pub(crate) fn today_in(zone: Option<&str>) -> String {
    day_at(now_ms(), zone)
}

/// The day on which a point in time falls in a time zone, as `YYYY-MM-DD`; empty for what is no point in time.
pub(crate) fn day_in(rfc3339: &str, zone: &str) -> String {
    read(rfc3339).map(|at| day_at(at, Some(zone))).unwrap_or_default()
}

/// The point in time, RFC 3339, at which the clocks of a time zone show `clock` on a day; none for what is no day.
pub(crate) fn instant_in(day: &str, clock: &str, zone: &str) -> Option<String> {
    let shown = read(&format!("{day}T{clock}Z"))?;
    let wanted = in_zone(Some(zone));
    // How far the zone's clocks are ahead at a point in time.
    let ahead = |at: f64| {
        let local = String::from(Date::new(&JsValue::from_f64(at)).to_locale_string(STANDARD, &wanted));
        Some(read(&format!("{}Z", local.replace(' ', "T")))? - at)
    };
    // Asked twice: the first answer may be that of before or after the clocks are put forward or back.
    let near = shown - ahead(shown)?;
    let at = Date::new(&JsValue::from_f64(shown - ahead(near)?));
    (!at.get_time().is_nan()).then(|| String::from(at.to_iso_string()))
}

fn read(rfc3339: &str) -> Option<f64> {
    Some(Date::new(&JsValue::from_str(rfc3339)).get_time()).filter(|at| !at.is_nan())
}

fn day_at(at: f64, zone: Option<&str>) -> String {
    String::from(Date::new(&JsValue::from_f64(at)).to_locale_date_string(STANDARD, &in_zone(zone)))
}

fn in_zone(zone: Option<&str>) -> Object {
    let wanted = Object::new();
    if let Some(zone) = zone {
        let _ = Reflect::set(&wanted, &"timeZone".into(), &JsValue::from_str(zone));
    }
    wanted
}

/// Writes times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Times {
    locale: Locale,
    zone: Option<String>,
}

impl Times {
    /// `zone`: IANA name of the tenant's; none: the browser's own.
    pub(crate) fn new(locale: Locale, zone: Option<String>) -> Self {
        Self { locale, zone }
    }

    fn tag(&self) -> &'static str {
        match self.locale {
            Locale::Ar => "ar-KW-u-nu-latn",
            Locale::En => "en-GB",
        }
    }

    fn write(&self, rfc3339: &str, options: &[(&str, &str)]) -> String {
        let wanted = Object::new();
        let zone = self.zone.as_deref().map(|zone| ("timeZone", zone));
        for (name, value) in options.iter().copied().chain(zone) {
            let _ = Reflect::set(&wanted, &JsValue::from_str(name), &JsValue::from_str(value));
        }
        let date = Date::new(&JsValue::from_str(rfc3339));
        if date.get_time().is_nan() {
            return String::new();
        }
        String::from(date.to_locale_string(self.tag(), &wanted))
    }

    /// `23 November 2026 at 08:58`.
    pub(crate) fn full(&self, rfc3339: &str) -> String {
        self.write(rfc3339, &[("dateStyle", "long"), ("timeStyle", "short")])
    }

    /// `23 Nov` of a day such as `2026-11-23`, whatever the zone.
    pub(crate) fn day(&self, day: &str) -> String {
        self.write_day(day, &[("day", "numeric"), ("month", "short")])
    }

    /// `23 Nov 2026` of a day.
    pub(crate) fn day_and_year(&self, day: &str) -> String {
        self.write_day(day, &[("day", "numeric"), ("month", "short"), ("year", "numeric")])
    }

    /// `Nov 2026` of a day.
    pub(crate) fn month(&self, day: &str) -> String {
        self.write_day(day, &[("month", "short"), ("year", "numeric")])
    }

    /// `14:00`.
    pub(crate) fn hour(&self, rfc3339: &str) -> String {
        self.write(rfc3339, &[("hour", "2-digit"), ("minute", "2-digit")])
    }

    fn write_day(&self, day: &str, options: &[(&str, &str)]) -> String {
        Self { zone: Some("UTC".to_owned()), ..self.clone() }.write(&format!("{day}T00:00:00Z"), options)
    }

    /// `5 minutes ago`, `yesterday`; from a week on the day.
    pub(crate) fn ago(&self, rfc3339: &str) -> String {
        let Some(at) = read(rfc3339) else { return String::new() };
        let age = now_ms() - at;
        let (amount, unit) = if age < HOUR {
            ((age / MINUTE).floor().max(0.0), "minute")
        } else if age < DAY {
            ((age / HOUR).floor(), "hour")
        } else {
            // As the calendar counts, not by 24 hours; a day of 25 hours is over all the same.
            match self.days_since(at).max(1) {
                days @ ..=6 => (f64::from(days), "day"),
                _ => return self.write(rfc3339, &[("day", "numeric"), ("month", "short"), ("year", "numeric")]),
            }
        };
        let options = Object::new();
        let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
        let format = RelativeTimeFormat::new(&Array::of1(&self.tag().into()), &options);
        String::from(format.format(-amount, unit))
    }

    /// How often the calendar's day has changed since, in the zone.
    fn days_since(&self, at: f64) -> i32 {
        let day = |at: f64| Day::parse(&day_at(at, self.zone.as_deref()));
        let days = day(at).zip(day(now_ms())).map(|(then, now)| then.until(now) - 1);
        days.and_then(|days| i32::try_from(days).ok()).unwrap_or(i32::MAX)
    }

    /// A `<time>` that says how long ago, and exactly when if asked.
    pub(crate) fn ago_view(&self, rfc3339: &str) -> impl IntoView + use<> {
        view! { <time datetime=rfc3339.to_owned() title=self.full(rfc3339)>{self.ago(rfc3339)}</time> }
    }
}
