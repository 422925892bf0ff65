//! Use cases over collections.

use std::collections::HashMap;

use async_graphql::{ID, MaybeUndefined};
use entity::{
    catalog::{self, collections},
    ids::{CollectionId, ItemId},
    text::Localized,
};
use serde_json::json;

use super::{
    store,
    types::{Collection, CollectionCreateInput, CollectionUpdateInput},
};
use crate::{
    app::App,
    catalog::{CatalogItem, errors, service::with_pictures, slug},
    graphql::types::LocalizedTextInput,
    kernel::{
        audit::Audit,
        db::{TenantRead, TenantTx},
        error::{Error, ErrorCode, Result, check_version},
        keyset::Keys,
        page::{Page, PageRequest},
        permission::Permission,
        refusals::Refusals,
        scope::Scope,
        text::{Bilingual, Locale},
    },
};

/// Most collections of a tenant.
pub const MAX_COLLECTIONS: u64 = 100;
/// Most items of a collection.
const MAX_ITEMS: usize = 500;
const MAX_NAME: usize = 80;
const MAX_DESCRIPTION: usize = 2_000;
const MAX_SEO_TITLE: usize = 120;
const MAX_SEO_DESCRIPTION: usize = 320;
/// Former addresses that lead to the present one.
const MAX_FORMER: usize = 20;

/// What names a collection.
#[derive(Debug, Clone)]
pub enum CollectionRef {
    /// The last part of its address, or of one it had before.
    Slug(String),
    /// Its id.
    Id(CollectionId),
}

/// The collections that this caller may see, with their first items if wanted.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn list(read: &TenantRead, on_home: bool, top: bool, locale: Locale) -> Result<Vec<Collection>> {
    let is_visitor = read.require(Permission::ViewCatalog).is_err();
    let rows = store::list(read, is_visitor, on_home).await?;
    dressed(read, rows, top, locale).await
}

/// One collection; hidden ones are not there for visitors.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn view(read: &TenantRead, what: CollectionRef, top: bool, locale: Locale) -> Result<Option<Collection>> {
    let row = match what {
        CollectionRef::Slug(slug) => store::find_by_slug(read, &slug).await?,
        CollectionRef::Id(id) => store::find(read, id).await?,
    };
    let seen = row.filter(|row| row.is_visible || read.require(Permission::ViewCatalog).is_ok());
    let Some(row) = seen else { return Ok(None) };
    Ok(dressed(read, vec![row], top, locale).await?.pop())
}

/// Collections with their counts and first items, in as many statements for one as for a hundred.
async fn dressed(
    read: &TenantRead,
    rows: Vec<collections::Model>,
    top: bool,
    locale: Locale,
) -> Result<Vec<Collection>> {
    let is_visitor = read.require(Permission::ViewCatalog).is_err();
    let ids: Vec<CollectionId> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let counts: HashMap<CollectionId, i64> = store::count_items(read, &ids, is_visitor).await?.into_iter().collect();
    let found = if top { store::list_top_items(read, &ids, is_visitor).await? } else { Vec::new() };
    let items: Vec<catalog::Model> = found.iter().map(|(_, item)| item.clone()).collect();
    let public = with_pictures(read, &items, top).await?;
    let mut tops: HashMap<CollectionId, Vec<CatalogItem>> = HashMap::new();
    for (collection, item) in found {
        tops.entry(collection).or_default().push(public(item, locale)?);
    }
    let dress = |row: collections::Model| {
        let (count, top) = (counts.get(&row.id).copied().unwrap_or(0), tops.remove(&row.id).unwrap_or_default());
        Collection::new(row, count, top, locale)
    };
    Ok(rows.into_iter().map(dress).collect())
}

/// One page of a collection's items, and how they are shown.
///
/// # Errors
/// `BAD_INPUT` for a cursor of another list; `UNAVAILABLE` when the database is away.
pub async fn page_of_items(
    read: &TenantRead,
    id: CollectionId,
    request: &PageRequest<Keys>,
    pictures: bool,
) -> Result<(Page<(catalog::Model, Keys)>, impl Fn(catalog::Model, Locale) -> Result<CatalogItem> + use<>)> {
    let is_visitor = read.require(Permission::ViewCatalog).is_err();
    let page = Page::cut(store::list_items(read, id, is_visitor, request).await?, request);
    let items: Vec<catalog::Model> = page.rows.iter().map(|(item, _)| item.clone()).collect();
    let public = with_pictures(read, &items, pictures).await?;
    Ok((page, public))
}

