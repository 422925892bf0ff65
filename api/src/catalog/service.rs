//! Use cases over the catalog.

use entity::{
    catalog,
    ids::{CollectionId, ItemId},
    text::Localized,
};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, Condition};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    errors,
    rules::{Metadata, check_terms},
    store,
    types::{CatalogItem, CatalogItemSort, CatalogItemSortField, CatalogItemStatus, CatalogItemType, CatalogItemWhere},
};
use crate::{
    app::App,
    graphql::{
        filter::{Filter, Nested, at_most_100},
        list::{List, SortDirection},
    },
    kernel::{
        audit::Audit,
        db::{TenantConn, TenantRead, TenantTx},
        error::Result,
        money::{Currency, Money},
        permission::Permission,
        scope::Scope,
        text::Locale,
    },
    media,
};

/// A checked request for a list of items.
pub type ItemList = List<catalog::Entity>;

/// Checks filter, search and sort of a caller who may see drafts or not.
///
/// # Errors
/// `BAD_INPUT` for a malformed price, too long a search, too deep a filter.
pub fn item_list(
    search: Option<&str>,
    filter: Option<CatalogItemWhere>,
    sort: Option<CatalogItemSort>,
    sees_drafts: bool,
) -> Result<ItemList> {
    let (field, direction) =
        sort.map_or((CatalogItemSortField::Position, SortDirection::Asc), |sort| (sort.field, sort.direction));
    let list = List::by(field, direction);
    let list = if sees_drafts { list } else { list.and(catalog::Column::Status.eq("active")) };
    list.search(search, store::matches)?.filter(filter)
}

impl Filter for CatalogItemWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        let mut all = Condition::all();
        if let Some(ids) = self.ids {
            let ids = at_most_100("where.ids", ids)?;
            let ids = ids.iter().filter_map(|id| id.parse::<ItemId>().ok());
            all = all.add(catalog::Column::Id.is_in(ids));
        }
        if let Some(kinds) = self.kind {
            all = all.add(catalog::Column::Kind.is_in(kinds.into_iter().map(CatalogItemType::word)));
        }
        if let Some(states) = self.status {
            all = all.add(catalog::Column::Status.is_in(states.into_iter().map(CatalogItemStatus::word)));
        }
        // Any currency has at most three decimals, so the home market's form judges what a price filter may look like.
        let price = |field: &str, text: &str| Money::parse(field, text, Currency::KWD).map(|money| money.amount());
        if let Some(from) = &self.price_from {
            all = all.add(catalog::Column::Price.gte(price("where.priceFrom", from)?));
        }
        if let Some(to) = &self.price_to {
            all = all.add(catalog::Column::Price.lte(price("where.priceTo", to)?));
        }
        if let Some(available) = self.is_available {
            let orderable = Condition::all()
                .add(catalog::Column::Status.eq("active"))
                .add(catalog::Column::Kind.is_in(["product", "service"]))
                .add(Condition::any().add(catalog::Column::Stock.is_null()).add(catalog::Column::Stock.gt(0)));
            all = all.add(if available { orderable } else { orderable.not() });
        }
        if let Some(pieces) = self.stock_to {
            all = all.add(catalog::Column::Stock.lte(pieces));
        }
        if let Some(collection) = self.collection_id {
            // An id that names nothing holds nothing.
            let id = collection.parse::<CollectionId>().map_or_else(|_| Uuid::nil(), |id| id.0);
            all = all.add(store::in_collection(id));
        }
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
}

/// The public forms of items, with their pictures in one further statement if wanted.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn with_pictures(
    read: &TenantRead,
    rows: &[catalog::Model],
    wanted: bool,
) -> Result<impl Fn(catalog::Model, Locale) -> Result<CatalogItem> + use<>> {
    let ids: Vec<Uuid> = if wanted { rows.iter().map(|row| row.id.0).collect() } else { Vec::new() };
    let pictures = media::service::pictures_of_items(read, &ids).await?;
    let is_team = read.require(Permission::ViewCatalog).is_ok();
    Ok(move |mut row: catalog::Model, locale| {
        let own = pictures.get(&row.id.0).cloned().unwrap_or_default();
        if !is_team {
            row.external_reference = None;
        }
        CatalogItem::new(row, own, locale)
    })
}

/// What names an item.
#[derive(Debug, Clone)]
pub enum ItemRef {
    /// The last part of its address, or of one it had before.
    Slug(String),
    /// Its id.
    Id(ItemId),
}

