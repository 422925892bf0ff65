//! The team's side of pictures: from a chosen file to a picture that visitors see.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::scalars::{Image, LocalizedText, LocalizedTextInput};
use crate::schema;
use crate::transport::{Transport, execute};

/// What a picture belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum MediaEntityType {
    /// The tenant's storefront.
    Storefront,
    /// An item of the catalog.
    CatalogItem,
}

/// How far a picture has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum MediaStatus {
    /// Its upload is awaited.
    Pending,
    /// It is being brought into its public sizes.
    Processing,
    /// It is shown.
    Ready,
    /// It was none.
    Rejected,
}

/// A picture as the team works with it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct MediaAsset {
    /// `ast_…`.
    pub id: cynic::Id,
    /// How far it has come.
    pub status: MediaStatus,
    /// What it shows.
    pub alt: LocalizedText,
    /// Its public form, once it is ready.
    pub image: Option<Image>,
    /// Rises with each change.
    pub version: i32,
}

/// A header to send along.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct MediaHeader {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Where a file is to be put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The place that was reserved.
    pub asset: MediaAsset,
    /// The address of the PUT.
    pub url: String,
    /// Headers to send along.
    pub headers: Vec<MediaHeader>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct PicturesVariables {
    entity_type: MediaEntityType,
    entity_id: Option<cynic::Id>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PicturesVariables")]
struct Pictures {
    #[arguments(entityType: $entity_type, entityId: $entity_id)]
    media_assets: Vec<MediaAsset>,
}

/// All pictures of one thing, in order, the unfinished ones too.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn pictures(
    transport: &impl Transport,
    entity_type: MediaEntityType,
    entity_id: Option<cynic::Id>,
) -> Result<Vec<MediaAsset>, Error> {
    let variables = PicturesVariables { entity_type, entity_id };
    Ok(execute(transport, Pictures::build(variables)).await?.media_assets)
}

/// A file to be uploaded.
#[derive(Debug, Clone, cynic::InputObject)]
pub struct MediaUploadRequestInput {
    /// What it belongs to.
    pub entity_type: MediaEntityType,
    /// `itm_…`; none for the storefront.
    pub entity_id: Option<cynic::Id>,
    /// Its media type.
    pub content_type: String,
    /// Its length.
    pub byte_size: i32,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct RequestVariables {
    input: MediaUploadRequestInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RequestVariables")]
struct RequestUpload {
    #[arguments(input: $input)]
    media_upload_request: MediaUploadRequestPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct MediaUploadRequestPayload {
    asset: Option<MediaAsset>,
    upload_url: Option<String>,
    upload_headers: Vec<MediaHeader>,
    user_errors: Vec<UserError>,
}

/// Asks where a file is to be put.
///
/// # Errors
/// As [`pictures`]. A file that is refused is in `user_errors`.
pub async fn request_upload(
    transport: &impl Transport,
    input: MediaUploadRequestInput,
) -> Result<Outcome<Upload>, Error> {
    let answer = execute(transport, RequestUpload::build(RequestVariables { input })).await?.media_upload_request;
    let value = match (answer.asset, answer.upload_url) {
        (Some(asset), Some(url)) => Some(Upload { asset, url, headers: answer.upload_headers }),
        _ => None,
    };
    Ok(Outcome { value, user_errors: answer.user_errors })
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct IdVariables {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "IdVariables")]
struct CompleteUpload {
    #[arguments(id: $id)]
    media_upload_complete: MediaUploadCompletePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct MediaUploadCompletePayload {
    asset: Option<MediaAsset>,
    user_errors: Vec<UserError>,
}

/// Says that the file is there; it is then looked at.
///
/// # Errors
/// As [`pictures`]. A file that is no picture is in `user_errors`.
pub async fn complete_upload(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<MediaAsset>, Error> {
    let variables = IdVariables { id: id.clone() };
    let answer = execute(transport, CompleteUpload::build(variables)).await?.media_upload_complete;
    Ok(Outcome { value: answer.asset, user_errors: answer.user_errors })
}

/// What is to change about a picture.
#[derive(Debug, Clone, Default, cynic::InputObject)]
pub struct MediaUpdateInput {
    /// What it shows; none: as it is.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub alt: Option<LocalizedTextInput>,
    /// Its place among the others, from 0; none: where it is.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct UpdateVariables {
    id: cynic::Id,
    input: MediaUpdateInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UpdateVariables")]
struct UpdatePicture {
    #[arguments(id: $id, input: $input)]
    media_update: MediaUpdatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct MediaUpdatePayload {
    asset: Option<MediaAsset>,
    user_errors: Vec<UserError>,
}

/// Changes a picture's description or place.
///
/// # Errors
/// As [`pictures`]; `NOT_FOUND`.
pub async fn update_picture(
    transport: &impl Transport,
    id: &cynic::Id,
    input: MediaUpdateInput,
) -> Result<Outcome<MediaAsset>, Error> {
    let variables = UpdateVariables { id: id.clone(), input };
    let answer = execute(transport, UpdatePicture::build(variables)).await?.media_update;
    Ok(Outcome { value: answer.asset, user_errors: answer.user_errors })
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "IdVariables")]
struct DeletePicture {
    #[arguments(id: $id)]
    media_delete: MediaDeletePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct MediaDeletePayload {
    deleted_id: Option<cynic::Id>,
    user_errors: Vec<UserError>,
}

/// Deletes a picture.
///
/// # Errors
/// As [`pictures`]; `NOT_FOUND`.
pub async fn delete_picture(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<cynic::Id>, Error> {
    let variables = IdVariables { id: id.clone() };
    let answer = execute(transport, DeletePicture::build(variables)).await?.media_delete;
    Ok(Outcome { value: answer.deleted_id, user_errors: answer.user_errors })
}
