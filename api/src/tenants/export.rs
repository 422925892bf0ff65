//! Everything a tenant has, as files: one of JSON lines a table, and the list of its objects, with their bytes if wanted.
//!
//! Rows are read as the tenant itself, in one snapshot, some at a time. Hashes and sealed secrets stay behind.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufWriter, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use entity::ids::TenantId;
use serde_json::json;

use super::store;
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
    },
    ports::storage::StorageError,
};

/// What was written.
#[derive(Debug, Default)]
pub struct Exported {
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Objects of the store.
    pub objects: u64,
}

/// Writes a tenant into an empty or new folder that only its owner can read.
///
/// # Errors
/// A fault when the folder is not empty or cannot be written; `UNAVAILABLE` when database or store are away.
pub async fn export(app: &App, tenant: TenantId, folder: &Path, with_media: bool) -> Result<Exported> {
    prepare(folder)?;
    let scope = Scope::job(tenant);
    // Taking everything out is worth a line, whoever has the command line.
    let tx = app.db.write(&scope, Permission::Maintain).await?;
    tx.commit(Audit::created("tenant.exported", "tenant", tenant.0, json!({ "with_media": with_media }))).await?;
    let mut done = Exported::default();
    let read = app.db.read(&scope, Permission::Maintain).await?;
    for table in store::list_tables(&read).await? {
        let mut file = new_file(&folder.join(format!("{}.jsonl", table.name)))?;
        let rows = store::for_each_row(&read, &table, |line| writeln!(file, "{line}").map_err(Error::fault)).await?;
        file.flush().map_err(Error::fault)?;
        done.rows.insert(table.name, rows);
    }
    drop(read);
    done.objects = export_objects(app, tenant, folder, with_media).await?;
    let manifest = json!({
        "tenant": tenant.to_string(), "exported_at": app.clock.now(), "rows": done.rows, "objects": done.objects,
        "with_media": with_media, "program": env!("CARGO_PKG_VERSION"),
    });
    let mut file = new_file(&folder.join("manifest.json"))?;
    writeln!(file, "{manifest:#}").and_then(|()| file.flush()).map_err(Error::fault)?;
    Ok(done)
}

fn prepare(folder: &Path) -> Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(Error::fault)?;
    if fs::read_dir(folder).map_err(Error::fault)?.next().is_some() {
        return Err(Error::fault(format!("{} is not empty", folder.display())));
    }
    Ok(())
}

/// A new file for its owner's eyes: people stand in it.
fn new_file(path: &Path) -> Result<BufWriter<fs::File>> {
    if let Some(above) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(above).map_err(Error::fault)?;
    }
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(Error::fault)?;
    Ok(BufWriter::new(file))
}

async fn export_objects(app: &App, tenant: TenantId, folder: &Path, with_media: bool) -> Result<u64> {
    let prefix = format!("{}/", tenant.0);
    let mut list = new_file(&folder.join("media.jsonl"))?;
    let (mut after, mut objects) = (None, 0);
    loop {
        let page = app.store.list(&prefix, after.as_deref()).await.map_err(fault)?;
        for object in &page.objects {
            let line = json!({ "key": object.key, "byte_size": object.byte_size });
            writeln!(list, "{line}").map_err(Error::fault)?;
            objects += 1;
            if with_media {
                // Keys are made by the program: no part of one is `..` or empty.
                let mut file = new_file(&folder.join("media").join(&object.key))?;
                let found = app.store.get(&object.key).await.map_err(fault)?;
                file.write_all(&found.bytes).and_then(|()| file.flush()).map_err(Error::fault)?;
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    list.flush().map_err(Error::fault)?;
    Ok(objects)
}

fn fault(error: StorageError) -> Error {
    Error::unavailable(error)
}
