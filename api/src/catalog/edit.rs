//! The team's work on items: make, change, show, put away, delete, put in order.

use async_graphql::MaybeUndefined;
use entity::{catalog, ids::ItemId, text::Localized};
use serde_json::json;

use super::{
    errors,
    inputs::{
        CatalogItemCreateInput, CatalogItemUpdateInput, MAX_DESCRIPTION, MAX_NAME, MAX_SEO_DESCRIPTION, MAX_SEO_TITLE,
        NewItemStatus, TypedPart, amount, changed,
    },
    rules::{self, Metadata},
    slug, store,
};
use crate::{
    app::App,
    graphql::types::LocalizedTextInput,
    kernel::{
        audit::Audit,
        db::TenantTx,
        error::{Error, ErrorCode, Result, check_version},
        money::Currency,
        permission::Permission,
        refusals::Refusals,
        scope::Scope,
        text::{self, Bilingual},
    },
    media::{change::delete_pictures_of_in, service::Subject},
    storefront,
};

/// Longest number of the team's own.
const MAX_REFERENCE: usize = 80;
/// Most items put in order by one act.
const MAX_ORDERED: usize = 500;

/// The tenant's currency, which every price is in.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub(super) async fn currency_in(tx: &TenantTx) -> Result<Currency> {
    let (tenant, _) = storefront::service::terms(tx).await?;
    Currency::parse(&tenant.currency)
}

/// Makes an item.
///
/// # Errors
/// Field errors for everything the input can be refused for, `TAKEN` for slug and reference; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn create_item(app: &App, scope: &Scope, input: CatalogItemCreateInput) -> Result<ItemId> {
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let currency = currency_in(&tx).await?;
    let mut row = new_row(scope, app.clock.now(), input, currency)?;
    if row.slug.is_empty() {
        row.slug = free_slug(&tx, &row.name, row.id).await?;
    }
    row.position = store::next_position(&tx).await?;
    let (id, after) = (row.id, json!({ "type": row.kind, "status": row.status }));
    store::insert(&tx, row).await.map_err(errors::taken_or_fault)?;
    tx.commit(Audit::created("catalog_item.created", "catalog_item", id.0, after)).await?;
    Ok(id)
}

/// A slug that nobody has, made of the name.
pub(super) async fn free_slug(tx: &TenantTx, name: &Localized, id: ItemId) -> Result<String> {
    let otherwise = id.0.simple().to_string();
    let base = slug::made_of(name, &format!("item-{}", otherwise.get(24..).unwrap_or(&otherwise)));
    let taken = store::list_slugs_like(tx, &base).await?;
    Ok(slug::free(&base, |slug| taken.iter().any(|one| one == slug)))
}

