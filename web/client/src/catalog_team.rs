//! The team's side of the catalog: the list with drafts and archived items.

use cynic::QueryBuilder;

use crate::catalog::CatalogItemType;
use crate::error::Error;
use crate::paging::{connection, list_variables};
use crate::scalars::{LocalizedText, Money, SortDirection, TeamImage};
use crate::schema;
use crate::transport::{Transport, execute};

/// Where an item stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum CatalogItemStatus {
    /// Being prepared.
    Draft,
    /// On the storefront.
    Active,
    /// Put away.
    Archived,
}

/// What a list of items can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum CatalogItemSortField {
    /// The team's own order.
    Position,
    /// Name, Arabic first.
    Name,
    /// Price.
    Price,
    /// When it was made.
    CreatedAt,
    /// When it last changed.
    UpdatedAt,
}

/// How a list of items is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct CatalogItemSort {
    /// By what.
    pub field: CatalogItemSortField,
    /// Which way.
    pub direction: SortDirection,
}

/// Which items a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
#[cynic(graphql_type = "CatalogItemWhere")]
pub struct TeamItemWhere {
    /// Any of these types.
    #[cynic(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Vec<CatalogItemType>>,
    /// Any of these states.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<CatalogItemStatus>>,
}

list_variables! {
    /// Variables of the team's list of items.
    CatalogListVariables: TeamItemWhere, CatalogItemSort
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CatalogListVariables")]
struct CatalogList {
    #[arguments(first: $first, after: $after, last: $last, before: $before, search: $search, where: $filter, sortBy: $sort)]
    catalog_items: CatalogRows,
}

connection! {
    /// One page of the team's list of items.
    CatalogRows("CatalogItemConnection"): CatalogRow
}

/// What a row of the list shows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItem")]
pub struct CatalogRow {
    /// `itm_…`.
    pub id: cynic::Id,
    /// Product, service or campaign.
    #[cynic(rename = "type")]
    pub kind: CatalogItemType,
    /// Last part of its page's address.
    pub slug: String,
    /// Its name.
    pub name: LocalizedText,
    /// None: an open amount.
    pub price: Option<Money>,
    /// Pieces left; none: not counted.
    pub stock: Option<i32>,
    /// Where it stands.
    pub status: CatalogItemStatus,
    /// Its pictures; the first one is shown.
    pub images: Vec<TeamImage>,
    /// Rises with each change.
    pub version: i32,
}

/// Asks for one page of the team's items.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`, `BAD_INPUT` for a cursor of another list.
pub async fn catalog_list(transport: &impl Transport, variables: CatalogListVariables) -> Result<CatalogRows, Error> {
    Ok(execute(transport, CatalogList::build(variables)).await?.catalog_items)
}
