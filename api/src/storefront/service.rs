//! Use cases over a storefront's settings.

use entity::{ids::AssetId, storefront, tenants};
use serde_json::json;

use super::{store, types::Storefront};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::TenantConn,
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
        text::Locale,
    },
    media,
};

/// The bound tenant's public face.
///
/// # Errors
/// `NOT_FOUND` for a tenant without settings; `UNAVAILABLE` when the database is away.
pub async fn view(conn: &impl TenantConn, locale: Locale) -> Result<Storefront> {
    let (tenant, config) = terms(conn).await?;
    let ids: Vec<AssetId> = [config.logo_asset_id, config.cover_asset_id].into_iter().flatten().collect();
    let pictures = media::service::pictures(conn, &ids).await?;
    Storefront::new(tenant, config, &pictures, locale)
}

/// The bound tenant and its settings, as rules of other rooms need them.
///
/// # Errors
/// As [`view`].
pub async fn terms(conn: &impl TenantConn) -> Result<(tenants::Model, storefront::Model)> {
    store::find(conn).await?.ok_or(Error::NotFound)
}

/// The number that rises with every public change of the scope's tenant; pages older than it are not served.
///
/// # Errors
/// `TENANT_SUSPENDED`, `NOT_FOUND`; `UNAVAILABLE` when the database is away.
pub async fn content_version(app: &App, scope: &Scope) -> Result<i64> {
    let read = app.db.read(scope, Permission::Browse).await?;
    store::content_version(&read).await
}

/// Shows two of the tenant's pictures as logo and cover.
///
/// # Errors
/// `FORBIDDEN`; a fault when a picture is not the tenant's.
pub async fn set_pictures(app: &App, scope: &Scope, logo: AssetId, cover: AssetId) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditStorefront).await?;
    store::set_pictures(&tx, logo, cover).await?;
    let after = json!({ "logo": logo, "cover": cover });
    tx.commit(Audit::created("storefront.pictures_set", "storefront", scope.tenant().0, after)).await
}
