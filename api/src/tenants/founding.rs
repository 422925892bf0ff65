//! Founding a tenant: itself, its first owner, its settings, all or nothing.

use std::sync::Arc;

use entity::{
    ids::{MemberId, TenantId, UserId},
    storefront as storefront_rows, tenants,
    text::Localized,
};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    rules::{self, SlugRefusal},
    service::view,
    store,
    types::{Tenant, TenantCreateInput},
};
use crate::{
    app::App,
    identity,
    kernel::{
        audit::Audit,
        error::{Error, ErrorCode, Result},
        permission::Permission,
        refusals::Refusals,
        scope::{Actor, Scope},
        text::{Bilingual, Locale},
    },
    storefront::{self, types::TenantKind},
};

/// Currencies a tenant can be founded with.
const CURRENCIES: [&str; 9] = ["KWD", "SAR", "AED", "BHD", "QAR", "OMR", "USD", "EUR", "GBP"];

/// A tenant that is to be founded.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// The row; its id and times are taken as given.
    pub tenant: tenants::Model,
    /// Its settings.
    pub storefront: storefront_rows::Model,
    /// Its first owner, with their address.
    pub owner: (UserId, String),
}

/// Founds a tenant: itself, its owner, its settings, all or nothing.
///
/// # Errors
/// `TAKEN` beside `slug`; `UNAVAILABLE` when the database is away.
pub async fn found_tenant(app: &App, new: NewTenant) -> Result<Scope> {
    let scope = Scope::request(new.tenant.id, Actor::User(new.owner.0), Locale::default(), Arc::from("founding"));
    found_in(app, &scope, new).await?;
    Ok(scope)
}

async fn found_in(app: &App, scope: &Scope, new: NewTenant) -> Result<()> {
    let (user, email) = new.owner;
    let tx = app.db.found(scope).await?;
    if !store::insert_tenant(&tx, &new.tenant).await? {
        return Err(rules::refused_slug("slug", SlugRefusal::Taken));
    }
    store::insert_member(&tx, MemberId::generate(), user, &email, "owner").await?;
    storefront::store::insert(&tx, new.storefront).await?;
    store::insert_defaults(&tx).await?;
    let after = json!({ "slug": new.tenant.slug, "kind": new.tenant.kind });
    tx.commit(Audit::created("tenant.founded", "tenant", new.tenant.id.0, after)).await?;
    // Somebody may have asked for the slug a moment ago and been told that it leads nowhere.
    app.addresses.forget();
    Ok(())
}

/// Founds the tenant that a signed-in person asks for; they are its first owner. It is not open to visitors yet.
///
/// # Errors
/// Refused fields; `TAKEN` beside `slug`; `OUT_OF_RANGE` for somebody who owns too many; `UNAVAILABLE`.
pub async fn create_tenant(
    app: &App,
    user: UserId,
    locale: Locale,
    request_id: Arc<str>,
    input: TenantCreateInput,
) -> Result<Tenant> {
    let owner = identity::service::person(app, user).await?;
    {
        let read = app.db.of_user(user).await?;
        if store::count_owned(&read).await? >= rules::MOST_OWNED {
            let most = rules::MOST_OWNED;
            let message = Bilingual::new(format!("{most} متجرًا على الأكثر لكل شخص"), format!("At most {most} a person"));
            return Err(Error::invalid("", ErrorCode::OutOfRange, message));
        }
    }
    let tenant = checked(app, input)?;
    let storefront = first_storefront(&tenant);
    let scope = Scope::request(tenant.id, Actor::User(user), locale, request_id);
    found_in(app, &scope, NewTenant { tenant, storefront, owner: (user, owner.email) }).await?;
    let read = app.db.read(&scope, Permission::ViewTeam).await?;
    view(app, &read).await
}

/// The row that an input asks for, all refusals told at once.
fn checked(app: &App, input: TenantCreateInput) -> Result<tenants::Model> {
    let mut refusals = Refusals::default();
    let is_charity = input.kind == TenantKind::Charity;
    let slug = refusals.gather(rules::slug(&input.slug).map_err(|why| rules::refused_slug("slug", why)))?;
    let name = refusals.gather(rules::name("name", &input.name))?;
    let legal_name = refusals.gather(rules::legal_name("legalName", input.legal_name.as_deref()))?;
    let licence = refusals.gather(rules::licence_number("licenceNumber", input.licence_number.as_deref()))?;
    for (field, value) in [("legalName", &legal_name), ("licenceNumber", &licence)] {
        if let Some(value) = value {
            refusals.gather(rules::needed_by_charity(field, is_charity, value.as_ref()))?;
        }
    }
    let zone = input.time_zone.as_deref().unwrap_or("Asia/Kuwait");
    let time_zone = refusals.gather(rules::time_zone("timeZone", zone))?;
    let currency = input.currency_code.unwrap_or_else(|| "KWD".to_owned());
    if !CURRENCIES.contains(&currency.as_str()) {
        let known = CURRENCIES.join(", ");
        let message = Bilingual::new(format!("واحدة من: {known}"), format!("One of {known}"));
        refusals.push("currencyCode", ErrorCode::Invalid, message);
    }
    let now = app.clock.now();
    match (slug, name, legal_name, licence, time_zone) {
        (Some(slug), Some(name), Some(legal_name), Some(licence_number), Some(time_zone)) if refusals.is_empty() => {
            Ok(tenants::Model {
                id: TenantId::generate(),
                slug,
                name,
                kind: if is_charity { "charity" } else { "shop" }.to_owned(),
                legal_name,
                licence_number,
                currency,
                time_zone,
                default_locale: input.default_locale.unwrap_or_default().tag().to_owned(),
                is_active: true,
                suspended_reason: None,
                requires_mfa: false,
                version: 1,
                created_at: now,
                updated_at: now,
            })
        }
        _ => Err(refusals.into()),
    }
}

/// Settings to start with: the tenant's name in its own language, nothing asked of an order, not open yet.
fn first_storefront(tenant: &tenants::Model) -> storefront_rows::Model {
    let name = match Locale::from_tag(&tenant.default_locale).unwrap_or_default() {
        Locale::Ar => Localized { ar: tenant.name.clone(), en: String::new() },
        Locale::En => Localized { ar: String::new(), en: tenant.name.clone() },
    };
    storefront_rows::Model {
        tenant_id: tenant.id,
        name,
        tagline: Localized::default(),
        about: Localized::default(),
        logo_asset_id: None,
        cover_asset_id: None,
        accent_color: "#7a2e2e".to_owned(),
        phone: None,
        whatsapp: None,
        instagram: None,
        email: None,
        address: Localized::default(),
        payment_instructions: Localized::default(),
        delivery_fee: Decimal::ZERO,
        minimum_order: Decimal::ZERO,
        offers_delivery: true,
        offers_pickup: true,
        locales: vec!["ar".to_owned(), "en".to_owned()],
        seo_title: Localized::default(),
        seo_description: Localized::default(),
        is_published: false,
        version: 1,
        created_at: tenant.created_at,
        updated_at: tenant.updated_at,
    }
}
