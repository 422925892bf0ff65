//! Types that several rooms publish.

use async_graphql::{ID, InputObject, Scalar, ScalarType, SimpleObject, Value};
use chrono::NaiveDate;
use entity::text::Localized;
use serde::Serialize;

use crate::kernel::{
    error::{Error, ErrorCode, FieldError, Result},
    money,
    text::{self, Bilingual, Locale},
};

/// An exact decimal number as a string, e.g. `"1.250"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecimalString(pub String);

/// An exact decimal number as a string of ASCII digits with at most one dot, e.g. "1.250". Never a float.
#[Scalar(name = "Decimal")]
impl ScalarType for DecimalString {
    fn parse(value: Value) -> async_graphql::InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(async_graphql::InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A whole number past 32 bits, as a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BigInt(pub i128);

/// A whole number that may pass 32 bits, as a string of digits.
#[Scalar(name = "BigInt")]
impl ScalarType for BigInt {
    fn parse(value: Value) -> async_graphql::InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(text.parse()?)),
            _ => Err(async_graphql::InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A day of the calendar, without a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalDate(pub NaiveDate);

/// A day of the calendar as `YYYY-MM-DD`, in the tenant's time zone.
#[Scalar(name = "Date")]
impl ScalarType for LocalDate {
    fn parse(value: Value) -> async_graphql::InputValueResult<Self> {
        match &value {
            Value::String(text) if text.len() == 10 => {
                NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self).map_err(|_| "a day such as 2026-11-23".into())
            }
            _ => Err("a day such as 2026-11-23".into()),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// Days in a row, in the tenant's time zone.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct DateRangeInput {
    /// The first day.
    pub from: LocalDate,
    /// The last day, included.
    pub to: LocalDate,
}

/// An exact amount of a currency.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(name = "Money")]
pub struct MoneyType {
    /// The amount with exactly as many decimals as the currency has.
    amount: DecimalString,
    /// ISO 4217 code.
    currency_code: String,
    /// The amount in the currency's smallest unit (fils, cents).
    minor_units: BigInt,
    /// Number of decimals of the currency (3 for KWD).
    fraction_digits: i32,
}

impl From<money::Money> for MoneyType {
    fn from(money: money::Money) -> Self {
        Self {
            amount: DecimalString(money.amount().to_string()),
            currency_code: money.currency().code().to_owned(),
            minor_units: BigInt(money.minor_units()),
            fraction_digits: i32::try_from(money.currency().digits()).unwrap_or(0),
        }
    }
}

/// A text in both languages of the tenant.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(name = "LocalizedText")]
pub struct LocalizedTextType {
    /// Arabic; empty if not written.
    ar: String,
    /// English; empty if not written.
    en: String,
    /// In the language of the request (`Accept-Language`), else in the other one.
    resolved: String,
}

impl LocalizedTextType {
    /// The text with `resolved` for a reader of `locale`.
    #[must_use]
    pub fn new(text: Localized, locale: Locale) -> Self {
        let (first, second) = match locale {
            Locale::Ar => (&text.ar, &text.en),
            Locale::En => (&text.en, &text.ar),
        };
        let resolved = if first.is_empty() { second } else { first }.clone();
        Self { ar: text.ar, en: text.en, resolved }
    }
}

/// A text to be kept, in one language or both; what is missing is shown in the other one.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, InputObject)]
#[graphql(name = "LocalizedTextInput")]
pub struct LocalizedTextInput {
    /// Arabic.
    pub ar: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl LocalizedTextInput {
    /// The text, trimmed, each language at most `max` characters, at the input path `field`; both may be empty.
    ///
    /// # Errors
    /// `TOO_LONG`, `INVALID` beside the language.
    pub fn text(&self, field: &str, max: usize) -> Result<Localized> {
        let one = |language: &str, text: &Option<String>| {
            text::optional(&format!("{field}.{language}"), text.as_deref(), max).map(Option::unwrap_or_default)
        };
        Ok(Localized { ar: one("ar", &self.ar)?, en: one("en", &self.en)? })
    }

    /// The same, where at least one language is needed.
    ///
    /// # Errors
    /// As [`Self::text`], and `REQUIRED`.
    pub fn required(&self, field: &str, max: usize) -> Result<Localized> {
        let text = self.text(field, max)?;
        if text.ar.is_empty() && text.en.is_empty() {
            let message = Bilingual::new("اكتبه بلغة واحدة على الأقل", "Write it in one language at least");
            return Err(Error::invalid(field, ErrorCode::Required, message));
        }
        Ok(text)
    }
}

/// Why an input was refused. The act did not happen; nothing was changed.
#[derive(Debug, Clone, SimpleObject)]
pub struct UserError {
    /// Path of the refused field within the arguments, e.g. `["lines", "0", "quantity"]`; null when it concerns the act itself.
    field: Option<Vec<String>>,
    /// What to branch on.
    code: ErrorCode,
    /// What to tell a person, in the language of the request.
    message: String,
    /// For TRANSITION_REFUSED: the state it is in.
    from: Option<String>,
    /// For TRANSITION_REFUSED: the state that was wanted.
    to: Option<String>,
    /// For TRANSITION_REFUSED: the states it can move to.
    allowed: Option<Vec<String>>,
}

impl UserError {
    /// The public form of a refusal, told in `locale`.
    #[must_use]
    pub fn new(error: FieldError, locale: Locale) -> Self {
        let (from, to, allowed) = error.transition.map_or((None, None, None), |refused| {
            let upper = |state: &str| state.to_uppercase();
            (
                Some(upper(refused.from)),
                Some(upper(refused.to)),
                Some(refused.allowed.iter().map(|state| upper(state)).collect()),
            )
        });
        Self {
            field: (!error.field.is_empty()).then_some(error.field),
            code: error.code,
            message: error.message.in_locale(locale).to_owned(),
            from,
            to,
            allowed,
        }
    }
}

impl UserError {
    /// The same as plain HTTP answers it.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let code = async_graphql::InputType::to_value(&self.code).into_json().unwrap_or_default();
        serde_json::json!({ "field": self.field, "code": code, "message": self.message })
    }
}

/// Splits a use case's answer into the payload's two halves; other errors stay errors of the request.
///
/// # Errors
/// Every kind but `Invalid`.
pub fn payload<T>(result: Result<T>, locale: Locale) -> Result<(Option<T>, Vec<UserError>)> {
    match result {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(Error::Invalid(errors)) => {
            Ok((None, errors.into_iter().map(|error| UserError::new(error, locale)).collect()))
        }
        Err(other) => Err(other),
    }
}

/// The typed id behind a public one at the input path `field`.
///
/// # Errors
/// `NOT_FOUND` beside the field: a malformed id names nothing, like an unknown one.
pub fn input_id<T: std::str::FromStr>(field: &str, id: &ID) -> Result<T> {
    id.parse().map_err(|_| {
        Error::invalid(field, ErrorCode::NotFound, Bilingual::new("غير موجود", "There is no such thing here"))
    })
}

/// Defines the payloads of the acts on one type: the thing as it is now, and why not.
macro_rules! payloads {
    ($field:ident: $node:ty; $($name:ident for $mutation:literal;)*) => {$(
        #[doc = concat!("Answer to `", $mutation, "`.")]
        #[derive(Debug, async_graphql::SimpleObject)]
        pub struct $name {
            #[doc = concat!("The ", stringify!($field), " as it is now; null if the act was refused.")]
            pub $field: Option<$node>,
            /// Why it was refused.
            pub user_errors: Vec<$crate::graphql::types::UserError>,
        }

        impl From<(Option<$node>, Vec<$crate::graphql::types::UserError>)> for $name {
            fn from((node, user_errors): (Option<$node>, Vec<$crate::graphql::types::UserError>)) -> Self {
                Self { $field: node, user_errors }
            }
        }
    )*};
}
pub(crate) use payloads;

/// Defines the payload of an act on many things at once, with a result for each.
macro_rules! bulk_payload {
    ($field:ident: $node:ty; $result:ident, $name:ident for $mutation:literal) => {
        /// What came of the act for one of them.
        #[derive(Debug, async_graphql::SimpleObject)]
        pub struct $result {
            /// The id as it was given.
            pub id: async_graphql::ID,
            #[doc = concat!("The ", stringify!($field), " as it is now; null if it was refused or there is none.")]
            pub $field: Option<$node>,
            /// Why it was refused; the others are not touched by it.
            pub user_errors: Vec<$crate::graphql::types::UserError>,
        }

        #[doc = concat!("Answer to `", $mutation, "`.")]
        #[derive(Debug, async_graphql::SimpleObject)]
        pub struct $name {
            /// One for each id, in the order given.
            pub results: Vec<$result>,
            /// Why nothing was done at all.
            pub user_errors: Vec<$crate::graphql::types::UserError>,
        }

        impl
            From<(
                Vec<(async_graphql::ID, (Option<$node>, Vec<$crate::graphql::types::UserError>))>,
                Vec<$crate::graphql::types::UserError>,
            )> for $name
        {
            fn from(
                (answers, user_errors): (
                    Vec<(async_graphql::ID, (Option<$node>, Vec<$crate::graphql::types::UserError>))>,
                    Vec<$crate::graphql::types::UserError>,
                ),
            ) -> Self {
                let results =
                    answers.into_iter().map(|(id, ($field, user_errors))| $result { id, $field, user_errors });
                Self { results: results.collect(), user_errors }
            }
        }
    };
}
pub(crate) use bulk_payload;
