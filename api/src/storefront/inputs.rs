//! What the team gives of its storefront.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::{graphql::types::LocalizedTextInput, kernel::text::Locale};

/// What shall be different in the storefront's settings. A field that is not given stays as it is; null empties it where
/// it may be empty. A text replaces both languages.
#[derive(Debug, Clone, Default, InputObject)]
pub struct StorefrontUpdateInput {
    /// Name, at most 80 characters, in one language at least.
    pub name: MaybeUndefined<LocalizedTextInput>,
    /// One line under the name, at most 160 characters.
    pub tagline: MaybeUndefined<LocalizedTextInput>,
    /// Who they are, plain text, at most 10,000 characters; empty lines part paragraphs.
    pub about: MaybeUndefined<LocalizedTextInput>,
    /// A picture of the storefront's as square mark, `ast_…`.
    pub logo_id: MaybeUndefined<ID>,
    /// A picture of the storefront's for the head of the home page, `ast_…`.
    pub cover_id: MaybeUndefined<ID>,
    /// `#rrggbb` or `#rgb`. Kept as chosen; what pages draw is corrected for contrast, see `Storefront.palette`.
    pub accent_color: MaybeUndefined<String>,
    /// Ways to reach them.
    pub contact: Option<ContactInput>,
    /// How to pay, shown after a submission; plain text, at most 2,000 characters.
    pub payment_instructions: MaybeUndefined<LocalizedTextInput>,
    /// Added to an order that is delivered, as a decimal string; null for nothing.
    pub delivery_fee: MaybeUndefined<String>,
    /// An order's lines must come to this at least, as a decimal string; null for nothing.
    pub minimum_order: MaybeUndefined<String>,
    /// Whether orders can be delivered; one of delivery and pick-up must be.
    pub offers_delivery: Option<bool>,
    /// Whether orders can be picked up.
    pub offers_pickup: Option<bool>,
    /// Languages it is kept in; the tenant's default language must be one of them.
    pub locales: Option<Vec<Locale>>,
    /// Title for search engines, at most 120 characters; the name if empty.
    pub seo_title: MaybeUndefined<LocalizedTextInput>,
    /// Description for search engines, at most 320 characters; the tagline if empty.
    pub seo_description: MaybeUndefined<LocalizedTextInput>,
}

/// Ways to reach a tenant. A field that is not given stays as it is; null empties it.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ContactInput {
    /// In any form; eight digits alone are Kuwait's.
    pub phone: MaybeUndefined<String>,
    /// WhatsApp number, in any form.
    pub whatsapp: MaybeUndefined<String>,
    /// Instagram user name, or the address of its page.
    pub instagram: MaybeUndefined<String>,
    /// E-mail address.
    pub email: MaybeUndefined<String>,
    /// Where to find them, at most 300 characters.
    pub address: MaybeUndefined<LocalizedTextInput>,
}