/// The row that an input asks for, checked as a whole; its slug is empty if it shall be made of the name.
pub(super) fn new_row(
    scope: &Scope,
    now: chrono::DateTime<chrono::Utc>,
    input: CatalogItemCreateInput,
    currency: Currency,
) -> Result<catalog::Model> {
    let kind = input.kind.word();
    let mut refusals = Refusals::default();
    let typed = TypedPart {
        unit: given(input.unit),
        options: given(input.options),
        duration_minutes: given(input.duration_minutes),
        campaign: given(input.campaign),
    };
    let nothing = Metadata::read(kind, &json!({}))?;
    let metadata = refusals.gather(typed.applied_to(nothing, kind, currency))?;
    let price = refusals.gather(amount("price", input.price.as_deref(), currency))?;
    if let (Some(metadata), Some(price)) = (&metadata, price) {
        refusals.gather(rules::check_terms(kind, price, input.stock, metadata, currency))?;
    }
    let localized = |text: &Option<LocalizedTextInput>, field: &str, max| {
        text.as_ref().map_or_else(|| Ok(Localized::default()), |text| text.text(field, max))
    };
    let name = refusals.gather(input.name.required("name", MAX_NAME))?;
    let description = refusals.gather(localized(&input.description, "description", MAX_DESCRIPTION))?;
    let seo_title = refusals.gather(localized(&input.seo_title, "seoTitle", MAX_SEO_TITLE))?;
    let seo_description = refusals.gather(localized(&input.seo_description, "seoDescription", MAX_SEO_DESCRIPTION))?;
    let slug = match input.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty()) {
        Some(slug) => refusals.gather(slug::checked("slug", slug))?.unwrap_or_default(),
        None => String::new(),
    };
    let reference = text::optional("externalReference", input.external_reference.as_deref(), MAX_REFERENCE);
    let external_reference = refusals.gather(reference)?.flatten();
    refusals.finish()?;
    let is_active = input.status == Some(NewItemStatus::Active);
    Ok(catalog::Model {
        tenant_id: scope.tenant(),
        id: ItemId::generate(),
        kind: kind.to_owned(),
        slug,
        name: name.unwrap_or_default(),
        description: description.unwrap_or_default(),
        price: price.flatten(),
        currency: currency.code().to_owned(),
        stock: input.stock,
        status: if is_active { "active" } else { "draft" }.to_owned(),
        position: 0,
        metadata: metadata.map(|metadata| metadata.to_json()).transpose()?.unwrap_or_default(),
        external_reference,
        seo_title: seo_title.unwrap_or_default(),
        seo_description: seo_description.unwrap_or_default(),
        search_name: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

/// What an input that makes something says: nothing, or a value.
fn given<T>(value: Option<T>) -> MaybeUndefined<T> {
    value.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
}

/// Changes an item. An input that changes nothing leaves no trace.
///
/// # Errors
/// `NOT_FOUND`; `STALE` if `expected` is behind; field errors as in [`create_item`]; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn update_item(
    app: &App,
    scope: &Scope,
    id: ItemId,
    input: CatalogItemUpdateInput,
    expected: Option<i32>,
) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let before = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    check_version(expected, before.version)?;
    let mut after = changed_row(&before, input)?;
    let fields = differences(&before, &after);
    if fields.is_empty() {
        return Ok(());
    }
    after.updated_at = app.clock.now();
    store::set_content(&tx, &after).await.map_err(errors::taken_or_fault)?;
    if before.slug != after.slug {
        store::insert_former_slug(&tx, id, &before.slug, &after.slug).await?;
    }
    let was = json!({ "version": before.version });
    let is = json!({ "version": before.version + 1, "fields": fields });
    tx.commit(Audit::changed("catalog_item.updated", "catalog_item", id.0, was, is)).await
}

/// The row with what the input changes, checked as a whole.
pub(super) fn changed_row(before: &catalog::Model, input: CatalogItemUpdateInput) -> Result<catalog::Model> {
    let currency = Currency::parse(&before.currency)?;
    let mut refusals = Refusals::default();
    let mut row = before.clone();
    let typed = TypedPart {
        unit: input.unit,
        options: input.options,
        duration_minutes: input.duration_minutes,
        campaign: input.campaign,
    };
    let metadata = Metadata::read(&row.kind, &row.metadata)?;
    let metadata = refusals.gather(typed.applied_to(metadata, &row.kind, currency))?;
    row.stock = changed(input.stock, row.stock);
    let price = match &input.price {
        MaybeUndefined::Undefined => Some(row.price),
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(text) => refusals.gather(amount("price", Some(text), currency))?,
    };
    if let (Some(metadata), Some(price)) = (&metadata, price) {
        row.price = price;
        refusals.gather(rules::check_terms(&row.kind, price, row.stock, metadata, currency))?;
    }
    match &input.name {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => {
            refusals.add("name", ErrorCode::Required, "هذا الحقل مطلوب", "This field is required");
        }
        MaybeUndefined::Value(name) => {
            row.name = refusals.gather(name.required("name", MAX_NAME))?.unwrap_or_default();
        }
    }
    for (field, change, max, kept) in [
        ("description", &input.description, MAX_DESCRIPTION, &mut row.description),
        ("seoTitle", &input.seo_title, MAX_SEO_TITLE, &mut row.seo_title),
        ("seoDescription", &input.seo_description, MAX_SEO_DESCRIPTION, &mut row.seo_description),
    ] {
        match change {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => *kept = Localized::default(),
            MaybeUndefined::Value(text) => *kept = refusals.gather(text.text(field, max))?.unwrap_or_default(),
        }
    }
    if let MaybeUndefined::Value(slug) = &input.slug {
        row.slug = refusals.gather(slug::checked("slug", slug))?.unwrap_or_default();
    }
    match &input.external_reference {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => row.external_reference = None,
        MaybeUndefined::Value(text) => {
            let reference = text::optional("externalReference", Some(text), MAX_REFERENCE);
            row.external_reference = refusals.gather(reference)?.flatten();
        }
    }
    refusals.finish()?;
    if let Some(metadata) = metadata {
        row.metadata = metadata.to_json()?;
    }
    Ok(row)
}

