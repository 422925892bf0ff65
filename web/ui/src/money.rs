//! Amounts: exact arithmetic in the smallest unit, and how an amount is written. Never a float.

use crate::locale::Locale;

/// An exact amount in the currency's smallest unit (fils for KWD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Amount(pub i64);

impl Amount {
    /// Reads a decimal string of ASCII digits with at most `fraction_digits` digits after the point.
    /// None if it is anything else or does not fit.
    #[must_use]
    pub fn parse(text: &str, fraction_digits: u8) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let wanted = usize::from(fraction_digits);
        let (kept, beyond) = fraction.split_at_checked(wanted).unwrap_or((fraction, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || beyond.bytes().any(|byte| byte != b'0') {
            return None;
        }
        let mut minor: i64 = 0;
        let padding = std::iter::repeat_n(b'0', wanted - kept.len());
        for digit in whole.bytes().chain(kept.bytes()).chain(padding) {
            minor = minor.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
        }
        Some(Self(if negative { -minor } else { minor }))
    }

    /// The decimal string the API reads and writes: `1.250`.
    #[must_use]
    pub fn to_decimal(self, fraction_digits: u8) -> String {
        let digits = usize::from(fraction_digits);
        let text = format!("{:0width$}", self.0.unsigned_abs(), width = digits + 1);
        let (whole, fraction) = text.split_at(text.len() - digits);
        let sign = if self.0 < 0 { "-" } else { "" };
        if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// The sum; stays at the largest amount rather than wrap around.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// So many times; stays at the largest amount rather than wrap around.
    #[must_use]
    pub fn times(self, quantity: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(quantity)))
    }
}

/// The sign people know a currency by, in this language.
#[must_use]
pub fn currency_sign(currency: &str, locale: Locale) -> &str {
    match (locale, currency) {
        (Locale::Ar, "KWD") => "د.ك",
        (Locale::Ar, "SAR") => "ر.س",
        (Locale::Ar, "AED") => "د.إ",
        (Locale::Ar, "BHD") => "د.ب",
        (Locale::Ar, "OMR") => "ر.ع",
        (Locale::Ar, "QAR") => "ر.ق",
        _ => currency,
    }
}

/// Writes a decimal string as people read it: `1,250.500 د.ك` or `KWD 1,250.500`, with Latin digits.
/// `signed` writes a plus before a positive amount (a difference of price): `+0.500 د.ك`, `+KWD 0.500`. A text that is no amount is returned as it is.
#[must_use]
pub fn format_money(amount: &str, currency: &str, fraction_digits: u8, locale: Locale, signed: bool) -> String {
    let Some(parsed) = Amount::parse(amount, fraction_digits) else {
        return amount.to_owned();
    };
    let plain = Amount(parsed.0.saturating_abs()).to_decimal(fraction_digits);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut number = grouped(whole);
    if let Some(fraction) = fraction {
        number.push('.');
        number.push_str(fraction);
    }
    let sign = match parsed.0 {
        minor if minor < 0 => "\u{2212}",
        minor if minor > 0 && signed => "+",
        _ => "",
    };
    // U+2066 … U+2069 isolate left to right: without them a sign wanders to the number's other side in Arabic.
    let unit = currency_sign(currency, locale);
    match locale {
        Locale::Ar if sign.is_empty() => format!("{number}\u{a0}{unit}"),
        Locale::Ar => format!("\u{2066}{sign}{number}\u{2069}\u{a0}{unit}"),
        Locale::En => format!("{sign}{unit}\u{a0}{number}"),
    }
}

/// Puts a comma between the thousands.
fn grouped(whole: &str) -> String {
    let mut text = String::with_capacity(whole.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Amount, format_money};
    use crate::locale::Locale;

    #[test]
    fn three_decimals_of_a_dinar_are_kept() {
        assert_eq!(Amount::parse("1.250", 3), Some(Amount(1250)));
        assert_eq!(Amount::parse("1.25", 3), Some(Amount(1250)));
        assert_eq!(Amount::parse("-0.005", 3), Some(Amount(-5)));
        assert_eq!(Amount(-5).to_decimal(3), "-0.005");
        assert_eq!(Amount(7).to_decimal(0), "7");
    }

    #[test]
    fn more_digits_than_the_currency_has_are_refused_unless_zero() {
        assert_eq!(Amount::parse("1.2345", 3), None);
        assert_eq!(Amount::parse("1.2500", 3), Some(Amount(1250)));
    }

    #[test]
    fn garbage_is_no_amount() {
        for text in ["", ".", "-", "1.2.3", "١٫٢", "1e3", " 1", "99999999999999999999"] {
            assert_eq!(Amount::parse(text, 3), None, "{text}");
        }
    }

    #[test]
    fn each_language_has_its_way_of_writing() {
        assert_eq!(format_money("1.250", "KWD", 3, Locale::Ar, false), "1.250\u{a0}د.ك");
        assert_eq!(format_money("12345.5", "KWD", 3, Locale::En, false), "KWD\u{a0}12,345.500");
        assert_eq!(format_money("0.5", "KWD", 3, Locale::Ar, true), "\u{2066}+0.500\u{2069}\u{a0}د.ك");
        assert_eq!(format_money("0.5", "KWD", 3, Locale::En, true), "+KWD\u{a0}0.500");
        assert_eq!(format_money("20", "SAR", 2, Locale::En, false), "SAR\u{a0}20.00");
        assert_eq!(format_money("999", "JPY", 0, Locale::En, false), "JPY\u{a0}999");
    }

    #[test]
    fn sums_never_wrap_around() {
        assert_eq!(Amount(i64::MAX).plus(Amount(1)), Amount(i64::MAX));
        assert_eq!(Amount(i64::MAX / 2).times(999), Amount(i64::MAX));
    }
}
