//! Saved views of the team's lists: a person's own and the team's.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::schema;
use crate::transport::{Transport, execute};

/// A list that views are kept of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum SavedViewList {
    /// Every kind of submission.
    Inbox,
    /// Orders.
    Orders,
    /// Donations.
    Donations,
    /// Pledges.
    Pledges,
    /// Items.
    Catalog,
    /// Who works for the tenant.
    Members,
    /// What was sent to whom.
    Deliveries,
    /// Who did what.
    Audit,
}

/// A view of a list, kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct SavedView {
    /// `viw_…`.
    pub id: cynic::Id,
    /// Of which list.
    pub list: SavedViewList,
    /// Its name.
    pub name: String,
    /// The query of the list's address.
    pub state: String,
    /// Whether it is the whole team's.
    pub is_shared: bool,
    /// Rises with each change.
    pub version: i32,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct SavedViews {
    saved_views: Vec<SavedView>,
}

/// The views that the viewer sees, of all lists: the team's first.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn saved_views(transport: &impl Transport) -> Result<Vec<SavedView>, Error> {
    Ok(execute(transport, SavedViews::build(())).await?.saved_views)
}

/// A view to be kept.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct SavedViewCreateInput {
    /// Of which list.
    pub list: SavedViewList,
    /// Its name.
    pub name: String,
    /// The query of the list's address.
    pub state: String,
    /// Whether it is the whole team's.
    pub is_shared: bool,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct CreateVariables {
    input: SavedViewCreateInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    saved_view_create: SavedViewCreatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct SavedViewCreatePayload {
    saved_view: Option<SavedView>,
    user_errors: Vec<UserError>,
}

/// Keeps a view.
///
/// # Errors
/// As [`saved_views`]. What is wrong with the input is in `user_errors`.
pub async fn create_view(transport: &impl Transport, input: SavedViewCreateInput) -> Result<Outcome<SavedView>, Error> {
    let payload = execute(transport, Create::build(CreateVariables { input })).await?.saved_view_create;
    Ok(Outcome { value: payload.saved_view, user_errors: payload.user_errors })
}

/// What shall be different of a view.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct SavedViewUpdateInput {
    /// Its name.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The query of the list's address.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct UpdateVariables {
    id: cynic::Id,
    input: SavedViewUpdateInput,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UpdateVariables")]
struct Update {
    #[arguments(id: $id, input: $input, expectedVersion: $expected_version)]
    saved_view_update: SavedViewUpdatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct SavedViewUpdatePayload {
    saved_view: Option<SavedView>,
    user_errors: Vec<UserError>,
}

/// Changes a view as it stood at `version`.
///
/// # Errors
/// As [`saved_views`]; `NOT_FOUND`. What is wrong, and `STALE`, is in `user_errors`.
pub async fn update_view(
    transport: &impl Transport,
    id: &cynic::Id,
    input: SavedViewUpdateInput,
    version: i32,
) -> Result<Outcome<SavedView>, Error> {
    let variables = UpdateVariables { id: id.clone(), input, expected_version: Some(version) };
    let payload = execute(transport, Update::build(variables)).await?.saved_view_update;
    Ok(Outcome { value: payload.saved_view, user_errors: payload.user_errors })
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct IdVariables {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "IdVariables")]
struct Delete {
    #[arguments(id: $id)]
    saved_view_delete: SavedViewDeletePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct SavedViewDeletePayload {
    deleted_id: Option<cynic::Id>,
    user_errors: Vec<UserError>,
}

/// Lets a view go.
///
/// # Errors
/// As [`saved_views`]; `NOT_FOUND`.
pub async fn delete_view(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<cynic::Id>, Error> {
    let payload = execute(transport, Delete::build(IdVariables { id: id.clone() })).await?.saved_view_delete;
    Ok(Outcome { value: payload.deleted_id, user_errors: payload.user_errors })
}
