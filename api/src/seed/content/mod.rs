//! The two demo tenants as plain values: a heritage shop and a charity. All persons, numbers and accounts are invented,
//! and look it.
mod dukkan;
mod dukkan_items;
mod khair;
mod khair_bazaar;
mod khair_items;
pub mod people;

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::picture::{Mark, Motif, Palette, Picture, cover, item, logo};

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Arabic.
    pub ar: &'static str,
    /// English.
    pub en: &'static str,
}

const fn text(ar: &'static str, en: &'static str) -> Text {
    Text { ar, en }
}

/// What a tenant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TenantKind {
    /// Sells.
    Shop,
    /// Collects.
    Charity,
}

/// A tenant with everything it shows.
#[derive(Debug, Clone, Copy)]
pub struct Tenant {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Shop or charity.
    pub kind: TenantKind,
    /// As in the register.
    pub legal_name: Text,
    /// Number of its licence.
    pub licence_number: &'static str,
    /// `ar` or `en`.
    pub default_locale: &'static str,
    /// How it presents itself.
    pub storefront: Storefront,
    /// Who works there; the first is the owner.
    pub team: &'static [TeamMember],
    /// Shelves.
    pub collections: &'static [Collection],
    items: &'static [&'static [Item]],
    mark: (Mark, Palette),
    cover: (Palette, u32),
}

/// How a tenant presents itself. Amounts are in KWD.
#[derive(Debug, Clone, Copy)]
pub struct Storefront {
    /// Its name.
    pub name: Text,
    /// One line under the name.
    pub tagline: Text,
    /// Who they are.
    pub about: Text,
    /// How to pay.
    pub payment_instructions: Text,
    /// Where it is.
    pub address: Text,
    /// Title for search engines.
    pub seo_title: Text,
    /// Description for search engines.
    pub seo_description: Text,
    /// `#rrggbb`, lower case.
    pub accent_color: &'static str,
    /// International form.
    pub phone: &'static str,
    /// International form, digits only.
    pub whatsapp: &'static str,
    /// Without `@`.
    pub instagram: &'static str,
    /// For customers.
    pub email: &'static str,
    /// For a delivery.
    pub delivery_fee: &'static str,
    /// Least sum of an order.
    pub minimum_order: &'static str,
    /// Whether it delivers.
    pub offers_delivery: bool,
    /// Whether one may pick up.
    pub offers_pickup: bool,
    /// Greeting of the assistant.
    pub assistant_greeting: Text,
}

/// What a member of the team may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamRole {
    /// Everything.
    Owner,
    /// Everything but owners.
    Admin,
    /// Daily work.
    Member,
}

/// Somebody of the team.
#[derive(Debug, Clone, Copy)]
pub struct TeamMember {
    /// Full name.
    pub name: &'static str,
    /// Address to log in with.
    pub email: &'static str,
    /// What he or she may do.
    pub role: TeamRole,
    /// `ar` or `en`.
    pub locale: &'static str,
}

/// A shelf.
#[derive(Debug, Clone, Copy)]
pub struct Collection {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name.
    pub name: Text,
    /// The slugs of its items, in order.
    pub items: &'static [&'static str],
}

/// Whether an item can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Not yet.
    Draft,
    /// Yes.
    Active,
    /// No longer.
    Archived,
}

/// Something in the catalog.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name.
    pub name: Text,
    /// Two or three sentences.
    pub description: Text,
    /// In KWD; none for an open amount.
    pub price: Option<&'static str>,
    /// How many there are; none if that is not counted.
    pub stock: Option<u32>,
    /// Whether it can be seen.
    pub visibility: Visibility,
    /// What it is.
    pub details: Details,
    look: (Motif, Palette),
}

/// What an item is, with what only such an item has.
#[derive(Debug, Clone, Copy)]
pub enum Details {
    /// A thing.
    Product {
        /// What the price is for.
        unit: Option<Text>,
        /// What can be chosen.
        options: &'static [Choice],
    },
    /// Something done for the customer.
    Service {
        /// How long it takes.
        duration_minutes: u32,
    },
    /// A cause to give to.
    Donation(Campaign),
    /// A cause to promise to, paid in up to this many monthly instalments.
    Pledge(Campaign, u32),
}

/// A choice of the customer.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name.
    pub name: Text,
    /// Key, label and what it adds to the price in KWD.
    pub values: &'static [(&'static str, Text, &'static str)],
}

/// What is collected. Amounts are in KWD.
#[derive(Debug, Clone, Copy)]
pub struct Campaign {
    /// How much is needed.
    pub goal: &'static str,
    /// Least gift.
    pub minimum: &'static str,
    /// Greatest gift.
    pub maximum: Option<&'static str>,
    /// Amounts to choose from.
    pub presets: &'static [&'static str],
    /// Days until it ends.
    pub ends_in_days: Option<i64>,
}

/// Both tenants.
#[must_use]
pub fn tenants() -> [Tenant; 2] {
    [dukkan::TENANT, khair::TENANT]
}

impl Tenant {
    /// Its catalog, in the order of the storefront.
    pub fn items(&self) -> impl Iterator<Item = &'static Item> + use<> {
        self.items.iter().copied().flatten()
    }

    /// Its mark.
    #[must_use]
    pub fn logo(&self) -> Picture {
        logo(self.mark.0, self.mark.1)
    }

    /// The picture at the head of its storefront.
    #[must_use]
    pub fn cover(&self) -> Picture {
        cover(self.cover.0, self.cover.1)
    }
}

impl Item {
    /// `product`, `service`, `donation_campaign` or `pledge_campaign`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.details {
            Details::Product { .. } => "product",
            Details::Service { .. } => "service",
            Details::Donation(_) => "donation_campaign",
            Details::Pledge(..) => "pledge_campaign",
        }
    }

    /// Its picture.
    #[must_use]
    pub fn picture(&self) -> Picture {
        item(self.look.0, self.look.1)
    }

    /// The `metadata` of its kind. Dates are counted from `now` and cut to the full hour.
    #[must_use]
    pub fn metadata(&self, now: DateTime<Utc>) -> Value {
        match self.details {
            Details::Product { unit, options } => json!({
                "unit": unit.map(both),
                "options": options.iter().map(choice).collect::<Vec<_>>(),
            }),
            Details::Service { duration_minutes } => json!({ "duration_minutes": duration_minutes }),
            Details::Donation(campaign) => collected(&campaign, now),
            Details::Pledge(campaign, max_count) => {
                let mut value = collected(&campaign, now);
                value["instalments"] = json!({ "every": ["monthly"], "max_count": max_count });
                value
            }
        }
    }
}

fn both(text: Text) -> Value {
    json!({ "ar": text.ar, "en": text.en })
}

fn choice(choice: &Choice) -> Value {
    let values = choice.values.iter().map(|(key, label, price_difference)| {
        json!({ "key": key, "label": both(*label), "price_difference": price_difference })
    });
    json!({ "key": choice.key, "name": both(choice.name), "values": values.collect::<Vec<_>>() })
}

fn collected(campaign: &Campaign, now: DateTime<Utc>) -> Value {
    let end = campaign.ends_in_days.map(|days| {
        let end = now + Duration::days(days);
        let hour = DateTime::from_timestamp(end.timestamp() / 3600 * 3600, 0).unwrap_or(end);
        hour.to_rfc3339_opts(SecondsFormat::Secs, true)
    });
    json!({
        "goal": campaign.goal,
        "minimum": campaign.minimum,
        "maximum": campaign.maximum,
        "presets": campaign.presets,
        "ends_at": end,
    })
}

#[cfg(test)]
mod tests;
