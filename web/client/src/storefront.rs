//! The tenant as its visitors see it.

use crate::scalars::{Image, LocalizedText, Money};
use crate::schema;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum Locale {
    /// Arabic.
    Ar,
    /// English.
    En,
}

/// What the tenant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum TenantKind {
    /// Sells.
    Shop,
    /// Collects.
    Charity,
}

/// The brand, the contact and the conditions of one tenant.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Storefront {
    /// The label of its host.
    pub slug: String,
    /// Shop or charity.
    pub kind: TenantKind,
    /// Its name.
    pub name: LocalizedText,
    /// One line under the name.
    pub tagline: LocalizedText,
    /// Who they are; paragraphs divided by empty lines.
    pub about: LocalizedText,
    /// The name in the trade register.
    pub legal_name: Option<String>,
    /// The licence of the ministry.
    pub licence_number: Option<String>,
    /// ISO 4217.
    pub currency_code: String,
    /// Digits after the point.
    pub fraction_digits: i32,
    /// IANA name; days are cut in it.
    pub time_zone: String,
    /// The language served at `/`.
    pub default_locale: Locale,
    /// The languages offered.
    pub locales: Vec<Locale>,
    /// The sign.
    pub logo: Option<Image>,
    /// The large picture of the home page.
    pub cover: Option<Image>,
    /// `#rrggbb`, as the tenant chose it; corrected for contrast when drawn.
    pub accent_color: String,
    /// How to reach them.
    pub contact: Contact,
    /// How to pay.
    pub payment_instructions: LocalizedText,
    /// Added when the order is delivered.
    pub delivery_fee: Money,
    /// The least subtotal of an order.
    pub minimum_order: Money,
    /// Brings orders to an address.
    pub offers_delivery: bool,
    /// Hands orders over at its own address.
    pub offers_pickup: bool,
    /// Title for search engines; may be empty.
    pub seo_title: LocalizedText,
    /// Description for search engines; may be empty.
    pub seo_description: LocalizedText,
    /// Open to visitors.
    pub is_published: bool,
}

/// How to reach a tenant.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Contact {
    /// With or without the country's code.
    pub phone: Option<String>,
    /// The number of the WhatsApp account.
    pub whatsapp: Option<String>,
    /// The account's name.
    pub instagram: Option<String>,
    /// An address of theirs.
    pub email: Option<String>,
    /// Where they are.
    pub address: LocalizedText,
}