/// Names of the fields that differ, for the audit log.
pub(super) fn differences(before: &catalog::Model, after: &catalog::Model) -> Vec<&'static str> {
    // Stored metadata may leave out what is empty; the comparison must not.
    let same_metadata =
        || match (Metadata::read(&before.kind, &before.metadata), Metadata::read(&after.kind, &after.metadata)) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        };
    [
        ("slug", before.slug != after.slug),
        ("name", before.name != after.name),
        ("description", before.description != after.description),
        ("price", before.price != after.price),
        ("stock", before.stock != after.stock),
        ("metadata", !same_metadata()),
        ("external_reference", before.external_reference != after.external_reference),
        ("seo_title", before.seo_title != after.seo_title),
        ("seo_description", before.seo_description != after.seo_description),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

/// The database's word for a state, as a constant.
fn known_status(word: &str) -> Result<&'static str> {
    ["draft", "active", "archived"]
        .into_iter()
        .find(|known| *known == word)
        .ok_or_else(|| Error::fault(format!("an item in the state {word}")))
}

/// Shows an item on the storefront, or puts it away.
///
/// # Errors
/// `NOT_FOUND`; `STALE`; `TRANSITION_REFUSED` (with from, to, allowed); `FORBIDDEN`; `UNAVAILABLE`.
pub async fn move_item(app: &App, scope: &Scope, id: ItemId, to: &'static str, expected: Option<i32>) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let row = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    check_version(expected, row.version)?;
    let from = known_status(&row.status)?;
    rules::check_move(from, to)?;
    store::set_status(&tx, id, to, app.clock.now()).await?;
    let before = json!({ "status": from, "version": row.version });
    let after = json!({ "status": to, "version": row.version + 1 });
    tx.commit(Audit::changed("catalog_item.moved", "catalog_item", id.0, before, after)).await
}

/// Deletes an item that no donation or pledge refers to, with its pictures. Orders keep their own copy of what was ordered.
///
/// # Errors
/// `NOT_FOUND`; `STALE`; `IN_USE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn delete_item(app: &App, scope: &Scope, id: ItemId, expected: Option<i32>) -> Result<()> {
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let row = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    check_version(expected, row.version)?;
    store::delete(&tx, id).await.map_err(errors::in_use_or_fault)?;
    delete_pictures_of_in(&tx, Subject::Item(id), app.clock.now()).await?;
    let before = json!({ "type": row.kind, "status": row.status, "version": row.version });
    tx.commit(Audit::changed("catalog_item.deleted", "catalog_item", id.0, before, json!({}))).await
}

/// Puts the listed items into this order, on the places that they held together; everything else stays where it is.
///
/// # Errors
/// `NOT_FOUND` beside `ids` for an id that names no item; `INVALID` for one given twice; `OUT_OF_RANGE` for none or
/// more than 500; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn reorder_items(app: &App, scope: &Scope, ids: Vec<ItemId>) -> Result<()> {
    let refuse = |code, ar: &str, en: &str| Err(Error::invalid("ids", code, Bilingual::new(ar, en)));
    if !(1..=MAX_ORDERED).contains(&ids.len()) {
        return refuse(ErrorCode::OutOfRange, "من ١ إلى ٥٠٠", "Between 1 and 500");
    }
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() < ids.len() {
        return refuse(ErrorCode::Invalid, "صنف مكرر", "An item is given twice");
    }
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    let found = store::set_order(&tx, &ids).await?;
    if usize::try_from(found).ok() != Some(ids.len()) {
        return refuse(ErrorCode::NotFound, "صنف غير موجود", "One of them does not exist");
    }
    let after = json!({ "items": ids.len() });
    tx.commit(Audit::created("catalog.reordered", "catalog", scope.tenant().0, after)).await
}
