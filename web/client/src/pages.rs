//! One operation a page.

use cynic::{MutationBuilder, QueryBuilder};

use crate::catalog::{CatalogItem, CatalogItemWhere, ItemPage as Cards, WholeItems};
use crate::collections::{CollectionLink, HomeSection};
use crate::error::Error;
use crate::giving::Giving;
use crate::orders::{OrderSubmitInput, OrderSubmitPayload, SubmissionStatus};
use crate::schema;
use crate::storefront::Storefront;
use crate::transport::{Transport, execute};

/// How many ids one question may name: a list holds at most 100 and a basket 50.
const MOST_IDS: usize = 100;

/// The home page: the tenant and the first of its items.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
pub struct HomePage {
    /// The tenant.
    pub storefront: Storefront,
    /// Its collections.
    pub collections: Vec<CollectionLink>,
    /// Those that are sections of the home page, with their first items.
    #[cynic(rename = "collections", alias)]
    #[arguments(onHome: true)]
    pub sections: Vec<HomeSection>,
    /// Its items.
    #[arguments(first: 60)]
    pub catalog_items: Cards,
}

/// The tenant alone, for pages that show nothing else.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
pub struct StorefrontOnly {
    /// The tenant.
    pub storefront: Storefront,
}

/// The page of one item.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ItemVariables")]
pub struct ItemPage {
    /// The tenant.
    pub storefront: Storefront,
    /// None: there is no such item.
    #[arguments(slug: $slug)]
    pub catalog_item: Option<CatalogItem>,
    /// What it has collected, if it is a campaign.
    #[cynic(rename = "catalogItem", alias)]
    #[arguments(slug: $slug)]
    pub giving: Option<Giving>,
}

/// Variables of [`ItemPage`].
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct ItemVariables {
    slug: String,
}

/// What was found for the visitor's words; every item if there are none.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SearchVariables")]
pub struct SearchPage {
    /// The tenant.
    pub storefront: Storefront,
    /// The items found.
    #[arguments(first: 48, search: $search, after: $after)]
    pub catalog_items: Cards,
}

/// Variables of [`SearchPage`].
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct SearchVariables {
    search: Option<String>,
    after: Option<String>,
}

/// The basket and the checkout: the tenant and the items named by the visitor's basket.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "BasketVariables")]
struct BasketQuery {
    storefront: Storefront,
    #[arguments(first: $first, where: $filter)]
    catalog_items: WholeItems,
}

/// Variables of the basket's query.
#[derive(Debug, Clone, cynic::QueryVariables)]
struct BasketVariables {
    first: i32,
    filter: CatalogItemWhere,
}

/// What the basket and the checkout show.
#[derive(Debug, Clone)]
pub struct BasketPage {
    /// The tenant.
    pub storefront: Storefront,
    /// The items of the basket that still exist, in no order.
    pub items: Vec<CatalogItem>,
}

/// The thank-you page and the status page.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "StatusVariables")]
pub struct StatusPage {
    /// The tenant.
    pub storefront: Storefront,
    /// None: the link is wrong or too old.
    #[arguments(token: $token)]
    pub submission_status: Option<SubmissionStatus>,
}

/// Variables of [`StatusPage`].
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct StatusVariables {
    token: String,
}

/// Places an order.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderSubmitVariables")]
pub struct OrderSubmit {
    /// The answer.
    #[arguments(input: $input)]
    pub order_submit: OrderSubmitPayload,
}

/// Variables of [`OrderSubmit`].
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct OrderSubmitVariables {
    input: OrderSubmitInput,
}

/// Asks for the home page.
///
/// # Errors
/// As [`execute`]; `TENANT_SUSPENDED` if the tenant is closed. So for all of these.
pub async fn home_page(transport: &impl Transport) -> Result<HomePage, Error> {
    execute(transport, HomePage::build(())).await
}

/// Asks for the tenant alone.
///
/// # Errors
/// As [`home_page`].
pub async fn storefront_only(transport: &impl Transport) -> Result<StorefrontOnly, Error> {
    execute(transport, StorefrontOnly::build(())).await
}

/// Asks for one item by its address.
///
/// # Errors
/// As [`home_page`].
pub async fn item_page(transport: &impl Transport, slug: &str) -> Result<ItemPage, Error> {
    execute(transport, ItemPage::build(ItemVariables { slug: slug.to_owned() })).await
}

/// Searches the catalog, or lists it if `search` is empty; `after` is the cursor of the page before.
///
/// # Errors
/// As [`home_page`].
pub async fn search_page(transport: &impl Transport, search: &str, after: Option<&str>) -> Result<SearchPage, Error> {
    let search = Some(search.trim()).filter(|words| !words.is_empty()).map(str::to_owned);
    execute(transport, SearchPage::build(SearchVariables { search, after: after.map(str::to_owned) })).await
}

/// Asks for the items of a basket; at most a hundred ids are asked for.
///
/// # Errors
/// As [`home_page`].
pub async fn basket_page(transport: &impl Transport, ids: &[String]) -> Result<BasketPage, Error> {
    if ids.is_empty() {
        let StorefrontOnly { storefront } = storefront_only(transport).await?;
        return Ok(BasketPage { storefront, items: Vec::new() });
    }
    let ids: Vec<cynic::Id> = ids.iter().take(MOST_IDS).map(|id| cynic::Id::new(id.as_str())).collect();
    let first = i32::try_from(ids.len()).unwrap_or(1);
    let variables = BasketVariables { first, filter: CatalogItemWhere { ids: Some(ids) } };
    let answer = execute(transport, BasketQuery::build(variables)).await?;
    Ok(BasketPage { storefront: answer.storefront, items: answer.catalog_items.nodes })
}

/// Asks for what the signed link shows.
///
/// # Errors
/// As [`home_page`].
pub async fn status_page(transport: &impl Transport, token: &str) -> Result<StatusPage, Error> {
    execute(transport, StatusPage::build(StatusVariables { token: token.to_owned() })).await
}

/// Places an order.
///
/// # Errors
/// As [`home_page`], and `RATE_LIMITED`. Faults of the input are not errors but `user_errors` of the payload.
pub async fn order_submit(transport: &impl Transport, input: OrderSubmitInput) -> Result<OrderSubmitPayload, Error> {
    Ok(execute(transport, OrderSubmit::build(OrderSubmitVariables { input })).await?.order_submit)
}
