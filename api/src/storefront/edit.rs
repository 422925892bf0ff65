//! The team's work on its storefront: settings, opening and closing, a look at it before it opens.

use async_graphql::MaybeUndefined;
use chrono::{DateTime, TimeDelta, Utc};
use entity::{ids::AssetId, storefront, tenants, text::Localized};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    inputs::{ContactInput, StorefrontUpdateInput},
    store,
};
use crate::{
    app::App,
    graphql::types::{LocalizedTextInput, input_id},
    kernel::{
        audit::{Audit, Unaudited},
        contact,
        db::TenantTx,
        error::{Error, ErrorCode, Result, check_version},
        money::{Currency, Money},
        permission::Permission,
        refusals::Refusals,
        scope::Scope,
        text::Bilingual,
        ticket,
    },
    media,
};

/// What tickets and cookies of a preview are made for.
const PREVIEW: &str = "storefront_preview";
/// How long a preview lasts.
pub const PREVIEW_LIFE: TimeDelta = TimeDelta::minutes(15);

async fn lock(tx: &TenantTx, expected: Option<i32>) -> Result<(tenants::Model, storefront::Model)> {
    let (tenant, config) = store::lock(tx).await?.ok_or(Error::NotFound)?;
    check_version(expected, config.version)?;
    Ok((tenant, config))
}

/// Changes the storefront's settings. An input that changes nothing leaves no trace.
///
/// # Errors
/// `STALE` if `expected` is behind; field errors for everything the input can be refused for; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn update(app: &App, scope: &Scope, input: StorefrontUpdateInput, expected: Option<i32>) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditStorefront).await?;
    let (tenant, before) = lock(&tx, expected).await?;
    let (logo, cover) = (input.logo_id.clone(), input.cover_id.clone());
    let mut refusals = Refusals::default();
    let mut after = before.clone();
    apply(&mut after, input, &tenant, &mut refusals)?;
    for (field, change, kept) in
        [("logoId", logo, &mut after.logo_asset_id), ("coverId", cover, &mut after.cover_asset_id)]
    {
        match change {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => *kept = None,
            MaybeUndefined::Value(id) => *kept = refusals.gather(picture(&tx, field, &id).await)?,
        }
    }
    refusals.finish()?;
    let fields = differences(&before, &after);
    if fields.is_empty() {
        return Ok(());
    }
    after.updated_at = app.clock.now();
    store::set_settings(&tx, &after).await?;
    let was = json!({ "version": before.version });
    let is = json!({ "version": before.version + 1, "fields": fields });
    tx.commit(Audit::changed("storefront.updated", "storefront", scope.tenant().0, was, is)).await
}

/// A finished picture of the tenant's.
async fn picture(tx: &TenantTx, field: &str, id: &async_graphql::ID) -> Result<AssetId> {
    let id: AssetId = input_id(field, id)?;
    if media::service::pictures(tx, &[id]).await?.is_empty() {
        return Err(Error::invalid(
            field,
            ErrorCode::NotFound,
            Bilingual::new("لا توجد هذه الصورة", "There is no such picture"),
        ));
    }
    Ok(id)
}

/// Writes what the input changes into `row`, and every refusal into `refusals`.
fn apply(
    row: &mut storefront::Model,
    input: StorefrontUpdateInput,
    tenant: &tenants::Model,
    refusals: &mut Refusals,
) -> Result<()> {
    let currency = Currency::parse(&tenant.currency)?;
    match &input.name {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => refusals.add("name", ErrorCode::Required, "سمِّ متجرك", "Say what it is called"),
        MaybeUndefined::Value(name) => row.name = refusals.gather(name.required("name", 80))?.unwrap_or_default(),
    }
    for (field, change, max, kept) in [
        ("tagline", &input.tagline, 160, &mut row.tagline),
        ("about", &input.about, 10_000, &mut row.about),
        ("paymentInstructions", &input.payment_instructions, 2_000, &mut row.payment_instructions),
        ("seoTitle", &input.seo_title, 120, &mut row.seo_title),
        ("seoDescription", &input.seo_description, 320, &mut row.seo_description),
    ] {
        change_text(field, change, max, kept, refusals)?;
    }
    match &input.accent_color {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => row.accent_color = theme::HOUSE.to_hex(),
        MaybeUndefined::Value(text) => match theme::Rgb::parse(text) {
            Some(colour) => row.accent_color = colour.to_hex(),
            None => {
                let (ar, en) = ("لون مثل ‎#7a2e2e", "A colour such as #7a2e2e");
                refusals.add("accentColor", ErrorCode::Invalid, ar, en);
            }
        },
    }
    for (field, change, kept) in [
        ("deliveryFee", &input.delivery_fee, &mut row.delivery_fee),
        ("minimumOrder", &input.minimum_order, &mut row.minimum_order),
    ] {
        match change {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => *kept = Decimal::ZERO,
            MaybeUndefined::Value(text) => {
                let amount = refusals.gather(Money::parse(field, text.trim(), currency))?;
                *kept = amount.map_or(Decimal::ZERO, |money| money.amount());
            }
        }
    }
    row.offers_delivery = input.offers_delivery.unwrap_or(row.offers_delivery);
    row.offers_pickup = input.offers_pickup.unwrap_or(row.offers_pickup);
    if !row.offers_delivery && !row.offers_pickup {
        let (ar, en) = ("التوصيل أو الاستلام: واحد على الأقل", "Offer delivery, pick-up or both");
        refusals.add("offersPickup", ErrorCode::Invalid, ar, en);
    }
    if let Some(locales) = &input.locales {
        let mut tags: Vec<String> = Vec::new();
        for locale in locales {
            if !tags.iter().any(|tag| tag == locale.tag()) {
                tags.push(locale.tag().to_owned());
            }
        }
        if !tags.contains(&tenant.default_locale) {
            let (ar, en) =
                ("لغة المتجر الأساسية واحدة منها دائمًا", "The tenant's default language is always one of them");
            refusals.add("locales", ErrorCode::Required, ar, en);
        }
        row.locales = tags;
    }
    change_contact(row, input.contact.unwrap_or_default(), refusals)
}

