//! What a request to `/auth/*` must be before anything is done: from the app's own pages, to the app's own host, JSON.

use std::sync::Arc;

use axum::{
    Extension,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;

use super::{
    super::{
        edge::{APP_LABEL, Edge},
        limits,
        shared::Shared,
    },
    reply::{Refusal, refresh_cookie, refuse, refuse_error},
};
use crate::{
    app::App,
    identity::caller::Caller,
    kernel::{error::Error, text::Bilingual},
};

/// The app's host, the app's origin, JSON, and the address's rate, in this order.
async fn admit(app: &App, edge: &Edge, headers: &HeaderMap) -> Result<(), Response> {
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

pub(super) fn token_of(app: &App, headers: &HeaderMap) -> Option<SecretString> {
    CookieJar::from_headers(headers).get(refresh_cookie(app)).map(|cookie| cookie.value().to_owned().into())
}

/// What any of the routes is sent; each reads what it knows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    pub(super) email: String,
    pub(super) password: String,
    pub(super) code: String,
    pub(super) challenge: String,
    pub(super) name: Option<String>,
    pub(super) locale: Option<String>,
}

/// The texts a route takes, to tell who sends something else.
fn fields_of(route: &str) -> &'static str {
    match route {
        "/auth/signup" => "email, password, name, locale",
        "/auth/confirm" => "email, code",
        "/auth/login" => "email, password",
        "/auth/mfa" => "challenge, code",
        "/auth/reset" => "email, code, password",
        _ => "email",
    }
}

/// A request that is all that [`admit`] asks for.
pub(super) struct Admitted {
    pub(super) app: Arc<App>,
    pub(super) edge: Edge,
    pub(super) headers: HeaderMap,
}

impl FromRequestParts<Shared> for Admitted {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Response> {
        let Extension(edge) =
            Extension::<Edge>::from_request_parts(parts, shared).await.map_err(IntoResponse::into_response)?;
        admit(&shared.app, &edge, &parts.headers).await?;
        Ok(Self { app: Arc::clone(&shared.app), edge, headers: parts.headers.clone() })
    }
}

/// An admitted request and what it says.
pub(super) struct Asked {
    pub(super) from: Admitted,
    pub(super) input: Input,
}

impl FromRequest<Shared> for Asked {
    type Rejection = Response;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let from = Admitted::from_request_parts(&mut parts, shared).await?;
        let fields = fields_of(parts.uri.path());
        let body = Bytes::from_request(Request::from_parts(parts, body), shared);
        let body = body.await.map_err(IntoResponse::into_response)?;
        let input = serde_json::from_slice(&body).map_err(|_| {
            let message = Bilingual::new(
                format!("أرسل كائن JSON بالنصوص: {fields}"),
                format!("Send a JSON object with the texts: {fields}"),
            );
            refuse(&from.edge, &Refusal { status: StatusCode::BAD_REQUEST, code: "BAD_INPUT", message })
        })?;
        Ok(Self { from, input })
    }
}

/// Where an admitted request comes from.
pub(super) fn caller<'a>(edge: &'a Edge, headers: &'a HeaderMap) -> Caller<'a> {
    let device = text_of(headers, header::USER_AGENT).unwrap_or_default();
    Caller { address: &edge.client.address, device, request_id: &edge.request_id, pace: &edge.client.pace }
}
