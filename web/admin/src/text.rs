//! Small helpers between plain data and views: the language's text, amounts, phones.

use client::{LocalizedText, Money};
use ui::{Locale, format_money};

/// The text in this language, or in the other one where it is blank.
pub(crate) fn pick(locale: Locale, text: &LocalizedText) -> String {
    locale.pick(&text.ar, &text.en).to_owned()
}

/// An amount as people read it.
pub(crate) fn money(locale: Locale, money: &Money) -> String {
    let digits = u8::try_from(money.fraction_digits).unwrap_or(3).min(6);
    format_money(&money.amount, &money.currency_code, digits, locale, false)
}

/// `+965 9999 1234` of `+96599991234`; other numbers as they are.
pub(crate) fn phone(international: &str) -> String {
    match international.strip_prefix("+965") {
        Some(local) if local.len() == 8 && local.is_ascii() => {
            let (first, second) = local.split_at(4);
            format!("+965 {first} {second}")
        }
        _ => international.to_owned(),
    }
}

/// The digits that `wa.me` wants.
pub(crate) fn whatsapp_digits(international: &str) -> String {
    international.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{phone, whatsapp_digits};

    #[test]
    fn kuwaits_numbers_are_set_in_groups() {
        assert_eq!(phone("+96599991234"), "+965 9999 1234");
        assert_eq!(phone("+4930123456"), "+4930123456");
        assert_eq!(whatsapp_digits("+965 9999-1234"), "96599991234");
    }
}