/// One item; drafts and archived ones are not there for visitors.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn view(read: &TenantRead, item: ItemRef, locale: Locale) -> Result<Option<CatalogItem>> {
    let row = match item {
        ItemRef::Slug(slug) => match store::find_by_slug(read, &slug).await? {
            Some(row) => Some(row),
            None => store::find_by_former_slug(read, &slug).await?,
        },
        ItemRef::Id(id) => store::find(read, id).await?,
    };
    let Some(row) = row.filter(|row| row.status == "active" || read.require(Permission::ViewCatalog).is_ok()) else {
        return Ok(None);
    };
    let public = with_pictures(read, std::slice::from_ref(&row), true).await?;
    public(row, locale).map(Some)
}

/// Items that a submission names, as they are in this transaction.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn items_in(tx: &impl TenantConn, ids: &[ItemId]) -> Result<Vec<catalog::Model>> {
    store::list_by_ids(tx, ids).await
}

/// Takes pieces of several items off the shelf, in the order of their ids so that two orders cannot lock each other out.
/// Returns the first item that has too few left.
///
/// # Errors
/// `UNAVAILABLE` when a lock is not had in time.
pub async fn take_stock_in(tx: &TenantTx, mut pieces: Vec<(ItemId, i32)>) -> Result<Option<ItemId>> {
    pieces.sort_unstable();
    for (item, count) in pieces {
        if !store::set_stock_less(tx, item, count).await? {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

/// Puts pieces back on the shelf.
///
/// # Errors
/// `UNAVAILABLE` when a lock is not had in time.
pub async fn return_stock_in(tx: &TenantTx, mut pieces: Vec<(ItemId, i32)>) -> Result<()> {
    pieces.sort_unstable();
    for (item, count) in pieces {
        store::set_stock_more(tx, item, count).await?;
    }
    Ok(())
}

/// A new item, as the seed and later the team give it.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// `product`, `service`, `donation_campaign`, `pledge_campaign`.
    pub kind: &'static str,
    /// a-z, 0-9, hyphen.
    pub slug: String,
    /// Name.
    pub name: Localized,
    /// Description.
    pub description: Localized,
    /// None only for campaigns.
    pub price: Option<Decimal>,
    /// None is not counted.
    pub stock: Option<i32>,
    /// `draft`, `active`, `archived`.
    pub status: &'static str,
    /// Place in the catalog.
    pub position: i32,
    /// By type, see `rules`.
    pub metadata: Value,
}

/// Adds an item.
///
/// # Errors
/// `FORBIDDEN`; `INVALID` for metadata of another type or an amount the currency does not have.
pub async fn add_item(app: &App, scope: &Scope, currency: Currency, new: NewItem) -> Result<ItemId> {
    let metadata = Metadata::parse(new.kind, &new.metadata, currency)?;
    check_terms(new.kind, new.price, new.stock, &metadata, currency)?;
    let now = app.clock.now();
    let row = catalog::Model {
        tenant_id: scope.tenant(),
        id: ItemId::generate(),
        kind: new.kind.to_owned(),
        slug: new.slug,
        name: new.name,
        description: new.description,
        price: new.price,
        currency: currency.code().to_owned(),
        stock: new.stock,
        status: new.status.to_owned(),
        position: new.position,
        metadata: new.metadata,
        external_reference: None,
        seo_title: Localized::default(),
        seo_description: Localized::default(),
        search_name: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let id = row.id;
    let tx = app.db.write(scope, Permission::EditCatalog).await?;
    store::insert(&tx, row).await.map_err(errors::taken_or_fault)?;
    tx.commit(Audit::created("catalog_item.added", "catalog_item", id.0, json!({ "status": new.status }))).await?;
    Ok(id)
}

/// The id of the item with this slug, whatever its state.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn id_of_slug(conn: &impl TenantConn, slug: &str) -> Result<Option<ItemId>> {
    Ok(store::find_by_slug(conn, slug).await?.map(|item| item.id))
}

/// A public address and when what it shows last changed.
#[derive(Debug, Clone, sea_orm::FromQueryResult)]
pub struct Listed {
    /// Last part of the address.
    pub slug: String,
    /// When.
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

/// Addresses of active items, oldest first: `count` of them after `skip`.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn listed(read: &TenantRead, skip: u64, count: u64) -> Result<Vec<Listed>> {
    store::list_addresses(read, skip, count).await
}

/// Addresses of visible collections.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn listed_collections(read: &TenantRead) -> Result<Vec<Listed>> {
    store::list_collection_addresses(read).await
}

/// How many active items there are.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn count_listed(read: &TenantRead) -> Result<u64> {
    store::count_active(read).await
}
