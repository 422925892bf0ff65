//! `/auth/*`: log-in, refresh, log-out of the admin app. Plain HTTP because a cookie is set.
//!
//! The refresh cookie is the only cookie of the program that stands for a person's rights, and only here. So all routes
//! take nothing but a POST of JSON from the app's own pages to the app's own host: a form cannot send JSON, another
//! origin's script cannot send it without a preflight that nobody answers, and browsers tell the origin of every POST.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;

use super::{
    edge::{APP_LABEL, Edge},
    graphql::status_of,
    limits,
    log::Learnt,
    shared::Shared,
};
use crate::{
    app::App,
    graphql::errors,
    identity::sessions::{self, Caller, SignedIn},
    kernel::{
        error::Error,
        text::{Bilingual, Locale},
    },
    ports::identity::tokens::ACCESS_LIFE,
};

/// An address and a password are never longer.
const MAX_BODY: usize = 16 * 1024;

/// The routes; their layers are the router's.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/auth/login", post(log_in))
        .route("/auth/refresh", post(refresh))
        .route("/auth/logout", post(log_out))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

/// Name of the refresh cookie. `__Secure-` is kept by browsers to https; `__Host-` would forbid the path.
#[must_use]
pub fn refresh_cookie(app: &App) -> &'static str {
    if app.base.is_https() { "__Secure-refresh" } else { "refresh" }
}

#[derive(Deserialize)]
struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

/// What is wrong with a request before anybody looks at who sends it.
struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: Bilingual,
}

async fn log_in(
    State(app): State<Arc<App>>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let counted = match admit(&app, &edge, &headers).await {
        Ok(counted) => counted,
        Err(response) => return response,
    };
    let Ok(Credentials { email, password }) = serde_json::from_slice(&body) else {
        let message = Bilingual::new(
            "أرسل كائن JSON فيه النصان email وpassword",
            "Send a JSON object with the texts email and password",
        );
        return refuse(&edge, &Refusal { status: StatusCode::BAD_REQUEST, code: "BAD_INPUT", message });
    };
    let password = SecretString::from(password);
    let device = text_of(&headers, header::USER_AGENT).unwrap_or_default();
    let outcome = match sessions::check_input(&email, password.expose_secret()) {
        Ok(email) => {
            let caller = Caller { address: &edge.client.address, device, request_id: &edge.request_id };
            sessions::log_in(&app, &email, &password, caller).await
        }
        Err(error) => Err(error),
    };
    let mut response = match outcome {
        Ok(signed_in) => welcome(&app, &signed_in),
        Err(error) => {
            let wrong = Bilingual::new(
                "البريد الإلكتروني أو كلمة المرور غير صحيحة",
                "The e-mail address or the password is wrong",
            );
            refuse_error(&edge, &error, &wrong)
        }
    };
    counted.tell(response.headers_mut());
    response
}

async fn refresh(State(app): State<Arc<App>>, Extension(edge): Extension<Edge>, headers: HeaderMap) -> Response {
    if let Err(response) = admit(&app, &edge, &headers).await {
        return response;
    }
    let outcome = match token_of(&app, &headers) {
        Some(token) => sessions::refresh(&app, token.expose_secret(), &edge.request_id).await,
        None => Err(Error::Unauthenticated("there is no refresh cookie")),
    };
    match outcome {
        Ok(signed_in) => welcome(&app, &signed_in),
        Err(error) => {
            let over = Bilingual::new("انتهت الجلسة؛ سجّل الدخول من جديد", "The session is over; sign in again");
            let mut response = refuse_error(&edge, &error, &over);
            if matches!(error, Error::Unauthenticated(_)) {
                forget_cookie(&app, &mut response);
            }
            response
        }
    }
}

async fn log_out(State(app): State<Arc<App>>, Extension(edge): Extension<Edge>, headers: HeaderMap) -> Response {
    if let Err(response) = admit(&app, &edge, &headers).await {
        return response;
    }
    let ended = match token_of(&app, &headers) {
        Some(token) => sessions::log_out(&app, token.expose_secret(), &edge.request_id).await,
        None => Ok(None),
    };
    match ended {
        Ok(user) => {
            let mut response = (StatusCode::NO_CONTENT, [NO_STORE]).into_response();
            response.extensions_mut().insert(Learnt { tenant: None, user });
            forget_cookie(&app, &mut response);
            response
        }
        // The cookie stays, so that the same call can still end the session.
        Err(error) => refuse_error(&edge, &error, &Bilingual::new("", "")),
    }
}

const NO_STORE: (header::HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// The app's host, the app's origin, JSON, and the address's rate, in this order.
async fn admit(app: &App, edge: &Edge, headers: &HeaderMap) -> Result<limits::Counted, Response> {
    if edge.label.as_deref() != Some(APP_LABEL) {
        return Err(refuse_error(edge, &Error::NotFound, &Bilingual::new("", "")));
    }
    if text_of(headers, header::ORIGIN) != Some(app.base.of(APP_LABEL).as_str()) {
        let message =
            Bilingual::new("هذا الطلب لا يأتي من التطبيق نفسه", "This request does not come from the app's own pages");
        return Err(refuse(edge, &Refusal { status: StatusCode::FORBIDDEN, code: "FORBIDDEN", message }));
    }
    let media = text_of(headers, header::CONTENT_TYPE).and_then(|text| text.split(';').next()).unwrap_or_default();
    if !media.trim().eq_ignore_ascii_case("application/json") {
        let message = Bilingual::new("أرسل application/json", "Send application/json");
        return Err(refuse(edge, &Refusal { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, code: "BAD_INPUT", message }));
    }
    limits::admit(app, &edge.client, None).await.map_err(|error| refuse_error(edge, &error, &Bilingual::new("", "")))
}

fn text_of(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn token_of(app: &App, headers: &HeaderMap) -> Option<SecretString> {
    CookieJar::from_headers(headers).get(refresh_cookie(app)).map(|cookie| cookie.value().to_owned().into())
}

/// The answer of log-in and refresh: the access token in the body, the refresh token in its cookie.
fn welcome(app: &App, signed_in: &SignedIn) -> Response {
    let body = json!({
        "access_token": signed_in.access_token.expose_secret(),
        "token_type": "Bearer",
        "expires_in": ACCESS_LIFE.num_seconds(),
    });
    let mut response = ([NO_STORE], axum::Json(body)).into_response();
    let life_s = (signed_in.refresh_until - app.clock.now() + TimeDelta::milliseconds(999)).num_seconds().max(0);
    set_cookie(app, &mut response, signed_in.refresh_token.expose_secret(), life_s);
    response.extensions_mut().insert(Learnt { tenant: None, user: Some(signed_in.user) });
    response
}

fn forget_cookie(app: &App, response: &mut Response) {
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

fn refuse(edge: &Edge, refusal: &Refusal) -> Response {
    let locale = edge.locale.unwrap_or(Locale::En);
    write(refusal.status, refusal.code, refusal.message.in_locale(locale), None)
}

/// `unauthenticated` is what a person is told for a 401: which half of it was wrong is nobody's business.
fn refuse_error(edge: &Edge, error: &Error, unauthenticated: &Bilingual) -> Response {
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
