//! Collections as the API shows and takes them.

use async_graphql::{ID, InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{catalog::collections, ids::CollectionId};

use crate::{
    catalog::types::CatalogItem,
    graphql::types::{LocalizedTextInput, LocalizedTextType, UserError},
    kernel::text::Locale,
};

/// A shelf of items in an order of its own, with a page at `/c/<slug>`. Visitors see visible ones only.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Collection {
    /// `col_…`.
    pub id: ID,
    /// Last part of its page's address, `/c/<slug>`.
    pub(super) slug: String,
    /// Name.
    name: LocalizedTextType,
    /// Description, plain text.
    description: LocalizedTextType,
    /// Title for search engines; empty for the name.
    seo_title: LocalizedTextType,
    /// Description for search engines; empty for the description.
    seo_description: LocalizedTextType,
    /// Whether visitors see it.
    is_visible: bool,
    /// Whether it is a section of the home page.
    is_on_home: bool,
    /// Place among the collections, lowest first.
    position: i32,
    /// How many items this caller may see in it.
    pub(super) item_count: i32,
    /// Its first eight items that this caller may see, as a section of the home page shows them.
    top_items: Vec<CatalogItem>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
    /// Rises with each change; send it back as `expectedVersion`.
    version: i32,
    #[graphql(skip)]
    pub(super) key: CollectionId,
}

impl Collection {
    /// The public form of a collection.
    #[must_use]
    pub fn new(row: collections::Model, item_count: i64, top_items: Vec<CatalogItem>, locale: Locale) -> Self {
        let text = |text| LocalizedTextType::new(text, locale);
        Self {
            id: row.id.to_string().into(),
            key: row.id,
            slug: row.slug,
            name: text(row.name),
            description: text(row.description),
            seo_title: text(row.seo_title),
            seo_description: text(row.seo_description),
            is_visible: row.is_visible,
            is_on_home: row.is_on_home,
            position: row.position,
            item_count: i32::try_from(item_count).unwrap_or(i32::MAX),
            top_items,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

/// A collection to be made.
#[derive(Debug, Clone, InputObject)]
pub struct CollectionCreateInput {
    /// Name, at most 80 characters, in one language at least.
    pub name: LocalizedTextInput,
    /// Last part of its address: a-z, 0-9 and hyphens, 2 to 80. Made of the name if not given.
    pub slug: Option<String>,
    /// Plain text, at most 2,000 characters.
    pub description: Option<LocalizedTextInput>,
    /// Title for search engines, at most 120 characters.
    pub seo_title: Option<LocalizedTextInput>,
    /// Description for search engines, at most 320 characters.
    pub seo_description: Option<LocalizedTextInput>,
    /// Whether visitors see it; they do if not said.
    pub is_visible: Option<bool>,
    /// Whether it is a section of the home page; not if not said.
    pub is_on_home: Option<bool>,
    /// Its items in order, at most 500, each once.
    pub item_ids: Option<Vec<ID>>,
}

/// What shall be different. A field that is not given stays as it is; null empties it. Limits as in
/// `CollectionCreateInput`.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CollectionUpdateInput {
    /// Name; both languages are replaced.
    pub name: MaybeUndefined<LocalizedTextInput>,
    /// Last part of its address; the former one leads to the new one.
    pub slug: MaybeUndefined<String>,
    /// Plain text; both languages are replaced.
    pub description: MaybeUndefined<LocalizedTextInput>,
    /// Title for search engines.
    pub seo_title: MaybeUndefined<LocalizedTextInput>,
    /// Description for search engines.
    pub seo_description: MaybeUndefined<LocalizedTextInput>,
    /// Whether visitors see it.
    pub is_visible: Option<bool>,
    /// Whether it is a section of the home page.
    pub is_on_home: Option<bool>,
    /// All its items in order, replaced together; at most 500, each once.
    pub item_ids: Option<Vec<ID>>,
}

macro_rules! collection_payloads {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, SimpleObject)]
        pub struct $name {
            /// The collection as it is now; null if refused.
            collection: Option<Collection>,
            /// Why it was refused; empty if it was not.
            user_errors: Vec<UserError>,
        }

        impl From<(Option<Collection>, Vec<UserError>)> for $name {
            fn from((collection, user_errors): (Option<Collection>, Vec<UserError>)) -> Self {
                Self { collection, user_errors }
            }
        }
    )*};
}

collection_payloads! {
    /// What `collectionCreate` answers.
    CollectionCreatePayload;
    /// What `collectionUpdate` answers.
    CollectionUpdatePayload;
}

/// What `collectionDelete` answers.
#[derive(Debug, SimpleObject)]
pub struct CollectionDeletePayload {
    /// The id that is gone; null if refused.
    pub(super) deleted_id: Option<ID>,
    /// Why it was refused; empty if it was not.
    pub(super) user_errors: Vec<UserError>,
}

/// What `collectionsReorder` answers.
#[derive(Debug, SimpleObject)]
pub struct CollectionsReorderPayload {
    /// The collections in their new order, as given; null if refused.
    pub(super) ids: Option<Vec<ID>>,
    /// Why it was refused; empty if it was not.
    pub(super) user_errors: Vec<UserError>,
}
