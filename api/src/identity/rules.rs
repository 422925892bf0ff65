//! Rules of log-in and of sessions: what is an address or a code, which refresh token may do what, how long a session
//! lives. Pure.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

pub use super::passwords::{given_password, new_password};
use crate::{
    kernel::{
        error::{Error, ErrorCode, Result},
        text::{self, Bilingual},
    },
    ports::identity::totp,
};

/// A session not used for this long is over.
pub const IDLE_LIFE: TimeDelta = TimeDelta::days(14);
/// However much it is used, a session ends this long after its log-in.
pub const WHOLE_LIFE: TimeDelta = TimeDelta::days(90);
/// How long the token just replaced is still honoured: two tabs, an answer that got lost.
pub const GRACE: TimeDelta = TimeDelta::seconds(10);

/// Characters of a device's name that are kept.
const LONGEST_DEVICE: usize = 200;
/// Characters of a person's name.
const LONGEST_NAME: usize = 120;
/// How long an answer takes at least that must not tell by its time whether somebody has an address.
pub const EVEN_TIME: Duration = Duration::from_millis(350);

/// What a session's row says when one of its tokens comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionState {
    /// Which token is the present one; the first is 1.
    pub generation: i32,
    /// When the one before was replaced.
    pub replaced_at: Option<DateTime<Utc>>,
    /// From when on it is over.
    pub expires_at: DateTime<Utc>,
    /// Whether it was ended before its time.
    pub is_ended: bool,
}

/// What a genuine token brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is the present one: its successor is made.
    Rotate,
    /// It was replaced a moment ago: the same successor is told again.
    Repeat,
    /// Somebody has a token that the session left behind: the session ends.
    Reuse,
    /// The session is over already.
    Over,
}

/// What a genuine token of `generation` brings about `now`.
#[must_use]
pub fn turn(state: SessionState, generation: i32, now: DateTime<Utc>) -> Turn {
    if state.is_ended || now >= state.expires_at {
        return Turn::Over;
    }
    let is_in_grace = state.replaced_at.is_some_and(|at| now - at <= GRACE);
    match state.generation.checked_sub(generation) {
        Some(0) => Turn::Rotate,
        Some(1) if is_in_grace => Turn::Repeat,
        _ => Turn::Reuse,
    }
}

/// Until when a session begun at `began` lives if it is used `now`.
#[must_use]
pub fn expiry(began: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    (now + IDLE_LIFE).min(began + WHOLE_LIFE)
}