fn text(
    field: &str,
    change: &MaybeUndefined<LocalizedTextInput>,
    max: usize,
    kept: &mut Localized,
    refusals: &mut Refusals,
) -> Result<()> {
    match change {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *kept = Localized::default(),
        MaybeUndefined::Value(text) => *kept = refusals.gather(text.text(field, max))?.unwrap_or_default(),
    }
    Ok(())
}

/// Writes what the input changes into `row`; returns the items it names, if it names any.
fn apply(row: &mut collections::Model, input: CollectionUpdateInput) -> Result<Option<Vec<ItemId>>> {
    let mut refusals = Refusals::default();
    match &input.name {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => refusals.add("name", ErrorCode::Required, "سمِّ المجموعة", "Name the collection"),
        MaybeUndefined::Value(name) => {
            row.name = refusals.gather(name.required("name", MAX_NAME))?.unwrap_or_default();
        }
    }
    text("description", &input.description, MAX_DESCRIPTION, &mut row.description, &mut refusals)?;
    text("seoTitle", &input.seo_title, MAX_SEO_TITLE, &mut row.seo_title, &mut refusals)?;
    text("seoDescription", &input.seo_description, MAX_SEO_DESCRIPTION, &mut row.seo_description, &mut refusals)?;
    if let MaybeUndefined::Value(wanted) = &input.slug {
        let wanted = refusals.gather(slug::checked("slug", wanted))?.unwrap_or_default();
        if wanted != row.slug && !row.slug.is_empty() {
            row.former_slugs.push(row.slug.clone());
            let surplus = row.former_slugs.len().saturating_sub(MAX_FORMER);
            row.former_slugs.drain(..surplus);
        }
        row.slug = wanted;
    }
    row.is_visible = input.is_visible.unwrap_or(row.is_visible);
    row.is_on_home = input.is_on_home.unwrap_or(row.is_on_home);
    let items = match input.item_ids {
        Some(ids) => refusals.gather(checked_items(&ids))?,
        None => None,
    };
    refusals.finish()?;
    Ok(items)
}

fn checked_items(ids: &[ID]) -> Result<Vec<ItemId>> {
    let refuse = |code, ar: &str, en: &str| Error::invalid("itemIds", code, Bilingual::new(ar, en));
    if ids.len() > MAX_ITEMS {
        return Err(refuse(ErrorCode::OutOfRange, "٥٠٠ صنف على الأكثر", "At most 500 items"));
    }
    let items: Option<Vec<ItemId>> = ids.iter().map(|id| id.parse().ok()).collect();
    let items = items.ok_or_else(unknown_item)?;
    let mut sorted = items.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() < items.len() {
        return Err(refuse(ErrorCode::Invalid, "صنف مكرر", "An item is given twice"));
    }
    Ok(items)
}

fn unknown_item() -> Error {
    let message = Bilingual::new("صنف غير موجود", "One of them does not exist");
    Error::invalid("itemIds", ErrorCode::NotFound, message)
}

async fn put_items(tx: &TenantTx, id: CollectionId, items: &[ItemId]) -> Result<()> {
    let found = store::set_items(tx, id, items).await?;
    if usize::try_from(found).ok() == Some(items.len()) { Ok(()) } else { Err(unknown_item()) }
}

