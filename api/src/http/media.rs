//! `GET /media/{asset}/{width}.webp`: renditions of the host's own tenant, streamed from the private bucket.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use entity::ids::AssetId;

use super::{
    edge::{self, Edge},
    shared::Shared,
};
use crate::{media::service::rendition_key, ports::storage::StorageError};

/// The widest that is public; a narrower original ends at its own width.
const WIDEST: u32 = 1280;

/// Streams one rendition. Its address never shows another picture, so it may be kept for ever.
pub async fn rendition(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
    Path((asset, file)): Path<(String, String)>,
) -> Response {
    let width = file
        .strip_suffix(".webp")
        .and_then(|width| width.parse::<u32>().ok())
        .filter(|width| (1..=WIDEST).contains(width));
    let (Ok(asset), Some(width)) = (asset.parse::<AssetId>(), width) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tenant = match edge::tenant(&shared.app, &edge, &HeaderMap::new()).await {
        Ok(Some(tenant)) if tenant.is_active => tenant.tenant(),
        Ok(_) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return super::graphql::status_of(&error).into_response(),
    };
    if headers.contains_key(header::IF_NONE_MATCH) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    match shared.app.store.get(&rendition_key(tenant, asset, width)).await {
        Ok(object) => {
            let mut response = object.bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/webp"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
            headers.insert(header::ETAG, HeaderValue::from_static("\"1\""));
            // Everybody may show them; the team's app stands on another host.
            headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'"));
            response
        }
        Err(StorageError::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::warn!(%error, "a picture could not be read");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response()
        }
    }
}
