//! How `/auth/*` answers: sessions with their cookie, refusals with a code and a message.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret;
use serde_json::json;

use super::super::{edge::Edge, graphql::status_of, limits, log::Learnt};
use crate::{
    app::App,
    graphql::errors,
    identity::sessions::{Entry, SignedIn},
    kernel::{
        error::{Error, Result},
        text::{Bilingual, Locale},
    },
};

/// Name of the refresh cookie. `__Secure-` is kept by browsers to https; `__Host-` would forbid the path.
#[must_use]
pub fn refresh_cookie(app: &App) -> &'static str {
    if app.base.is_https() { "__Secure-refresh" } else { "refresh" }
}

/// What is wrong with a request before anybody looks at who sends it.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) code: &'static str,
    pub(super) message: Bilingual,
}

pub(super) const NO_STORE: (header::HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// The answer of log-in and refresh: the access token in the body, the refresh token in its cookie.
pub(super) fn welcome(app: &App, signed_in: &SignedIn) -> Response {
    let body = json!({
        "access_token": signed_in.access_token.expose_secret(),
        "token_type": "Bearer",
        "expires_in": seconds_until(app, signed_in.access_until),
    });
    let mut response = ([NO_STORE], axum::Json(body)).into_response();
    let life_s = seconds_until(app, signed_in.refresh_until);
    set_cookie(app, &mut response, signed_in.refresh_token.expose_secret(), life_s);
    response.extensions_mut().insert(Learnt { tenant: None, user: Some(signed_in.user) });
    response
}

/// Whole seconds, one that has begun counted.
fn seconds_until(app: &App, end: DateTime<Utc>) -> i64 {
    (end - app.clock.now() + TimeDelta::milliseconds(999)).num_seconds().max(0)
}

/// Where a password, a code or a confirmation has led.
pub(super) fn entry(app: &App, edge: &Edge, outcome: Result<Entry>, unauthenticated: &Bilingual) -> Response {
    match outcome {
        Ok(Entry::In(signed_in)) => welcome(app, &signed_in),
        Ok(Entry::Challenge(challenge)) => {
            ([NO_STORE], axum::Json(json!({ "mfa": { "challenge": challenge.expose_secret() } }))).into_response()
        }
        Ok(Entry::Confirmed) => done(StatusCode::OK),
        Ok(Entry::Unconfirmed) => {
            let message = Bilingual::new(
                "أكّد بريدك الإلكتروني أولًا بالرمز الذي أرسلناه إليك",
                "Confirm your e-mail address first, with the code we sent you",
            );
            refuse(edge, &Refusal { status: StatusCode::FORBIDDEN, code: "EMAIL_UNCONFIRMED", message })
        }
        Err(error) => refuse_error(edge, &error, unauthenticated),
    }
}

/// It is done, or will be; there is nothing to tell.
pub(super) fn done(status: StatusCode) -> Response {
    (status, [NO_STORE], axum::Json(json!({}))).into_response()
}

pub(super) fn forget_cookie(app: &App, response: &mut Response) {
    set_cookie(app, response, "", 0);
}

fn set_cookie(app: &App, response: &mut Response, value: &str, life_s: i64) {
    let secure = if app.base.is_https() { "; Secure" } else { "" };
    let text =
        format!("{}={value}; Path=/auth; Max-Age={life_s}; HttpOnly; SameSite=Strict{secure}", refresh_cookie(app));
    if let Ok(mut cookie) = HeaderValue::from_str(&text) {
        cookie.set_sensitive(true);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

pub(super) fn refuse(edge: &Edge, refusal: &Refusal) -> Response {
    let locale = edge.locale.unwrap_or(Locale::En);
    write(refusal.status, refusal.code, refusal.message.in_locale(locale), None)
}

/// `unauthenticated` is what a person is told for a 401: which half of it was wrong is nobody's business.
pub(super) fn refuse_error(edge: &Edge, error: &Error, unauthenticated: &Bilingual) -> Response {
    match error {
        Error::Fault(fault) => tracing::error!(request_id = &*edge.request_id, %fault, "request failed"),
        Error::Unavailable(fault) => tracing::warn!(request_id = &*edge.request_id, %fault, "dependency unavailable"),
        _ => {}
    }
    let locale = edge.locale.unwrap_or(Locale::En);
    let mut field = None;
    let message = match error {
        Error::Unauthenticated(_) => unauthenticated.in_locale(locale).to_owned(),
        Error::Invalid(fields) => {
            field = fields.first().map(|first| first.field.join(".")).filter(|path| !path.is_empty());
            errors::message(error, locale)
        }
        _ => errors::message(error, locale),
    };
    let mut response = write(status_of(error), error.code(), &message, field.as_deref());
    limits::tell_retry(error, response.headers_mut());
    if matches!(error, Error::Unauthenticated(_)) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn write(status: StatusCode, code: &str, message: &str, field: Option<&str>) -> Response {
    let mut error = json!({ "code": code, "message": message });
    if let Some(field) = field {
        error["field"] = field.into();
    }
    (status, [NO_STORE], axum::Json(json!({ "error": error }))).into_response()
}
