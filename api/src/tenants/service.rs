//! Use cases over tenants.

use std::sync::Arc;

use async_graphql::MaybeUndefined;
use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    ids::{MemberId, TenantId, UserId},
    storefront as storefront_rows, tenants,
    text::Localized,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    rules::{self, SlugRefusal},
    store,
    types::{SlugAvailability, Tenant, TenantCreateInput, TenantUpdateInput},
};
use crate::{
    app::App,
    identity,
    kernel::{
        audit::Audit,
        db::{PlatformTask, TenantAddress, TenantConn},
        error::{Error, ErrorCode, FieldError, Result},
        permission::Permission,
        scope::{Actor, Scope},
        text::{self, Bilingual, Locale},
    },
    storefront::{self, types::TenantKind},
};

/// How long a closed tenant can be opened again.
const GRACE: TimeDelta = TimeDelta::days(30);
/// Longest reason of an operator's act.
const MOST_OF_A_REASON: usize = 500;
/// Currencies a tenant can be founded with.
const CURRENCIES: [&str; 9] = ["KWD", "SAR", "AED", "BHD", "QAR", "OMR", "USD", "EUR", "GBP"];

/// The tenant a slug leads to, at most one second old.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn by_slug(app: &App, slug: &str) -> Result<Option<Arc<TenantAddress>>> {
    if slug.len() > 40 {
        return Ok(None);
    }
    app.addresses.find(&app.db, &slug.to_lowercase()).await
}

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
    let mut refusals = Vec::new();
    let is_charity = input.kind == TenantKind::Charity;
    let slug = gather(&mut refusals, rules::slug(&input.slug).map_err(|why| rules::refused_slug("slug", why)))?;
    let name = gather(&mut refusals, rules::name("name", &input.name))?;
    let legal_name = gather(&mut refusals, rules::legal_name("legalName", input.legal_name.as_deref()))?;
    let licence = gather(&mut refusals, rules::licence_number("licenceNumber", input.licence_number.as_deref()))?;
    for (field, value) in [("legalName", &legal_name), ("licenceNumber", &licence)] {
        if let Some(value) = value {
            gather(&mut refusals, rules::needed_by_charity(field, is_charity, value.as_ref()))?;
        }
    }
    let zone = input.time_zone.as_deref().unwrap_or("Asia/Kuwait");
    let time_zone = gather(&mut refusals, rules::time_zone("timeZone", zone))?;
    let currency = input.currency_code.unwrap_or_else(|| "KWD".to_owned());
    if !CURRENCIES.contains(&currency.as_str()) {
        let known = CURRENCIES.join(", ");
        let message = Bilingual::new(format!("واحدة من: {known}"), format!("One of {known}"));
        refusals.push(FieldError::new("currencyCode", ErrorCode::Invalid, message));
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
        _ => Err(Error::Invalid(refusals)),
    }
}

/// Keeps a refusal for later and goes on; other errors end the check.
fn gather<T>(refusals: &mut Vec<FieldError>, result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(mut errors)) => {
            refusals.append(&mut errors);
            Ok(None)
        }
        Err(other) => Err(other),
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

/// The bound tenant as its team sees it.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn view(app: &App, conn: &impl TenantConn) -> Result<Tenant> {
    let row = store::find(conn).await?;
    let former = store::list_former_slugs(conn).await?;
    let url = app.base.of(&row.slug);
    Tenant::new(row, former, url)
}

/// Whether somebody could have this slug now, and what is like it otherwise. `tenant` may go back to a former one.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn slug_availability(
    app: &App,
    tenant: Option<TenantId>,
    text: &str,
    locale: Locale,
) -> Result<SlugAvailability> {
    let refused = match rules::slug(text) {
        Ok(slug) if is_free(app, tenant, &slug).await? => {
            return Ok(SlugAvailability { slug, available: true, reason: None, message: None, suggestion: None });
        }
        Ok(_) => SlugRefusal::Taken,
        Err(why) => why,
    };
    let mut suggestion = None;
    // What was typed is cut first: no caller makes us look at a megabyte.
    let typed: String = text.chars().take(80).collect();
    for candidate in rules::suggestions(&typed).into_iter().take(8) {
        if is_free(app, tenant, &candidate).await? {
            suggestion = Some(candidate);
            break;
        }
    }
    Ok(SlugAvailability {
        slug: typed.trim().to_lowercase(),
        available: false,
        reason: Some(refused),
        message: Some(refused.message().in_locale(locale).to_owned()),
        suggestion,
    })
}

