//! The team's side of the storefront: its settings as they are kept, and the acts that change, open and close it.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::scalars::{LocalizedText, LocalizedTextInput, Money, TeamImage};
use crate::schema;
use crate::storefront::{Contact, Locale, TenantKind};
use crate::transport::{Transport, execute};

/// A storefront's settings.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Storefront")]
pub struct StorefrontSettings {
    /// The label of its host.
    pub slug: String,
    /// Shop or charity.
    pub kind: TenantKind,
    /// Its name.
    pub name: LocalizedText,
    /// One line under the name.
    pub tagline: LocalizedText,
    /// Who they are.
    pub about: LocalizedText,
    /// ISO 4217.
    pub currency_code: String,
    /// The language served at `/`.
    pub default_locale: Locale,
    /// The languages offered.
    pub locales: Vec<Locale>,
    /// The sign.
    pub logo: Option<TeamImage>,
    /// The large picture of the home page.
    pub cover: Option<TeamImage>,
    /// `#rrggbb`, as chosen.
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
    /// For search engines.
    pub seo_title: LocalizedText,
    /// For search engines.
    pub seo_description: LocalizedText,
    /// Open to visitors.
    pub is_published: bool,
    /// Rises with each change.
    pub version: i32,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Settings {
    storefront: StorefrontSettings,
}

/// The settings.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn storefront_settings(transport: &impl Transport) -> Result<StorefrontSettings, Error> {
    Ok(execute(transport, Settings::build(())).await?.storefront)
}

/// Ways to reach a tenant. What is none is emptied.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct ContactInput {
    /// In any form.
    pub phone: Option<String>,
    /// In any form.
    pub whatsapp: Option<String>,
    /// The account's name or address.
    pub instagram: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Where they are.
    pub address: Option<LocalizedTextInput>,
}

/// What shall be different. What is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct StorefrontUpdateInput {
    /// Its name.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalizedTextInput>,
    /// One line under the name.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub tagline: Option<LocalizedTextInput>,
    /// Who they are.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub about: Option<LocalizedTextInput>,
    /// A picture of the storefront's.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub logo_id: Option<cynic::Id>,
    /// A picture of the storefront's.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub cover_id: Option<cynic::Id>,
    /// `#rrggbb`.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub accent_color: Option<String>,
    /// How to reach them.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactInput>,
    /// How to pay.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub payment_instructions: Option<LocalizedTextInput>,
    /// As a decimal string.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub delivery_fee: Option<String>,
    /// As a decimal string.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub minimum_order: Option<String>,
    /// Brings orders to an address.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub offers_delivery: Option<bool>,
    /// Hands orders over.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub offers_pickup: Option<bool>,
    /// The languages offered.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub locales: Option<Vec<Locale>>,
    /// For search engines.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub seo_title: Option<LocalizedTextInput>,
    /// For search engines.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub seo_description: Option<LocalizedTextInput>,
}

macro_rules! storefront_payload {
    ($($Payload:ident),+) => {$(
        #[derive(Debug, Clone, cynic::QueryFragment)]
        struct $Payload {
            storefront: Option<StorefrontSettings>,
            user_errors: Vec<UserError>,
        }

        impl From<$Payload> for Outcome<StorefrontSettings> {
            fn from(payload: $Payload) -> Self {
                Self { value: payload.storefront, user_errors: payload.user_errors }
            }
        }
    )+};
}

storefront_payload!(StorefrontUpdatePayload, StorefrontPublishPayload, StorefrontUnpublishPayload);

#[derive(Debug, Clone, cynic::QueryVariables)]
struct UpdateVariables {
    input: StorefrontUpdateInput,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UpdateVariables")]
struct Update {
    #[arguments(input: $input, expectedVersion: $expected_version)]
    storefront_update: StorefrontUpdatePayload,
}

/// Changes the settings as they stood at `version`.
///
/// # Errors
/// As [`storefront_settings`]. What is wrong, and `STALE`, is in `user_errors`.
pub async fn update_storefront(
    transport: &impl Transport,
    input: StorefrontUpdateInput,
    version: i32,
) -> Result<Outcome<StorefrontSettings>, Error> {
    let variables = UpdateVariables { input, expected_version: Some(version) };
    Ok(execute(transport, Update::build(variables)).await?.storefront_update.into())
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation")]
struct Publish {
    storefront_publish: StorefrontPublishPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation")]
struct Unpublish {
    storefront_unpublish: StorefrontUnpublishPayload,
}

/// Opens the storefront to visitors, or closes it behind "coming soon".
///
/// # Errors
/// As [`storefront_settings`]. A refusal is in `user_errors`.
pub async fn open_storefront(transport: &impl Transport, is_open: bool) -> Result<Outcome<StorefrontSettings>, Error> {
    Ok(if is_open {
        execute(transport, Publish::build(())).await?.storefront_publish.into()
    } else {
        execute(transport, Unpublish::build(())).await?.storefront_unpublish.into()
    })
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation")]
struct Preview {
    storefront_preview_ticket: StorefrontPreviewTicketPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct StorefrontPreviewTicketPayload {
    ticket: Option<String>,
    url: Option<String>,
    user_errors: Vec<UserError>,
}

/// A look at the storefront before it is open, for one browser: a form field `ticket` to be posted to `url`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewTicket {
    /// Good for a minute, once.
    pub ticket: String,
    /// Where to.
    pub url: String,
}

/// Asks for a look at the storefront before it is open.
///
/// # Errors
/// As [`storefront_settings`]. A refusal is in `user_errors`.
pub async fn preview_ticket(transport: &impl Transport) -> Result<Outcome<PreviewTicket>, Error> {
    let answer = execute(transport, Preview::build(())).await?.storefront_preview_ticket;
    let value = answer.ticket.zip(answer.url).map(|(ticket, url)| PreviewTicket { ticket, url });
    Ok(Outcome { value, user_errors: answer.user_errors })
}
