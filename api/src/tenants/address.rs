//! The address of a tenant: who lives at one, whether one is free, moving to another.

use std::sync::Arc;

use entity::ids::TenantId;
use serde_json::json;

use super::{
    rules::{self, SlugRefusal},
    service::view,
    store,
    types::{SlugAvailability, Tenant},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::TenantAddress,
        error::{Error, ErrorCode, Result},
        permission::Permission,
        scope::Scope,
        text::{Bilingual, Locale},
    },
};

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
