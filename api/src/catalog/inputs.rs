//! What the team gives of an item, and how it becomes metadata. Checks of single values; those of the whole are rules.

use async_graphql::{Enum, InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::{
    campaigns::types::{CampaignEndRule, InstalmentInterval},
    metadata::{Campaign, InstalmentRule, ItemOption, Metadata, OptionValue, Product, Service},
    types::CatalogItemType,
};
use crate::{
    graphql::types::LocalizedTextInput,
    kernel::{
        error::{ErrorCode, Result},
        money::{Currency, Money},
        refusals::Refusals,
    },
};

/// Longest name.
pub const MAX_NAME: usize = 120;
/// Longest description.
pub const MAX_DESCRIPTION: usize = 10_000;
/// Longest title for search engines.
pub const MAX_SEO_TITLE: usize = 120;
/// Longest description for search engines.
pub const MAX_SEO_DESCRIPTION: usize = 320;
/// Longest name of an option, a value, a unit.
const MAX_LABEL: usize = 80;

/// One choice of an option.
#[derive(Debug, Clone, InputObject)]
pub struct ItemOptionValueInput {
    /// What orders name it by: a-z, 0-9, `-`, `_`, at most 40; each once in its option.
    pub key: String,
    /// What a shopper reads, at most 80 characters.
    pub label: LocalizedTextInput,
    /// Added to the price, as a decimal string; may begin with `-`. Nothing if not given.
    pub price_difference: Option<String>,
}

/// A choice a shopper has to make, e.g. size.
#[derive(Debug, Clone, InputObject)]
pub struct ItemOptionInput {
    /// What orders name it by: a-z, 0-9, `-`, `_`, at most 40; each once in its item.
    pub key: String,
    /// What a shopper reads, at most 80 characters.
    pub name: LocalizedTextInput,
    /// The choices, in order; 1 to 50.
    pub values: Vec<ItemOptionValueInput>,
}

/// How a pledge may be split.
#[derive(Debug, Clone, InputObject)]
pub struct InstalmentRuleInput {
    /// How far apart the parts may be; the pledger chooses one. At least one.
    pub every: Vec<InstalmentInterval>,
    /// At most this many parts, 2 to 60.
    pub max_count: Option<i32>,
}

/// Terms of a donation or pledge campaign. Amounts are decimal strings in the tenant's currency.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CampaignInput {
    /// What it wants to reach.
    pub goal: Option<String>,
    /// Smallest single amount.
    pub minimum: Option<String>,
    /// Largest single amount.
    pub maximum: Option<String>,
    /// Amounts to offer, at most 12, between minimum and maximum.
    pub presets: Option<Vec<String>>,
    /// When it ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it takes no more; `AT_DATE` if not given.
    pub end_rule: Option<CampaignEndRule>,
    /// Pledge campaigns only.
    pub instalments: Option<InstalmentRuleInput>,
}

/// An item to be made. Texts of at most: name 120, description 10,000, title for search engines 120, description for
/// them 320 characters in each language.
#[derive(Debug, Clone, InputObject)]
pub struct CatalogItemCreateInput {
    /// What kind of thing; cannot be changed later.
    #[graphql(name = "type")]
    pub kind: CatalogItemType,
    /// Name, in one language at least.
    pub name: LocalizedTextInput,
    /// Last part of its address: a-z, 0-9 and hyphens, 2 to 80. Made of the name if not given.
    pub slug: Option<String>,
    /// Plain text; empty lines part paragraphs.
    pub description: Option<LocalizedTextInput>,
    /// As a decimal string. Products and services have one, campaigns have none.
    pub price: Option<String>,
    /// Pieces, 0 to 1,000,000; not counted if not given. Products only.
    pub stock: Option<i32>,
    /// Draft if not given.
    pub status: Option<NewItemStatus>,
    /// Your own number for it, at most 80 characters; each once. Only the team sees it.
    pub external_reference: Option<String>,
    /// Title for search engines; the name if empty.
    pub seo_title: Option<LocalizedTextInput>,
    /// Description for search engines; the description if empty.
    pub seo_description: Option<LocalizedTextInput>,
    /// What one piece is, e.g. 500 g; at most 80 characters. Products only.
    pub unit: Option<LocalizedTextInput>,
    /// Choices a shopper has to make, at most 5. Products only.
    pub options: Option<Vec<ItemOptionInput>>,
    /// How long it takes, 1 to 10,080. Services only.
    pub duration_minutes: Option<i32>,
    /// Terms. Campaigns only.
    pub campaign: Option<CampaignInput>,
}

