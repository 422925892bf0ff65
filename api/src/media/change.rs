//! A picture's words, its place, its end.

use chrono::{DateTime, Utc};
use entity::{ids::AssetId, media, text::Localized};
use serde_json::json;

use super::{
    jobs::{ABANDONED_AFTER, DeleteObjects, SweepMedia},
    service::{Subject, own_row},
    store,
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::TenantTx,
        error::{Error, Result},
        scope::Scope,
    },
};

/// What is to change about a picture.
#[derive(Debug, Default)]
pub struct PictureChange {
    /// Another description.
    pub alt: Option<Localized>,
    /// Another place among the pictures of its thing, counted from 0; past the end is the end.
    pub position: Option<i32>,
}

/// Changes a picture's description or place.
///
/// # Errors
/// `NOT_FOUND`, `FORBIDDEN`; `UNAVAILABLE`.
pub async fn update_picture(app: &App, scope: &Scope, id: AssetId, change: PictureChange) -> Result<media::Model> {
    let row = own_row(app, scope, id).await?;
    let subject = Subject::of(&row)?;
    let (entity_type, entity_id) = subject.columns();
    let tx = app.db.write(scope, subject.permission()).await?;
    let mut order = store::lock_order(&tx, entity_type, entity_id).await?;
    let place = order.iter().position(|other| *other == id).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    if let Some(alt) = &change.alt {
        store::set_alt(&tx, id, alt, now).await?;
    }
    let wanted =
        change.position.map(|to| usize::try_from(to).unwrap_or(0).min(order.len() - 1)).filter(|to| *to != place);
    if let Some(to) = wanted {
        let moved = order.remove(place);
        order.insert(to, moved);
        store::set_order(&tx, &order, now).await?;
    }
    let row = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let after = json!({ "place": wanted.unwrap_or(place), "described": change.alt.is_some() });
    tx.commit(Audit::changed("media.changed", "media_asset", id.0, json!({ "place": place }), after)).await?;
    Ok(row)
}

/// Deletes a picture; its objects follow.
///
/// # Errors
/// `NOT_FOUND`, `FORBIDDEN`; `UNAVAILABLE`.
pub async fn delete_picture(app: &App, scope: &Scope, id: AssetId) -> Result<AssetId> {
    let row = own_row(app, scope, id).await?;
    let subject = Subject::of(&row)?;
    let tx = app.db.write(scope, subject.permission()).await?;
    if !store::delete(&tx, id).await? {
        return Err(Error::NotFound);
    }
    leave_objects_to_jobs(&tx, id, app.clock.now()).await?;
    let before = json!({ "subject": row.entity_type, "status": row.status });
    tx.commit(Audit::changed("media.deleted", "media_asset", id.0, before, json!(null))).await?;
    Ok(id)
}

/// Deletes all pictures of a thing that is being deleted in this transaction; their objects follow the commit.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn delete_pictures_of_in(tx: &TenantTx, subject: Subject, now: DateTime<Utc>) -> Result<()> {
    let (entity_type, entity_id) = subject.columns();
    for asset in store::delete_all_of(tx, entity_type, entity_id).await? {
        leave_objects_to_jobs(tx, asset, now).await?;
        let before = json!({ "subject": entity_type });
        let _ = tx.record(Audit::changed("media.deleted", "media_asset", asset.0, before, json!(null))).await?;
    }
    Ok(())
}

/// At once, and again when no signed address can put anything there any more.
async fn leave_objects_to_jobs(tx: &TenantTx, asset: AssetId, now: DateTime<Utc>) -> Result<()> {
    tx.enqueue(&DeleteObjects { asset }, now).await?;
    tx.enqueue(&SweepMedia {}, now + ABANDONED_AFTER).await
}
