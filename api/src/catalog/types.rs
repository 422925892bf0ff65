//! Items as the API shows and takes them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{catalog, ids::ItemId, media};
use rust_decimal::Decimal;

use super::{
    campaigns::types::Campaign,
    rules::{self, Metadata, OptionValue, is_orderable},
};
use crate::{
    graphql::{
        connection::connection,
        list::SortDirection,
        types::{LocalizedTextType, MoneyType},
    },
    kernel::{
        error::Result,
        money::{Currency, Money},
        text::Locale,
    },
    media::Image,
};

/// What kind of thing an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CatalogItemType {
    /// A thing that is sold, with stock and options.
    Product,
    /// Work that is sold.
    Service,
    /// Collects donations.
    DonationCampaign,
    /// Collects pledges.
    PledgeCampaign,
}

impl CatalogItemType {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Service => "service",
            Self::DonationCampaign => "donation_campaign",
            Self::PledgeCampaign => "pledge_campaign",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "service" => Self::Service,
            "donation_campaign" => Self::DonationCampaign,
            "pledge_campaign" => Self::PledgeCampaign,
            _ => Self::Product,
        }
    }
}

/// Where an item stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CatalogItemStatus {
    /// Being prepared; only the team sees it.
    Draft,
    /// On the storefront.
    Active,
    /// Put away; only the team sees it.
    Archived,
}

impl CatalogItemStatus {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "active" => Self::Active,
            "archived" => Self::Archived,
            _ => Self::Draft,
        }
    }
}

/// One choice of an option.
#[derive(Debug, Clone, SimpleObject)]
pub struct ItemOptionValue {
    /// What `orderSubmit` names it by.
    key: String,
    /// What a shopper reads.
    label: LocalizedTextType,
    /// Added to the item's price.
    price_difference: MoneyType,
}

/// A choice a shopper has to make, e.g. size.
#[derive(Debug, Clone, SimpleObject)]
pub struct ItemOption {
    /// What `orderSubmit` names it by.
    key: String,
    /// What a shopper reads.
    name: LocalizedTextType,
    /// The choices, in order.
    values: Vec<ItemOptionValue>,
}

/// What others need of a campaign to tell how far it has come.
#[derive(Debug, Clone)]
pub struct CampaignTerms {
    /// Which.
    pub id: ItemId,
    /// Donations or pledges.
    pub kind: CatalogItemType,
    /// Goal, limits, end.
    pub terms: rules::Campaign,
    /// Of its amounts.
    pub currency: Currency,
    is_active: bool,
}

impl CampaignTerms {
    /// Whether it takes gifts at `now` when so much has come.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>, reached: Decimal) -> bool {
        self.is_active && self.terms.is_open(now, reached)
    }
}

/// Something a tenant offers. Visitors see active items only.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct CatalogItem {
    /// For the fields that donations and pledges fill.
    #[graphql(skip)]
    pub terms: Option<CampaignTerms>,
    /// `itm_…`.
    pub id: ID,
    /// What kind of thing.
    #[graphql(name = "type")]
    kind: CatalogItemType,
    /// Last part of its page's address, `/i/<slug>`.
    slug: String,
    /// Name.
    name: LocalizedTextType,
    /// Description, plain text.
    description: LocalizedTextType,
    /// Price before options; null is an open amount (campaigns).
    price: Option<MoneyType>,
    /// Whether it can be ordered now: active, priced, and not sold out.
    is_available: bool,
    /// Pieces left; null is not counted.
    stock: Option<i32>,
    /// Where it stands in its life.
    status: CatalogItemStatus,
    /// Place in the catalog, lowest first.
    position: i32,
    /// Pictures, first one first.
    images: Vec<Image>,
    /// What one piece is, e.g. 500 g.
    unit: Option<LocalizedTextType>,
    /// Choices of a product.
    options: Vec<ItemOption>,
    /// How long a service takes, in minutes.
    duration_minutes: Option<i32>,
    /// Terms of a campaign; null for products and services.
    campaign: Option<Campaign>,
    /// Title for search engines; empty for the name.
    seo_title: LocalizedTextType,
    /// Description for search engines; empty for the description.
    seo_description: LocalizedTextType,
    /// The team's own number for it; null for visitors.
    external_reference: Option<String>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
    /// Rises with each change of its content, state or stock; send it back as `expectedVersion`.
    version: i32,
}

