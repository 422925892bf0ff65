//! The team's side of collections: the shelves, what stands on each, and the acts that change them.

use cynic::{MutationBuilder, QueryBuilder};

use crate::catalog_team::CatalogItemStatus;
use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::scalars::{LocalizedText, LocalizedTextInput, TeamImage};
use crate::schema;
use crate::transport::{Transport, execute};

/// A shelf.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Collection")]
pub struct TeamCollection {
    /// `col_…`.
    pub id: cynic::Id,
    /// Last part of its page's address.
    pub slug: String,
    /// Its name.
    pub name: LocalizedText,
    /// Its description.
    pub description: LocalizedText,
    /// Whether visitors see it.
    pub is_visible: bool,
    /// Whether it is a section of the home page.
    pub is_on_home: bool,
    /// How many items stand on it.
    pub item_count: i32,
    /// Rises with each change.
    pub version: i32,
}

/// An item as a shelf shows it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItem")]
pub struct ShelfItem {
    /// `itm_…`.
    pub id: cynic::Id,
    /// Its name.
    pub name: LocalizedText,
    /// Where it stands.
    pub status: CatalogItemStatus,
    /// Its pictures.
    pub images: Vec<TeamImage>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Collections {
    collections: Vec<TeamCollection>,
}

/// All shelves, in order.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn team_collections(transport: &impl Transport) -> Result<Vec<TeamCollection>, Error> {
    Ok(execute(transport, Collections::build(())).await?.collections)
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ShelfVariables {
    slug: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ShelfVariables")]
struct Shelf {
    #[arguments(slug: $slug)]
    collection: Option<ShelfItems>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Collection")]
struct ShelfItems {
    #[arguments(first: 100)]
    items: ShelfPage,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItemConnection")]
struct ShelfPage {
    nodes: Vec<ShelfItem>,
}

/// What stands on a shelf, in order; the first hundred.
///
/// # Errors
/// As [`team_collections`].
pub async fn shelf_items(transport: &impl Transport, slug: &str) -> Result<Vec<ShelfItem>, Error> {
    let answer = execute(transport, Shelf::build(ShelfVariables { slug: slug.to_owned() })).await?;
    Ok(answer.collection.map(|shelf| shelf.items.nodes).unwrap_or_default())
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct FindVariables {
    search: Option<String>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "FindVariables")]
struct Find {
    #[arguments(first: 20, search: $search)]
    catalog_items: ShelfPage,
}

/// The first twenty items that words find, to be put on a shelf.
///
/// # Errors
/// As [`team_collections`].
pub async fn find_items(transport: &impl Transport, words: &str) -> Result<Vec<ShelfItem>, Error> {
    let search = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
    Ok(execute(transport, Find::build(FindVariables { search })).await?.catalog_items.nodes)
}

/// A shelf to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct CollectionCreateInput {
    /// Its name.
    pub name: LocalizedTextInput,
    /// Its description.
    pub description: Option<LocalizedTextInput>,
    /// Whether visitors see it.
    pub is_visible: Option<bool>,
    /// Whether it is a section of the home page.
    pub is_on_home: Option<bool>,
    /// Its items in order.
    pub item_ids: Option<Vec<cynic::Id>>,
}

/// A shelf as it shall be.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct CollectionUpdateInput {
    /// Its name.
    pub name: LocalizedTextInput,
    /// Its description.
    pub description: Option<LocalizedTextInput>,
    /// Whether visitors see it.
    pub is_visible: Option<bool>,
    /// Whether it is a section of the home page.
    pub is_on_home: Option<bool>,
    /// All its items in order; none: as they are.
    pub item_ids: Option<Vec<cynic::Id>>,
}

macro_rules! collection_payload {
    ($($Payload:ident),+) => {$(
        #[derive(Debug, Clone, cynic::QueryFragment)]
        struct $Payload {
            collection: Option<TeamCollection>,
            user_errors: Vec<UserError>,
        }

        impl From<$Payload> for Outcome<TeamCollection> {
            fn from(payload: $Payload) -> Self {
                Self { value: payload.collection, user_errors: payload.user_errors }
            }
        }
    )+};
}

collection_payload!(CollectionCreatePayload, CollectionUpdatePayload);

#[derive(Debug, Clone, cynic::QueryVariables)]
struct CreateVariables {
    input: CollectionCreateInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    collection_create: CollectionCreatePayload,
}

/// Makes a shelf.
///
/// # Errors
/// As [`team_collections`]. What is wrong with the input is in `user_errors`.
pub async fn create_collection(
    transport: &impl Transport,
    input: CollectionCreateInput,
) -> Result<Outcome<TeamCollection>, Error> {
    Ok(execute(transport, Create::build(CreateVariables { input })).await?.collection_create.into())
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct UpdateVariables {
    id: cynic::Id,
    input: CollectionUpdateInput,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UpdateVariables")]
struct Update {
    #[arguments(id: $id, input: $input, expectedVersion: $expected_version)]
    collection_update: CollectionUpdatePayload,
}

/// Changes a shelf as it stood at `version`.
///
/// # Errors
/// As [`team_collections`]; `NOT_FOUND`. What is wrong, and `STALE`, is in `user_errors`.
pub async fn update_collection(
    transport: &impl Transport,
    id: &cynic::Id,
    input: CollectionUpdateInput,
    version: i32,
) -> Result<Outcome<TeamCollection>, Error> {
    let variables = UpdateVariables { id: id.clone(), input, expected_version: Some(version) };
    Ok(execute(transport, Update::build(variables)).await?.collection_update.into())
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct IdVariables {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "IdVariables")]
struct Delete {
    #[arguments(id: $id)]
    collection_delete: CollectionDeletePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct CollectionDeletePayload {
    deleted_id: Option<cynic::Id>,
    user_errors: Vec<UserError>,
}

/// Takes a shelf away; its items stay.
///
/// # Errors
/// As [`team_collections`]; `NOT_FOUND`.
pub async fn delete_collection(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<cynic::Id>, Error> {
    let answer = execute(transport, Delete::build(IdVariables { id: id.clone() })).await?.collection_delete;
    Ok(Outcome { value: answer.deleted_id, user_errors: answer.user_errors })
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ReorderVariables {
    ids: Vec<cynic::Id>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReorderVariables")]
struct Reorder {
    #[arguments(ids: $ids)]
    collections_reorder: CollectionsReorderPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct CollectionsReorderPayload {
    ids: Option<Vec<cynic::Id>>,
    user_errors: Vec<UserError>,
}

/// Puts the shelves into this order.
///
/// # Errors
/// As [`team_collections`]. A refusal is in `user_errors`.
pub async fn reorder_collections(
    transport: &impl Transport,
    ids: Vec<cynic::Id>,
) -> Result<Outcome<Vec<cynic::Id>>, Error> {
    let answer = execute(transport, Reorder::build(ReorderVariables { ids })).await?.collections_reorder;
    Ok(Outcome { value: answer.ids, user_errors: answer.user_errors })
}