async fn is_free(app: &App, tenant: Option<TenantId>, slug: &str) -> Result<bool> {
    let found = app.db.tenant_by_slug(slug).await?;
    Ok(found.is_none_or(|found| !found.is_current && Some(found.tenant()) == tenant))
}

/// Changes what a team may change of its tenant.
///
/// # Errors
/// `FORBIDDEN`; refused fields; `STALE`; `MFA_REQUIRED` beside `requiresMfa` for somebody without a second factor.
pub async fn update_tenant(
    app: &App,
    scope: &Scope,
    input: TenantUpdateInput,
    expected: Option<i32>,
) -> Result<Tenant> {
    let tx = app.db.write(scope, Permission::ManageTenant).await?;
    let before = store::lock(&tx).await?;
    check_version(before.version, expected)?;
    let after = changed(&before, input)?;
    if after.requires_mfa && !before.requires_mfa && !store::actor_has_mfa(&tx).await? {
        let message =
            Bilingual::new("فعّل التحقق بخطوتين في حسابك أولًا", "Set up a second factor in your own account first");
        return Err(Error::invalid("requiresMfa", ErrorCode::MfaRequired, message));
    }
    store::set_tenant(&tx, &after).await?;
    let seen = view(app, &tx).await?;
    tx.commit(Audit::changed("tenant.changed", "tenant", after.id.0, told(&before), told(&after))).await?;
    app.addresses.forget();
    Ok(seen)
}

fn changed(before: &tenants::Model, input: TenantUpdateInput) -> Result<tenants::Model> {
    let mut refusals = Vec::new();
    let mut after = before.clone();
    let is_charity = before.kind == "charity";
    if let Some(name) = &input.name
        && let Some(name) = gather(&mut refusals, rules::name("name", name))?
    {
        after.name = name;
    }
    if let Some(text) = wanted(&input.legal_name)
        && let Some(value) = gather(&mut refusals, rules::legal_name("legalName", text))?
    {
        gather(&mut refusals, rules::needed_by_charity("legalName", is_charity, value.as_ref()))?;
        after.legal_name = value;
    }
    if let Some(text) = wanted(&input.licence_number)
        && let Some(value) = gather(&mut refusals, rules::licence_number("licenceNumber", text))?
    {
        gather(&mut refusals, rules::needed_by_charity("licenceNumber", is_charity, value.as_ref()))?;
        after.licence_number = value;
    }
    if let Some(zone) = &input.time_zone
        && let Some(zone) = gather(&mut refusals, rules::time_zone("timeZone", zone))?
    {
        after.time_zone = zone;
    }
    if let Some(locale) = input.default_locale {
        after.default_locale = locale.tag().to_owned();
    }
    if let Some(requires_mfa) = input.requires_mfa {
        after.requires_mfa = requires_mfa;
    }
    if refusals.is_empty() { Ok(after) } else { Err(Error::Invalid(refusals)) }
}

/// None if a field was left out; null and blank clear it.
fn wanted(value: &MaybeUndefined<String>) -> Option<Option<&str>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(text) => Some(Some(text)),
    }
}

/// What the audit log keeps of a tenant: names and licences are the tenant's public face, no person's.
fn told(row: &tenants::Model) -> Value {
    json!({
        "version": row.version, "name": row.name, "legal_name": row.legal_name, "licence_number": row.licence_number,
        "time_zone": row.time_zone, "default_locale": row.default_locale, "requires_mfa": row.requires_mfa,
    })
}