impl CatalogItem {
    /// The public form of an item with its pictures.
    ///
    /// # Errors
    /// A fault when the row holds what the rules refuse.
    pub fn new(row: catalog::Model, images: Vec<media::Model>, locale: Locale) -> Result<Self> {
        let currency = Currency::parse(&row.currency)?;
        let money = |amount| Money::new(amount, currency).map(MoneyType::from);
        let text = |text| LocalizedTextType::new(text, locale);
        let metadata = Metadata::read(&row.kind, &row.metadata)?;
        let value = |v: &OptionValue| {
            Ok(ItemOptionValue {
                key: v.key.clone(),
                label: text(v.label.clone()),
                price_difference: money(v.price_difference)?,
            })
        };
        let options = metadata
            .options()
            .iter()
            .map(|o| {
                let values = o.values.iter().map(value).collect::<Result<_>>()?;
                Ok(ItemOption { key: o.key.clone(), name: text(o.name.clone()), values })
            })
            .collect::<Result<_>>()?;
        let kind = CatalogItemType::parse(&row.kind);
        let terms = match &metadata {
            Metadata::Campaign(terms) => Some(CampaignTerms {
                id: row.id,
                kind,
                terms: terms.clone(),
                currency,
                is_active: row.status == "active",
            }),
            _ => None,
        };
        let (unit, duration_minutes, campaign) = match metadata {
            Metadata::Product(product) => (product.unit.map(text), None, None),
            Metadata::Service(service) => (None, service.duration_minutes, None),
            Metadata::Campaign(terms) => (None, None, Some(Campaign::new(terms, currency)?)),
        };
        Ok(Self {
            id: row.id.to_string().into(),
            terms,
            kind,
            is_available: is_orderable(&row),
            slug: row.slug,
            name: text(row.name),
            description: text(row.description),
            price: row.price.map(money).transpose()?,
            stock: row.stock,
            status: CatalogItemStatus::parse(&row.status),
            position: row.position,
            images: images.into_iter().map(|image| Image::new(image, locale)).collect(),
            unit,
            options,
            duration_minutes,
            campaign,
            seo_title: text(row.seo_title),
            seo_description: text(row.seo_description),
            external_reference: row.external_reference,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

connection!(CatalogItem, CatalogItemEdge, CatalogItemConnection);

/// What a list of items can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CatalogItemSortField {
    /// The team's own order.
    Position,
    /// Name, Arabic first.
    Name,
    /// Price; open amounts first.
    Price,
    /// When it was made.
    CreatedAt,
    /// When it last changed.
    UpdatedAt,
}

/// How a list of items is sorted; the id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct CatalogItemSort {
    /// By what.
    pub field: CatalogItemSortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which items a list holds; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CatalogItemWhere {
    /// These items, at most 100.
    pub ids: Option<Vec<ID>>,
    /// Any of these types.
    #[graphql(name = "type")]
    pub kind: Option<Vec<CatalogItemType>>,
    /// Any of these states; visitors see active ones whatever they ask.
    pub status: Option<Vec<CatalogItemStatus>>,
    /// Price at least this, as a decimal string.
    pub price_from: Option<String>,
    /// Price at most this, as a decimal string.
    pub price_to: Option<String>,
    /// Whether it can be ordered now: active, priced, not sold out.
    pub is_available: Option<bool>,
    /// Counted, and at most this many pieces left.
    pub stock_to: Option<i32>,
    /// In this collection, `col_…`.
    pub collection_id: Option<ID>,
    /// All of these hold.
    pub and: Option<Vec<CatalogItemWhere>>,
    /// One of these holds.
    pub or: Option<Vec<CatalogItemWhere>>,
    /// This does not hold.
    pub not: Option<Box<CatalogItemWhere>>,
}
