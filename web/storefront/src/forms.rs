//! Reading what people type: phones, e-mail addresses, texts. Pure functions.

use ui::fold_digits;

/// A phone as the API wants it: `+` and digits. Eight digits alone are a number of Kuwait. None if it is no phone.
#[must_use]
pub fn normalise_phone(text: &str) -> Option<String> {
    let folded = fold_digits(text);
    // Arabic keyboards and copied contacts leave direction marks behind.
    let kept: String = folded
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '.' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    let (international, digits) = match (kept.strip_prefix('+'), kept.strip_prefix("00")) {
        (Some(rest), _) | (None, Some(rest)) => (true, rest),
        (None, None) => (false, kept.as_str()),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kuwaiti = |local: &str| local.len() == 8 && local.starts_with(['1', '2', '4', '5', '6', '9']);
    match (international, digits.strip_prefix("965")) {
        (_, Some(local)) if kuwaiti(local) => Some(format!("+965{local}")),
        (true, Some(_)) => None,
        (true, None) if (8..=15).contains(&digits.len()) && !digits.starts_with('0') => Some(format!("+{digits}")),
        (false, _) if kuwaiti(digits) => Some(format!("+965{digits}")),
        _ => None,
    }
}

/// Whether a text can be an e-mail address. The mail itself is the only real proof.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    !name.is_empty()
        && text.len() <= 254
        && !text.chars().any(|character| character.is_whitespace() || character.is_control())
        && !name.contains('@')
        && host.split('.').count() >= 2
        && host.split('.').all(|label| !label.is_empty())
}

/// A typed text as it is kept: no blanks around it, no control characters but line breaks, at most `most` characters.
#[must_use]
pub fn tidy(text: &str, most: usize) -> String {
    let kept: String = text.chars().filter(|character| !character.is_control() || *character == '\n').collect();
    kept.trim().chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::{looks_like_email, normalise_phone, tidy};

    #[test]
    fn a_number_of_kuwait_is_read_in_every_form() {
        for text in [
            "99991234",
            "9999 1234",
            "+965 9999-1234",
            "0096599991234",
            "96599991234",
            "٩٩٩٩١٢٣٤",
            "\u{202a}+965 99991234\u{202c}",
        ] {
            assert_eq!(normalise_phone(text).as_deref(), Some("+96599991234"), "{text}");
        }
    }

    #[test]
    fn a_foreign_number_needs_its_country() {
        assert_eq!(normalise_phone("+971 50 123 4567").as_deref(), Some("+971501234567"));
        assert_eq!(normalise_phone("0501234567"), None);
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for text in ["", "+", "abc", "12345", "+965123", "+96512345678901", "9999x1234", "88881234"] {
            assert_eq!(normalise_phone(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_need_a_name_and_a_host() {
        assert!(looks_like_email("noura@example.com"));
        for text in ["", "noura", "@example.com", "noura@", "noura@localhost", "a b@c.d", "a@b..c"] {
            assert!(!looks_like_email(text), "{text}");
        }
    }

    #[test]
    fn control_characters_do_not_stay() {
        assert_eq!(tidy(" a\u{0}b\r\nc ", 10), "ab\nc");
        assert_eq!(tidy("سادو", 2), "سا");
    }
}
