//! A look at a shop that is not open yet: a ticket becomes a cookie of this host, and pages made for it are kept by nobody.
//!
//! The cookie gives no right of the team's: its pages are a visitor's, only not hidden behind "coming soon".

use axum::{
    body::Bytes,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use storefront::Rendered;

use super::{
    Visit,
    reply::{self, private, redirect},
};
use crate::{http::edge, kernel::error::Result, storefront::edit};

fn cookie_name(visit: &Visit) -> &'static str {
    if visit.shared.app.base.is_https() { "__Host-preview" } else { "preview" }
}

/// Where the team's app lives.
fn app_origin(visit: &Visit) -> String {
    visit.shared.app.base.of(edge::APP_LABEL)
}

/// Whether this visit is a preview.
pub(super) fn is_on(visit: &Visit) -> bool {
    let jar = CookieJar::from_headers(&visit.headers);
    jar.get(cookie_name(visit))
        .is_some_and(|cookie| edit::is_preview(&visit.shared.app, &visit.scope(), cookie.value()))
}

/// Takes a ticket from the app's form and leads to the home page, or ends the preview.
pub(super) async fn begin(visit: &Visit, body: &Bytes) -> Result<Response> {
    let origin = visit.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if origin.is_some_and(|origin| origin != app_origin(visit) && origin != visit.origin()) {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    visit.admit().await?;
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let field = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let home = visit.links().home();
    let (value, age) = if field("end").is_some() {
        (String::new(), 0)
    } else {
        let ticket = field("ticket").unwrap_or_default();
        match edit::begin_preview(&visit.shared.app, &visit.scope(), ticket).await? {
            Some(value) => (value, edit::PREVIEW_LIFE.num_seconds()),
            None => return Ok(StatusCode::FORBIDDEN.into_response()),
        }
    };
    let secure = if visit.shared.app.base.is_https() { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}", cookie_name(visit));
    let mut response = redirect(StatusCode::SEE_OTHER, &home);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A page of a preview: kept by nobody, in no index, and the app may frame it.
pub(super) fn page(visit: &Visit, page: Rendered) -> Response {
    let policy = reply::policy_framed_by(&page, &app_origin(visit));
    let mut response = private(StatusCode::OK, page);
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
