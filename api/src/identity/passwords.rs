//! What is no password: too short, or among the first that are tried. Pure.

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// Characters a new password has at least.
const LEAST: usize = 12;
/// Bytes a password has at most.
const LONGEST: usize = 1024;
/// Different characters a new password has at least.
const LEAST_DIFFERENT: usize = 5;
/// Characters that must be left of a password once its common parts are taken away.
const LEAST_OWN: usize = 5;

/// What most guessed passwords are made of, as letters and digits without case.
const COMMON: [&str; 74] = [
    "password",
    "passwort",
    "passw0rd",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "asdfgh",
    "zxcvbnm",
    "zxcvbn",
    "1q2w3e4r5t6y",
    "1q2w3e4r",
    "1qaz2wsx3edc",
    "1qaz2wsx",
    "qazwsxedc",
    "qazwsx",
    "iloveyou",
    "loveyou",
    "ilove",
    "letmein",
    "welcome",
    "administrator",
    "admin",
    "changeme",
    "changeit",
    "default",
    "secret",
    "trustno",
    "superman",
    "batman",
    "spiderman",
    "starwars",
    "pokemon",
    "dragon",
    "monkey",
    "football",
    "baseball",
    "basketball",
    "sunshine",
    "princess",
    "shadow",
    "master",
    "michael",
    "jennifer",
    "jessica",
    "charlie",
    "jordan",
    "computer",
    "internet",
    "google",
    "facebook",
    "instagram",
    "whatsapp",
    "samsung",
    "iphone",
    "access",
    "freedom",
    "whatever",
    "nothing",
    "abcdefghijkl",
    "abcdefgh",
    "abcdef",
    "abcd",
    "abc",
    "mohammed",
    "muhammad",
    "mohamed",
    "ahmed",
    "abdullah",
    "bismillah",
    "allahuakbar",
    "kuwait",
    "sadu",
    "login",
    "test",
];

/// Refuses what no password can be; a given password is otherwise judged by its hash alone.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`.
pub fn given_password(field: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        let message = Bilingual::new("هذا الحقل مطلوب", "This field is required");
        return Err(Error::invalid(field, ErrorCode::Required, message));
    }
    if text.len() > LONGEST {
        let message = Bilingual::new("كلمة المرور طويلة جدًا", "The password is too long");
        return Err(Error::invalid(field, ErrorCode::TooLong, message));
    }
    Ok(())
}

/// Refuses a weak new password: 12 characters or more, none of the common ones, not made of the address.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`, `INVALID`.
pub fn new_password(field: &str, text: &str, email: &str) -> Result<()> {
    given_password(field, text)?;
    if text.chars().count() < LEAST {
        let message = Bilingual::new(
            format!("كلمة المرور قصيرة: {LEAST} حرفًا على الأقل"),
            format!("The password is short: at least {LEAST} characters"),
        );
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    if is_guessable(text, email) {
        let message = Bilingual::new("كلمة المرور سهلة التخمين", "The password is easily guessed");
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    Ok(())
}

/// What is left of a text without its common parts, its owner's address, runs of neighbours and repetitions.
fn is_guessable(text: &str, email: &str) -> bool {
    let mut different: Vec<char> = text.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < LEAST_DIFFERENT {
        return true;
    }
    // As written, with signs that stand for letters, and with digits that do.
    [as_written, sign_as_letter, digit_as_letter].into_iter().any(|read: fn(char) -> char| {
        let folded: String =
            text.chars().map(read).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        own_part(&folded, email) < LEAST_OWN
    })
}

fn as_written(c: char) -> char {
    c
}

fn sign_as_letter(c: char) -> char {
    match c {
        '@' => 'a',
        '0' => 'o',
        '$' => 's',
        other => other,
    }
}

fn digit_as_letter(c: char) -> char {
    match sign_as_letter(c) {
        '4' => 'a',
        '1' | '!' => 'i',
        '3' => 'e',
        '5' => 's',
        '7' => 't',
        other => other,
    }
}

/// Characters that no list, rule or address gives away.
fn own_part(text: &str, email: &str) -> usize {
    let mut rest = unrepeated(text);
    let halves = email.split(['@', '.', '+', '-', '_']).map(str::to_ascii_lowercase).filter(|part| part.len() >= 4);
    for part in halves.chain(COMMON.map(str::to_owned)) {
        rest = rest.replace(&part, " ");
    }
    let chars: Vec<char> = rest.chars().collect();
    let step = |at: usize| {
        let (one, next) = (chars.get(at).copied().map(i64_of), chars.get(at + 1).copied().map(i64_of));
        one.zip(next).map(|(one, next)| next - one).filter(|step| step.abs() <= 1)
    };
    // A character counts unless it goes on where the one before was going: 1234, 4321, 1111.
    (0..chars.len())
        .filter(|&at| chars.get(at).is_some_and(|c| *c != ' '))
        .filter(|&at| at < 2 || step(at - 2).is_none() || step(at - 2) != step(at - 1))
        .count()
}

fn i64_of(c: char) -> i64 {
    i64::from(u32::from(c))
}

/// The part that a text repeats from beginning to end, or the text itself: `abcabcabcabc` is `abc`.
fn unrepeated(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    (1..=chars.len() / 2)
        .find(|&period| chars.iter().enumerate().all(|(at, c)| chars.get(at % period) == Some(c)))
        .map_or_else(|| text.to_owned(), |period| chars.iter().take(period).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_password_is_refused() {
        let address = "owner@dukkan.example";
        for good in [
            "seven woven bands",
            "woven by hand",
            "كلمة مرور طويلة",
            "correct horse battery staple",
            "gT7#kQ2!mZ9x",
            "كويت ١٩٦١ سدو أحمر",
            "the owner of nine camels",
            "password of my old neighbour",
        ] {
            assert!(new_password("password", good, address).is_ok(), "{good} was refused");
        }
        for bad in [
            "",
            "short",
            "aaaaaaaaaaaaaaaa",
            "Password-1234",
            "P@ssw0rd1234!",
            "OWNER@dukkan.example",
            "owner1234567",
            "Dukkan-Owner-1",
            "123456789012",
            "12345123451234",
            "987654321098",
            "qwertyuiop12",
            "1q2w3e4r5t6y",
            "iloveyou1234",
            "welcome12345",
            "abcabcabcabc",
            "letmeinletmein",
            "abababababab",
            "Administrator1",
            "Kuwait123456",
            "١٢٣٤٥٦٧٨٩٠١٢",
            &"x1".repeat(600),
        ] {
            assert!(new_password("password", bad, address).is_err(), "{bad} was taken");
        }
    }
}
