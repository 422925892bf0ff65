//! Use cases over tenants.

use std::sync::Arc;

use entity::{
    ids::{MemberId, TenantId, UserId},
    storefront as storefront_rows, tenants,
};
use serde_json::json;

use super::store;
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::{PlatformTask, TenantAddress},
        error::{Error, Result},
        scope::{Actor, Scope},
        text::Locale,
    },
    storefront,
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
/// `UNAVAILABLE` when the database is away.
pub async fn found_tenant(app: &App, new: NewTenant) -> Result<Scope> {
    let (user, email) = new.owner;
    let scope = Scope::request(new.tenant.id, Actor::User(user), Locale::default(), Arc::from("founding"));
    let tx = app.db.found(&scope).await?;
    store::insert_tenant(&tx, &new.tenant).await?;
    store::insert_member(&tx, MemberId::generate(), user, &email, "owner").await?;
    storefront::store::insert(&tx, new.storefront).await?;
    store::insert_defaults(&tx).await?;
    let after = json!({ "slug": new.tenant.slug, "kind": new.tenant.kind });
    tx.commit(Audit::created("tenant.founded", "tenant", new.tenant.id.0, after)).await?;
    Ok(scope)
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
/// `NOT_FOUND`; `UNAVAILABLE` when the database is away.
pub async fn set_active(app: &App, id: TenantId, active: bool, reason: Option<&str>) -> Result<()> {
    let task = if active { PlatformTask::Reactivate(id) } else { PlatformTask::Suspend(id) };
    let tx = app.db.platform(task).await?;
    if !store::set_active(&tx, id, active, reason).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    app.addresses.forget();
    Ok(())
}
