//! How an answer is written: the type that was asked for, the status, the headers.

use async_graphql::{BatchResponse, Response as GraphQlResponse, ServerError, Value};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value as Json;

use crate::{
    graphql::errors::{self, refusal},
    http::{edge::Edge, limits},
    kernel::{error::Error, text::Locale},
};

const RESPONSE_TYPE: &str = "application/graphql-response+json";
pub(super) const JSON_TYPE: &str = "application/json";

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// As GraphQL over HTTP has it.
    Response,
    /// As older clients know it.
    Json,
}

pub(super) fn accept(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT)?.to_str().ok()
}

/// The answer's type: what is asked for, `application/json` if nothing is, None if we cannot.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let Some(accept) = accept(headers) else { return Some(MediaType::Json) };
    accept.split(',').find_map(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let media = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let utf8 = pieces
            .filter_map(|piece| piece.split_once('='))
            .filter(|(name, _)| name.eq_ignore_ascii_case("charset"))
            .all(|(_, charset)| charset.trim_matches('"').eq_ignore_ascii_case("utf-8"));
        match media.as_str() {
            _ if !utf8 => None,
            RESPONSE_TYPE => Some(MediaType::Response),
            JSON_TYPE | "application/*" | "*/*" => Some(MediaType::Json),
            _ => None,
        }
    })
}

/// The status of an answer: refusals that are HTTP's own speak HTTP; else as GraphQL over HTTP specifies.
fn status(media: MediaType, response: &GraphQlResponse) -> StatusCode {
    if response.errors.is_empty() || response.data != Value::Null {
        return StatusCode::OK;
    }
    let code = response.errors.first().and_then(|error| error.extensions.as_ref()?.get("code").cloned());
    match code {
        Some(Value::String(code)) => match code.as_str() {
            "TENANT_SUSPENDED" => StatusCode::FORBIDDEN,
            "RATE_LIMITED" => StatusCode::TOO_MANY_REQUESTS,
            "UNAVAILABLE" => StatusCode::SERVICE_UNAVAILABLE,
            // The operation ran: its error is part of a well-formed answer.
            _ if response.errors.iter().any(|error| !error.path.is_empty()) => StatusCode::OK,
            _ if media == MediaType::Response => StatusCode::BAD_REQUEST,
            _ => StatusCode::OK,
        },
        _ => StatusCode::OK,
    }
}

pub(super) fn write(media: MediaType, response: BatchResponse) -> Response {
    let (status, retry) = match &response {
        BatchResponse::Single(single) => {
            let retry = single.errors.iter().find_map(|e| e.extensions.as_ref()?.get("retryAfter").cloned());
            (status(media, single), retry)
        }
        BatchResponse::Batch(_) => (StatusCode::OK, None),
    };
    let mut http = reply(media, status, body_of(&response));
    if let Some(Value::Number(seconds)) = retry
        && let Some(seconds) = seconds.as_u64()
    {
        http.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    http
}

/// An operation that never ran has no data, not null data.
fn body_of(response: &BatchResponse) -> Vec<u8> {
    if let BatchResponse::Single(single) = response
        && single.data == Value::Null
        && !single.errors.is_empty()
        && single.errors.iter().all(|error| error.path.is_empty())
        && let Ok(Json::Object(mut fields)) = serde_json::to_value(single)
    {
        fields.remove("data");
        return serde_json::to_vec(&fields).unwrap_or_default();
    }
    serde_json::to_vec(response).unwrap_or_default()
}

fn reply(media: MediaType, status: StatusCode, body: Vec<u8>) -> Response {
    let content_type = match media {
        MediaType::Response => "application/graphql-response+json; charset=utf-8",
        MediaType::Json => "application/json; charset=utf-8",
    };
    const VARY: (HeaderName, HeaderValue) =
        (header::VARY, HeaderValue::from_static("accept, accept-language, accept-encoding"));
    (
        status,
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            VARY,
        ],
        body,
    )
        .into_response()
}

pub(super) fn refuse(media: MediaType, status: StatusCode, mut error: ServerError, edge: &Edge) -> Response {
    if let Some(extensions) = &mut error.extensions {
        extensions.set("requestId", &*edge.request_id);
    }
    reply(media, status, body_of(&BatchResponse::Single(GraphQlResponse::from_errors(vec![error]))))
}

pub(super) fn refuse_error(media: MediaType, error: &Error, locale: Locale, edge: &Edge) -> Response {
    let status = status_of(error);
    match error {
        Error::Fault(fault) => tracing::error!(request_id = &*edge.request_id, %fault, "request failed"),
        Error::Unavailable(fault) => tracing::warn!(request_id = &*edge.request_id, %fault, "dependency unavailable"),
        _ => {}
    }
    let mut refused = refusal(error.code(), errors::message(error, locale));
    if let (Some(seconds), Some(extensions)) = (errors::retry_after(error), &mut refused.extensions) {
        extensions.set("retryAfter", seconds);
    }
    let mut response = refuse(media, status, refused, edge);
    limits::tell_retry(error, response.headers_mut());
    if let Error::Unauthenticated(why) = error
        && let Ok(value) =
            HeaderValue::from_str(&format!("Bearer error=\"invalid_token\", error_description=\"{why}\""))
    {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// The HTTP status of an error outside GraphQL's own answers.
#[must_use]
pub fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden | Error::MfaRequired | Error::TenantSuspended => StatusCode::FORBIDDEN,
        Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Error::Invalid(_) => StatusCode::BAD_REQUEST,
        Error::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
