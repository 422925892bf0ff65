//! Collections as visitors see them: sections of the home page, links, and a page of their own.

use cynic::QueryBuilder;

use crate::catalog::{ItemCard, ItemPage as Cards};
use crate::error::Error;
use crate::scalars::LocalizedText;
use crate::schema;
use crate::storefront::Storefront;
use crate::transport::{Transport, execute};

/// A collection's name and address.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Collection")]
pub struct CollectionLink {
    /// The collection's address.
    pub slug: String,
    /// Its name.
    pub name: LocalizedText,
    /// How many items a visitor sees in it.
    pub item_count: i32,
}

/// A section of the home page.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Collection")]
pub struct HomeSection {
    /// The collection's address.
    pub slug: String,
    /// Its name.
    pub name: LocalizedText,
    /// How many items a visitor sees in it.
    pub item_count: i32,
    /// The first of them.
    pub top_items: Vec<ItemCard>,
}

/// A collection with one page of its items.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Collection", variables = "CollectionVariables")]
pub struct Collection {
    /// The collection's address.
    pub slug: String,
    /// Its name.
    pub name: LocalizedText,
    /// Its description; paragraphs divided by empty lines.
    pub description: LocalizedText,
    /// Title for search engines; may be empty.
    pub seo_title: LocalizedText,
    /// Description for search engines; may be empty.
    pub seo_description: LocalizedText,
    /// How many items a visitor sees in it.
    pub item_count: i32,
    /// Its items.
    #[arguments(first: 48, after: $after)]
    pub items: Cards,
}

/// The page of one collection.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CollectionVariables")]
pub struct CollectionPage {
    /// The tenant.
    pub storefront: Storefront,
    /// None: there is no such collection.
    #[arguments(slug: $slug)]
    pub collection: Option<Collection>,
}

/// Variables of [`CollectionPage`].
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct CollectionVariables {
    slug: String,
    after: Option<String>,
}

/// Asks for a collection by its address; `after` is the cursor of the page before.
///
/// # Errors
/// As [`execute`]; `TENANT_SUSPENDED` if the tenant is closed; `BAD_INPUT` for a cursor of another list.
pub async fn collection_page(
    transport: &impl Transport,
    slug: &str,
    after: Option<&str>,
) -> Result<CollectionPage, Error> {
    let variables = CollectionVariables { slug: slug.to_owned(), after: after.map(str::to_owned) };
    execute(transport, CollectionPage::build(variables)).await
}
