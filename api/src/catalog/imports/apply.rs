//! Judging a file and writing it, batch by batch: what is known of a batch is read in a few statements, never row by row.

use std::collections::{HashMap, HashSet};

use entity::{
    catalog,
    ids::{ImportId, ItemId},
};
use serde_json::{Map, Value, json};

use super::{
    format::column_of,
    reader::BATCH,
    row::{Act, Cells, Terms, judge},
    store::{self, ImportRow, NamedBy, Progress, Verdict},
    types::StoredProblem,
};
use crate::{
    app::App,
    catalog::{errors, slug},
    kernel::{
        audit::{Audit, Unaudited},
        db::TenantTx,
        error::{Error, ErrorCode, FieldError, Result},
        money::Currency,
        permission::Permission,
        scope::Scope,
        text::Bilingual,
    },
    storefront,
};

/// A judged batch: what became of each row, and what is to be written.
#[derive(Default)]
struct Judged {
    verdicts: Vec<Verdict>,
    new: Vec<catalog::Model>,
    changed: Vec<catalog::Model>,
    progress: Progress,
}

/// Judges every row that is not judged yet.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn check(app: &App, scope: &Scope, id: ImportId) -> Result<()> {
    loop {
        let tx = app.db.write(scope, Permission::Maintain).await?;
        let Some(import) = store::lock(&tx, id).await?.filter(|import| import.status == "checking") else {
            return Ok(());
        };
        let rows = store::list_rows(&tx, import.id, Some("new"), 0, BATCH as u64).await?;
        let now = app.clock.now();
        if rows.is_empty() {
            store::set_status(&tx, id, "checked", None, now).await?;
            return tx.commit_unaudited(Unaudited::Housekeeping).await;
        }
        let judged = judge_batch(app, &tx, scope, id, &rows, false).await?;
        store::set_verdicts(&tx, id, &judged.verdicts).await?;
        let progress = Progress { checked: judged.progress.checked, bad: judged.progress.bad, ..Progress::default() };
        store::add_progress(&tx, id, progress, now).await?;
        tx.commit_unaudited(Unaudited::Housekeeping).await?;
    }
}

/// Writes every good row that is not written yet, by the policy that the import was committed with.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn apply(app: &App, scope: &Scope, id: ImportId) -> Result<()> {
    let mut tx = app.db.write(scope, Permission::Maintain).await?;
    let Some(import) = store::lock(&tx, id).await?.filter(|import| import.status == "applying") else { return Ok(()) };
    let is_whole = import.policy.as_deref() == Some("reject_all");
    let named = store::list_slugs(&tx, id).await?;
    loop {
        let rows = store::list_rows(&tx, id, Some("good"), 0, BATCH as u64).await?;
        let now = app.clock.now();
        if rows.is_empty() {
            store::set_status(&tx, id, "done", None, now).await?;
            let after = json!({ "status": "done" });
            let before = json!({ "status": "applying" });
            return tx.commit(Audit::changed("catalog_import.done", "catalog_import", id.0, before, after)).await;
        }
        let mut judged = judge_batch(app, &tx, scope, id, &rows, true).await?;
        if is_whole && judged.progress.bad > 0 {
            // What was good at the dry run is so no more: all or nothing means nothing.
            drop(tx);
            return fail(app, scope, id, &judged.verdicts).await;
        }
        complete(&tx, &named, &mut judged).await?;
        write(&tx, id, judged, now).await?;
        if !is_whole {
            tx.commit_unaudited(Unaudited::Housekeeping).await?;
            tx = app.db.write(scope, Permission::Maintain).await?;
        }
    }
}

async fn write(tx: &TenantTx, id: ImportId, judged: Judged, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
    let line = |action, item: ItemId, version: i32| {
        let before = json!({ "version": version - 1 });
        Audit::changed(action, "catalog_item", item.0, before, json!({ "version": version, "import": id.0 }))
    };
    let created = judged.new.iter().map(|row| {
        let after = json!({ "type": row.kind, "status": row.status, "import": id.0 });
        Audit::created("catalog_item.created", "catalog_item", row.id.0, after)
    });
    let changed = judged.changed.iter().map(|row| line("catalog_item.updated", row.id, row.version + 1));
    let lines: Vec<Audit> = created.chain(changed).collect();
    store::set_items(tx, &judged.changed).await.map_err(errors::taken_or_fault)?;
    store::insert_items(tx, &judged.new).await.map_err(errors::taken_or_fault)?;
    store::set_verdicts(tx, id, &judged.verdicts).await?;
    store::add_progress(tx, id, Progress { checked: 0, ..judged.progress }, now).await?;
    let _ = tx.record_all(lines).await?;
    Ok(())
}

