//! Work this room does after the commit: public sizes, and taking away what nobody needs.

use chrono::TimeDelta;
use entity::{
    ids::{AssetId, TenantId},
    media::{Rendition, Renditions},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    picture, rules,
    service::{self, Turn},
    store,
};
use crate::{
    app::App,
    kernel::{
        audit::{Audit, Unaudited},
        error::{Error, Result},
        job::Job,
        permission::Permission,
        scope::Scope,
    },
    ports::storage::StorageError,
};

/// How long an upload may stay unfinished, and an object without a row lie around.
pub const ABANDONED_AFTER: TimeDelta = TimeDelta::hours(1);

/// Makes the public sizes of an uploaded picture. May run twice: it writes the same objects.
#[derive(Debug, Serialize, Deserialize)]
pub struct MakeRenditions {
    /// Of which picture.
    pub asset: AssetId,
}

impl Job for MakeRenditions {
    const TASK: &'static str = "make_renditions";
}

impl MakeRenditions {
    /// Runs the job.
    ///
    /// # Errors
    /// `UNAVAILABLE` when database or store is away; the queue tries again.
    pub async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        let row = {
            let read = app.db.read(scope, Permission::Maintain).await?;
            store::find(&read, self.asset).await?
        };
        // Deleted meanwhile, or made already.
        let Some(row) = row.filter(|row| row.status == "processing") else { return Ok(()) };
        let kind =
            rules::PictureType::parse(&row.content_type).ok_or_else(|| Error::fault("an original of no type"))?;
        let turn = Turn::wait(app).await?;
        let original = match app.store.get(&row.object_key).await {
            Ok(object) => object.bytes,
            Err(StorageError::NotFound) => return Err(Error::fault("an original is gone")),
            Err(error) => return Err(Error::unavailable(error)),
        };
        let sizes = turn.spend(move || picture::sizes(&original, kind)).await?.map_err(Error::fault)?;
        let made = sizes.iter().map(|size| Rendition { width: size.width, height: size.height }).collect();
        for size in sizes {
            let key = service::rendition_key(scope.tenant(), self.asset, size.width);
            app.store.put(&key, size.bytes.into(), "image/webp").await.map_err(Error::unavailable)?;
        }
        let tx = app.db.write(scope, Permission::Maintain).await?;
        if !store::set_ready(&tx, self.asset, Renditions(made), app.clock.now()).await? {
            return Ok(());
        }
        let audit = Audit::changed(
            "media.ready",
            "media_asset",
            self.asset.0,
            json!({ "status": "processing" }),
            json!({ "status": "ready" }),
        );
        tx.commit(audit).await
    }
}

/// Takes a picture's objects out of the bucket: all of a deleted one, else only what the browser had put there.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeleteObjects {
    /// Of which picture.
    pub asset: AssetId,
}

impl Job for DeleteObjects {
    const TASK: &'static str = "delete_media_objects";
}

impl DeleteObjects {
    /// Runs the job.
    ///
    /// # Errors
    /// `UNAVAILABLE` when database or store is away; the queue tries again.
    pub async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        let lives = {
            let read = app.db.read(scope, Permission::Maintain).await?;
            store::find(&read, self.asset)
                .await?
                .is_some_and(|row| matches!(row.status.as_str(), "processing" | "ready"))
        };
        if lives {
            let upload = rules::upload_key(scope.tenant(), self.asset);
            return app.store.delete(&upload).await.map_err(Error::unavailable);
        }
        empty_folder(app, scope.tenant(), self.asset).await
    }
}

/// Takes away what was begun and never finished: rows without a picture, and objects without a row.
///
/// Every upload enqueues one for later, and waiting ones are merged, so a tenant without uploads costs nothing.
#[derive(Debug, Serialize, Deserialize)]
pub struct SweepMedia {}

impl Job for SweepMedia {
    const TASK: &'static str = "sweep_media";

    fn key(&self, tenant: TenantId) -> Option<String> {
        Some(format!("sweep_media:{}", tenant.0))
    }
}

impl SweepMedia {
    /// Runs the job.
    ///
    /// # Errors
    /// `UNAVAILABLE` when database or store is away; the queue tries again.
    pub async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        let before = app.clock.now() - ABANDONED_AFTER;
        let tx = app.db.write(scope, Permission::Maintain).await?;
        store::delete_abandoned(&tx, before).await?;
        tx.commit_unaudited(Unaudited::Housekeeping).await?;
        let prefix = format!("{}/", scope.tenant().0);
        let mut after: Option<String> = None;
        loop {
            let page = app.store.list(&prefix, after.as_deref()).await.map_err(Error::unavailable)?;
            let mut found: Vec<AssetId> = page
                .objects
                .iter()
                .filter_map(|object| rules::asset_of_key(scope.tenant(), &object.key))
                // Younger ones may be just on their way.
                .filter(|asset| made_at_ms(*asset).is_some_and(|ms| ms < before.timestamp_millis()))
                .collect();
            found.dedup();
            let known = {
                let read = app.db.read(scope, Permission::Maintain).await?;
                store::list_known(&read, &found).await?
            };
            for orphan in found.into_iter().filter(|asset| !known.contains(asset)) {
                empty_folder(app, scope.tenant(), orphan).await?;
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }
}

/// When an id was made, as it says itself.
fn made_at_ms(asset: AssetId) -> Option<i64> {
    let (seconds, nanos) = asset.0.get_timestamp()?.to_unix();
    i64::try_from(seconds).ok().map(|seconds| seconds * 1000 + i64::from(nanos / 1_000_000))
}

async fn empty_folder(app: &App, tenant: TenantId, asset: AssetId) -> Result<()> {
    let listing = app.store.list(&rules::folder(tenant, asset), None).await.map_err(Error::unavailable)?;
    for object in listing.objects {
        app.store.delete(&object.key).await.map_err(Error::unavailable)?;
    }
    Ok(())
}
