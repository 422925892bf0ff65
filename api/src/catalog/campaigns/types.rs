//! Campaigns as the API shows them.

use async_graphql::{Enum, ID, SimpleObject};
use chrono::{DateTime, Utc};
use entity::catalog;
use serde::Serialize;

use crate::{
    catalog::rules::{self, EndRule},
    graphql::types::{LocalizedTextType, MoneyType},
    kernel::{
        error::Result,
        money::{Currency, Money},
        text::Locale,
    },
};

/// When a campaign takes no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CampaignEndRule {
    /// At `endsAt`, whatever was reached; open-ended without one.
    AtDate,
    /// Once the goal is reached.
    AtGoal,
    /// At whichever comes first.
    AtDateOrGoal,
}

impl From<CampaignEndRule> for EndRule {
    fn from(rule: CampaignEndRule) -> Self {
        match rule {
            CampaignEndRule::AtDate => Self::AtDate,
            CampaignEndRule::AtGoal => Self::AtGoal,
            CampaignEndRule::AtDateOrGoal => Self::AtDateOrGoal,
        }
    }
}

impl From<EndRule> for CampaignEndRule {
    fn from(rule: EndRule) -> Self {
        match rule {
            EndRule::AtDate => Self::AtDate,
            EndRule::AtGoal => Self::AtGoal,
            EndRule::AtDateOrGoal => Self::AtDateOrGoal,
        }
    }
}

/// How far apart the parts of a pledge are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize)]
pub enum InstalmentInterval {
    /// Every seven days.
    Weekly,
    /// On the same day of each month.
    Monthly,
    /// On the same day of each third month.
    Quarterly,
}

impl InstalmentInterval {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
        }
    }

    /// From the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "weekly" => Some(Self::Weekly),
            "monthly" => Some(Self::Monthly),
            "quarterly" => Some(Self::Quarterly),
            _ => None,
        }
    }
}

/// How a pledge may be split.
#[derive(Debug, Clone, SimpleObject)]
pub struct InstalmentRule {
    /// How far apart the parts may be.
    every: Vec<InstalmentInterval>,
    /// At most this many parts; null for no limit of the tenant's own.
    max_count: Option<i32>,
}

/// Terms of a donation or pledge campaign.
#[derive(Debug, Clone, SimpleObject)]
pub struct Campaign {
    /// What it wants to reach.
    goal: Option<MoneyType>,
    /// Smallest single amount.
    minimum: Option<MoneyType>,
    /// Largest single amount.
    maximum: Option<MoneyType>,
    /// Amounts to offer.
    presets: Vec<MoneyType>,
    /// When it ends; null for open end.
    ends_at: Option<DateTime<Utc>>,
    /// When it takes no more.
    end_rule: CampaignEndRule,
    /// How a pledge may be split; null for a donation, or a pledge paid at once.
    instalments: Option<InstalmentRule>,
}

impl Campaign {
    /// The public form of a campaign's terms.
    ///
    /// # Errors
    /// A fault for an amount that the currency does not have.
    pub fn new(terms: rules::Campaign, currency: Currency) -> Result<Self> {
        let money = |amount| Money::new(amount, currency).map(MoneyType::from);
        Ok(Self {
            goal: terms.goal.map(money).transpose()?,
            minimum: terms.minimum.map(money).transpose()?,
            maximum: terms.maximum.map(money).transpose()?,
            presets: terms.presets.into_iter().map(money).collect::<Result<_>>()?,
            ends_at: terms.ends_at,
            end_rule: terms.end_rule.into(),
            instalments: terms.instalments.map(|rule| InstalmentRule {
                every: rule.every.iter().filter_map(|word| InstalmentInterval::parse(word)).collect(),
                max_count: rule.max_count,
            }),
        })
    }
}

/// The campaign that a gift is for.
#[derive(Debug, Clone, SimpleObject)]
pub struct CampaignRef {
    /// `itm_…`.
    id: ID,
    /// Last part of its page's address, `/i/<slug>`.
    slug: String,
    /// Its name today.
    name: LocalizedTextType,
}

impl CampaignRef {
    /// From the campaign's row.
    #[must_use]
    pub fn new(row: catalog::Model, locale: Locale) -> Self {
        Self { id: row.id.to_string().into(), slug: row.slug, name: LocalizedTextType::new(row.name, locale) }
    }
}
