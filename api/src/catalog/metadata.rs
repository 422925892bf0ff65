//! What an item's metadata may hold, by type: how it is stored, and which values are refused. Pure.

use entity::text::Localized;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kernel::{
    error::{Error, ErrorCode, FieldError, Result},
    money::{Currency, Money},
    refusals::Refusals,
    text::Bilingual,
};

/// Most options of a product, as a basket's cookie can hold.
pub const MAX_OPTIONS: usize = 5;
/// Most values of an option.
pub const MAX_VALUES: usize = 50;
/// Most amounts that a campaign offers.
pub const MAX_PRESETS: usize = 12;
/// Most parts of a pledge.
pub const MAX_INSTALMENTS: i32 = 60;

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
    /// `weekly`, `monthly`, `quarterly`.
    #[serde(default)]
    pub every: Vec<String>,
    /// At most this many parts.
    #[serde(default)]
    pub max_count: Option<i32>,
}

/// When a campaign takes no more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndRule {
    /// At its end date, whatever was reached; open without one.
    #[default]
    AtDate,
    /// Once its goal is reached.
    AtGoal,
    /// At whichever comes first.
    AtDateOrGoal,
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
    /// When it takes no more.
    #[serde(default)]
    pub end_rule: EndRule,
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

impl Product {
    fn check(&self, currency: Currency) -> Result<()> {
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
    fn check(&self, path: &str, currency: Currency, refusals: &mut Refusals) -> Result<()> {
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
    fn check(&self) -> Result<()> {
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

impl Campaign {
    fn check(&self, currency: Currency, kind: &str) -> Result<()> {
        let mut refusals = Refusals::default();
        let single = [("goal", self.goal), ("minimum", self.minimum), ("maximum", self.maximum)];
        let named = single.into_iter().filter_map(|(name, value)| Some((format!("campaign.{name}"), value?)));
        let presets = self.presets.iter().enumerate().map(|(n, value)| (format!("campaign.presets.{n}"), *value));
        for (path, value) in named.chain(presets) {
            refusals.gather(amount(&path, value, currency))?;
            if value <= Decimal::ZERO {
                refusals.add(&path, ErrorCode::OutOfRange, "المبالغ أكبر من صفر", "Amounts are above zero");
            }
        }
        if self.minimum.zip(self.maximum).is_some_and(|(min, max)| min > max) {
            let (ar, en) = ("الحد الأدنى أكبر من الأعلى", "The minimum is above the maximum");
            refusals.add("campaign.minimum", ErrorCode::Invalid, ar, en);
        }
        if self.presets.len() > MAX_PRESETS {
            refusals.add("campaign.presets", ErrorCode::OutOfRange, "١٢ مبلغًا على الأكثر", "At most 12 amounts");
        }
        for (n, preset) in self.presets.iter().enumerate() {
            let path = format!("campaign.presets.{n}");
            if self.minimum.is_some_and(|min| *preset < min) || self.maximum.is_some_and(|max| *preset > max) {
                let (ar, en) = ("خارج الحدين الأدنى والأعلى", "Outside the minimum and maximum");
                refusals.add(&path, ErrorCode::OutOfRange, ar, en);
            }
            if self.presets.iter().take(n).any(|other| other == preset) {
                refusals.add(&path, ErrorCode::Invalid, "مبلغ مكرر", "An amount is given twice");
            }
        }
        if self.end_rule != EndRule::AtDate && self.goal.is_none() {
            let (ar, en) = ("لا هدف ليُبلغ", "There is no goal that could be reached");
            refusals.add("campaign.endRule", ErrorCode::Invalid, ar, en);
        }
        refusals.gather(self.check_instalments(kind))?;
        refusals.finish()
    }

    fn check_instalments(&self, kind: &str) -> Result<()> {
        let Some(rule) = &self.instalments else { return Ok(()) };
        if kind != "pledge_campaign" {
            return Err(refuse("campaign.instalments", "الأقساط للتعهدات فقط", "Only pledges have instalments"));
        }
        let known = |word: &String| matches!(word.as_str(), "weekly" | "monthly" | "quarterly");
        let repeated = rule.every.iter().enumerate().any(|(n, word)| rule.every.iter().take(n).any(|w| w == word));
        if rule.every.is_empty() || !rule.every.iter().all(known) || repeated {
            return Err(refuse(
                "campaign.instalments.every",
                "أسبوعي أو شهري أو فصلي، كل واحد مرة",
                "Weekly, monthly or quarterly, each once",
            ));
        }
        if rule.max_count.is_some_and(|count| !(2..=MAX_INSTALMENTS).contains(&count)) {
            let message = Bilingual::new("من ٢ إلى ٦٠ قسطًا", "Between 2 and 60 parts");
            return Err(Error::invalid("campaign.instalments.maxCount", ErrorCode::OutOfRange, message));
        }
        Ok(())
    }

    /// Whether it takes amounts at `now`, with `reached` collected so far.
    #[must_use]
    pub fn is_open(&self, now: chrono::DateTime<chrono::Utc>, reached: Decimal) -> bool {
        let before_end = self.ends_at.is_none_or(|end| now < end);
        let before_goal = self.goal.is_none_or(|goal| reached < goal);
        match self.end_rule {
            EndRule::AtDate => before_end,
            EndRule::AtGoal => before_goal,
            EndRule::AtDateOrGoal => before_end && before_goal,
        }
    }
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

    #[test]
    fn a_campaign_ends_by_its_rule() {
        let at = |s: i64| chrono::DateTime::from_timestamp(s, 0).unwrap();
        let open = |rule, now, reached: i64| {
            let terms =
                Campaign { goal: Some(10.into()), ends_at: Some(at(100)), end_rule: rule, ..Campaign::default() };
            terms.is_open(at(now), reached.into())
        };
        assert!(open(EndRule::AtDate, 99, 11) && !open(EndRule::AtDate, 100, 0));
        assert!(open(EndRule::AtGoal, 101, 9) && !open(EndRule::AtGoal, 0, 10));
        assert!(open(EndRule::AtDateOrGoal, 99, 9));
        assert!(!open(EndRule::AtDateOrGoal, 100, 9) && !open(EndRule::AtDateOrGoal, 99, 10));
    }
}
