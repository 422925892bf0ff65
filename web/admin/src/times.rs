//! Points in time as people read them, in the tenant's time zone and the user's language; the browser knows both.

use js_sys::{Array, Date, Intl::RelativeTimeFormat, Object, Reflect};
use leptos::prelude::*;
use ui::Locale;
use wasm_bindgen::JsValue;

use crate::browser::now_ms;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// The day it is in a time zone, as `YYYY-MM-DD`; in the browser's own if none is told.
pub(crate) fn today_in(zone: Option<&str>) -> String {
    let wanted = Object::new();
    if let Some(zone) = zone {
        let _ = Reflect::set(&wanted, &"timeZone".into(), &JsValue::from_str(zone));
    }
    // Sweden writes days as the standard does.
    String::from(Date::new(&JsValue::from_f64(now_ms())).to_locale_date_string("sv-SE", &wanted))
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
        let age = now_ms() - Date::new(&JsValue::from_str(rfc3339)).get_time();
        if age.is_nan() {
            return String::new();
        }
        let (amount, unit) = if age < HOUR {
            ((age / MINUTE).floor().max(0.0), "minute")
        } else if age < DAY {
            ((age / HOUR).floor(), "hour")
        } else if age < 7.0 * DAY {
            ((age / DAY).floor(), "day")
        } else {
            return self.write(rfc3339, &[("day", "numeric"), ("month", "short"), ("year", "numeric")]);
        };
        let options = Object::new();
        let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
        let format = RelativeTimeFormat::new(&Array::of1(&self.tag().into()), &options);
        String::from(format.format(-amount, unit))
    }

    /// A `<time>` that says how long ago, and exactly when if asked.
    pub(crate) fn ago_view(&self, rfc3339: &str) -> impl IntoView + use<> {
        view! { <time datetime=rfc3339.to_owned() title=self.full(rfc3339)>{self.ago(rfc3339)}</time> }
    }
}
