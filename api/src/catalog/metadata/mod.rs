//! What an item's metadata may hold, by type: how it is stored, and which values are refused. Pure.

mod campaign;
mod product;

use entity::text::Localized;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

pub use campaign::{Campaign, EndRule, InstalmentRule, MAX_INSTALMENTS, MAX_PRESETS};
pub use product::{ItemOption, MAX_OPTIONS, MAX_VALUES, OptionValue, Product, Service};

use crate::kernel::{
    error::{Error, ErrorCode, FieldError, Result},
    money::{Currency, Money},
    text::Bilingual,
};

/// Metadata, read by type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Metadata {
    /// Of a product.
    Product(Product),
    /// Of a service.
    Service(Service),
    /// Of a donation or pledge campaign.
    Campaign(Campaign),
}

impl Metadata {
    /// Reads what an item of type `kind` carries.
    ///
    /// # Errors
    /// `INVALID` beside `metadata`.
    pub fn read(kind: &str, value: &Value) -> Result<Self> {
        let refuse = |error: serde_json::Error| {
            let en = format!("Does not fit the type {kind}: {error}");
            Error::invalid("metadata", ErrorCode::Invalid, Bilingual::new(format!("لا يناسب النوع {kind}"), en))
        };
        Ok(match kind {
            "product" => Self::Product(Product::deserialize(value).map_err(refuse)?),
            "service" => Self::Service(Service::deserialize(value).map_err(refuse)?),
            _ => Self::Campaign(Campaign::deserialize(value).map_err(refuse)?),
        })
    }

    /// Reads and checks what an item of type `kind` carries.
    ///
    /// # Errors
    /// As [`Self::read`] and [`Self::checked`].
    pub fn parse(kind: &str, value: &Value, currency: Currency) -> Result<Self> {
        Self::read(kind, value)?.checked(kind, currency)
    }

    /// The same, if an item of type `kind` may carry it.
    ///
    /// # Errors
    /// `INVALID`, `REQUIRED`, `OUT_OF_RANGE`, `TOO_MANY_DIGITS` beside the field, as the input names it.
    pub fn checked(self, kind: &str, currency: Currency) -> Result<Self> {
        match &self {
            Self::Product(product) => product.check(currency)?,
            Self::Service(service) => service.check()?,
            Self::Campaign(campaign) => campaign.check(currency, kind)?,
        }
        Ok(self)
    }

    /// As it is stored.
    ///
    /// # Errors
    /// A fault when it cannot be written.
    pub fn to_json(&self) -> Result<Value> {
        match self {
            Self::Product(product) => serde_json::to_value(product),
            Self::Service(service) => serde_json::to_value(service),
            Self::Campaign(campaign) => serde_json::to_value(campaign),
        }
        .map_err(Error::fault)
    }

    /// The choices of a product; others have none.
    #[must_use]
    pub fn options(&self) -> &[ItemOption] {
        match self {
            Self::Product(product) => &product.options,
            _ => &[],
        }
    }

    /// The terms of a campaign; others have none.
    #[must_use]
    pub fn campaign(&self) -> Option<&Campaign> {
        match self {
            Self::Campaign(campaign) => Some(campaign),
            _ => None,
        }
    }
}

fn refuse(path: &str, ar: &str, en: &str) -> Error {
    Error::Invalid(vec![FieldError::new(path, ErrorCode::Invalid, Bilingual::new(ar, en))])
}

/// Whether a program can name something by it: what a basket's cookie and a form's field can carry.
fn is_key(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

fn is_blank(text: &Localized) -> bool {
    text.ar.trim().is_empty() && text.en.trim().is_empty()
}

fn amount(path: &str, value: Decimal, currency: Currency) -> Result<()> {
    if Money::new(value, currency).is_ok() {
        return Ok(());
    }
    let message = Bilingual::new("خانات أكثر من عملة المتجر", "More decimals than the tenant's currency has");
    Err(Error::invalid(path, ErrorCode::TooManyDigits, message))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn size(values: Value) -> Value {
        json!({ "options": [{ "key": "size", "name": {"ar": "المقاس", "en": "Size"}, "values": values }] })
    }

    #[test]
    fn each_type_takes_its_own_metadata_only() {
        let large = json!([{ "key": "l", "label": {"ar": "كبير", "en": "Large"}, "price_difference": "0.500" }]);
        assert!(Metadata::parse("product", &size(large.clone()), Currency::KWD).is_ok());
        assert!(Metadata::parse("service", &size(large), Currency::KWD).is_err());
        assert!(Metadata::parse("donation_campaign", &json!({ "goal": "100.000" }), Currency::KWD).is_ok());
        let split = json!({ "instalments": { "every": ["monthly"], "max_count": 12 } });
        assert!(Metadata::parse("pledge_campaign", &split, Currency::KWD).is_ok());
        for (kind, bad) in [
            ("product", size(json!([]))),
            ("product", size(json!([{ "key": "L", "label": {"ar": "ك", "en": "L"} }]))),
            ("product", size(json!([{ "key": "l", "label": {"ar": "", "en": " "} }]))),
            ("product", size(json!([{ "key": "l", "label": {"en": "L"}, "price_difference": "0.0001" }]))),
            ("product", size(json!([{ "key": "l", "label": {"en": "L"} }, { "key": "l", "label": {"en": "M"} }]))),
            ("donation_campaign", json!({ "goal": "1.2345" })),
            ("donation_campaign", json!({ "goal": "0" })),
            ("donation_campaign", json!({ "minimum": "5", "maximum": "1" })),
            ("donation_campaign", json!({ "minimum": "5", "presets": ["1"] })),
            ("donation_campaign", json!({ "presets": ["1", "1.000"] })),
            ("donation_campaign", json!({ "end_rule": "at_goal" })),
            ("donation_campaign", split),
            ("pledge_campaign", json!({ "instalments": { "every": ["hourly"] } })),
            ("pledge_campaign", json!({ "instalments": { "every": [] } })),
            ("pledge_campaign", json!({ "instalments": { "every": ["weekly"], "max_count": 1 } })),
            ("service", json!({ "duration_minutes": 0 })),
        ] {
            assert!(Metadata::parse(kind, &bad, Currency::KWD).is_err(), "{kind} took {bad}");
        }
    }

    #[test]
    fn what_is_stored_reads_back_the_same() {
        let terms = json!({ "goal": "10.000", "presets": ["1.000"], "end_rule": "at_date_or_goal" });
        let read = Metadata::parse("donation_campaign", &terms, Currency::KWD).unwrap();
        assert_eq!(Metadata::parse("donation_campaign", &read.to_json().unwrap(), Currency::KWD).unwrap(), read);
    }
}