fn change_text(
    field: &str,
    change: &MaybeUndefined<LocalizedTextInput>,
    max: usize,
    kept: &mut Localized,
    refusals: &mut Refusals,
) -> Result<()> {
    match change {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *kept = Localized::default(),
        MaybeUndefined::Value(text) => *kept = refusals.gather(text.text(field, max))?.unwrap_or_default(),
    }
    Ok(())
}

fn change_contact(row: &mut storefront::Model, input: ContactInput, refusals: &mut Refusals) -> Result<()> {
    for (field, change, kept) in [
        ("contact.phone", input.phone, &mut row.phone),
        ("contact.whatsapp", input.whatsapp, &mut row.whatsapp),
        ("contact.instagram", input.instagram, &mut row.instagram),
        ("contact.email", input.email, &mut row.email),
    ] {
        let text = match change {
            MaybeUndefined::Undefined => continue,
            MaybeUndefined::Null => String::new(),
            MaybeUndefined::Value(text) => text,
        };
        let read = match field {
            "contact.email" => contact::email(field, Some(&text)),
            "contact.instagram" => contact::instagram(field, Some(&text)),
            _ if text.trim().is_empty() => Ok(None),
            _ => contact::phone(field, &text).map(Some),
        };
        *kept = refusals.gather(read)?.flatten();
    }
    change_text("contact.address", &input.address, 300, &mut row.address, refusals)
}

/// Names of the fields that differ, for the audit log.
fn differences(before: &storefront::Model, after: &storefront::Model) -> Vec<&'static str> {
    let contact = |row: &storefront::Model| {
        (row.phone.clone(), row.whatsapp.clone(), row.instagram.clone(), row.email.clone(), row.address.clone())
    };
    [
        ("name", before.name != after.name),
        ("tagline", before.tagline != after.tagline),
        ("about", before.about != after.about),
        ("logo", before.logo_asset_id != after.logo_asset_id),
        ("cover", before.cover_asset_id != after.cover_asset_id),
        ("accent_color", before.accent_color != after.accent_color),
        ("contact", contact(before) != contact(after)),
        ("payment_instructions", before.payment_instructions != after.payment_instructions),
        ("delivery_fee", before.delivery_fee != after.delivery_fee),
        ("minimum_order", before.minimum_order != after.minimum_order),
        ("offers_delivery", before.offers_delivery != after.offers_delivery),
        ("offers_pickup", before.offers_pickup != after.offers_pickup),
        ("locales", before.locales != after.locales),
        ("seo_title", before.seo_title != after.seo_title),
        ("seo_description", before.seo_description != after.seo_description),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

/// Opens the storefront to visitors, or closes it behind "coming soon". What is so already leaves no trace.
///
/// # Errors
/// `STALE` if `expected` is behind; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn set_published(app: &App, scope: &Scope, is_published: bool, expected: Option<i32>) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditStorefront).await?;
    let (_, before) = lock(&tx, expected).await?;
    if before.is_published == is_published {
        return Ok(());
    }
    store::set_published(&tx, is_published, app.clock.now()).await?;
    let action = if is_published { "storefront.published" } else { "storefront.unpublished" };
    let was = json!({ "version": before.version });
    let is = json!({ "version": before.version + 1 });
    tx.commit(Audit::changed(action, "storefront", scope.tenant().0, was, is)).await
}

/// A ticket that opens a preview, with its end and the address it is used at.
#[derive(Debug, Clone)]
pub struct PreviewTicket {
    /// For the field `ticket` of the form that is posted to `url`.
    pub ticket: String,
    /// Where it is posted to, on the storefront's host.
    pub url: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// A ticket for a look at the storefront before it is open.
///
/// # Errors
/// `FORBIDDEN`; `UNAVAILABLE`.
pub async fn preview_ticket(app: &App, scope: &Scope) -> Result<PreviewTicket> {
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::EditStorefront).await?;
    let (tenant, _) = super::service::terms(&tx).await?;
    let ticket = ticket::issue(&tx, &app.links, PREVIEW, json!({}), now).await?;
    let after = json!({ "until": now + ticket::LIFE });
    tx.commit(Audit::created("storefront.preview_asked", "storefront", scope.tenant().0, after)).await?;
    Ok(PreviewTicket { ticket, url: format!("{}/preview", app.base.of(&tenant.slug)), expires_at: now + ticket::LIFE })
}

/// Uses a ticket: what the preview's cookie holds from now on; None if the ticket does not stand.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn begin_preview(app: &App, scope: &Scope, ticket: &str) -> Result<Option<String>> {
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::Browse).await?;
    if ticket::redeem(&tx, &app.links, PREVIEW, ticket, now).await?.is_none() {
        return Ok(None);
    }
    tx.commit_unaudited(Unaudited::Housekeeping).await?;
    app.links.sign(&format!("{PREVIEW}_cookie"), &scope.tenant(), now + PREVIEW_LIFE).map(Some)
}

/// Whether a cookie's value opens the preview of the scope's tenant now. It gives no right but to see pages that are not
/// open yet.
#[must_use]
pub fn is_preview(app: &App, scope: &Scope, cookie: &str) -> bool {
    app.links.read(&format!("{PREVIEW}_cookie"), cookie, app.clock.now()) == Some(scope.tenant())
}
