//! A tenant as its team sees it, and what founding and changing one takes.

use async_graphql::{ID, InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use entity::tenants;

pub use super::rules::SlugRefusal;
use crate::{
    graphql::types::UserError,
    kernel::{error::Result, money::Currency, text::Locale},
    storefront::types::TenantKind,
};

/// A shop or charity as its own team sees it. Team.
#[derive(Debug, Clone, SimpleObject)]
pub struct Tenant {
    /// `tnt_…`.
    pub id: ID,
    /// The label of its host, and the value of the header `X-Tenant`.
    pub slug: String,
    /// Address of its storefront.
    pub url: String,
    /// Slugs it had before: their addresses lead to the present one.
    former_slugs: Vec<String>,
    /// The team's name for it. What visitors read is the storefront's name.
    name: String,
    /// Shop or charity; fixed at the founding.
    kind: TenantKind,
    /// Registered name; stands in the footer and on receipts.
    legal_name: Option<String>,
    /// Commercial or charity licence; stands in the footer and on receipts.
    licence_number: Option<String>,
    /// ISO 4217 code of all amounts; fixed at the founding.
    currency_code: String,
    /// Decimals of the currency (3 for KWD).
    fraction_digits: i32,
    /// IANA name; days and months are cut in it.
    time_zone: String,
    /// Language of the storefront's `/` and of the team's mails.
    default_locale: Locale,
    /// Whether every member needs a second factor: without one, the team's fields answer FORBIDDEN with the reason
    /// MFA_REQUIRED.
    requires_mfa: bool,
    /// Rises with each change; pass it as `expectedVersion`.
    version: i32,
    /// Founded at.
    created_at: DateTime<Utc>,
    /// Last changed at.
    updated_at: DateTime<Utc>,
}

impl Tenant {
    /// The public form of a row.
    ///
    /// # Errors
    /// A fault when the row holds a currency that cannot be.
    pub fn new(row: tenants::Model, former_slugs: Vec<String>, url: String) -> Result<Self> {
        let currency = Currency::parse(&row.currency)?;
        Ok(Self {
            id: row.id.to_string().into(),
            url,
            former_slugs,
            name: row.name,
            kind: if row.kind == "charity" { TenantKind::Charity } else { TenantKind::Shop },
            legal_name: row.legal_name,
            licence_number: row.licence_number,
            currency_code: currency.code().to_owned(),
            fraction_digits: i32::try_from(currency.digits()).unwrap_or(0),
            time_zone: row.time_zone,
            default_locale: Locale::from_tag(&row.default_locale).unwrap_or_default(),
            requires_mfa: row.requires_mfa,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            slug: row.slug,
        })
    }
}

/// Whether a slug can be had.
#[derive(Debug, Clone, SimpleObject)]
pub struct SlugAvailability {
    /// As it would be kept: trimmed, small letters.
    pub slug: String,
    /// Whether it can be had now.
    pub available: bool,
    /// Why not; null if it can be had.
    pub reason: Option<SlugRefusal>,
    /// The reason for a person, in the language of the request.
    pub message: Option<String>,
    /// One like it that can be had; null if it can be had itself, or nothing like it can.
    pub suggestion: Option<String>,
}

/// A shop or charity to found.
#[derive(Debug, Clone, InputObject)]
pub struct TenantCreateInput {
    /// Label of its host: 3 to 40 of a-z, 0-9 and single hyphens between them, not one of the platform's own words.
    pub slug: String,
    /// Its name, 1 to 120 characters.
    pub name: String,
    /// Shop or charity.
    pub kind: TenantKind,
    /// Registered name, at most 200 characters. A charity needs it.
    pub legal_name: Option<String>,
    /// Commercial or charity licence, at most 60 characters. A charity needs it.
    pub licence_number: Option<String>,
    /// Language of `/`; Arabic if not said.
    pub default_locale: Option<Locale>,
    /// ISO 4217 code of all amounts, for good; KWD if not said.
    pub currency_code: Option<String>,
    /// IANA name; Asia/Kuwait if not said.
    pub time_zone: Option<String>,
}

/// What to change of a tenant; what is left out stays.
#[derive(Debug, Clone, Default, InputObject)]
pub struct TenantUpdateInput {
    /// Its name, 1 to 120 characters.
    pub name: Option<String>,
    /// Registered name, at most 200 characters; null or blank clears it, but not a charity's.
    pub legal_name: MaybeUndefined<String>,
    /// Licence, at most 60 characters; null or blank clears it, but not a charity's.
    pub licence_number: MaybeUndefined<String>,
    /// IANA name. Refused (IN_USE) once there is a submission or a visit, which are counted by days of the zone they found.
    pub time_zone: Option<String>,
    /// Language of the storefront's `/`.
    pub default_locale: Option<Locale>,
    /// Whether every member needs a second factor. Only somebody who has one may ask it of the others.
    pub requires_mfa: Option<bool>,
}

/// A tenant's next slug.
#[derive(Debug, Clone, InputObject)]
pub struct TenantSlugChangeInput {
    /// 3 to 40 of a-z, 0-9 and single hyphens between them; one the tenant had before can be had again.
    pub slug: String,
}

macro_rules! payloads {
    ($($name:ident for $field:literal;)*) => {$(
        #[doc = concat!("Answer to `", $field, "`.")]
        #[derive(Debug, SimpleObject)]
        pub struct $name {
            /// The tenant as it is now; null if the act was refused.
            pub tenant: Option<Tenant>,
            /// Why it was refused.
            pub user_errors: Vec<UserError>,
        }

        impl From<(Option<Tenant>, Vec<UserError>)> for $name {
            fn from((tenant, user_errors): (Option<Tenant>, Vec<UserError>)) -> Self {
                Self { tenant, user_errors }
            }
        }
    )*};
}

payloads! {
    TenantCreatePayload for "tenantCreate";
    TenantUpdatePayload for "tenantUpdate";
    TenantSlugChangePayload for "tenantSlugChange";
}
