//! A storefront as the API shows it.

use async_graphql::{Enum, ID, SimpleObject};
use entity::{media, storefront, tenants};

use crate::{
    graphql::types::{LocalizedTextType, MoneyType},
    kernel::{
        error::Result,
        money::{Currency, Money},
        text::Locale,
    },
    media::Image,
};

/// What kind of tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum TenantKind {
    /// Sells.
    Shop,
    /// Collects donations and pledges; may sell too.
    Charity,
}

/// Ways to reach a tenant; every one is optional.
#[derive(Debug, Clone, SimpleObject)]
pub struct Contact {
    /// In international form, e.g. `+96522223333`.
    phone: Option<String>,
    /// WhatsApp number in international form.
    whatsapp: Option<String>,
    /// Instagram user name without `@`.
    instagram: Option<String>,
    /// E-mail address.
    email: Option<String>,
    /// Where to find it.
    address: LocalizedTextType,
}

/// The colours that pages draw, made of the chosen one so that everything can be read (WCAG 2.2 AA).
#[derive(Debug, Clone, SimpleObject)]
pub struct Palette {
    /// Ground of the main button, `#rrggbb`.
    accent: String,
    /// Text on the main button.
    on_accent: String,
    /// Links and text in the accent colour on the pages' light grounds.
    accent_text: String,
    /// A quiet ground.
    accent_soft: String,
    /// Contrast of text on the main button, at least 4.5.
    contrast: f64,
    /// Whether a colour other than the chosen one is drawn for the button or for text.
    is_corrected: bool,
    /// Whether the button had to be drawn in another colour than the chosen one.
    is_button_corrected: bool,
}

impl Palette {
    fn of(chosen: &str) -> Self {
        let theme = theme::Theme::from_accent(chosen);
        let (accent, accent_text) = (theme.accent.to_hex(), theme.accent_text.to_hex());
        Self {
            is_button_corrected: accent != chosen,
            is_corrected: accent != chosen || accent_text != chosen,
            on_accent: theme.on_accent.to_hex(),
            accent_soft: theme.accent_soft.to_hex(),
            contrast: (theme.contrast() * 100.0).floor() / 100.0,
            accent,
            accent_text,
        }
    }
}

/// A tenant's public face and its terms of an order. Anybody may read it.
#[derive(Debug, Clone, SimpleObject)]
pub struct Storefront {
    /// `tnt_…`.
    pub id: ID,
    /// The label of its host: `https://<slug>.<base domain>`.
    slug: String,
    /// Shop or charity.
    kind: TenantKind,
    /// Name.
    name: LocalizedTextType,
    /// One line under the name.
    tagline: LocalizedTextType,
    /// Who they are, plain text.
    about: LocalizedTextType,
    /// Registered name.
    legal_name: Option<String>,
    /// Commercial or charity licence.
    licence_number: Option<String>,
    /// ISO 4217 code of all amounts.
    currency_code: String,
    /// Decimals of the currency (3 for KWD).
    fraction_digits: i32,
    /// IANA name; days and months are cut in it.
    time_zone: String,
    /// Language of `/`.
    default_locale: Locale,
    /// Languages it is kept in.
    locales: Vec<Locale>,
    /// Square mark.
    logo: Option<Image>,
    /// Wide picture at the head of the home page.
    cover: Option<Image>,
    /// `#rrggbb` as chosen; pages correct its contrast.
    accent_color: String,
    /// The colours drawn instead of it where it could not be read.
    palette: Palette,
    /// Ways to reach it.
    contact: Contact,
    /// How to pay, shown after a submission. Plain text with line breaks.
    payment_instructions: LocalizedTextType,
    /// Added to an order that is delivered.
    delivery_fee: MoneyType,
    /// An order's lines must come to this at least.
    minimum_order: MoneyType,
    /// Whether orders can be delivered.
    offers_delivery: bool,
    /// Whether orders can be picked up.
    offers_pickup: bool,
    /// Title for search engines; empty for the name.
    seo_title: LocalizedTextType,
    /// Description for search engines; empty for the tagline.
    seo_description: LocalizedTextType,
    /// False shows "coming soon" instead of the catalog.
    is_published: bool,
    /// Rises with each change of the settings; send it back as `expectedVersion`.
    version: i32,
}

impl Storefront {
    /// The public form of a tenant.
    ///
    /// # Errors
    /// A fault when the row holds a currency or an amount that cannot be.
    pub fn new(
        tenant: tenants::Model,
        config: storefront::Model,
        pictures: &[media::Model],
        locale: Locale,
    ) -> Result<Self> {
        let currency = Currency::parse(&tenant.currency)?;
        let text = |text| LocalizedTextType::new(text, locale);
        let picture = |id: Option<entity::ids::AssetId>| {
            let id = id?;
            pictures.iter().find(|row| row.id == id).map(|row| Image::new(row.clone(), locale))
        };
        Ok(Self {
            id: tenant.id.to_string().into(),
            kind: if tenant.kind == "charity" { TenantKind::Charity } else { TenantKind::Shop },
            name: text(config.name),
            tagline: text(config.tagline),
            about: text(config.about),
            legal_name: tenant.legal_name,
            licence_number: tenant.licence_number,
            currency_code: currency.code().to_owned(),
            fraction_digits: i32::try_from(currency.digits()).unwrap_or(0),
            time_zone: tenant.time_zone,
            default_locale: Locale::from_tag(&tenant.default_locale).unwrap_or_default(),
            locales: config.locales.iter().filter_map(|tag| Locale::from_tag(tag)).collect(),
            logo: picture(config.logo_asset_id),
            cover: picture(config.cover_asset_id),
            palette: Palette::of(&config.accent_color),
            accent_color: config.accent_color,
            contact: Contact {
                phone: config.phone,
                whatsapp: config.whatsapp,
                instagram: config.instagram,
                email: config.email,
                address: text(config.address),
            },
            payment_instructions: text(config.payment_instructions),
            delivery_fee: Money::new(config.delivery_fee, currency)?.into(),
            minimum_order: Money::new(config.minimum_order, currency)?.into(),
            offers_delivery: config.offers_delivery,
            offers_pickup: config.offers_pickup,
            seo_title: text(config.seo_title),
            seo_description: text(config.seo_description),
            is_published: config.is_published,
            version: config.version,
            slug: tenant.slug,
        })
    }
}