async fn fail(app: &App, scope: &Scope, id: ImportId, verdicts: &[Verdict]) -> Result<()> {
    let tx = app.db.write(scope, Permission::Maintain).await?;
    let bad: Vec<Verdict> = verdicts
        .iter()
        .filter(|verdict| verdict.status == "bad")
        .map(|v| Verdict { line: v.line, status: v.status, act: None, problems: v.problems.clone() })
        .collect();
    let count = i32::try_from(bad.len()).unwrap_or(i32::MAX);
    store::set_verdicts(&tx, id, &bad).await?;
    let now = app.clock.now();
    store::add_progress(&tx, id, Progress { bad: count, ..Progress::default() }, now).await?;
    store::set_status(&tx, id, "failed", None, now).await?;
    let (before, after) = (json!({ "status": "applying" }), json!({ "status": "failed", "bad": count }));
    tx.commit(Audit::changed("catalog_import.failed", "catalog_import", id.0, before, after)).await
}

/// What a batch's rows name, and what is known of it.
struct Known {
    by_slug: HashMap<String, catalog::Model>,
    by_reference: HashMap<String, catalog::Model>,
    slug_lines: HashMap<String, i32>,
    reference_lines: HashMap<String, i32>,
}

fn cells_of(row: &ImportRow) -> Option<&Map<String, Value>> {
    row.cells.as_object()
}

impl Known {
    async fn of(tx: &TenantTx, id: ImportId, rows: &[ImportRow], locked: bool) -> Result<Self> {
        let cells: Vec<Cells<'_>> = rows.iter().filter_map(cells_of).map(Cells).collect();
        let slugs: Vec<String> =
            cells.iter().filter_map(|cells| cells.filled("slug")).map(str::to_ascii_lowercase).collect();
        let references: Vec<String> =
            cells.iter().filter_map(|cells| cells.filled("external_reference")).map(str::to_owned).collect();
        let items = store::list_named(tx, &slugs, &references, locked).await?;
        Ok(Self {
            slug_lines: store::first_lines(tx, id, NamedBy::Slug, &slugs).await?.into_iter().collect(),
            reference_lines: store::first_lines(tx, id, NamedBy::Reference, &references).await?.into_iter().collect(),
            by_slug: items.iter().map(|item| (item.slug.to_ascii_lowercase(), item.clone())).collect(),
            by_reference: items.into_iter().filter_map(|item| Some((item.external_reference.clone()?, item))).collect(),
        })
    }

    /// The item that a row names: by its reference first, since that does not change.
    fn item(&self, cells: &Cells<'_>) -> Option<&catalog::Model> {
        let by_reference = cells.filled("external_reference").and_then(|text| self.by_reference.get(text));
        by_reference.or_else(|| self.by_slug.get(&cells.filled("slug")?.to_ascii_lowercase()))
    }

    /// What the file or the catalog has against a row's names.
    fn clashes(&self, line: i32, cells: &Cells<'_>) -> Vec<FieldError> {
        let mut found = Vec::new();
        let mut twice = |field: &str, first: Option<&i32>| {
            if let Some(first) = first.filter(|first| **first < line) {
                let message = Bilingual::new(format!("مكرر: السطر {first}"), format!("Stands in line {first} already"));
                found.push(FieldError::new(field, ErrorCode::Taken, message));
            }
        };
        let slug = cells.filled("slug").map(str::to_ascii_lowercase);
        twice("slug", slug.as_ref().and_then(|slug| self.slug_lines.get(slug)));
        twice("externalReference", cells.filled("external_reference").and_then(|text| self.reference_lines.get(text)));
        // Named by its reference, it may not take the address of another item.
        let item = self.item(cells);
        let other = slug.as_ref().and_then(|slug| self.by_slug.get(slug));
        if let (Some(item), Some(other)) = (item, other)
            && item.id != other.id
        {
            let message = Bilingual::new("هذا العنوان لصنف آخر", "Another item has this address");
            found.push(FieldError::new("slug", ErrorCode::Taken, message));
        }
        found
    }
}

