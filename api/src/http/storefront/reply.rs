//! How a rendered page leaves: policy, caching, compression; and the pages for when there is no page.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use storefront::{Assets, Locale, NoTenant, Rendered, error_without_tenant};

use crate::{
    http::{assets::pick, edge::Edge, limits, page_cache::CachedPage, shared::Shared},
    kernel::error::{Error, Result},
};

/// The built assets as the pages want them.
pub(super) fn assets(shared: &Shared) -> Result<Assets> {
    Assets::from_manifest(|name| Some(shared.assets.url(name))).map_err(Error::fault)
}

/// Scripts and styles are ours alone; the one inline style is named by its hash.
fn policy(page: &Rendered) -> String {
    policy_framed_by(page, "'none'")
}

/// The same for a page that `ancestor` may show in a frame.
pub(super) fn policy_framed_by(page: &Rendered, ancestor: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' '{}'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestor}",
        page.style_hash
    )
}

/// A page that may be kept and compressed once.
pub(super) fn cacheable(status: StatusCode, page: Rendered) -> Result<CachedPage> {
    let policy = policy(&page);
    CachedPage::new(status.as_u16(), page.html, policy)
}

/// Sends a kept page, or says that the caller has it. A 304 repeats the policy unchanged.
pub(super) fn send(page: &CachedPage, request: &HeaderMap) -> Response {
    let known = request
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == page.etag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (body, encoding) = pick(request, &page.plain, Some(&page.brotli), Some(&page.gzip));
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(page.content_type));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=0, must-revalidate"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&page.etag) {
        headers.insert(header::ETAG, etag);
    }
    if let Ok(policy) = HeaderValue::from_str(&page.policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A page of one visitor: never kept by anybody.
pub(super) fn private(status: StatusCode, page: Rendered) -> Response {
    let policy = policy(&page);
    let mut response = (status, axum::response::Html(page.html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The address may hold a token: no page it leads to shall learn it.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Leads elsewhere.
pub(super) fn redirect(status: StatusCode, to: &str) -> Response {
    let Ok(to) = HeaderValue::from_str(to) else { return StatusCode::BAD_REQUEST.into_response() };
    (status, [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response()
}

/// The page for when there is no tenant to show.
pub(super) fn without_tenant(shared: &Shared, locale: Locale, why: NoTenant) -> Response {
    let status = match why {
        NoTenant::Unknown => StatusCode::NOT_FOUND,
        NoTenant::Suspended | NoTenant::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        NoTenant::TooMany => StatusCode::TOO_MANY_REQUESTS,
    };
    match assets(shared) {
        Ok(assets) => private(status, error_without_tenant(locale, &assets, why)),
        Err(_) => status.into_response(),
    }
}

/// The page for an error, which is logged here and told nobody.
pub(super) fn failure(shared: &Shared, edge: &Edge, locale: Locale, error: &Error) -> Response {
    let why = match error {
        Error::NotFound => NoTenant::Unknown,
        Error::TenantSuspended => NoTenant::Suspended,
        Error::RateLimited { .. } => NoTenant::TooMany,
        Error::Unavailable(fault) => {
            tracing::warn!(request_id = &*edge.request_id, %fault, "dependency unavailable");
            NoTenant::Unavailable
        }
        other => {
            tracing::error!(request_id = &*edge.request_id, error = %other, "page failed");
            NoTenant::Unavailable
        }
    };
    let mut response = without_tenant(shared, locale, why);
    limits::tell_retry(error, response.headers_mut());
    if matches!(
        error,
        Error::Fault(_) | Error::Invalid(_) | Error::Forbidden | Error::MfaRequired | Error::Unauthenticated(_)
    ) {
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    }
    response
}
