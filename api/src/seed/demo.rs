//! Hands the demo's content to the rooms, by the same services that a team and its customers use. Twice gives the same.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{
    ids::{AssetId, ItemId, TenantId, UserId},
    storefront as storefront_rows, tenants as tenant_rows,
    text::Localized,
};

use super::{
    content::{self, Item, TeamRole, Tenant, TenantKind, Text, Visibility},
    month,
    picture::Picture,
    plan,
    progress::bar,
    quiet,
};
use crate::{
    app::App,
    catalog::{
        collections::{
            service::{self as collections, CollectionRef},
            types::CollectionCreateInput,
        },
        service::{self as catalog, NewItem},
    },
    graphql::types::LocalizedTextInput,
    identity,
    kernel::{
        error::{Error, Result},
        money::Currency,
        permission::Permission,
        scope::{Actor, Scope},
        text::Locale,
    },
    media::service::{NewPicture, Subject, add_picture},
    storefront::service as storefront,
    tenants::{
        address,
        founding::{self, NewTenant},
        service as tenants,
    },
};

/// The month is the same on every machine.
const SEED: u64 = 1;
/// What the demo's teams log in with; set in development alone, so it opens nothing elsewhere.
pub const PASSWORD: &str = "woven by hand";
/// The demo's operator, on a machine for development.
const OPERATOR: &str = "operator@sadu.example";
/// Widths of a picture's renditions.
const WIDTHS: [u32; 3] = [320, 640, 1280];

/// Writes the demo shop and charity. What is there already is left as it is.
///
/// # Errors
/// A fault when the content breaks a rule; `UNAVAILABLE` when a dependency is away.
pub async fn demo(app: &App, show_progress: bool) -> Result<()> {
    for tenant in content::tenants() {
        let owner = tenant_of(app, &tenant).await?;
        fill_catalog(app, &owner, &tenant, show_progress).await?;
        fill_collections(app, &owner, &tenant).await?;
        let planned = plan::plan(&tenant, SEED);
        let outcome = month::replay(app, &owner, &planned, tenant.slug, show_progress).await;
        app.clock.reset();
        outcome?;
    }
    if app.config.dev {
        operator(app).await?;
    }
    let [shop, _] = content::tenants();
    quiet::tenants(app, |owner| new_tenant(&shop, app.clock.now(), owner)).await
}

/// Whoever keeps the platform on a machine for development; nowhere else is anybody an operator by being planted.
async fn operator(app: &App) -> Result<()> {
    let user = identity::service::ensure_person(app, OPERATOR, "Salem Al-Rashidi", Locale::En).await?;
    identity::service::ensure_password(app, user, &PASSWORD.into()).await?;
    identity::service::set_operator(app, OPERATOR, true).await.map(drop)
}

fn both(text: Text) -> Localized {
    Localized { ar: text.ar.to_owned(), en: text.en.to_owned() }
}

fn decimal(text: &str) -> Result<rust_decimal::Decimal> {
    text.parse().map_err(Error::fault)
}

/// The tenant as its owner sees it; founded with its team if it is not there.
async fn tenant_of(app: &App, tenant: &Tenant) -> Result<Scope> {
    let mut team: Vec<(UserId, &content::TeamMember)> = Vec::new();
    for member in tenant.team {
        let locale = Locale::from_tag(member.locale).unwrap_or_default();
        let user = identity::service::ensure_person(app, member.email, member.name, locale).await?;
        if app.config.dev {
            identity::service::ensure_password(app, user, &PASSWORD.into()).await?;
        }
        team.push((user, member));
    }
    let Some((owner, first)) = team.first().copied() else { return Err(Error::fault("a demo tenant without a team")) };
    if let Some(known) = address::by_slug(app, tenant.slug).await? {
        return Ok(scope(known.tenant(), owner));
    }
    let scope =
        founding::found_tenant(app, new_tenant(tenant, app.clock.now(), (owner, first.email.to_owned()))?).await?;
    for (user, member) in team.iter().skip(1) {
        let role = match member.role {
            TeamRole::Owner => "owner",
            TeamRole::Admin => "admin",
            TeamRole::Member => "member",
        };
        tenants::add_member(app, &scope, *user, member.email, role).await?;
    }
    let alt = |ar: &str, en: &str| {
        let name = tenant.storefront.name;
        Localized { ar: format!("{ar} {}", name.ar), en: format!("{en} {}", name.en) }
    };
    let subject = Subject::Storefront(scope.tenant());
    let logo = draw(app, &scope, subject, tenant.logo(), alt("شعار", "The mark of"), 0).await?;
    let cover = draw(app, &scope, subject, tenant.cover(), alt("نسيج سدو", "A sadu weave of"), 1).await?;
    storefront::set_pictures(app, &scope, logo, cover).await?;
    Ok(scope)
}

fn scope(tenant: TenantId, user: UserId) -> Scope {
    Scope::request(tenant, Actor::User(user), Locale::Ar, Arc::from("seed"))
}

