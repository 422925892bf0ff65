//! What products and services hold: unit, options with their values, duration.

use entity::text::Localized;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{amount, is_blank, is_key};
use crate::kernel::{
    error::{Error, ErrorCode, Result},
    money::Currency,
    refusals::Refusals,
    text::Bilingual,
};

/// Most options of a product, as a basket's cookie can hold.
pub const MAX_OPTIONS: usize = 5;
/// Most values of an option.
pub const MAX_VALUES: usize = 50;
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

impl Product {
    pub(super) fn check(&self, currency: Currency) -> Result<()> {
        let mut refusals = Refusals::default();
        if self.options.len() > MAX_OPTIONS {
            refusals.add("options", ErrorCode::OutOfRange, "٥ خيارات على الأكثر", "At most 5 options");
        }
        for (n, option) in self.options.iter().enumerate() {
            option.check(&format!("options.{n}"), currency, &mut refusals)?;
            if self.options.iter().take(n).any(|other| other.key == option.key) {
                refusals.add(&format!("options.{n}.key"), ErrorCode::Invalid, "خيار مكرر", "An option is given twice");
            }
        }
        refusals.finish()
    }

    /// The most that a choice can take off the price.
    #[must_use]
    pub fn lowest_difference(&self) -> Decimal {
        let lowest = |option: &ItemOption| option.values.iter().map(|value| value.price_difference).min();
        self.options.iter().filter_map(lowest).sum()
    }
}

impl ItemOption {
    pub(super) fn check(&self, path: &str, currency: Currency, refusals: &mut Refusals) -> Result<()> {
        if !is_key(&self.key) {
            let (ar, en) =
                ("أحرف إنجليزية صغيرة وأرقام، ٤٠ على الأكثر", "Small letters a-z, digits, - and _, at most 40");
            refusals.add(&format!("{path}.key"), ErrorCode::Invalid, ar, en);
        }
        if is_blank(&self.name) {
            refusals.add(&format!("{path}.name"), ErrorCode::Required, "سمِّ الخيار", "Name the option");
        }
        if self.values.is_empty() || self.values.len() > MAX_VALUES {
            let (ar, en) = ("من قيمة واحدة إلى ٥٠", "Between 1 and 50 values");
            refusals.add(&format!("{path}.values"), ErrorCode::OutOfRange, ar, en);
        }
        for (n, value) in self.values.iter().enumerate() {
            let path = format!("{path}.values.{n}");
            if !is_key(&value.key) || self.values.iter().take(n).any(|other| other.key == value.key) {
                let (ar, en) = ("قيمة مكررة أو غير صالحة", "A value's key is given twice or has other characters");
                refusals.add(&format!("{path}.key"), ErrorCode::Invalid, ar, en);
            }
            if is_blank(&value.label) {
                refusals.add(&format!("{path}.label"), ErrorCode::Required, "سمِّ القيمة", "Name the value");
            }
            refusals.gather(amount(&format!("{path}.priceDifference"), value.price_difference, currency))?;
        }
        Ok(())
    }
}

impl Service {
    pub(super) fn check(&self) -> Result<()> {
        match self.duration_minutes {
            Some(minutes) if !(1..=10_080).contains(&minutes) => Err(Error::invalid(
                "durationMinutes",
                ErrorCode::OutOfRange,
                Bilingual::new("من دقيقة إلى أسبوع", "Between one minute and a week"),
            )),
            _ => Ok(()),
        }
    }
}
