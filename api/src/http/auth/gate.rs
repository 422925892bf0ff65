//! What a request to `/auth/*` must be before anything is done: from the app's own pages, to the app's own host, JSON.

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::de::DeserializeOwned;

use super::{
    super::{
        edge::{APP_LABEL, Edge},
        limits,
    },
    reply::{Refusal, refresh_cookie, refuse, refuse_error},
};
use crate::{
    app::App,
    identity::sessions::Caller,
    kernel::{error::Error, text::Bilingual},
};

/// The app's host, the app's origin, JSON, and the address's rate, in this order.
pub(super) async fn admit(app: &App, edge: &Edge, headers: &HeaderMap) -> Result<(), Response> {
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

pub(super) fn text_of(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

pub(super) fn token_of(app: &App, headers: &HeaderMap) -> Option<SecretString> {
    CookieJar::from_headers(headers).get(refresh_cookie(app)).map(|cookie| cookie.value().to_owned().into())
}

/// What an admitted request says; `fields` are the texts it may hold.
#[allow(clippy::result_large_err, reason = "the answer is sent at once; a box would only be opened again")]
pub(super) fn read<T: DeserializeOwned>(edge: &Edge, body: &[u8], fields: &str) -> Result<T, Response> {
    serde_json::from_slice(body).map_err(|_| {
        let message = Bilingual::new(
            format!("أرسل كائن JSON بالنصوص: {fields}"),
            format!("Send a JSON object with the texts: {fields}"),
        );
        refuse(edge, &Refusal { status: StatusCode::BAD_REQUEST, code: "BAD_INPUT", message })
    })
}

/// Where an admitted request comes from.
pub(super) fn caller<'a>(edge: &'a Edge, headers: &'a HeaderMap) -> Caller<'a> {
    let device = text_of(headers, header::USER_AGENT).unwrap_or_default();
    Caller { address: &edge.client.address, device, request_id: &edge.request_id }
}