async fn judge_batch(
    app: &App,
    tx: &TenantTx,
    scope: &Scope,
    id: ImportId,
    rows: &[ImportRow],
    is_applied: bool,
) -> Result<Judged> {
    let (tenant, _) = storefront::service::terms(tx).await?;
    let terms = Terms { currency: Currency::parse(&tenant.currency)?, zone: tenant.time_zone };
    let known = Known::of(tx, id, rows, is_applied).await?;
    let now = app.clock.now();
    let mut judged = Judged::default();
    for row in rows {
        judged.progress.checked += 1;
        let outcome = judge_row(row, &known, scope, now, &terms)?;
        let (status, act, problems) = match outcome {
            Ok(act) => {
                let word = judged.take(act, is_applied);
                (if is_applied { "applied" } else { "good" }, Some(word), json!([]))
            }
            Err(errors) => {
                judged.progress.bad += 1;
                let problems: Vec<StoredProblem> =
                    errors.into_iter().map(|error| StoredProblem::new(column_of(&error.field), error)).collect();
                ("bad", None, json!(problems))
            }
        };
        judged.verdicts.push(Verdict { line: row.line, status, act, problems });
    }
    Ok(judged)
}

impl Judged {
    fn take(&mut self, act: Act, is_applied: bool) -> &'static str {
        let applied = i32::from(is_applied);
        self.progress.applied += applied;
        match act {
            Act::Create(row) => {
                self.progress.created += applied;
                self.new.push(*row);
                "create"
            }
            Act::Update(row) => {
                self.progress.updated += applied;
                self.changed.push(*row);
                "update"
            }
            Act::Nothing => "none",
        }
    }
}

fn judge_row(
    row: &ImportRow,
    known: &Known,
    scope: &Scope,
    now: chrono::DateTime<chrono::Utc>,
    terms: &Terms,
) -> Result<std::result::Result<Act, Vec<FieldError>>> {
    let Some(cells) = cells_of(row) else {
        let message = Bilingual::new(
            "عدد الخلايا لا يساوي عدد الأعمدة، أو ليس نصًّا بترميز UTF-8",
            "Another number of cells than columns, or no text in UTF-8",
        );
        return Ok(Err(vec![FieldError::new("", ErrorCode::Invalid, message)]));
    };
    let cells = Cells(cells);
    let mut clashes = known.clashes(row.line, &cells);
    match judge(&cells, known.item(&cells), scope, now, terms) {
        Ok(act) if clashes.is_empty() => Ok(Ok(act)),
        Ok(_) => Ok(Err(clashes)),
        Err(Error::Invalid(errors)) => {
            clashes.extend(errors);
            Ok(Err(clashes))
        }
        Err(other) => Err(other),
    }
}

/// Gives new items their place, and an address of their own to those whose row names none. It is neither one of the catalog nor
/// one that any row of the file names, of this batch or of a later one: that row would find its address gone, or this item there.
async fn complete(tx: &TenantTx, named: &HashSet<String>, judged: &mut Judged) -> Result<()> {
    let Judged { new, changed, .. } = judged;
    if new.is_empty() {
        return Ok(());
    }
    let mut position = crate::catalog::store::next_position(tx).await?;
    let base = |row: &catalog::Model| {
        let digits = row.id.0.simple().to_string();
        slug::made_of(&row.name, &format!("item-{}", digits.get(24..).unwrap_or(&digits)))
    };
    let bases: Vec<String> = new.iter().filter(|row| row.slug.is_empty()).map(base).collect();
    let mut taken: HashSet<String> = store::list_taken(tx, &bases).await?.into_iter().collect();
    taken.extend(new.iter().chain(&*changed).filter(|row| !row.slug.is_empty()).map(|row| row.slug.clone()));
    for row in new {
        row.position = position;
        position = position.saturating_add(1);
        if row.slug.is_empty() {
            row.slug = slug::free(&base(row), |slug| taken.contains(slug) || named.contains(slug));
            taken.insert(row.slug.clone());
        }
    }
    Ok(())
}
