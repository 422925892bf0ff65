//! Exact amounts: decimals with a currency, never a float. More digits than the currency has is an error, not a rounding.

use std::fmt;

use rust_decimal::Decimal;

use super::{
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// ISO 4217 code with its number of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: [u8; 3],
    digits: u32,
}

/// Currencies with another number of decimals than two (ISO 4217, list one).
const DIGITS: &[(&str, u32)] = &[
    ("BHD", 3),
    ("IQD", 3),
    ("JOD", 3),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("TND", 3),
    ("JPY", 0),
    ("KRW", 0),
    ("VND", 0),
    ("CLP", 0),
    ("ISK", 0),
    ("UGX", 0),
];

impl Currency {
    /// The home market's.
    pub const KWD: Self = Self { code: *b"KWD", digits: 3 };

    /// From a code of three capital letters.
    ///
    /// # Errors
    /// A fault: codes come from the database, which checks their form.
    pub fn parse(code: &str) -> Result<Self> {
        let bytes: [u8; 3] =
            code.as_bytes().try_into().map_err(|_| Error::fault(format!("currency code of {} bytes", code.len())))?;
        if !bytes.iter().all(u8::is_ascii_uppercase) {
            return Err(Error::fault("currency code is not three capital letters"));
        }
        let digits = DIGITS.iter().find(|(known, _)| *known == code).map_or(2, |(_, digits)| *digits);
        Ok(Self { code: bytes, digits })
    }

    /// Three capital letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// Number of decimals.
    #[must_use]
    pub fn digits(&self) -> u32 {
        self.digits
    }
}

/// The largest amount a column holds, NUMERIC(12,3).
const MAX_AMOUNT: Decimal = Decimal::from_parts(3_567_587_327, 232, 0, false, 3);

/// An exact amount of a currency, scaled to its number of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// An amount known to fit, e.g. from the database.
    ///
    /// # Errors
    /// A fault when it has more decimals than the currency.
    pub fn new(amount: Decimal, currency: Currency) -> Result<Self> {
        let mut scaled = amount;
        scaled.rescale(currency.digits);
        if scaled != amount {
            return Err(Error::fault(format!("{amount} has more decimals than {}", currency.code())));
        }
        Ok(Self { amount: scaled, currency })
    }

    /// Nothing, in `currency`.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self { amount: Decimal::new(0, currency.digits), currency }
    }

    /// Reads a caller's decimal string, e.g. `1.250`: ASCII digits, at most one dot, no sign, no exponent.
    ///
    /// # Errors
    /// `INVALID` for another form, `TOO_MANY_DIGITS` past the currency's decimals, `OUT_OF_RANGE` past nine digits.
    pub fn parse(field: &str, text: &str, currency: Currency) -> Result<Self> {
        let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
        let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits_only(whole) || !fraction.is_none_or(digits_only) || text.len() > 40 {
            return Err(Error::invalid(
                field,
                ErrorCode::Invalid,
                Bilingual::new("اكتب المبلغ بأرقام مثل 1.250", "Write the amount in digits, such as 1.250"),
            ));
        }
        if fraction.is_some_and(|fraction| fraction.len() > currency.digits as usize) {
            return Err(Error::invalid(
                field,
                ErrorCode::TooManyDigits,
                Bilingual::new(
                    format!("لا تزيد خانات {} بعد الفاصلة على {}", currency.code(), currency.digits),
                    format!("{} has at most {} decimals", currency.code(), currency.digits),
                ),
            ));
        }
        let amount: Decimal = text.parse().map_err(|_| out_of_range(field))?;
        if amount > MAX_AMOUNT {
            return Err(out_of_range(field));
        }
        Self::new(amount, currency)
    }

    /// The amount, with exactly the currency's decimals.
    #[must_use]
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The amount in the smallest unit (fils, cents).
    #[must_use]
    pub fn minor_units(&self) -> i128 {
        self.amount.mantissa()
    }

    /// Sum of two amounts of one currency.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` past the largest amount; a fault for two currencies.
    pub fn plus(self, other: Self) -> Result<Self> {
        if self.currency != other.currency {
            return Err(Error::fault("sum over two currencies"));
        }
        self.within_range(self.amount.checked_add(other.amount))
    }

    /// This amount `quantity` times.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` past the largest amount.
    pub fn times(self, quantity: i32) -> Result<Self> {
        self.within_range(self.amount.checked_mul(Decimal::from(quantity)))
    }

    fn within_range(self, amount: Option<Decimal>) -> Result<Self> {
        let amount = amount.filter(|amount| amount.abs() <= MAX_AMOUNT).ok_or_else(|| out_of_range(""))?;
        Self::new(amount, self.currency)
    }
}

fn out_of_range(field: &str) -> Error {
    Error::invalid(field, ErrorCode::OutOfRange, Bilingual::new("المبلغ أكبر من الحد", "The amount is above the limit"))
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency.code(), self.amount)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fils(n: i64) -> Money {
        Money::new(Decimal::new(n, 3), Currency::KWD).unwrap()
    }

    #[test]
    fn the_limit_is_what_the_column_holds() {
        assert_eq!(MAX_AMOUNT.to_string(), "999999999.999");
        assert!(Money::parse("a", "999999999.999", Currency::KWD).is_ok());
        assert!(Money::parse("a", "1000000000", Currency::KWD).is_err());
        assert!(fils(999_999_999_999).plus(fils(1)).is_err());
    }

    #[test]
    fn only_plain_decimals_are_amounts() {
        for bad in
            ["", ".", "1.", ".5", "-1", "+1", "1e3", "NaN", "1,5", "٥", " 1", "1 ", "1.2.3", "0x1", "1_000", "1.2345"]
        {
            assert!(Money::parse("amount", bad, Currency::KWD).is_err(), "{bad} was taken");
        }
        assert_eq!(Money::parse("amount", "1.25", Currency::KWD).unwrap().to_string(), "KWD 1.250");
        assert_eq!(Money::parse("amount", "0012", Currency::KWD).unwrap().minor_units(), 12_000);
    }

    proptest! {
        #[test]
        fn three_decimals_round_trip(n in 0i64..=999_999_999_999) {
            let money = fils(n);
            let text = money.amount().to_string();
            prop_assert_eq!(text.split_once('.').map(|(_, f)| f.len()), Some(3));
            prop_assert_eq!(Money::parse("a", &text, Currency::KWD).unwrap(), money);
            prop_assert_eq!(money.minor_units(), i128::from(n));
        }

        #[test]
        fn sums_are_exact(parts in prop::collection::vec(0i64..1_000_000, 0..200)) {
            let sum = parts.iter().try_fold(Money::zero(Currency::KWD), |sum, n| sum.plus(fils(*n))).unwrap();
            prop_assert_eq!(sum.minor_units(), i128::from(parts.iter().sum::<i64>()));
        }

        #[test]
        fn products_are_exact(n in 0i64..1_000_000, quantity in 0i32..=999) {
            prop_assert_eq!(fils(n).times(quantity).unwrap().minor_units(), i128::from(n) * i128::from(quantity));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = Money::parse("a", &text, Currency::KWD);
        }

        #[test]
        fn a_fourth_decimal_is_refused_not_rounded(n in 0i64..1_000_000, last in 0u8..=9) {
            let text = format!("{}{last}", Decimal::new(n, 3));
            prop_assert!(Money::parse("a", &text, Currency::KWD).is_err());
        }
    }
}
