//! SQL over `catalog_imports`, `catalog_import_rows`, and the bulk writing of items.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    catalog,
    ids::{ImportId, ItemId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Value,
    sea_query::Expr,
};
use serde_json::json;

use super::reader::Record;
use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::Result,
};

/// A row of `catalog_imports`.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Import {
    pub(super) id: ImportId,
    pub(super) status: String,
    pub(super) policy: Option<String>,
    pub(super) file_name: String,
    pub(super) total_rows: i32,
    pub(super) checked_rows: i32,
    pub(super) bad_rows: i32,
    pub(super) applied_rows: i32,
    pub(super) created_rows: i32,
    pub(super) updated_rows: i32,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

const IMPORT: &str =
    "SELECT id, status, policy, file_name, total_rows, checked_rows, bad_rows, applied_rows, created_rows,
                             updated_rows, created_at, updated_at FROM catalog_imports";

/// A row of `catalog_import_rows`.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct ImportRow {
    pub(super) line: i32,
    pub(super) cells: serde_json::Value,
    pub(super) status: String,
    pub(super) act: Option<String>,
    pub(super) problems: serde_json::Value,
}

/// The import, as it is.
pub(super) async fn find(conn: &impl TenantConn, id: ImportId) -> Result<Option<Import>> {
    Ok(Import::find_by_statement(sql(&format!("{IMPORT} WHERE id = $1"), [id.into()])).one(conn).await?)
}

/// The import, locked until the transaction ends.
pub(super) async fn lock(tx: &TenantTx, id: ImportId) -> Result<Option<Import>> {
    Ok(Import::find_by_statement(sql(&format!("{IMPORT} WHERE id = $1 FOR UPDATE"), [id.into()])).one(tx).await?)
}

/// The latest imports.
pub(super) async fn list(conn: &impl TenantConn) -> Result<Vec<Import>> {
    Ok(Import::find_by_statement(sql(&format!("{IMPORT} ORDER BY created_at DESC, id DESC LIMIT 20"), []))
        .all(conn)
        .await?)
}

/// Whether one is under way that something still works on. One that arrives moves with every batch; where it has been silent for
/// a minute, nobody is left who sends it. Whoever asks is alone with the answer until their transaction ends: of two files that
/// begin at once, one sees the other.
pub(super) async fn lock_and_ask_busy(tx: &TenantTx, now: DateTime<Utc>) -> Result<bool> {
    tx.execute_raw(sql("SELECT 1 FROM tenants WHERE id = $1 FOR NO KEY UPDATE", [tx.tenant().into()])).await?;
    let row = tx
        .query_one_raw(sql(
            "SELECT EXISTS (SELECT FROM catalog_imports WHERE status = 'receiving' AND updated_at > $1
                 OR status IN ('checking', 'applying') AND updated_at > $2) AS busy",
            [(now - TimeDelta::minutes(1)).into(), (now - TimeDelta::minutes(10)).into()],
        ))
        .await?;
    Ok(row.map_or(Ok(false), |row| row.try_get("", "busy"))?)
}

