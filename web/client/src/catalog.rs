//! What a tenant offers: cards for lists, whole items for their own page and for the basket.

use crate::catalog_edit::InstalmentRule;
use crate::giving::CampaignProgress;
use crate::scalars::{Image, LocalizedText, Money, PageInfo};
use crate::schema;

/// What kind of thing an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum CatalogItemType {
    /// A thing.
    Product,
    /// Work done for the customer.
    Service,
    /// A purpose to give to at once.
    DonationCampaign,
    /// A purpose to give to over time.
    PledgeCampaign,
}

impl CatalogItemType {
    /// Whether one gives to it instead of buying it.
    #[must_use]
    pub fn is_campaign(self) -> bool {
        matches!(self, Self::DonationCampaign | Self::PledgeCampaign)
    }
}

/// What a card of a list shows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItem")]
pub struct ItemCard {
    /// Opaque.
    pub id: cynic::Id,
    /// The item's address.
    pub slug: String,
    /// Product, service or campaign.
    #[cynic(rename = "type")]
    pub kind: CatalogItemType,
    /// Its name.
    pub name: LocalizedText,
    /// Its description.
    pub description: LocalizedText,
    /// None: the giver chooses.
    pub price: Option<Money>,
    /// Can be ordered now.
    pub is_available: bool,
    /// Its pictures, the first is the card's.
    pub images: Vec<Image>,
    /// What the price is for.
    pub unit: Option<LocalizedText>,
    /// For campaigns.
    pub campaign: Option<Campaign>,
    /// What a campaign has collected.
    pub campaign_progress: Option<CampaignProgress>,
}

/// A whole item.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct CatalogItem {
    /// Opaque.
    pub id: cynic::Id,
    /// The item's address.
    pub slug: String,
    /// Product, service or campaign.
    #[cynic(rename = "type")]
    pub kind: CatalogItemType,
    /// Its name.
    pub name: LocalizedText,
    /// Its description; paragraphs divided by empty lines.
    pub description: LocalizedText,
    /// None: the giver chooses.
    pub price: Option<Money>,
    /// Can be ordered now.
    pub is_available: bool,
    /// How many are left, if counted.
    pub stock: Option<i32>,
    /// Its pictures.
    pub images: Vec<Image>,
    /// What the price is for.
    pub unit: Option<LocalizedText>,
    /// Size, colour, …
    pub options: Vec<ItemOption>,
    /// For services.
    pub duration_minutes: Option<i32>,
    /// For campaigns.
    pub campaign: Option<Campaign>,
    /// Title for search engines; may be empty.
    pub seo_title: LocalizedText,
    /// Description for search engines; may be empty.
    pub seo_description: LocalizedText,
}

/// A choice to make.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct ItemOption {
    /// For programs.
    pub key: String,
    /// For people.
    pub name: LocalizedText,
    /// What can be chosen.
    pub values: Vec<ItemOptionValue>,
}

/// One of the answers to a choice.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct ItemOptionValue {
    /// For programs.
    pub key: String,
    /// For people.
    pub label: LocalizedText,
    /// Added to the price; may be negative.
    pub price_difference: Money,
}

/// The conditions of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Campaign {
    /// What it wants to reach.
    pub goal: Option<Money>,
    /// The least gift.
    pub minimum: Option<Money>,
    /// The largest gift.
    pub maximum: Option<Money>,
    /// Amounts to offer.
    pub presets: Vec<Money>,
    /// RFC 3339.
    pub ends_at: Option<String>,
    /// How a pledge may be split.
    pub instalments: Option<InstalmentRule>,
}

/// One page of a list of cards.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItemConnection")]
pub struct ItemPage {
    /// The cards.
    pub nodes: Vec<ItemCard>,
    /// Where it goes on.
    pub page_info: PageInfo,
}

/// Whole items, as the basket needs them.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItemConnection")]
pub(crate) struct WholeItems {
    pub(crate) nodes: Vec<CatalogItem>,
}

/// The items named by their ids.
#[derive(Debug, Clone, cynic::InputObject)]
pub(crate) struct CatalogItemWhere {
    pub(crate) ids: Option<Vec<cynic::Id>>,
}
