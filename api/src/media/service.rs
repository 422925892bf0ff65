//! Use cases over pictures.

use std::collections::HashMap;

use entity::{
    ids::{AssetId, TenantId},
    media::{self, Rendition, Renditions},
    text::Localized,
};
use serde_json::json;
use uuid::Uuid;

use super::store;
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::TenantConn,
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
    },
};

/// What a picture belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The storefront itself: logo, cover.
    Storefront(TenantId),
    /// An item.
    Item(entity::ids::ItemId),
}

impl Subject {
    fn columns(self) -> (&'static str, Uuid) {
        match self {
            Self::Storefront(id) => ("storefront", id.0),
            Self::Item(id) => ("catalog_item", id.0),
        }
    }
}

/// A finished picture: every size already encoded as WebP.
#[derive(Debug)]
pub struct NewPicture {
    /// What it shows.
    pub alt: Localized,
    /// Place among its subject's pictures.
    pub position: i32,
    /// Width, height and bytes of each size, narrowest first; the last is the original.
    pub sizes: Vec<(u32, u32, Vec<u8>)>,
}

/// Where a rendition lies in the object store.
#[must_use]
pub fn rendition_key(tenant: TenantId, asset: AssetId, width: u32) -> String {
    format!("{}/{}/{width}.webp", tenant.0, asset.0)
}

/// Ready pictures of items, by item.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn pictures_of_items(conn: &impl TenantConn, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<media::Model>>> {
    let mut by_item: HashMap<Uuid, Vec<media::Model>> = HashMap::new();
    if !ids.is_empty() {
        for row in store::list_of_entities(conn, "catalog_item", ids).await? {
            by_item.entry(row.entity_id).or_default().push(row);
        }
    }
    Ok(by_item)
}

/// Ready pictures by id, e.g. a storefront's logo and cover.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn pictures(conn: &impl TenantConn, ids: &[AssetId]) -> Result<Vec<media::Model>> {
    if ids.is_empty() { Ok(Vec::new()) } else { store::list_by_ids(conn, ids).await }
}

/// Puts a finished picture into the object store, then makes its row. An object without a row harms nobody.
///
/// # Errors
/// `FORBIDDEN`; `UNAVAILABLE` when database or store is away.
pub async fn add_picture(app: &App, scope: &Scope, subject: Subject, picture: NewPicture) -> Result<AssetId> {
    let id = AssetId::generate();
    let Some((width, height, original)) = picture.sizes.last() else {
        return Err(Error::fault("a picture without sizes"));
    };
    for (width, _, bytes) in &picture.sizes {
        let key = rendition_key(scope.tenant(), id, *width);
        app.store.put(&key, bytes.clone().into(), "image/webp").await.map_err(Error::unavailable)?;
    }
    let (entity_type, entity_id) = subject.columns();
    let now = app.clock.now();
    let row = media::Model {
        tenant_id: scope.tenant(),
        id,
        entity_type: entity_type.to_owned(),
        entity_id,
        object_key: rendition_key(scope.tenant(), id, *width),
        content_type: "image/webp".to_owned(),
        byte_size: i64::try_from(original.len()).map_err(Error::fault)?,
        width: i32::try_from(*width).ok(),
        height: i32::try_from(*height).ok(),
        alt: picture.alt,
        position: picture.position,
        status: "ready".to_owned(),
        renditions: Renditions(
            picture.sizes.iter().map(|(width, height, _)| Rendition { width: *width, height: *height }).collect(),
        ),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    store::insert(&tx, row).await?;
    tx.commit(Audit::created("media.added", "media_asset", id.0, json!({ "subject": entity_type }))).await?;
    Ok(id)
}