/// A file whose columns are read. What is a month old goes, with its rows, and what began to arrive longer ago than an upload
/// may take: nobody was left to take that back.
pub(super) async fn insert(
    tx: &TenantTx,
    id: ImportId,
    file_name: &str,
    columns: &[&'static str],
    now: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "DELETE FROM catalog_imports WHERE created_at < $1 OR status = 'receiving' AND created_at < $2",
        [(now - TimeDelta::days(30)).into(), (now - TimeDelta::minutes(10)).into()],
    ))
    .await?;
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    tx.execute_raw(sql(
        "INSERT INTO catalog_imports (tenant_id, id, status, file_name, columns, created_by, created_at, updated_at)
         VALUES ($1, $2, 'receiving', $3, $4, $5, $6, $6)",
        [tx.tenant().into(), id.into(), file_name.into(), columns.into(), tx.scope().actor().id().into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Some records more; one that is no text is bad from the start.
pub(super) async fn insert_rows(tx: &TenantTx, id: ImportId, batch: &[Record], now: DateTime<Utc>) -> Result<()> {
    let rows: Vec<serde_json::Value> =
        batch.iter().map(|record| json!({ "line": record.line, "cells": record.cells })).collect();
    tx.execute_raw(sql(
        "INSERT INTO catalog_import_rows (tenant_id, import_id, line, cells)
         SELECT $1, $2, r.line, coalesce(r.cells, 'null') FROM jsonb_to_recordset($3::jsonb) AS r (line int, cells jsonb)",
        [tx.tenant().into(), id.into(), json!(rows).into()],
    ))
    .await?;
    tx.execute_raw(sql(
        "UPDATE catalog_imports SET total_rows = total_rows + $2, updated_at = $3 WHERE id = $1",
        [id.into(), i32::try_from(batch.len()).unwrap_or(0).into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Takes an import away, with its rows.
pub(super) async fn delete(tx: &TenantTx, id: ImportId) -> Result<()> {
    tx.execute_raw(sql("DELETE FROM catalog_imports WHERE id = $1", [id.into()])).await?;
    Ok(())
}

/// Another state, at the next version.
pub(super) async fn set_status(
    tx: &TenantTx,
    id: ImportId,
    status: &str,
    policy: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE catalog_imports SET status = $2, policy = coalesce($3, policy), version = version + 1, updated_at = $4
         WHERE id = $1",
        [id.into(), status.into(), policy.map(str::to_owned).into(), now.into()],
    ))
    .await?;
    Ok(())
}

/// Rows in a state, in the file's order, after a line.
pub(super) async fn list_rows(
    conn: &impl TenantConn,
    id: ImportId,
    status: Option<&str>,
    after: i32,
    count: u64,
) -> Result<Vec<ImportRow>> {
    let statement = sql(
        "SELECT line, cells, status, act, problems FROM catalog_import_rows
         WHERE import_id = $1 AND ($2::text IS NULL OR status = $2) AND line > $3 ORDER BY line LIMIT $4",
        [id.into(), status.map(str::to_owned).into(), after.into(), i64::try_from(count).unwrap_or(i64::MAX).into()],
    );
    Ok(ImportRow::find_by_statement(statement).all(conn).await?)
}

/// What became of a row.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) line: i32,
    pub(super) status: &'static str,
    pub(super) act: Option<&'static str>,
    pub(super) problems: serde_json::Value,
}

/// Keeps what became of rows.
pub(super) async fn set_verdicts(tx: &TenantTx, id: ImportId, verdicts: &[Verdict]) -> Result<()> {
    let rows: Vec<serde_json::Value> = verdicts
        .iter()
        .map(|v| json!({ "line": v.line, "status": v.status, "act": v.act, "problems": v.problems }))
        .collect();
    tx.execute_raw(sql(
        "UPDATE catalog_import_rows r SET status = v.status, act = v.act, problems = v.problems
         FROM jsonb_to_recordset($2::jsonb) AS v (line int, status text, act text, problems jsonb)
         WHERE r.import_id = $1 AND r.line = v.line",
        [id.into(), json!(rows).into()],
    ))
    .await?;
    Ok(())
}

/// How far a check or an application has come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    pub(super) checked: i32,
    pub(super) bad: i32,
    pub(super) applied: i32,
    pub(super) created: i32,
    pub(super) updated: i32,
}

/// Adds to what is told of the progress.
pub(super) async fn add_progress(tx: &TenantTx, id: ImportId, more: Progress, now: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE catalog_imports SET checked_rows = checked_rows + $2, bad_rows = bad_rows + $3, applied_rows = applied_rows + $4,
             created_rows = created_rows + $5, updated_rows = updated_rows + $6, updated_at = $7 WHERE id = $1",
        [
            id.into(),
            more.checked.into(),
            more.bad.into(),
            more.applied.into(),
            more.created.into(),
            more.updated.into(),
            now.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// The first line of the file that names each slug (in small letters) or reference of a list.
pub(super) async fn first_lines(
    conn: &impl TenantConn,
    id: ImportId,
    column: NamedBy,
    names: &[String],
) -> Result<Vec<(String, i32)>> {
    let name = match column {
        NamedBy::Slug => "lower(cells->>'slug')",
        NamedBy::Reference => "cells->>'external_reference'",
    };
    let text = format!(
        "SELECT {name} AS name, min(line) AS line FROM catalog_import_rows
         WHERE import_id = $1 AND {name} = ANY ($2::text[]) GROUP BY 1"
    );
    let rows = conn.query_all_raw(sql(&text, [id.into(), names.to_vec().into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "line")?))).collect()
}

/// Every slug that the file names, in small letters, whatever became of its row; a longer text than 80 characters is none.
pub(super) async fn list_slugs(tx: &TenantTx, id: ImportId) -> Result<HashSet<String>> {
    let rows = tx
        .query_all_raw(sql(
            "SELECT DISTINCT lower(cells->>'slug') AS slug FROM catalog_import_rows
             WHERE import_id = $1 AND length(cells->>'slug') BETWEEN 1 AND 80",
            [id.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(row.try_get("", "slug")?)).collect()
}

/// What a row names its item by.
#[derive(Debug, Clone, Copy)]
pub(super) enum NamedBy {
    Slug,
    Reference,
}

/// Items by slug or reference; locked, in the order of their ids, if they are about to change.
pub(super) async fn list_named(
    tx: &TenantTx,
    slugs: &[String],
    references: &[String],
    locked: bool,
) -> Result<Vec<catalog::Model>> {
    let named = Expr::cust_with_values(
        "(slug::text = ANY ($1::text[]) OR external_reference = ANY ($2::text[]))",
        [Value::from(slugs.to_vec()), Value::from(references.to_vec())],
    );
    let select = catalog::Entity::find().filter(named).order_by_asc(catalog::Column::Id);
    let select = if locked { select.lock_exclusive() } else { select };
    Ok(select.all(tx).await?)
}

/// Every slug that a list of new ones could clash with: present, former, or beginning alike.
pub(super) async fn list_taken(tx: &TenantTx, bases: &[String]) -> Result<Vec<String>> {
    let rows = tx
        .query_all_raw(sql(
            "SELECT t.slug FROM (SELECT slug::text FROM catalog_items UNION SELECT slug::text FROM catalog_item_slugs) t
             WHERE t.slug = ANY ($1::text[]) OR regexp_replace(t.slug, '-[0-9]+$', '') = ANY ($1::text[])",
            [bases.to_vec().into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(row.try_get("", "slug")?)).collect()
}

const RECORD: &str = "id uuid, type text, slug text, name jsonb, description jsonb, price numeric, currency text, stock int,
    status text, position int, metadata jsonb, external_reference text, seo_title jsonb, seo_description jsonb, at timestamptz";

fn as_json(row: &catalog::Model) -> serde_json::Value {
    json!({
        "id": row.id, "type": row.kind, "slug": row.slug, "name": row.name, "description": row.description,
        "price": row.price, "currency": row.currency, "stock": row.stock, "status": row.status, "position": row.position,
        "metadata": row.metadata, "external_reference": row.external_reference, "seo_title": row.seo_title,
        "seo_description": row.seo_description, "at": row.updated_at,
    })
}

/// Many new items in one statement.
pub(super) async fn insert_items(tx: &TenantTx, rows: &[catalog::Model]) -> std::result::Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    let list = json!(rows.iter().map(as_json).collect::<Vec<_>>());
    tx.execute_raw(sql(
        &format!("DELETE FROM catalog_item_slugs s USING jsonb_to_recordset($1::jsonb) AS r ({RECORD}) WHERE s.slug = r.slug::citext"),
        [list.clone().into()],
    ))
    .await?;
    tx.execute_raw(sql(
        &format!(
            "INSERT INTO catalog_items (tenant_id, id, type, slug, name, description, price, currency, stock, status, position,
                 metadata, external_reference, seo_title, seo_description, created_at, updated_at)
             SELECT $2, id, type, slug, name, description, price, currency, stock, status, position, metadata,
                    external_reference, seo_title, seo_description, at, at FROM jsonb_to_recordset($1::jsonb) AS r ({RECORD})"
        ),
        [list.into(), tx.tenant().into()],
    ))
    .await?;
    Ok(())
}

/// Many changed items in one statement, each at its next version; former slugs are kept.
pub(super) async fn set_items(tx: &TenantTx, rows: &[catalog::Model]) -> std::result::Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    let list = json!(rows.iter().map(as_json).collect::<Vec<_>>());
    tx.execute_raw(sql(
        &format!(
            "WITH moved AS (SELECT i.id, i.slug AS former, r.slug::citext AS now FROM catalog_items i
                 JOIN jsonb_to_recordset($1::jsonb) AS r ({RECORD}) ON r.id = i.id AND i.slug <> r.slug::citext),
             forgotten AS (DELETE FROM catalog_item_slugs s USING moved m WHERE s.slug = m.now)
             INSERT INTO catalog_item_slugs (tenant_id, slug, item_id) SELECT $2, former, id FROM moved"
        ),
        [list.clone().into(), tx.tenant().into()],
    ))
    .await?;
    tx.execute_raw(sql(
        &format!(
            "UPDATE catalog_items i SET slug = r.slug, name = r.name, description = r.description, price = r.price,
                 stock = r.stock, status = r.status, metadata = r.metadata, external_reference = r.external_reference,
                 seo_title = r.seo_title, seo_description = r.seo_description, version = i.version + 1, updated_at = r.at
             FROM jsonb_to_recordset($1::jsonb) AS r ({RECORD}) WHERE r.id = i.id"
        ),
        [list.into()],
    ))
    .await?;
    Ok(())
}

/// Items for an export: those after `after`, in the order they were made.
pub(super) async fn list_after(
    conn: &impl TenantConn,
    after: Option<ItemId>,
    until: ItemId,
    count: u64,
) -> Result<Vec<catalog::Model>> {
    let mut select = catalog::Entity::find().filter(catalog::Column::Id.lte(until));
    if let Some(after) = after {
        select = select.filter(catalog::Column::Id.gt(after));
    }
    Ok(select.order_by_asc(catalog::Column::Id).limit(count).all(conn).await?)
}
