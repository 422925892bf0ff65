//! A file arrives, is looked at, is committed.

use bytes::Bytes;
use entity::ids::ImportId;
use serde_json::json;
use tokio::sync::mpsc;

use super::{
    jobs::{ApplyImport, CheckImport},
    reader::{self, Told},
    store,
    types::{CatalogImport, CatalogImportPolicy, CatalogImportRow, CatalogImportRowStatus},
};
use crate::{
    app::App,
    kernel::{
        audit::{Audit, Unaudited},
        db::{TenantConn, TenantRead},
        error::{Error, ErrorCode, Result},
        permission::Permission,
        scope::Scope,
        text::{Bilingual, Locale},
    },
};

/// Takes a file that is still arriving. Rows are kept as they come, in short transactions; then a job judges them. What fails
/// on the way is taken back. Where this is dropped, what was kept stays: it holds up the next file for a minute.
///
/// # Errors
/// `INVALID`, `REQUIRED`, `OUT_OF_RANGE` beside `file`; `NOT_AVAILABLE` while another one is under way; `FORBIDDEN`, before
/// anything of the file is waited for; `TENANT_SUSPENDED`; `UNAVAILABLE`.
pub async fn receive(app: &App, scope: &Scope, file_name: &str, pieces: mpsc::Receiver<Bytes>) -> Result<ImportId> {
    // A file may be long in coming; without the right, nobody holds a place and the parser's thread for it.
    drop(app.db.read(scope, Permission::EditCatalog).await?);
    let mut told = reader::read(pieces);
    let columns = match told.recv().await {
        Some(Ok(Told::Columns(columns))) => columns,
        Some(Err(error)) => return Err(error),
        _ => return Err(Error::fault("the reader ended without a word")),
    };
    let id = begin(app, scope, file_name, &columns).await?;
    if let Err(error) = keep(app, scope, id, told).await {
        if let Err(left) = take_back(app, scope, id).await {
            tracing::warn!(import = %id, error = %left, "half a file of items could not be taken back");
        }
        return Err(error);
    }
    Ok(id)
}

/// Makes the import, unless another one is under way.
async fn begin(app: &App, scope: &Scope, file_name: &str, columns: &[&'static str]) -> Result<ImportId> {
    let id = ImportId::generate();
    let name: String = file_name.chars().filter(|c| !c.is_control()).take(200).collect();
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let now = app.clock.now();
    if store::lock_and_ask_busy(&tx, now).await? {
        let message =
            Bilingual::new("ملف آخر قيد العمل؛ انتظر حتى ينتهي", "Another file is being worked on; wait for it");
        return Err(Error::invalid("file", ErrorCode::NotAvailable, message));
    }
    store::insert(&tx, id, &name, columns, now).await?;
    let after = json!({ "columns": columns });
    tx.commit(Audit::created("catalog_import.received", "catalog_import", id.0, after)).await?;
    Ok(id)
}

/// Keeps the rows as they come, then has them judged.
async fn keep(app: &App, scope: &Scope, id: ImportId, mut told: mpsc::Receiver<Result<Told>>) -> Result<()> {
    let mut rows = 0;
    while let Some(one) = told.recv().await {
        let Told::Batch(batch) = one? else { continue };
        rows += batch.len();
        let tx = app.db.write(scope, Permission::EditCatalog).await?;
        store::insert_rows(&tx, id, &batch, app.clock.now()).await?;
        tx.commit_unaudited(Unaudited::Housekeeping).await?;
    }
    if rows == 0 {
        let message = Bilingual::new("لا صفوف في الملف", "The file has no rows");
        return Err(Error::invalid("file", ErrorCode::Required, message));
    }
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let now = app.clock.now();
    store::set_status(&tx, id, "checking", None, now).await?;
    tx.enqueue(&CheckImport { import: id }, now).await?;
    tx.commit_unaudited(Unaudited::Housekeeping).await
}

/// Takes back a file that could not be read to its end: in the tenant's own name, since its sender may have lost the right to
/// it, or the tenant been suspended, while it came.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn take_back(app: &App, scope: &Scope, id: ImportId) -> Result<()> {
    let tx = app.db.write(&Scope::job(scope.tenant()), Permission::Maintain).await?;
    store::delete(&tx, id).await?;
    tx.commit(Audit::changed("catalog_import.refused", "catalog_import", id.0, json!({}), json!({}))).await
}

/// One import.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn view(conn: &impl TenantConn, id: ImportId) -> Result<Option<CatalogImport>> {
    Ok(store::find(conn, id).await?.map(Into::into))
}

/// The latest imports.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn list(conn: &impl TenantConn) -> Result<Vec<CatalogImport>> {
    Ok(store::list(conn).await?.into_iter().map(Into::into).collect())
}

/// Rows of an import, in the file's order.
///
/// # Errors
/// `BAD_INPUT` for a number outside 1 to 200; `UNAVAILABLE` when the database is away.
pub async fn rows(
    read: &TenantRead,
    id: ImportId,
    first: i32,
    after: Option<i32>,
    status: Option<CatalogImportRowStatus>,
    locale: Locale,
) -> Result<Vec<CatalogImportRow>> {
    let count = u64::try_from(first).ok().filter(|count| (1..=200).contains(count)).ok_or_else(|| {
        Error::invalid("first", ErrorCode::OutOfRange, Bilingual::new("من ١ إلى ٢٠٠", "Between 1 and 200"))
    })?;
    let status = status.map(|status| match status {
        CatalogImportRowStatus::New => "new",
        CatalogImportRowStatus::Good => "good",
        CatalogImportRowStatus::Bad => "bad",
        CatalogImportRowStatus::Applied => "applied",
    });
    let rows = store::list_rows(read, id, status, after.unwrap_or(0), count).await?;
    Ok(rows.into_iter().map(|row| CatalogImportRow::new(row, locale)).collect())
}

/// Lets a judged file be written.
///
/// # Errors
/// `NOT_FOUND`; `NOT_AVAILABLE` for one that is not judged, or was committed before; `INVALID` beside `policy` for bad
/// rows under `REJECT_ALL`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn commit(app: &App, scope: &Scope, id: ImportId, policy: CatalogImportPolicy) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let import = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    if import.status != "checked" {
        let message = Bilingual::new("ليس هذا الملف بانتظار الاعتماد", "This file is not waiting to be committed");
        return Err(Error::invalid("", ErrorCode::NotAvailable, message));
    }
    if policy == CatalogImportPolicy::RejectAll && import.bad_rows > 0 {
        let message = Bilingual::new(
            format!("صفوف غير صالحة: {}", import.bad_rows),
            format!("{} rows are bad, so nothing is written", import.bad_rows),
        );
        return Err(Error::invalid("policy", ErrorCode::Invalid, message));
    }
    let now = app.clock.now();
    store::set_status(&tx, id, "applying", Some(policy.word()), now).await?;
    tx.enqueue(&ApplyImport { import: id }, now).await?;
    let before = json!({ "status": "checked" });
    let after =
        json!({ "status": "applying", "policy": policy.word(), "rows": import.total_rows, "bad": import.bad_rows });
    tx.commit(Audit::changed("catalog_import.committed", "catalog_import", id.0, before, after)).await
}