/// Where a new item begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum NewItemStatus {
    /// Only the team sees it.
    Draft,
    /// On the storefront at once.
    Active,
}

/// What shall be different. A field that is not given stays as it is; null empties it. Limits as in
/// `CatalogItemCreateInput`.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CatalogItemUpdateInput {
    /// Name, in one language at least; both languages are replaced.
    pub name: MaybeUndefined<LocalizedTextInput>,
    /// Last part of its address; the former one leads to the new one.
    pub slug: MaybeUndefined<String>,
    /// Plain text; both languages are replaced.
    pub description: MaybeUndefined<LocalizedTextInput>,
    /// As a decimal string.
    pub price: MaybeUndefined<String>,
    /// Pieces; null stops counting.
    pub stock: MaybeUndefined<i32>,
    /// Your own number for it.
    pub external_reference: MaybeUndefined<String>,
    /// Title for search engines.
    pub seo_title: MaybeUndefined<LocalizedTextInput>,
    /// Description for search engines.
    pub seo_description: MaybeUndefined<LocalizedTextInput>,
    /// What one piece is. Products only.
    pub unit: MaybeUndefined<LocalizedTextInput>,
    /// All choices, replaced together. Products only.
    pub options: MaybeUndefined<Vec<ItemOptionInput>>,
    /// How long it takes. Services only.
    pub duration_minutes: MaybeUndefined<i32>,
    /// All terms, replaced together. Campaigns only.
    pub campaign: MaybeUndefined<CampaignInput>,
}

/// The part of an input that only some types have; undefined stays as it was.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedPart {
    pub(super) unit: MaybeUndefined<LocalizedTextInput>,
    pub(super) options: MaybeUndefined<Vec<ItemOptionInput>>,
    pub(super) duration_minutes: MaybeUndefined<i32>,
    pub(super) campaign: MaybeUndefined<CampaignInput>,
}

impl TypedPart {
    /// `before` with what this part changes, checked as a whole.
    ///
    /// # Errors
    /// `INVALID` for a field that the type does not have, and as [`Metadata::checked`].
    pub(super) fn applied_to(self, before: Metadata, kind: &str, currency: Currency) -> Result<Metadata> {
        let mut refusals = Refusals::default();
        let is_product = matches!(before, Metadata::Product(_));
        let is_service = matches!(before, Metadata::Service(_));
        for (field, given, fits) in [
            ("unit", self.unit.is_value(), is_product),
            ("options", matches!(&self.options, MaybeUndefined::Value(list) if !list.is_empty()), is_product),
            ("durationMinutes", self.duration_minutes.is_value(), is_service),
            ("campaign", self.campaign.is_value(), !is_product && !is_service),
        ] {
            if given && !fits {
                refusals.add(
                    field,
                    ErrorCode::Invalid,
                    "ليس لهذا النوع من الأصناف",
                    "Items of this type do not have it",
                );
            }
        }
        let after = match before {
            Metadata::Product(product) => Metadata::Product(self.product(product, currency, &mut refusals)?),
            Metadata::Service(service) => Metadata::Service(Service {
                duration_minutes: changed(self.duration_minutes, service.duration_minutes),
            }),
            Metadata::Campaign(terms) => Metadata::Campaign(match self.campaign {
                MaybeUndefined::Undefined => terms,
                MaybeUndefined::Null => Campaign::default(),
                MaybeUndefined::Value(input) => input.terms(currency, &mut refusals)?,
            }),
        };
        refusals.finish()?;
        after.checked(kind, currency)
    }

