//! The catalog by the file: `POST /imports/catalog` takes one as it arrives, `/exports/catalog.csv` gives it back.

use std::{pin::Pin, task, time::Duration};

use axum::{
    Extension, Form, Json, Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http_body_util::BodyExt;
use hyper::body::Frame;
use serde::Deserialize;
use serde_json::json;
use tokio::{sync::mpsc, time::timeout};
use tokio_util::task::AbortOnDropHandle;

use super::{
    edge::{self, Edge},
    limits,
    shared::Shared,
};
use crate::{
    catalog::imports::{
        export::{self, Export},
        service,
    },
    graphql::{errors, types::UserError},
    kernel::{
        error::{Error, Result},
        scope::{Actor, Scope},
        text::Locale,
    },
};

/// The largest file.
const MAX_FILE: usize = 16 * 1024 * 1024;
/// How long the next piece of a file is waited for; a telephone may be without its network for a while.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pieces of an export that wait for a slow reader.
const WAITING: usize = 2;

/// The routes. An upload counts its own bytes as they come.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/imports/catalog", post(import).layer(DefaultBodyLimit::disable()))
        .route(export::PATH, get(export_by_token).post(export_by_ticket))
}

/// Tenant, caller and language, after the limits.
async fn scope(shared: &Shared, edge: &Edge, headers: &HeaderMap) -> Result<Scope> {
    limits::admit_address(&shared.app, &edge.client).await?;
    let tenant = edge::tenant(&shared.app, edge, headers).await?.ok_or(Error::NotFound)?;
    limits::admit_rest(&shared.app, &edge.client, Some(tenant.tenant()), 1).await?;
    let actor = edge::actor(&shared.app, headers).await?;
    Ok(edge::scope(edge, &tenant, actor, edge.locale.unwrap_or(Locale::En)))
}

/// An error as JSON: `{ "errors": [...] }` of the API's codes, or `{ "userErrors": [...] }` for what is wrong with a file.
fn told(error: Error, edge: &Edge) -> Response {
    let locale = edge.locale.unwrap_or(Locale::En);
    let status = match &error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Forbidden => StatusCode::FORBIDDEN,
        other => super::graphql::status_of(other),
    };
    if let Error::Fault(fault) = &error {
        tracing::error!(request_id = &*edge.request_id, %fault, "request failed");
    }
    let mut response = match error {
        Error::Invalid(fields) => {
            let errors: Vec<_> = fields.into_iter().map(|field| UserError::new(field, locale).to_json()).collect();
            (status, Json(json!({ "importId": null, "userErrors": errors }))).into_response()
        }
        other => {
            let body = json!({ "errors": [{
                "message": errors::message(&other, locale),
                "extensions": { "code": other.code(), "requestId": &*edge.request_id },
            }] });
            let mut response = (status, Json(body)).into_response();
            limits::tell_retry(&other, response.headers_mut());
            if matches!(other, Error::Unauthenticated(_)) {
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            response
        }
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Takes a file of items; answers with the import's id once the last row has arrived.
async fn import(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/csv") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let scope = match scope(&shared, &edge, &headers).await {
        Ok(scope) => scope,
        Err(error) => return told(error, &edge),
    };
    if scope.actor() == Actor::Visitor {
        return told(Error::Unauthenticated("this needs a signed-in member of the team"), &edge);
    }
    let name = headers.get("x-file-name").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (send, pieces) = mpsc::channel::<Bytes>(4);
    // Ends with this handler, at the time limit too; without it the parser finds the file at its end, and its thread is free.
    let arriving = AbortOnDropHandle::new(tokio::spawn(forward(body, send)));
    let received = service::receive(&shared.app, &scope, &name, pieces).await;
    // Refused early, the rest of the file is not waited for.
    if received.is_err() && !arriving.is_finished() {
        arriving.abort();
    }
    let arrival = arriving.await.unwrap_or(Arrival::Whole);
    let answer = match received {
        Ok(id) if arrival == Arrival::Whole => {
            return (StatusCode::ACCEPTED, Json(json!({ "importId": id.to_string(), "userErrors": [] })))
                .into_response();
        }
        // What was kept of half a file is taken back.
        Ok(id) => service::take_back(&shared.app, &scope, id).await,
        Err(error) => Err(error),
    };
    match (arrival, answer) {
        (Arrival::TooLarge, _) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        (Arrival::Silent, _) => (StatusCode::REQUEST_TIMEOUT, "the file did not come in time").into_response(),
        (_, Err(error)) => told(error, &edge),
        (_, Ok(())) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// How the body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Whole,
    Broken,
    TooLarge,
    /// Nothing came for too long.
    Silent,
}

/// Hands a body on as it comes, and counts it. Only the sender's own silence is held against them, not a slow reader's.
async fn forward(mut body: Body, send: mpsc::Sender<Bytes>) -> Arrival {
    let mut total = 0;
    loop {
        let frame = match timeout(PATIENCE, body.frame()).await {
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(_))) => return Arrival::Broken,
            Ok(None) => return Arrival::Whole,
            Err(_) => return Arrival::Silent,
        };
        let Ok(piece) = frame.into_data() else { continue };
        total += piece.len();
        if total > MAX_FILE {
            return Arrival::TooLarge;
        }
        if send.send(piece).await.is_err() {
            return Arrival::Whole;
        }
    }
}

/// The file for whoever has a token or a key.
async fn export_by_token(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
) -> Response {
    match scope(&shared, &edge, &headers).await {
        Ok(scope) => file(shared, scope, &edge).await,
        Err(error) => told(error, &edge),
    }
}

#[derive(Debug, Deserialize)]
struct TicketForm {
    ticket: String,
    /// On the app's host, whose tenant no header of a form can name.
    tenant: Option<String>,
}

/// The file for a browser that was given a ticket.
async fn export_by_ticket(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
    Form(form): Form<TicketForm>,
) -> Response {
    let mut named = headers;
    if let Some(slug) = form.tenant.as_deref().and_then(|slug| HeaderValue::from_str(slug).ok()) {
        named.insert("x-tenant", slug);
    }
    let of_ticket = async {
        let visitor = scope(&shared, &edge, &named).await?;
        let user = export::redeem(&shared.app, &visitor, &form.ticket).await?.ok_or(Error::Forbidden)?;
        Ok(Scope::request(visitor.tenant(), Actor::User(user), visitor.locale(), visitor.request_id().into()))
    };
    match of_ticket.await {
        Ok(scope) => file(shared, scope, &edge).await,
        Err(error) => told(error, &edge),
    }
}

async fn file(shared: Shared, scope: Scope, edge: &Edge) -> Response {
    let mut export = match Export::begin(&shared.app, &scope).await {
        Ok(export) => export,
        Err(error) => return told(error, edge),
    };
    let (send, pieces) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        loop {
            let piece = match export.next(&shared.app, &scope).await {
                Ok(Some(piece)) => Ok(Bytes::from(piece)),
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(request_id = scope.request_id(), %error, "an export broke off");
                    Err(std::io::Error::other("the export broke off"))
                }
            };
            let is_over = piece.is_err();
            if send.send(piece).await.is_err() || is_over {
                break;
            }
        }
    });
    let mut response = Response::new(Body::new(Pieces(pieces)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"catalog.csv\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A body that comes piece by piece; one that breaks off ends the connection, so that half a file does not look whole.
struct Pieces(mpsc::Receiver<std::io::Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
    ) -> task::Poll<Option<std::io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
