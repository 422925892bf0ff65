//! Use cases over pictures that are there. How one comes in stands in `upload`, how it changes in `change`.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};

use entity::{
    ids::{AssetId, ItemId, TenantId},
    media::{self, Rendition, Renditions},
    text::Localized,
};
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::{rules, store};
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
    Item(ItemId),
}

impl Subject {
    /// As the table names it.
    pub(super) fn columns(self) -> (&'static str, Uuid) {
        match self {
            Self::Storefront(id) => ("storefront", id.0),
            Self::Item(id) => ("catalog_item", id.0),
        }
    }

    /// What a row belongs to.
    pub(super) fn of(row: &media::Model) -> Result<Self> {
        match row.entity_type.as_str() {
            "storefront" => Ok(Self::Storefront(TenantId(row.entity_id))),
            "catalog_item" => Ok(Self::Item(ItemId(row.entity_id))),
            _ => Err(Error::fault("a picture of nothing we know")),
        }
    }

    /// Who may change its pictures: whoever may change the thing itself.
    #[must_use]
    pub fn permission(self) -> Permission {
        match self {
            Self::Storefront(_) => Permission::EditStorefront,
            Self::Item(_) => Permission::EditCatalog,
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
    format!("{}{width}.webp", rules::folder(tenant, asset))
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

/// How long a link to an original stands.
pub const DOWNLOAD_FOR: Duration = Duration::from_secs(15 * 60);

/// A turn at heavy work on a picture, to be had before its bytes are read: one after another, so that memory stays bounded
/// however many are uploaded at once.
pub(super) struct Turn(OwnedSemaphorePermit);

impl Turn {
    /// Waits for it.
    pub(super) async fn wait(app: &App) -> Result<Self> {
        Ok(Self(app.picture_work.clone().acquire_owned().await.map_err(Error::fault)?))
    }

    /// Does the work off the runtime. The turn ends with the work, even if nobody waits for it any more.
    pub(super) async fn spend<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let Self(permit) = self;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.map_err(Error::fault)
    }
}

/// A picture of the scope's tenant, for whoever may see drafts.
pub(super) async fn own_row(app: &App, scope: &Scope, id: AssetId) -> Result<media::Model> {
    let read = app.db.read(scope, Permission::ViewCatalog).await?;
    store::find(&read, id).await?.ok_or(Error::NotFound)
}

/// All pictures of one thing with their states, in order, the unfinished ones too. There are never many.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn pictures_of(conn: &impl TenantConn, subject: Subject) -> Result<Vec<media::Model>> {
    let (entity_type, entity_id) = subject.columns();
    store::list_all_of(conn, entity_type, entity_id).await
}

/// One picture.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_picture(conn: &impl TenantConn, id: AssetId) -> Result<Option<media::Model>> {
    store::find(conn, id).await
}

/// Signs the address of a picture's original, for 15 minutes. None: there is none (yet).
///
/// # Errors
/// `FORBIDDEN`; `UNAVAILABLE`.
pub async fn download_address(app: &App, scope: &Scope, id: AssetId) -> Result<Option<(String, DateTime<Utc>)>> {
    let row = match own_row(app, scope, id).await {
        Ok(row) => row,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    if !matches!(row.status.as_str(), "processing" | "ready") {
        return Ok(None);
    }
    let url = app.store.presign_get(&row.object_key, DOWNLOAD_FOR).await.map_err(Error::unavailable)?;
    let expires = app.clock.now() + chrono::TimeDelta::from_std(DOWNLOAD_FOR).map_err(Error::fault)?;
    Ok(Some((url, expires)))
}
