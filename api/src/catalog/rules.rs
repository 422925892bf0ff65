//! What an item's metadata may hold, by type. Pure.

use entity::{catalog, text::Localized};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kernel::{
    error::{Error, ErrorCode, FieldError, Result},
    money::{Currency, Money},
    text::Bilingual,
};

/// The four types, as the database writes them.
pub const TYPES: [&str; 4] = ["product", "service", "donation_campaign", "pledge_campaign"];

/// A value of an option, e.g. large.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionValue {
    /// What an order names it by.
    pub key: String,
    /// What a reader sees.
    pub label: Localized,
    /// Added to the price; may be negative.
    #[serde(default)]
    pub price_difference: Decimal,
}

/// A choice a shopper makes, e.g. size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemOption {
    /// What an order names it by.
    pub key: String,
    /// What a reader sees.
    pub name: Localized,
    /// The choices, at least one.
    pub values: Vec<OptionValue>,
}

/// Metadata of a product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// What one piece is, e.g. 500 g.
    #[serde(default)]
    pub unit: Option<Localized>,
    /// Choices, in order.
    #[serde(default)]
    pub options: Vec<ItemOption>,
}

/// Metadata of a service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// How long it takes.
    #[serde(default)]
    pub duration_minutes: Option<i32>,
}

/// How a pledge may be split.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstalmentRule {
    /// `weekly`, `monthly`.
    #[serde(default)]
    pub every: Vec<String>,
    /// At most this many parts.
    #[serde(default)]
    pub max_count: Option<i32>,
}

/// Metadata of a campaign of either type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// What it wants to reach.
    #[serde(default)]
    pub goal: Option<Decimal>,
    /// Smallest single amount.
    #[serde(default)]
    pub minimum: Option<Decimal>,
    /// Largest single amount.
    #[serde(default)]
    pub maximum: Option<Decimal>,
    /// Amounts to offer.
    #[serde(default)]
    pub presets: Vec<Decimal>,
    /// When it ends.
    #[serde(default)]
    pub ends_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Pledges only.
    #[serde(default)]
    pub instalments: Option<InstalmentRule>,
}

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
    /// Reads and checks what an item of type `kind` carries.
    ///
    /// # Errors
    /// `INVALID` beside `metadata` or a field below it.
    pub fn parse(kind: &str, value: &Value, currency: Currency) -> Result<Self> {
        let read = |error: serde_json::Error| {
            let en = format!("Does not fit the type {kind}: {error}");
            Error::invalid("metadata", ErrorCode::Invalid, Bilingual::new(format!("لا يناسب النوع {kind}"), en))
        };
        match kind {
            "product" => Product::deserialize(value).map_err(read).and_then(|p| p.checked(currency)).map(Self::Product),
            "service" => Service::deserialize(value).map_err(read).and_then(Service::checked).map(Self::Service),
            _ => Campaign::deserialize(value).map_err(read).and_then(|c| c.checked(currency, kind)).map(Self::Campaign),
        }
    }

    /// The choices of a product; others have none.
    #[must_use]
    pub fn options(&self) -> &[ItemOption] {
        match self {
            Self::Product(product) => &product.options,
            _ => &[],
        }
    }
}

fn refuse(path: &str, ar: &str, en: &str) -> Error {
    Error::Invalid(vec![FieldError::new(path, ErrorCode::Invalid, Bilingual::new(ar, en))])
}

impl Product {
    fn checked(self, currency: Currency) -> Result<Self> {
        for (n, option) in self.options.iter().enumerate() {
            let path = format!("metadata.options.{n}");
            if option.key.is_empty() || option.values.is_empty() {
                return Err(refuse(
                    &path,
                    "لكل خيار اسم وقيمة واحدة على الأقل",
                    "An option needs a key and at least one value",
                ));
            }
            if self.options.iter().filter(|other| other.key == option.key).count() > 1 {
                return Err(refuse(&path, "خيار مكرر", "An option is given twice"));
            }
            for value in &option.values {
                if option.values.iter().filter(|other| other.key == value.key).count() > 1 || value.key.is_empty() {
                    return Err(refuse(&path, "قيمة مكررة", "A value is empty or given twice"));
                }
                amount(&path, Some(value.price_difference), currency)?;
            }
        }
        Ok(self)
    }
}

impl Service {
    fn checked(self) -> Result<Self> {
        match self.duration_minutes {
            Some(minutes) if !(1..=10_080).contains(&minutes) => {
                Err(refuse("metadata.duration_minutes", "من دقيقة إلى أسبوع", "Between one minute and a week"))
            }
            _ => Ok(self),
        }
    }
}

impl Campaign {
    fn checked(self, currency: Currency, kind: &str) -> Result<Self> {
        for value in [self.goal, self.minimum, self.maximum].into_iter().flatten().chain(self.presets.iter().copied()) {
            amount("metadata", Some(value), currency)?;
            if value <= Decimal::ZERO {
                return Err(refuse("metadata", "المبالغ أكبر من صفر", "Amounts are above zero"));
            }
        }
        if self.minimum.zip(self.maximum).is_some_and(|(min, max)| min > max) {
            return Err(refuse("metadata.minimum", "الحد الأدنى أكبر من الأعلى", "The minimum is above the maximum"));
        }
        if self.instalments.is_some() && kind != "pledge_campaign" {
            return Err(refuse("metadata.instalments", "الأقساط للتعهدات فقط", "Only pledges have instalments"));
        }
        Ok(self)
    }
}

fn amount(path: &str, value: Option<Decimal>, currency: Currency) -> Result<()> {
    match value {
        Some(value) if Money::new(value, currency).is_err() => Err(Error::invalid(
            path,
            ErrorCode::TooManyDigits,
            Bilingual::new("خانات أكثر من عملة المتجر", "More decimals than the tenant's currency has"),
        )),
        _ => Ok(()),
    }
}

/// Whether an item can be put into an order now.
#[must_use]
pub fn is_orderable(item: &catalog::Model) -> bool {
    item.status == "active" && is_sold(item) && item.stock.is_none_or(|left| left > 0)
}

/// Whether the item's type is one that orders hold: products and services.
#[must_use]
pub fn is_sold(item: &catalog::Model) -> bool {
    matches!(item.kind.as_str(), "product" | "service") && item.price.is_some()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_type_takes_its_own_metadata_only() {
        let product = json!({ "options": [{ "key": "size", "name": {"ar": "المقاس", "en": "Size"},
            "values": [{ "key": "l", "label": {"ar": "كبير", "en": "Large"}, "price_difference": "0.500" }] }] });
        assert!(Metadata::parse("product", &product, Currency::KWD).is_ok());
        assert!(Metadata::parse("service", &product, Currency::KWD).is_err());
        assert!(Metadata::parse("donation_campaign", &json!({ "goal": "100.000" }), Currency::KWD).is_ok());
        assert!(Metadata::parse("donation_campaign", &json!({ "goal": "1.2345" }), Currency::KWD).is_err());
        assert!(Metadata::parse("donation_campaign", &json!({ "goal": "0" }), Currency::KWD).is_err());
        assert!(
            Metadata::parse("donation_campaign", &json!({ "minimum": "5", "maximum": "1" }), Currency::KWD).is_err()
        );
        let split = json!({ "instalments": { "every": ["monthly"], "max_count": 12 } });
        assert!(Metadata::parse("pledge_campaign", &split, Currency::KWD).is_ok());
        assert!(Metadata::parse("donation_campaign", &split, Currency::KWD).is_err());
        assert!(Metadata::parse("service", &json!({ "duration_minutes": 0 }), Currency::KWD).is_err());
    }
}
