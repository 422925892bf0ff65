//! Rules of a tenant: what a slug may be and what to suggest instead, names, licences, time zones. Pure.

use chrono_tz::Tz;

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    latin,
    text::{self, Bilingual},
};

/// Characters of a slug, at least and at most.
pub const SLUG_LENGTH: std::ops::RangeInclusive<usize> = 3..=40;
/// Slugs a tenant can have in all, former ones included: each of them is taken from everybody else for good.
pub const MOST_SLUGS: usize = 5;
/// Teams a person can own.
pub const MOST_OWNED: i64 = 50;

/// Labels that are the platform's own, or that a visitor would take for the platform's own.
const RESERVED: &[&str] = &[
    "about",
    "abuse",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "app",
    "apps",
    "assets",
    "auth",
    "autoconfig",
    "autodiscover",
    "billing",
    "blog",
    "cdn",
    "charity",
    "checkout",
    "console",
    "contact",
    "dashboard",
    "demo",
    "dev",
    "developer",
    "developers",
    "dns",
    "docs",
    "download",
    "email",
    "example",
    "exports",
    "files",
    "forum",
    "ftp",
    "graphql",
    "health",
    "help",
    "home",
    "hostmaster",
    "http",
    "https",
    "imap",
    "info",
    "internal",
    "invite",
    "jobs",
    "legal",
    "localhost",
    "login",
    "logout",
    "mail",
    "mailer",
    "media",
    "metrics",
    "mobile",
    "mta-sts",
    "news",
    "noreply",
    "no-reply",
    "ns1",
    "ns2",
    "null",
    "oauth",
    "official",
    "operator",
    "owner",
    "pay",
    "payment",
    "payments",
    "platform",
    "pop",
    "pop3",
    "postmaster",
    "preview",
    "pricing",
    "privacy",
    "private",
    "proxy",
    "public",
    "register",
    "root",
    "sadu",
    "sales",
    "sandbox",
    "secure",
    "security",
    "server",
    "shop",
    "signin",
    "signup",
    "sitemap",
    "smtp",
    "sso",
    "ssl",
    "staff",
    "stage",
    "staging",
    "static",
    "status",
    "store",
    "storefront",
    "support",
    "sysadmin",
    "system",
    "team",
    "terms",
    "test",
    "testing",
    "tls",
    "undefined",
    "upload",
    "uploads",
    "webhook",
    "webhooks",
    "webmail",
    "webmaster",
    "whatsapp",
    "wpad",
    "www",
    "www1",
    "www2",
];

/// Why a slug cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum SlugRefusal {
    /// Fewer than 3 characters.
    TooShort,
    /// More than 40 characters.
    TooLong,
    /// Something else than a-z, 0-9 and hyphens between them.
    Invalid,
    /// A word of the platform's own.
    Reserved,
    /// Another tenant's, or once another tenant's.
    Taken,
}