/// The address somebody signs in with, lower case. ASCII alone: the database folds letters of other scripts by its own
/// rules, and two spellings of one account would be two accounts to whoever counts attempts.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`, `INVALID`.
pub fn email(field: &str, text: &str) -> Result<String> {
    let text = text::required(field, text, 254)?;
    let has_halves = text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if !has_halves || !text.is_ascii() || text.contains(char::is_whitespace) {
        let message = Bilingual::new("بريد إلكتروني غير صحيح", "Not an e-mail address");
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    Ok(text.to_ascii_lowercase())
}

/// A person's name; may be left out.
///
/// # Errors
/// `TOO_LONG`, `INVALID`.
pub fn name(field: &str, text: Option<&str>) -> Result<String> {
    let name = text::optional(field, text, LONGEST_NAME)?.unwrap_or_default();
    if name.contains(['\n', '\r', '\t']) {
        let message = Bilingual::new("اكتب الاسم في سطر واحد", "Write the name in one line");
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    Ok(name)
}

/// A code as it is compared: Eastern digits read as ASCII ones, letters upper case, without blanks and dashes.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`, `INVALID`.
pub fn code(field: &str, text: &str) -> Result<String> {
    let text = text::required(field, text, 40)?;
    Ok(text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c {
            '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (u32::from(c) & 0xf) as u8),
            other => other.to_ascii_uppercase(),
        })
        .collect())
}

/// Whether a code can be an authenticator's; anything else is read as one for recovery.
#[must_use]
pub fn is_of_authenticator(code: &str) -> bool {
    code.len() == totp::DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The refusal of a code, whatever is wrong with it.
#[must_use]
pub fn wrong_code(field: &str) -> Error {
    let message = Bilingual::new("الرمز غير صحيح أو انتهت صلاحيته", "The code is wrong or no longer stands");
    Error::invalid(field, ErrorCode::Invalid, message)
}

/// What a browser calls itself, cut to what is kept and freed of control characters.
#[must_use]
pub fn device(user_agent: &str) -> String {
    user_agent.chars().filter(|c| !c.is_control()).take(LONGEST_DEVICE).collect()
}

/// The part of an address that attempts are counted by: all of IPv4; of IPv6 the first 64 bits, since one line has them all.
#[must_use]
pub fn network(address: &str) -> String {
    match address.parse::<std::net::Ipv6Addr>() {
        Ok(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
        },
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    fn state() -> SessionState {
        SessionState { generation: 3, replaced_at: Some(at(0)), expires_at: at(1_000), is_ended: false }
    }

    #[test]
    fn the_present_token_rotates_and_the_one_before_repeats_for_ten_seconds() {
        assert_eq!(turn(state(), 3, at(500)), Turn::Rotate);
        assert_eq!(turn(state(), 2, at(10)), Turn::Repeat);
        assert_eq!(turn(state(), 2, at(11)), Turn::Reuse);
        assert_eq!(turn(state(), 1, at(1)), Turn::Reuse, "older than the one before, even at once");
        assert_eq!(turn(state(), 4, at(1)), Turn::Reuse, "one that was never given out");
        assert_eq!(turn(state(), i32::MIN, at(1)), Turn::Reuse);
    }

    #[test]
    fn a_session_that_is_over_stays_over() {
        assert_eq!(turn(SessionState { is_ended: true, ..state() }, 3, at(1)), Turn::Over);
        assert_eq!(turn(state(), 3, at(1_000)), Turn::Over);
        assert_eq!(turn(state(), 3, at(999)), Turn::Rotate);
    }

    #[test]
    fn use_prolongs_a_session_but_not_past_its_whole_life() {
        let began = at(0);
        assert_eq!(expiry(began, began), began + IDLE_LIFE);
        assert_eq!(expiry(began, began + TimeDelta::days(80)), began + WHOLE_LIFE);
    }

    #[test]
    fn an_address_is_ascii_with_two_halves() {
        assert_eq!(email("email", " Owner@Dukkan.example ").ok().as_deref(), Some("owner@dukkan.example"));
        for bad in ["", "owner", "@dukkan.example", "owner@", "own er@dukkan.example", "adm\u{130}n@dukkan.example"] {
            assert!(email("email", bad).is_err(), "{bad} was taken");
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["123456", " 123 456 ", "123-456", "١٢٣٤٥٦", "۱۲۳۴۵۶"] {
            assert_eq!(code("code", typed).unwrap(), "123456", "{typed}");
        }
        assert_eq!(code("code", "abcde-fgh23").unwrap(), "ABCDEFGH23");
        assert!(code("code", "  ").is_err() && code("code", &"1".repeat(41)).is_err());
        assert!(is_of_authenticator("012345"));
        assert!(!is_of_authenticator("12345") && !is_of_authenticator("ABCDEF"));
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(name("name", Some(" نورة ")).unwrap(), "نورة");
        assert_eq!(name("name", None).unwrap(), "");
        assert!(name("name", Some("a\nb")).is_err() && name("name", Some(&"x".repeat(121))).is_err());
    }

    #[test]
    fn one_line_is_one_network() {
        assert_eq!(network("10.0.0.1"), "10.0.0.1");
        assert_eq!(network("::ffff:10.0.0.1"), "10.0.0.1");
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[test]
    fn a_device_is_short_and_printable() {
        assert_eq!(device("Mozilla/5.0\u{7}\n"), "Mozilla/5.0");
        assert_eq!(device(&"x".repeat(900)).len(), LONGEST_DEVICE);
    }
}