    fn product(&self, before: Product, currency: Currency, refusals: &mut Refusals) -> Result<Product> {
        let unit = match &self.unit {
            MaybeUndefined::Undefined => before.unit,
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(unit) => refusals.gather(unit.text("unit", MAX_LABEL))?,
        };
        let options = match &self.options {
            MaybeUndefined::Undefined => before.options,
            MaybeUndefined::Null => Vec::new(),
            MaybeUndefined::Value(list) => {
                let mut options = Vec::with_capacity(list.len());
                for (n, option) in list.iter().enumerate() {
                    options.push(option.read(&format!("options.{n}"), currency, refusals)?);
                }
                options
            }
        };
        Ok(Product { unit: unit.filter(|text| !(text.ar.is_empty() && text.en.is_empty())), options })
    }
}

/// The value after a change that may say nothing, nothing more, or something else.
pub(super) fn changed<T>(change: MaybeUndefined<T>, before: Option<T>) -> Option<T> {
    match change {
        MaybeUndefined::Undefined => before,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(value),
    }
}

impl ItemOptionInput {
    fn read(&self, path: &str, currency: Currency, refusals: &mut Refusals) -> Result<ItemOption> {
        let mut values = Vec::with_capacity(self.values.len());
        for (n, value) in self.values.iter().enumerate() {
            let path = format!("{path}.values.{n}");
            let difference = signed(&format!("{path}.priceDifference"), value.price_difference.as_deref(), currency);
            values.push(OptionValue {
                key: value.key.clone(),
                label: refusals.gather(value.label.text(&format!("{path}.label"), MAX_LABEL))?.unwrap_or_default(),
                price_difference: refusals.gather(difference)?.unwrap_or_default(),
            });
        }
        let name = refusals.gather(self.name.text(&format!("{path}.name"), MAX_LABEL))?.unwrap_or_default();
        Ok(ItemOption { key: self.key.clone(), name, values })
    }
}

/// An amount that may be below zero.
pub(super) fn signed(field: &str, text: Option<&str>, currency: Currency) -> Result<Decimal> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(Decimal::ZERO) };
    Ok(match text.strip_prefix('-') {
        Some(amount) => -Money::parse(field, amount, currency)?.amount(),
        None => Money::parse(field, text.strip_prefix('+').unwrap_or(text), currency)?.amount(),
    })
}

/// An amount, if one is given.
pub(super) fn amount(field: &str, text: Option<&str>, currency: Currency) -> Result<Option<Decimal>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| Money::parse(field, text, currency).map(|money| money.amount())).transpose()
}

impl CampaignInput {
    fn terms(self, currency: Currency, refusals: &mut Refusals) -> Result<Campaign> {
        let mut one = |name: &str, text: &Option<String>| {
            refusals.gather(amount(&format!("campaign.{name}"), text.as_deref(), currency)).map(Option::flatten)
        };
        let (goal, minimum, maximum) =
            (one("goal", &self.goal)?, one("minimum", &self.minimum)?, one("maximum", &self.maximum)?);
        let mut presets = Vec::new();
        for (n, text) in self.presets.unwrap_or_default().iter().enumerate() {
            let path = format!("campaign.presets.{n}");
            presets.extend(refusals.gather(Money::parse(&path, text.trim(), currency))?.map(|money| money.amount()));
        }
        let instalments = self.instalments.map(|rule| InstalmentRule {
            every: rule.every.into_iter().map(|interval| interval.word().to_owned()).collect(),
            max_count: rule.max_count,
        });
        Ok(Campaign {
            goal,
            minimum,
            maximum,
            presets,
            ends_at: self.ends_at.map(crate::kernel::clock::storable),
            end_rule: self.end_rule.map(Into::into).unwrap_or_default(),
            instalments,
        })
    }
}
