//! A visitor's choice whether their visits are known again: a cookie of one word, kept a year.

use axum::{
    body::Bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;

use super::{
    Visit,
    operation::{api, own_error},
    pages,
    reply::{private, redirect},
};
use crate::{attribution::rules::Consent, http::visits, kernel::error::Result};

/// How long the choice is remembered.
const LIFE_S: u32 = 365 * 24 * 3600;

pub(super) async fn show(visit: &Visit) -> Result<Response> {
    pages::admit(visit).await?;
    let jar = CookieJar::from_headers(&visit.headers);
    let is_declined = jar.get(visits::CONSENT_COOKIE).is_some_and(|cookie| cookie.value() == Consent::Declined.word());
    let data = client::storefront_only(&api(visit, false)).await.map_err(own_error)?;
    let ctx = pages::context(visit, data.storefront)?;
    Ok(private(StatusCode::OK, storefront::privacy(&ctx, is_declined)))
}

pub(super) async fn choose(visit: &Visit, body: &Bytes) -> Result<Response> {
    if !visit.is_from_here() {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    pages::admit(visit).await?;
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let choice = fields.iter().find(|(name, _)| name == "consent").and_then(|(_, word)| Consent::parse(word));
    let Some(choice) = choice else { return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()) };
    let links = storefront::Links::new(visit.locale, super::basket::default_locale(visit));
    let mut response = redirect(StatusCode::SEE_OTHER, &links.privacy());
    let app = &visit.shared.app;
    let secure = if app.base.is_https() { "; Secure" } else { "" };
    let mut keep = |name: &str, value: &str, life: u32| {
        let text = format!("{name}={value}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&text) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    };
    keep(visits::CONSENT_COOKIE, choice.word(), LIFE_S);
    if choice == Consent::Declined {
        // Who they were is forgotten at once.
        keep(visits::cookie_name(app), "", 0);
    }
    Ok(response)
}
