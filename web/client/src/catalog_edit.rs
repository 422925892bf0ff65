//! The team's side of one item: everything about it, and the acts that make, change and move it.

use cynic::{MutationBuilder, QueryBuilder};

use crate::catalog::{CatalogItemType, ItemOption};
use crate::catalog_team::CatalogItemStatus;
use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::scalars::{LocalizedText, LocalizedTextInput, Money};
use crate::schema;
use crate::transport::{Transport, execute};

/// When a campaign takes no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum CampaignEndRule {
    /// At its date.
    AtDate,
    /// Once the goal is reached.
    AtGoal,
    /// At whichever comes first.
    AtDateOrGoal,
}

/// How far apart the parts of a pledge are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum InstalmentInterval {
    /// Every seven days.
    Weekly,
    /// Every month.
    Monthly,
    /// Every third month.
    Quarterly,
}

/// How a pledge may be split.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct InstalmentRule {
    /// How far apart the parts may be.
    pub every: Vec<InstalmentInterval>,
    /// At most this many parts.
    pub max_count: Option<i32>,
}

/// The terms of a campaign as the team keeps them.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Campaign")]
pub struct TeamCampaign {
    /// What it wants to reach.
    pub goal: Option<Money>,
    /// The least gift.
    pub minimum: Option<Money>,
    /// The largest gift.
    pub maximum: Option<Money>,
    /// Amounts to offer.
    pub presets: Vec<Money>,
    /// RFC 3339.
    pub ends_at: Option<String>,
    /// When it takes no more.
    pub end_rule: CampaignEndRule,
    /// How a pledge may be split.
    pub instalments: Option<InstalmentRule>,
}

/// An item as the team edits it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItem")]
pub struct TeamItem {
    /// `itm_…`.
    pub id: cynic::Id,
    /// Product, service or campaign.
    #[cynic(rename = "type")]
    pub kind: CatalogItemType,
    /// Last part of its page's address.
    pub slug: String,
    /// Its name.
    pub name: LocalizedText,
    /// Its description.
    pub description: LocalizedText,
    /// None: the giver chooses.
    pub price: Option<Money>,
    /// How many are left, if counted.
    pub stock: Option<i32>,
    /// Where it stands.
    pub status: CatalogItemStatus,
    /// What the price is for.
    pub unit: Option<LocalizedText>,
    /// Size, colour, …
    pub options: Vec<ItemOption>,
    /// For services.
    pub duration_minutes: Option<i32>,
    /// For campaigns.
    pub campaign: Option<TeamCampaign>,
    /// For search engines.
    pub seo_title: LocalizedText,
    /// For search engines.
    pub seo_description: LocalizedText,
    /// The team's own number.
    pub external_reference: Option<String>,
    /// Rises with each change.
    pub version: i32,
}

/// One answer to a choice, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct ItemOptionValueInput {
    /// For programs.
    pub key: String,
    /// For people.
    pub label: LocalizedTextInput,
    /// Added to the price; may begin with `-`.
    pub price_difference: Option<String>,
}

/// A choice to make, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct ItemOptionInput {
    /// For programs.
    pub key: String,
    /// For people.
    pub name: LocalizedTextInput,
    /// What can be chosen.
    pub values: Vec<ItemOptionValueInput>,
}

/// How a pledge may be split, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct InstalmentRuleInput {
    /// How far apart the parts may be.
    pub every: Vec<InstalmentInterval>,
    /// At most this many parts.
    pub max_count: Option<i32>,
}

/// The terms of a campaign, as they are sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct CampaignInput {
    /// What it wants to reach.
    pub goal: Option<String>,
    /// The least gift.
    pub minimum: Option<String>,
    /// The largest gift.
    pub maximum: Option<String>,
    /// Amounts to offer.
    pub presets: Option<Vec<String>>,
    /// RFC 3339.
    pub ends_at: Option<String>,
    /// When it takes no more.
    pub end_rule: Option<CampaignEndRule>,
    /// How a pledge may be split.
    pub instalments: Option<InstalmentRuleInput>,
}

/// Where a new item begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum NewItemStatus {
    /// Only the team sees it.
    Draft,
    /// On the storefront at once.
    Active,
}

/// An item to be made. What is none is not set.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct CatalogItemCreateInput {
    /// Product, service or campaign.
    #[cynic(rename = "type")]
    pub kind: CatalogItemType,
    /// Its name.
    pub name: LocalizedTextInput,
    /// Its address; made of the name if none.
    pub slug: Option<String>,
    /// Its description.
    pub description: Option<LocalizedTextInput>,
    /// As a decimal string.
    pub price: Option<String>,
    /// Pieces.
    pub stock: Option<i32>,
    /// Where it begins.
    pub status: Option<NewItemStatus>,
    /// The team's own number.
    pub external_reference: Option<String>,
    /// For search engines.
    pub seo_title: Option<LocalizedTextInput>,
    /// For search engines.
    pub seo_description: Option<LocalizedTextInput>,
    /// What the price is for.
    pub unit: Option<LocalizedTextInput>,
    /// Size, colour, …
    pub options: Option<Vec<ItemOptionInput>>,
    /// For services.
    pub duration_minutes: Option<i32>,
    /// For campaigns.
    pub campaign: Option<CampaignInput>,
}

