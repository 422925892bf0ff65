//! How to reach somebody: phone, e-mail, Instagram, checked at the edge. Pure.

use super::{
    error::{Error, ErrorCode, Result},
    text::{self, Bilingual},
};

/// A phone number in international form; eight digits alone are Kuwait's.
///
/// # Errors
/// `REQUIRED`, `INVALID`.
pub fn phone(field: &str, text: &str) -> Result<String> {
    let text = text::required(field, text, 32)?;
    let refuse = || {
        Error::invalid(
            field,
            ErrorCode::Invalid,
            Bilingual::new("رقم هاتف غير صحيح؛ مثال: 96512345678+", "Not a phone number; for example +96512345678"),
        )
    };
    let mut digits: String =
        text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '\u{200e}' | '\u{200f}')).collect();
    if let Some(rest) = digits.strip_prefix("00") {
        digits = format!("+{rest}");
    }
    let number = match digits.strip_prefix('+') {
        Some(rest) => rest.to_owned(),
        None if digits.len() == 8 => format!("965{digits}"),
        None if digits.len() == 11 && digits.starts_with("965") => digits,
        None => return Err(refuse()),
    };
    if !number.bytes().all(|b| b.is_ascii_digit()) || !(7..=15).contains(&number.len()) || number.starts_with('0') {
        return Err(refuse());
    }
    if let Some(local) = number.strip_prefix("965")
        && (local.len() != 8 || !local.starts_with(['2', '4', '5', '6', '9']))
    {
        return Err(refuse());
    }
    Ok(format!("+{number}"))
}

/// An e-mail address, lower case; blank is None.
///
/// # Errors
/// `INVALID`, `TOO_LONG`.
pub fn email(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = text::optional(field, text, 254)? else { return Ok(None) };
    let plausible = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && local.len() <= 64
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && domain.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
    });
    if !plausible || text.contains(char::is_whitespace) {
        return Err(Error::invalid(
            field,
            ErrorCode::Invalid,
            Bilingual::new("بريد إلكتروني غير صحيح", "Not an e-mail address"),
        ));
    }
    Ok(Some(text.to_lowercase()))
}

/// An Instagram account's name without `@`, from the name or the address of its page; blank is None.
///
/// # Errors
/// `INVALID`, `TOO_LONG`.
pub fn instagram(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = text::optional(field, text, 120)? else { return Ok(None) };
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default().trim_start_matches('@').to_lowercase();
    let fits =
        (1..=30).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_'));
    if !fits {
        let message = Bilingual::new("اسم حساب إنستغرام غير صحيح", "Not an Instagram account; for example dukkan.kw");
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    Ok(Some(name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_phone_is_read_as_people_write_it() {
        for (written, meant) in [
            ("51234567", "+96551234567"),
            ("+965 5123 4567", "+96551234567"),
            ("00965-51234567", "+96551234567"),
            ("96551234567", "+96551234567"),
            ("+44 20 7946 0958", "+442079460958"),
        ] {
            assert_eq!(phone("phone", written).ok().as_deref(), Some(meant), "{written}");
        }
        for bad in ["", "123", "+965123", "+96511234567", "abc", "5123456a", "+1234567890123456", "٥١٢٣٤٥٦٧"] {
            assert!(phone("phone", bad).is_err(), "{bad} was taken");
        }
    }

    #[test]
    fn an_address_needs_both_halves() {
        assert_eq!(email("email", Some(" A@B.kw ")).ok().flatten().as_deref(), Some("a@b.kw"));
        assert_eq!(email("email", Some(" ")).ok().flatten(), None);
        for bad in ["a", "a@", "@b.kw", "a@b", "a b@c.kw", "a@b..", "a@.kw"] {
            assert!(email("email", Some(bad)).is_err(), "{bad} was taken");
        }
    }

    #[test]
    fn an_instagram_account_is_read_from_its_name_or_its_address() {
        for written in
            ["dukkan.kw", "@Dukkan.kw", "https://www.instagram.com/dukkan.kw/", "instagram.com/dukkan.kw?igsh=x"]
        {
            assert_eq!(instagram("i", Some(written)).ok().flatten().as_deref(), Some("dukkan.kw"), "{written}");
        }
        assert_eq!(instagram("i", Some("")).ok().flatten(), None);
        for bad in ["@", "two words", "دكان", "a/b c", &"x".repeat(31)] {
            assert!(instagram("i", Some(bad)).is_err(), "{bad} was taken");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = phone("phone", &text);
            let _ = email("email", Some(&text));
            let _ = instagram("instagram", Some(&text));
        }
    }
}
