//! Small helpers between plain data and views: the language's text, amounts, dates, paragraphs, pictures.

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;
use client::{Image, LocalizedText, Money};
use leptos::prelude::*;
use ui::{Locale, format_money};

use crate::strings::Strings;

/// The text in exactly this language; None if it is not written. For what has a better stand-in than the other language.
#[must_use]
pub fn own(locale: Locale, text: &LocalizedText) -> Option<String> {
    let text = match locale {
        Locale::Ar => &text.ar,
        Locale::En => &text.en,
    };
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The text in this language, or in the other one where it is blank.
#[must_use]
pub fn pick(locale: Locale, text: &LocalizedText) -> String {
    locale.pick(&text.ar, &text.en).to_owned()
}

/// How the API's language is called here.
#[must_use]
pub const fn locale_of(locale: client::Locale) -> Locale {
    match locale {
        client::Locale::Ar => Locale::Ar,
        client::Locale::En => Locale::En,
    }
}

/// Digits after the point, as the formatter wants them.
#[must_use]
pub fn digits_of(money: &Money) -> u8 {
    u8::try_from(money.fraction_digits).unwrap_or(3).min(6)
}

/// An amount as people read it.
#[must_use]
pub fn money(locale: Locale, money: &Money) -> String {
    format_money(&money.amount, &money.currency_code, digits_of(money), locale, false)
}

/// A difference of price, with its sign. None if there is no difference.
#[must_use]
pub fn difference(locale: Locale, money: &Money) -> Option<String> {
    let is_zero = money.amount.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
    (!is_zero).then(|| format_money(&money.amount, &money.currency_code, digits_of(money), locale, true))
}

/// The day of a time in the tenant's time zone, e.g. `12 مارس 2026`; empty if it is no time.
#[must_use]
pub fn day(rfc3339: &str, time_zone: &str, strings: &Strings) -> String {
    local(rfc3339, time_zone).map_or_else(String::new, |time| day_of(&time, strings))
}

/// Day and time in the tenant's time zone, e.g. `12 March 2026, 16:05`; empty if it is no time.
#[must_use]
pub fn moment(rfc3339: &str, time_zone: &str, strings: &Strings) -> String {
    local(rfc3339, time_zone).map_or_else(String::new, |time| {
        format!("{}{}{:02}:{:02}", day_of(&time, strings), strings.date_comma, time.hour(), time.minute())
    })
}

/// A day written as `YYYY-MM-DD`, e.g. `12 مارس 2026`; as it stands if it is none.
#[must_use]
pub fn plain_day(day: &str, strings: &Strings) -> String {
    let Ok(date) = day.parse::<chrono::NaiveDate>() else { return day.to_owned() };
    let month = strings.months.split(' ').nth(date.month0() as usize).unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

fn local(rfc3339: &str, time_zone: &str) -> Option<DateTime<Tz>> {
    let zone: Tz = time_zone.parse().unwrap_or(Tz::Asia__Kuwait);
    DateTime::parse_from_rfc3339(rfc3339).ok().map(|time| time.with_timezone(&zone))
}

fn day_of(time: &DateTime<Tz>, strings: &Strings) -> String {
    let month = strings.months.split(' ').nth(time.month0() as usize).unwrap_or_default();
    format!("{} {month} {}", time.day(), time.year())
}

/// Paragraphs of a plain text: an empty line begins a new one, a single line break stays one.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<AnyView> {
    text.replace("\r\n", "\n")
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
        .map(|block| {
            let lines = block
                .lines()
                .enumerate()
                .map(|(index, line)| view! { {(index > 0).then(|| view! { <br /> })} {in_order(line.trim())} })
                .collect_view();
            view! { <p dir="auto">{lines}</p> }.into_any()
        })
        .collect()
}

/// A line whose phones and accounts stay in their order and can be copied as they are.
fn in_order(line: &str) -> Vec<AnyView> {
    let view = |(text, is_number): (&str, bool)| match (text.to_owned(), is_number) {
        (text, true) => view! { <bdi class="digits" dir="ltr">{text}</bdi> }.into_any(),
        (text, false) => text.into_any(),
    };
    numbers_of(line).into_iter().map(view).collect()
}

/// Takes a line apart into text and numbers written in groups (`9999 1234`, `KW81 CBKU 0000`): within Arabic text each
/// group would be set to the left of the one before it, and a phone or an account to pay to would be read backwards.
fn numbers_of(line: &str) -> Vec<(&str, bool)> {
    let is_part = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, ' ' | '\u{a0}' | '-' | '+');
    let mut parts = Vec::new();
    // Where the text begins that is not in `parts` yet, and where the search goes on.
    let (mut text, mut at) = (0, 0);
    while let Some(found) = line[at..].find(|c: char| c.is_ascii_alphanumeric() || c == '+') {
        let start = at + found;
        let from = &line[start..];
        let end = from.find(|c| !is_part(c)).unwrap_or(from.len());
        // A word that goes on in small letters is no part of a number.
        let goes_on = from[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let run =
            if goes_on { from[..end].trim_end_matches(|c: char| c.is_ascii_alphanumeric()) } else { &from[..end] };
        let run = run.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let has = |is: fn(&u8) -> bool| run.as_bytes().iter().any(is);
        if has(u8::is_ascii_digit) && has(|byte| !byte.is_ascii_digit()) {
            parts.push((&line[text..start], false));
            parts.push((run, true));
            at = start + run.len();
            text = at;
        } else {
            at = start + from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(from.len()).max(1);
        }
    }
    parts.push((&line[text..], false));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// A phone number as people read it: `+965 5000 0000` for one of Kuwait, others as they were typed.
#[must_use]
pub fn phone(number: &str) -> String {
    let folded = crate::forms::normalise_phone(number);
    match folded.as_deref().and_then(|number| number.strip_prefix("+965")) {
        Some(local) if local.len() == 8 => format!("+965 {} {}", &local[..4], &local[4..]),
        _ => number.to_owned(),
    }
}

/// The first words of a text, at most `most` characters, cut between words.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let cut: String = flat.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// `srcset` of a picture; none if there is only one size.
#[must_use]
pub fn srcset(image: &Image) -> Option<String> {
    let sizes: Vec<String> = image.renditions.iter().map(|size| format!("{} {}w", size.url, size.width)).collect();
    (sizes.len() > 1).then(|| sizes.join(", "))
}

/// The size nearest to `width`, not smaller if there is one.
#[must_use]
pub fn rendition_near(image: &Image, width: i32) -> Option<&client::Rendition> {
    let larger = image.renditions.iter().filter(|size| size.width >= width).min_by_key(|size| size.width);
    larger.or_else(|| image.renditions.iter().max_by_key(|size| size.width))
}

/// When a picture is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// Before all others: the one the page is waited for.
    First,
    /// At once: stands above the fold.
    Now,
    /// When it comes near the screen.
    Later,
}

/// A picture with its sizes.
#[must_use]
pub fn picture(image: &Image, alt: String, sizes: &'static str, load: Load) -> Option<AnyView> {
    let source = rendition_near(image, 800)?.url.clone();
    let srcset = srcset(image);
    let sizes = srcset.is_some().then_some(sizes);
    let view = view! {
        <img
            src=source
            srcset=srcset
            sizes=sizes
            alt=alt
            width=image.width.to_string()
            height=image.height.to_string()
            loading=(load == Load::Later).then_some("lazy")
            decoding=(load == Load::Later).then_some("async")
            fetchpriority=(load == Load::First).then_some("high")
        />
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use super::{day, difference, excerpt, moment, numbers_of, phone};
    use crate::strings::strings;
    use client::Money;
    use ui::Locale;

    #[test]
    fn a_day_is_cut_in_the_tenants_time_zone() {
        let late = "2026-03-11T21:30:00Z";
        assert_eq!(day(late, "Asia/Kuwait", strings(Locale::En)), "12 March 2026");
        assert_eq!(moment(late, "Asia/Kuwait", strings(Locale::Ar)), "12 مارس 2026، 00:30");
        assert_eq!(day("yesterday", "Asia/Kuwait", strings(Locale::En)), "");
    }

    #[test]
    fn a_number_in_groups_stays_in_order() {
        let parts = [("إلى ", false), ("9999 1234", true), (" أو ", false), ("+965 2222", true), (".", false)];
        assert_eq!(numbers_of("إلى 9999 1234 أو +965 2222."), parts);
        let parts = [("الحساب ", false), ("KW00 DEMO 0000 00", true), (" (بنك)", false)];
        assert_eq!(numbers_of("الحساب KW00 DEMO 0000 00 (بنك)"), parts);
        for plain in ["250 غرام + هيل", "هاتف iPhone 14 Pro", "WAMD ثم 12", "+ أو -"] {
            assert_eq!(numbers_of(plain), [(plain, false)]);
        }
        assert_eq!(numbers_of(""), []);
    }

    #[test]
    fn a_number_of_kuwait_is_written_in_groups() {
        assert_eq!(phone("96550000000"), "+965 5000 0000");
        assert_eq!(phone("+965-5000 0000"), "+965 5000 0000");
        assert_eq!(phone("+971 50 123 4567"), "+971 50 123 4567");
    }

    #[test]
    fn no_difference_is_not_written() {
        let money =
            |amount: &str| Money { amount: amount.to_owned(), currency_code: "KWD".to_owned(), fraction_digits: 3 };
        assert_eq!(difference(Locale::En, &money("0.000")), None);
        assert!(difference(Locale::En, &money("0.500")).is_some());
    }

    #[test]
    fn an_excerpt_ends_between_words() {
        assert_eq!(excerpt("one two  three", 9), "one two…");
        assert_eq!(excerpt("one two", 9), "one two");
    }
}
