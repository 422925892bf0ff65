//! Rules of log-in and of sessions: what is a password, which refresh token may do what, how long a session lives. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    text::{self, Bilingual},
};

/// A session not used for this long is over.
pub const IDLE_LIFE: TimeDelta = TimeDelta::days(14);
/// However much it is used, a session ends this long after its log-in.
pub const WHOLE_LIFE: TimeDelta = TimeDelta::days(90);
/// How long the token just replaced is still honoured: two tabs, an answer that got lost.
pub const GRACE: TimeDelta = TimeDelta::seconds(10);

/// Characters a new password has at least.
const LEAST_PASSWORD: usize = 12;
/// Bytes a password has at most.
const LONGEST_PASSWORD: usize = 1024;
/// Characters of a device's name that are kept.
const LONGEST_DEVICE: usize = 200;
/// Long enough and yet among the first that are tried; compared without case and without anything but letters and digits.
const COMMON: [&str; 14] = [
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456123456",
    "111222333444",
    "password1234",
    "password12345",
    "passwordpassword",
    "qwertyuiop123",
    "qwertyuiopasdf",
    "1q2w3e4r5t6y",
    "iloveyou1234",
    "administrator",
    "changemechangeme",
];

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

/// Refuses what no password can be; a given password is otherwise judged by its hash alone.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`.
pub fn given_password(field: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        let message = Bilingual::new("هذا الحقل مطلوب", "This field is required");
        return Err(Error::invalid(field, ErrorCode::Required, message));
    }
    if text.len() > LONGEST_PASSWORD {
        let message = Bilingual::new("كلمة المرور طويلة جدًا", "The password is too long");
        return Err(Error::invalid(field, ErrorCode::TooLong, message));
    }
    Ok(())
}

/// Refuses a weak new password: 12 characters or more, none of the common ones, not the address itself.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`, `INVALID`.
pub fn new_password(field: &str, text: &str, email: &str) -> Result<()> {
    given_password(field, text)?;
    if text.chars().count() < LEAST_PASSWORD {
        let message = Bilingual::new(
            format!("كلمة المرور قصيرة: {LEAST_PASSWORD} حرفًا على الأقل"),
            format!("The password is short: at least {LEAST_PASSWORD} characters"),
        );
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let mut letters = text.chars();
    let first = letters.next();
    let is_one_letter = letters.all(|c| Some(c) == first);
    if is_one_letter || COMMON.contains(&plain.as_str()) || text.eq_ignore_ascii_case(email) {
        let message = Bilingual::new("كلمة المرور سهلة التخمين", "The password is easily guessed");
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    Ok(())
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
    fn a_weak_password_is_refused() {
        let address = "owner@dukkan.example";
        assert!(new_password("password", "seven woven bands", address).is_ok(), "the positive control");
        assert!(new_password("password", "كلمة مرور طويلة", address).is_ok(), "characters are counted, not bytes");
        for bad in ["", "short", "aaaaaaaaaaaaaaaa", "Password-1234", "OWNER@dukkan.example", &"x1".repeat(600)] {
            assert!(new_password("password", bad, address).is_err(), "{bad} was taken");
        }
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