fn new_tenant(tenant: &Tenant, now: DateTime<Utc>, owner: (UserId, String)) -> Result<NewTenant> {
    let face = &tenant.storefront;
    let id = TenantId::generate();
    Ok(NewTenant {
        tenant: tenant_rows::Model {
            id,
            slug: tenant.slug.to_owned(),
            name: face.name.en.to_owned(),
            kind: if tenant.kind == TenantKind::Charity { "charity" } else { "shop" }.to_owned(),
            legal_name: Some(tenant.legal_name.ar.to_owned()),
            licence_number: Some(tenant.licence_number.to_owned()),
            currency: Currency::KWD.code().to_owned(),
            time_zone: "Asia/Kuwait".to_owned(),
            default_locale: tenant.default_locale.to_owned(),
            is_active: true,
            suspended_reason: None,
            requires_mfa: false,
            version: 1,
            created_at: now,
            updated_at: now,
        },
        storefront: storefront_rows::Model {
            tenant_id: id,
            name: both(face.name),
            tagline: both(face.tagline),
            about: both(face.about),
            logo_asset_id: None,
            cover_asset_id: None,
            accent_color: face.accent_color.to_owned(),
            phone: Some(face.phone.to_owned()),
            whatsapp: Some(format!("+{}", face.whatsapp)),
            instagram: Some(face.instagram.to_owned()),
            email: Some(face.email.to_owned()),
            address: both(face.address),
            payment_instructions: both(face.payment_instructions),
            delivery_fee: decimal(face.delivery_fee)?,
            minimum_order: decimal(face.minimum_order)?,
            offers_delivery: face.offers_delivery,
            offers_pickup: face.offers_pickup,
            locales: vec!["ar".to_owned(), "en".to_owned()],
            seo_title: both(face.seo_title),
            seo_description: both(face.seo_description),
            is_published: true,
            version: 1,
            created_at: now,
            updated_at: now,
        },
        owner,
    })
}

async fn draw(
    app: &App,
    scope: &Scope,
    subject: Subject,
    picture: Picture,
    alt: Localized,
    position: i32,
) -> Result<AssetId> {
    // Drawing and encoding take the processor, not the runtime.
    let sizes = tokio::task::spawn_blocking(move || {
        WIDTHS.map(|width| {
            let (width, height) = picture.size_at(width);
            (width, height, picture.webp(width))
        })
    })
    .await
    .map_err(Error::fault)?;
    add_picture(app, scope, subject, NewPicture { alt, position, sizes: sizes.into() }).await
}

async fn fill_catalog(app: &App, owner: &Scope, tenant: &Tenant, show: bool) -> Result<()> {
    let items: Vec<&Item> = tenant.items().collect();
    let progress = bar(items.len(), format!("{}: catalog", tenant.slug), show);
    for (place, item) in items.into_iter().enumerate() {
        let read = app.db.read(owner, Permission::ViewCatalog).await?;
        let is_there = catalog::id_of_slug(&read, item.slug).await?.is_some();
        drop(read);
        if !is_there {
            let id = add_item(app, owner, item, place).await?;
            draw(app, owner, Subject::Item(id), item.picture(), both(item.name), 0).await?;
        }
        progress.inc(1);
    }
    progress.finish();
    Ok(())
}

/// How many collections are sections of the home page.
const SECTIONS: usize = 2;

async fn fill_collections(app: &App, owner: &Scope, tenant: &Tenant) -> Result<()> {
    for (n, shelf) in tenant.collections.iter().enumerate() {
        let read = app.db.read(owner, Permission::ViewCatalog).await?;
        let slug = CollectionRef::Slug(shelf.slug.to_owned());
        if collections::view(&read, slug, false, Locale::Ar).await?.is_some() {
            continue;
        }
        let mut items = Vec::new();
        for slug in shelf.items {
            items.extend(catalog::id_of_slug(&read, slug).await?.map(|id| id.to_string().into()));
        }
        drop(read);
        let input = CollectionCreateInput {
            name: LocalizedTextInput { ar: Some(shelf.name.ar.to_owned()), en: Some(shelf.name.en.to_owned()) },
            slug: Some(shelf.slug.to_owned()),
            description: None,
            seo_title: None,
            seo_description: None,
            is_visible: None,
            is_on_home: Some(n < SECTIONS),
            item_ids: Some(items),
        };
        collections::create(app, owner, input).await?;
    }
    Ok(())
}

async fn add_item(app: &App, owner: &Scope, item: &Item, place: usize) -> Result<ItemId> {
    let new = NewItem {
        kind: item.kind(),
        slug: item.slug.to_owned(),
        name: both(item.name),
        description: both(item.description),
        price: item.price.map(decimal).transpose()?,
        stock: item.stock.map(i32::try_from).transpose().map_err(Error::fault)?,
        status: match item.visibility {
            Visibility::Draft => "draft",
            Visibility::Active => "active",
            Visibility::Archived => "archived",
        },
        position: i32::try_from(place).map_err(Error::fault)?,
        metadata: item.metadata(app.clock.now()),
    };
    catalog::add_item(app, owner, Currency::KWD, new).await
}