fn check_version(version: i32, expected: Option<i32>) -> Result<()> {
    if expected.is_some_and(|expected| expected != version) {
        let message = Bilingual::new("غيّره شخص آخر؛ اقرأه من جديد", "Somebody has changed it since; read it again");
        return Err(Error::invalid("expectedVersion", ErrorCode::Stale, message));
    }
    Ok(())
}

/// Moves a tenant to another slug; the one it had leads on to it.
///
/// # Errors
/// `FORBIDDEN`; beside `slug`: its form, `RESERVED`, `TAKEN`, `OUT_OF_RANGE` after too many.
pub async fn change_slug(app: &App, scope: &Scope, slug: &str) -> Result<Tenant> {
    let tx = app.db.write(scope, Permission::ManageTenant).await?;
    let before = store::lock(&tx).await?;
    if slug.trim().eq_ignore_ascii_case(&before.slug) {
        return view(app, &tx).await;
    }
    let slug = rules::slug(slug).map_err(|why| rules::refused_slug("slug", why))?;
    let former = store::list_former_slugs(&tx).await?;
    store::set_former(&tx).await?;
    if former.contains(&slug) {
        store::set_current(&tx, &slug).await?;
    } else if former.len() + 1 >= rules::MOST_SLUGS {
        let most = rules::MOST_SLUGS;
        let message = Bilingual::new(
            format!("{most} عناوين على الأكثر؛ عُد إلى واحد من السابقة"),
            format!("At most {most} addresses; you can go back to a former one"),
        );
        return Err(Error::invalid("slug", ErrorCode::OutOfRange, message));
    } else if !store::insert_slug(&tx, &slug).await? {
        return Err(rules::refused_slug("slug", SlugRefusal::Taken));
    }
    store::set_slug(&tx, &slug).await?;
    let seen = view(app, &tx).await?;
    let (from, to) = (json!({ "slug": before.slug }), json!({ "slug": slug }));
    tx.commit(Audit::changed("tenant.slug_changed", "tenant", before.id.0, from, to)).await?;
    app.addresses.forget();
    Ok(seen)
}

/// Adds an active member to the team. For the seed and tests; people are invited otherwise.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn add_member(app: &App, scope: &Scope, user: UserId, email: &str, role: &'static str) -> Result<()> {
    let id = MemberId::generate();
    let tx = app.db.found(scope).await?;
    store::insert_member(&tx, id, user, email, role).await?;
    tx.commit(Audit::created("member.added", "tenant_member", id.0, json!({ "role": role }))).await
}

/// Closes a tenant's storefront and API, or opens them again.
///
/// # Errors
/// `NOT_FOUND`; `TOO_LONG` beside `reason`; `UNAVAILABLE` when the database is away.
pub async fn set_active(app: &App, id: TenantId, active: bool, reason: Option<&str>) -> Result<()> {
    let task = if active { PlatformTask::Reactivate(id) } else { PlatformTask::Suspend(id) };
    let reason = text::optional("reason", reason, MOST_OF_A_REASON)?;
    let tx = app.db.platform(task, reason.as_deref()).await?;
    if !store::set_active(&tx, id, active, reason.as_deref().filter(|_| !active)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    app.addresses.forget();
    Ok(())
}

/// Closes a tenant for good; until when it can be reactivated. Closed again, the first closing counts.
///
/// # Errors
/// `NOT_FOUND`; `REQUIRED`, `TOO_LONG` beside `reason`; `UNAVAILABLE` when the database is away.
pub async fn close(app: &App, id: TenantId, reason: &str) -> Result<DateTime<Utc>> {
    let now = app.clock.now();
    let reason = text::required("reason", reason, MOST_OF_A_REASON)?;
    let tx = app.db.platform(PlatformTask::Close(id), Some(&reason)).await?;
    if !store::set_closed(&tx, id, &reason, now).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    app.addresses.forget();
    Ok(now + GRACE)
}