/// An item as it shall be. What is none is emptied.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct CatalogItemUpdateInput {
    /// Its name.
    pub name: LocalizedTextInput,
    /// Its address; as it is if none.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Its description.
    pub description: Option<LocalizedTextInput>,
    /// As a decimal string.
    pub price: Option<String>,
    /// Pieces.
    pub stock: Option<i32>,
    /// The team's own number.
    pub external_reference: Option<String>,
    /// For search engines.
    pub seo_title: Option<LocalizedTextInput>,
    /// For search engines.
    pub seo_description: Option<LocalizedTextInput>,
    /// What the price is for.
    pub unit: Option<LocalizedTextInput>,
    /// Size, colour, …
    pub options: Option<Vec<ItemOptionInput>>,
    /// For services.
    pub duration_minutes: Option<i32>,
    /// For campaigns.
    pub campaign: Option<CampaignInput>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ItemVariables {
    ids: Option<Vec<cynic::Id>>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ItemVariables")]
struct OneItem {
    #[arguments(first: 1, where: { ids: $ids })]
    catalog_items: OneItemPage,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItemConnection")]
struct OneItemPage {
    nodes: Vec<TeamItem>,
}

/// One item, whatever its state; none if there is no such item.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn team_item(transport: &impl Transport, id: &str) -> Result<Option<TeamItem>, Error> {
    let variables = ItemVariables { ids: Some(vec![cynic::Id::new(id)]) };
    Ok(execute(transport, OneItem::build(variables)).await?.catalog_items.nodes.into_iter().next())
}

macro_rules! item_payload {
    ($($Payload:ident),+) => {$(
        #[derive(Debug, Clone, cynic::QueryFragment)]
        struct $Payload {
            item: Option<TeamItem>,
            user_errors: Vec<UserError>,
        }

        impl From<$Payload> for Outcome<TeamItem> {
            fn from(payload: $Payload) -> Self {
                Self { value: payload.item, user_errors: payload.user_errors }
            }
        }
    )+};
}

item_payload!(
    CatalogItemCreatePayload,
    CatalogItemUpdatePayload,
    CatalogItemActivatePayload,
    CatalogItemArchivePayload
);

#[derive(Debug, Clone, cynic::QueryVariables)]
struct CreateVariables {
    input: CatalogItemCreateInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateItem {
    #[arguments(input: $input)]
    catalog_item_create: CatalogItemCreatePayload,
}

/// Makes an item.
///
/// # Errors
/// As [`team_item`]. What is wrong with the input is in `user_errors`.
pub async fn create_item(
    transport: &impl Transport,
    input: CatalogItemCreateInput,
) -> Result<Outcome<TeamItem>, Error> {
    Ok(execute(transport, CreateItem::build(CreateVariables { input })).await?.catalog_item_create.into())
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct UpdateVariables {
    id: cynic::Id,
    input: CatalogItemUpdateInput,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UpdateVariables")]
struct UpdateItem {
    #[arguments(id: $id, input: $input, expectedVersion: $expected_version)]
    catalog_item_update: CatalogItemUpdatePayload,
}

/// Changes an item as it stood at `version`.
///
/// # Errors
/// As [`team_item`]; `NOT_FOUND`. What is wrong, and `STALE`, is in `user_errors`.
pub async fn update_item(
    transport: &impl Transport,
    id: &cynic::Id,
    input: CatalogItemUpdateInput,
    version: i32,
) -> Result<Outcome<TeamItem>, Error> {
    let variables = UpdateVariables { id: id.clone(), input, expected_version: Some(version) };
    Ok(execute(transport, UpdateItem::build(variables)).await?.catalog_item_update.into())
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ActVariables {
    id: cynic::Id,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Activate {
    #[arguments(id: $id, expectedVersion: $expected_version)]
    catalog_item_activate: CatalogItemActivatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct Archive {
    #[arguments(id: $id, expectedVersion: $expected_version)]
    catalog_item_archive: CatalogItemArchivePayload,
}

/// Shows an item on the storefront, or takes it off; if a version is given, only at that.
///
/// # Errors
/// As [`team_item`]; `NOT_FOUND`. A refusal is in `user_errors`.
pub async fn show_item(
    transport: &impl Transport,
    id: &cynic::Id,
    is_shown: bool,
    version: Option<i32>,
) -> Result<Outcome<TeamItem>, Error> {
    let variables = ActVariables { id: id.clone(), expected_version: version };
    Ok(if is_shown {
        execute(transport, Activate::build(variables)).await?.catalog_item_activate.into()
    } else {
        execute(transport, Archive::build(variables)).await?.catalog_item_archive.into()
    })
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ActVariables")]
struct DeleteItem {
    #[arguments(id: $id, expectedVersion: $expected_version)]
    catalog_item_delete: CatalogItemDeletePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct CatalogItemDeletePayload {
    deleted_id: Option<cynic::Id>,
    user_errors: Vec<UserError>,
}

/// Deletes an item for good.
///
/// # Errors
/// As [`team_item`]; `NOT_FOUND`. A refusal is in `user_errors`.
pub async fn delete_item(
    transport: &impl Transport,
    id: &cynic::Id,
    version: i32,
) -> Result<Outcome<cynic::Id>, Error> {
    let variables = ActVariables { id: id.clone(), expected_version: Some(version) };
    let answer = execute(transport, DeleteItem::build(variables)).await?.catalog_item_delete;
    Ok(Outcome { value: answer.deleted_id, user_errors: answer.user_errors })
}