/// Makes a collection.
///
/// # Errors
/// Field errors for everything the input can be refused for; `OUT_OF_RANGE` past a hundred; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn create(app: &App, scope: &Scope, input: CollectionCreateInput) -> Result<CollectionId> {
    let now = app.clock.now();
    let mut row = collections::Model {
        tenant_id: scope.tenant(),
        id: CollectionId::generate(),
        slug: String::new(),
        former_slugs: Vec::new(),
        name: Localized::default(),
        description: Localized::default(),
        seo_title: Localized::default(),
        seo_description: Localized::default(),
        is_visible: true,
        is_on_home: false,
        position: 0,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let given = |text: Option<LocalizedTextInput>| text.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value);
    let slug = input.slug.filter(|slug| !slug.trim().is_empty());
    let change = CollectionUpdateInput {
        name: MaybeUndefined::Value(input.name),
        slug: slug.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value),
        description: given(input.description),
        seo_title: given(input.seo_title),
        seo_description: given(input.seo_description),
        is_visible: input.is_visible,
        is_on_home: input.is_on_home,
        item_ids: input.item_ids,
    };
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let items = apply(&mut row, change)?.unwrap_or_default();
    if store::count(&tx).await? >= MAX_COLLECTIONS {
        let message = Bilingual::new("١٠٠ مجموعة على الأكثر", "At most 100 collections");
        return Err(Error::invalid("", ErrorCode::OutOfRange, message));
    }
    if row.slug.is_empty() {
        let base = slug::made_of(&row.name, "collection");
        let taken = store::list_slugs_like(&tx, &base).await?;
        row.slug = slug::free(&base, |slug| taken.iter().any(|one| one == slug));
    }
    store::insert(&tx, &row).await.map_err(errors::taken_or_fault)?;
    put_items(&tx, row.id, &items).await?;
    let after = json!({ "visible": row.is_visible, "items": items.len() });
    tx.commit(Audit::created("collection.created", "collection", row.id.0, after)).await?;
    Ok(row.id)
}

async fn locked(tx: &TenantTx, id: CollectionId, expected: Option<i32>) -> Result<collections::Model> {
    let row = store::lock(tx, id).await?.ok_or(Error::NotFound)?;
    check_version(expected, row.version)?;
    Ok(row)
}

/// Changes a collection. An input that changes nothing leaves no trace.
///
/// # Errors
/// `NOT_FOUND`; `STALE`; field errors as in [`create`]; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn update(
    app: &App,
    scope: &Scope,
    id: CollectionId,
    input: CollectionUpdateInput,
    expected: Option<i32>,
) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let before = locked(&tx, id, expected).await?;
    let mut after = before.clone();
    let mut items = apply(&mut after, input)?;
    if let Some(wanted) = &items
        && *wanted == store::list_item_ids(&tx, id).await?
    {
        items = None;
    }
    if before == after && items.is_none() {
        return Ok(());
    }
    after.updated_at = app.clock.now();
    store::set_content(&tx, &after).await.map_err(errors::taken_or_fault)?;
    if let Some(items) = &items {
        put_items(&tx, id, items).await?;
    }
    let was = json!({ "version": before.version, "visible": before.is_visible });
    let is =
        json!({ "version": before.version + 1, "visible": after.is_visible, "items": items.map(|items| items.len()) });
    tx.commit(Audit::changed("collection.updated", "collection", id.0, was, is)).await
}

/// Deletes a collection; its items stay.
///
/// # Errors
/// `NOT_FOUND`; `STALE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn delete(app: &App, scope: &Scope, id: CollectionId, expected: Option<i32>) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let row = locked(&tx, id, expected).await?;
    store::delete(&tx, id).await?;
    let was = json!({ "version": row.version });
    tx.commit(Audit::changed("collection.deleted", "collection", id.0, was, json!({}))).await
}

/// Puts the named collections first, in this order.
///
/// # Errors
/// `NOT_FOUND`, `INVALID`, `OUT_OF_RANGE` beside `ids`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn reorder(app: &App, scope: &Scope, ids: Vec<CollectionId>) -> Result<()> {
    let refuse = |code, ar: &str, en: &str| Err(Error::invalid("ids", code, Bilingual::new(ar, en)));
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if ids.is_empty() || u64::try_from(ids.len()).unwrap_or(u64::MAX) > MAX_COLLECTIONS {
        return refuse(ErrorCode::OutOfRange, "من ١ إلى ١٠٠", "Between 1 and 100");
    }
    if sorted.len() < ids.len() {
        return refuse(ErrorCode::Invalid, "مجموعة مكررة", "A collection is given twice");
    }
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    if usize::try_from(store::set_order(&tx, &ids).await?).ok() != Some(ids.len()) {
        return refuse(ErrorCode::NotFound, "مجموعة غير موجودة", "One of them does not exist");
    }
    let after = json!({ "collections": ids.len() });
    tx.commit(Audit::created("collections.reordered", "catalog", scope.tenant().0, after)).await
}
