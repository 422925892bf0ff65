//! From a wish to a picture: an address for the browser's PUT, then the check of what came.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{ids::AssetId, media, text::Localized};
use serde_json::json;

use super::{
    errors,
    jobs::{ABANDONED_AFTER, DeleteObjects, MakeRenditions, SweepMedia},
    picture::{self, Clean},
    rules::{self, PictureType},
    service::{self, Subject, Turn},
    store::{self, Taken},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
    },
    ports::storage::{PresignedPut, StorageError},
};

/// How long a browser may take to put the picture.
pub const UPLOAD_FOR: Duration = Duration::from_secs(10 * 60);

/// What somebody wants to upload.
#[derive(Debug)]
pub struct WantedUpload {
    /// For what.
    pub subject: Subject,
    /// As announced.
    pub content_type: String,
    /// Bytes, as announced.
    pub byte_size: i64,
    /// What it shows.
    pub alt: Localized,
}

/// A begun upload.
#[derive(Debug)]
pub struct Begun {
    /// The row.
    pub row: media::Model,
    /// Where the browser puts it, and the headers it sends along.
    pub put: PresignedPut,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// Reserves a place for a picture and signs the address of one PUT of exactly this type and length.
///
/// # Errors
/// `FORBIDDEN`; field errors for type, length, an unknown thing, or one picture too many; `UNAVAILABLE`.
pub async fn request_upload(app: &App, scope: &Scope, wanted: WantedUpload) -> Result<Begun> {
    let kind = rules::checked_upload(&wanted.content_type, wanted.byte_size)?;
    let id = AssetId::generate();
    let key = rules::upload_key(scope.tenant(), id);
    let length = u64::try_from(wanted.byte_size).map_err(Error::fault)?;
    // Signing asks nobody: it is a calculation with the store's key.
    let put = app.store.presign_put(&key, kind.media_type(), length, UPLOAD_FOR).await.map_err(Error::unavailable)?;
    let now = app.clock.now();
    let (entity_type, entity_id) = wanted.subject.columns();
    let row = media::Model {
        tenant_id: scope.tenant(),
        id,
        entity_type: entity_type.to_owned(),
        entity_id,
        object_key: key,
        content_type: kind.media_type().to_owned(),
        byte_size: wanted.byte_size,
        width: None,
        height: None,
        alt: wanted.alt,
        position: 0,
        status: "pending".to_owned(),
        renditions: media::Renditions::default(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let tx = app.db.write(scope, wanted.subject.permission()).await?;
    let row = match store::insert_at_end(&tx, row).await? {
        Taken::Row(row) => *row,
        Taken::NoSubject => return Err(errors::no_such_subject()),
        Taken::Full => return Err(errors::too_many()),
    };
    tx.enqueue(&SweepMedia {}, now + ABANDONED_AFTER).await?;
    let after = json!({ "subject": entity_type, "type": row.content_type, "bytes": row.byte_size });
    tx.commit(Audit::created("media.upload_requested", "media_asset", id.0, after)).await?;
    let expires_at = now + chrono::TimeDelta::from_std(UPLOAD_FOR).map_err(Error::fault)?;
    Ok(Begun { row, put, expires_at })
}

/// Checks what the browser has put, keeps a clean original, and has the public sizes made. Repeating it is harmless.
///
/// # Errors
/// `NOT_FOUND`, `FORBIDDEN`; `NOT_AVAILABLE` beside `id` when nothing came, `INVALID` or `OUT_OF_RANGE` when what came
/// is not what was announced, no sound picture, or too large (it is then rejected for good); `UNAVAILABLE`.
pub async fn complete_upload(app: &App, scope: &Scope, id: AssetId) -> Result<media::Model> {
    let row = service::own_row(app, scope, id).await?;
    match row.status.as_str() {
        "pending" => {}
        "rejected" => return Err(errors::was_rejected()),
        _ => return Ok(row),
    }
    let permission = Subject::of(&row)?.permission();
    match checked(app, &row).await {
        Ok(clean) => keep(app, scope, permission, row, clean).await,
        Err(Refused::Later(error)) => Err(error),
        Err(Refused::Ever(error)) => {
            reject(app, scope, permission, &row).await?;
            Err(error)
        }
    }
}

/// A refusal that may pass, and one that will not.
enum Refused {
    Later(Error),
    Ever(Error),
}

async fn checked(app: &App, row: &media::Model) -> std::result::Result<Clean, Refused> {
    let told = |error| match error {
        StorageError::NotFound => Refused::Later(errors::not_arrived()),
        other => Refused::Later(Error::unavailable(other)),
    };
    let head = app.store.head(&row.object_key).await.map_err(told)?;
    if head.content_type != row.content_type || i64::try_from(head.byte_size).ok() != Some(row.byte_size) {
        return Err(Refused::Ever(errors::not_as_announced()));
    }
    let kind =
        PictureType::parse(&row.content_type).ok_or_else(|| Refused::Later(Error::fault("an upload of no type")))?;
    let turn = Turn::wait(app).await.map_err(Refused::Later)?;
    let bytes = app.store.get(&row.object_key).await.map_err(told)?.bytes;
    let clean = turn.spend(move || picture::clean(&bytes, kind)).await.map_err(Refused::Later)?;
    clean.map_err(|why| Refused::Ever(errors::unreadable(why)))
}

async fn keep(
    app: &App,
    scope: &Scope,
    permission: Permission,
    row: media::Model,
    clean: Clean,
) -> Result<media::Model> {
    let key = rules::original_key(scope.tenant(), row.id, clean.extension);
    let kept = media::Model {
        object_key: key.clone(),
        content_type: clean.content_type.to_owned(),
        byte_size: i64::try_from(clean.bytes.len()).map_err(Error::fault)?,
        width: i32::try_from(clean.width).ok(),
        height: i32::try_from(clean.height).ok(),
        status: "processing".to_owned(),
        version: row.version + 1,
        updated_at: app.clock.now(),
        ..row
    };
    app.store.put(&key, clean.bytes.into(), clean.content_type).await.map_err(Error::unavailable)?;
    let tx = app.db.write(scope, permission).await?;
    if !store::set_kept(&tx, &kept).await? {
        // Another call was faster, or it was deleted.
        drop(tx);
        return service::own_row(app, scope, kept.id).await;
    }
    tx.enqueue(&MakeRenditions { asset: kept.id }, kept.updated_at).await?;
    tx.enqueue(&DeleteObjects { asset: kept.id }, kept.updated_at).await?;
    let audit = Audit::changed(
        "media.uploaded",
        "media_asset",
        kept.id.0,
        json!({ "status": "pending" }),
        json!({ "status": "processing", "width": kept.width, "height": kept.height, "bytes": kept.byte_size }),
    );
    tx.commit(audit).await?;
    Ok(kept)
}

async fn reject(app: &App, scope: &Scope, permission: Permission, row: &media::Model) -> Result<()> {
    let tx = app.db.write(scope, permission).await?;
    let now = app.clock.now();
    if !store::set_rejected(&tx, row.id, now).await? {
        return Ok(());
    }
    tx.enqueue(&DeleteObjects { asset: row.id }, now).await?;
    let audit = Audit::changed(
        "media.rejected",
        "media_asset",
        row.id.0,
        json!({ "status": "pending" }),
        json!({ "status": "rejected" }),
    );
    tx.commit(audit).await
}