impl SlugRefusal {
    /// The code beside an input field.
    #[must_use]
    pub fn code(self) -> ErrorCode {
        match self {
            Self::TooShort | Self::Invalid => ErrorCode::Invalid,
            Self::TooLong => ErrorCode::TooLong,
            Self::Reserved => ErrorCode::Reserved,
            Self::Taken => ErrorCode::Taken,
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn message(self) -> Bilingual {
        match self {
            Self::TooShort => Bilingual::new("قصير: ثلاثة أحرف على الأقل", "Too short: at least 3 characters"),
            Self::TooLong => Bilingual::new("طويل: أربعون حرفًا على الأكثر", "Too long: at most 40 characters"),
            Self::Invalid => Bilingual::new(
                "حروف لاتينية صغيرة وأرقام، وبينها شرطات",
                "Small letters a to z, digits, and single hyphens between them",
            ),
            Self::Reserved => Bilingual::new("هذا الاسم محجوز للمنصة", "This name is reserved for the platform"),
            Self::Taken => Bilingual::new("هذا العنوان مأخوذ", "This address is taken"),
        }
    }
}

/// A slug as it is kept: trimmed, small letters.
///
/// # Errors
/// What is wrong with its form; whether somebody has it is not known here.
pub fn slug(text: &str) -> std::result::Result<String, SlugRefusal> {
    let slug = text.trim().to_ascii_lowercase();
    let length = slug.chars().count();
    if length > *SLUG_LENGTH.end() {
        return Err(SlugRefusal::TooLong);
    }
    let is_plain = slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    // Two hyphens in a row begin a name in another alphabet ("xn--"), which browsers show as something else.
    if !is_plain || slug.starts_with('-') || slug.ends_with('-') || slug.contains("--") {
        return Err(SlugRefusal::Invalid);
    }
    if length < *SLUG_LENGTH.start() {
        return Err(SlugRefusal::TooShort);
    }
    if RESERVED.contains(&slug.as_str()) {
        return Err(SlugRefusal::Reserved);
    }
    Ok(slug)
}

/// A slug's refusal beside its input field.
#[must_use]
pub fn refused_slug(field: &str, why: SlugRefusal) -> Error {
    Error::invalid(field, why.code(), why.message())
}

/// Slugs like `text` whose form is right, the nearest first. Arabic is written in Latin letters.
#[must_use]
pub fn suggestions(text: &str) -> Vec<String> {
    // Room for the longest ending.
    let base = latin::slug_of(text, 34);
    if base.is_empty() {
        return Vec::new();
    }
    let endings = ["", "-kw", "-shop", "-store", "-online", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9"];
    endings.iter().map(|ending| format!("{base}{ending}")).filter(|candidate| slug(candidate).is_ok()).collect()
}

/// The team's name of its tenant, 1 to 120 characters on one line.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`, `INVALID`.
pub fn name(field: &str, text: &str) -> Result<String> {
    one_line(field, text::required(field, text, 120)?)
}

/// Registered name, at most 200 characters on one line; blank is None.
///
/// # Errors
/// `TOO_LONG`, `INVALID`.
pub fn legal_name(field: &str, text: Option<&str>) -> Result<Option<String>> {
    text::optional(field, text, 200)?.map(|text| one_line(field, text)).transpose()
}

/// Number of the commercial or charity licence, at most 60 characters; blank is None.
///
/// # Errors
/// `TOO_LONG`, `INVALID`.
pub fn licence_number(field: &str, text: Option<&str>) -> Result<Option<String>> {
    text::optional(field, text, 60)?.map(|text| one_line(field, text)).transpose()
}

fn one_line(field: &str, text: String) -> Result<String> {
    if text.contains(['\n', '\r', '\t']) {
        return Err(Error::invalid(field, ErrorCode::Invalid, Bilingual::new("سطر واحد فقط", "One line only")));
    }
    Ok(text)
}

/// A charity asks strangers for money: its receipts state who it is and under which licence.
///
/// # Errors
/// `REQUIRED`.
pub fn needed_by_charity(field: &str, is_charity: bool, value: Option<&String>) -> Result<()> {
    if is_charity && value.is_none() {
        let message =
            Bilingual::new("تحتاجه الجمعية الخيرية: يظهر في إيصالاتها", "A charity needs it: it stands on receipts");
        return Err(Error::invalid(field, ErrorCode::Required, message));
    }
    Ok(())
}

/// An IANA time zone.
///
/// # Errors
/// `INVALID`.
pub fn time_zone(field: &str, text: &str) -> Result<String> {
    text.trim().parse::<Tz>().map(|zone| zone.name().to_owned()).map_err(|_| {
        Error::invalid(
            field,
            ErrorCode::Invalid,
            Bilingual::new("منطقة زمنية غير معروفة؛ مثال: Asia/Kuwait", "No such time zone; for example Asia/Kuwait"),
        )
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slug_is_three_to_forty_small_letters_digits_and_single_hyphens() {
        for good in ["abc", "a-b", "Dukkan ", "1st-shop", &"a".repeat(40)] {
            assert!(slug(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("ab", SlugRefusal::TooShort),
            ("", SlugRefusal::TooShort),
            (&"a".repeat(41), SlugRefusal::TooLong),
            ("-abc", SlugRefusal::Invalid),
            ("abc-", SlugRefusal::Invalid),
            ("a--b", SlugRefusal::Invalid),
            ("xn--mgba", SlugRefusal::Invalid),
            ("a.b.c", SlugRefusal::Invalid),
            ("a_b_c", SlugRefusal::Invalid),
            ("دكان", SlugRefusal::Invalid),
            ("a b c", SlugRefusal::Invalid),
            ("app", SlugRefusal::Reserved),
            ("WWW", SlugRefusal::Reserved),
            ("graphql", SlugRefusal::Reserved),
        ] {
            assert_eq!(slug(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn suggestions_are_slugs_and_read_like_what_was_typed() {
        assert_eq!(suggestions("Noura's Café").first().map(String::as_str), Some("nouras-cafe"));
        assert_eq!(suggestions("دكان نورة").first().map(String::as_str), Some("dkan-nwra"));
        assert_eq!(suggestions("app").first().map(String::as_str), Some("app-kw"), "a reserved word gets an ending");
        assert_eq!(suggestions("a").first().map(String::as_str), Some("a-kw"));
        assert!(suggestions("!!").is_empty());
    }

    #[test]
    fn a_time_zone_is_one_of_the_world() {
        assert_eq!(time_zone("timeZone", "Asia/Kuwait").ok().as_deref(), Some("Asia/Kuwait"));
        for bad in ["", "Kuwait City", "+03:00", "Asia/Nowhere'; --"] {
            assert!(time_zone("timeZone", bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_suggested_can_be_had(text in "\\PC{0,60}") {
            for suggestion in suggestions(&text) {
                prop_assert_eq!(slug(&suggestion), Ok(suggestion.clone()));
            }
            let _ = slug(&text);
        }
    }
}
