//! `/exports/{orders,donations,pledges,audit}.csv`: GET with a bearer token or key, POST with a ticket as a form field.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::{Body, Bytes},
    extract::{FromRequest, Path, RawQuery, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;

use super::{
    edge::{self, Edge},
    graphql::status_of,
    limits,
    log::Learnt,
    shared::Shared,
};
use crate::{
    app::App,
    exports::{self, Download, Sending, types::ExportKind},
    graphql::errors,
    kernel::{
        error::{Error, ErrorCode, Result},
        scope::Actor,
        text::{Bilingual, Locale},
    },
};

/// The routes; their layers are the router's.
pub fn routes() -> Router<Shared> {
    Router::new().route("/exports/{file}", get(by_token).post(by_ticket))
}

fn kind_of(file: &str) -> Result<ExportKind> {
    let name = file.strip_suffix(".csv").ok_or(Error::NotFound)?;
    ExportKind::ALL.into_iter().find(|kind| kind.file() == name).ok_or(Error::NotFound)
}

/// What narrows a file that an integrator asks for.
#[derive(Debug, Default, Deserialize)]
struct Narrowed {
    search: Option<String>,
    #[serde(rename = "where")]
    filter: Option<String>,
}

async fn by_token(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let begun = async {
        let kind = kind_of(&file)?;
        let app = &*shared.app;
        limits::admit_address(app, &edge.client).await?;
        let tenant = edge::tenant(app, &edge, &headers).await?.ok_or(Error::NotFound)?;
        limits::admit_rest(app, &edge.client, Some(tenant.tenant()), 1).await?;
        let actor = edge::actor(app, &headers).await?;
        let unreadable =
            |field| Error::invalid(field, ErrorCode::Invalid, Bilingual::new("لا يُقرأ", "This cannot be read"));
        let narrowed: Narrowed =
            serde_urlencoded::from_str(query.as_deref().unwrap_or_default()).map_err(|_| unreadable("search"))?;
        let filter = narrowed.filter.filter(|text| !text.is_empty());
        let filter = filter.map(|text| serde_json::from_str(&text)).transpose().map_err(|_| unreadable("where"))?;
        let slot = shared.exports.take(tenant.tenant(), &edge.client.pace)?;
        let scope = edge::scope(&edge, &tenant, actor, edge.locale.unwrap_or(Locale::En));
        let learnt = Learnt { tenant: Some(tenant.tenant()), user: user_of(actor) };
        let download = exports::by_token(app, scope, kind, narrowed.search, filter).await?;
        Ok((download, slot, learnt))
    };
    match begun.await {
        Ok((download, slot, learnt)) => send(&shared.app, download, slot, learnt),
        Err(error) => refuse(&edge, &error),
    }
}

async fn by_ticket(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    Path(file): Path<String>,
    request: Request,
) -> Response {
    #[derive(Deserialize)]
    struct Form {
        ticket: String,
    }
    if let Err(error) = limits::admit_address(&shared.app, &edge.client).await {
        return refuse(&edge, &error);
    }
    let body = match Bytes::from_request(request, &shared).await {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    let begun = async {
        let kind = kind_of(&file)?;
        let form: Form = serde_urlencoded::from_bytes(&body).map_err(|_| {
            Error::invalid(
                "ticket",
                ErrorCode::Required,
                Bilingual::new("التذكرة مطلوبة", "Post a form with the field ticket"),
            )
        })?;
        let places = (&shared.exports, &edge.client.pace);
        let request_id = Arc::clone(&edge.request_id);
        let (download, slot) = exports::by_ticket(&shared.app, places, kind, &form.ticket, request_id).await?;
        let learnt = Learnt { tenant: Some(download.tenant()), user: user_of(download.actor()) };
        Ok((download, slot, learnt))
    };
    match begun.await {
        Ok((download, slot, learnt)) => send(&shared.app, download, slot, learnt),
        Err(error) => refuse(&edge, &error),
    }
}

fn user_of(actor: Actor) -> Option<entity::ids::UserId> {
    match actor {
        Actor::User(user) => Some(user),
        _ => None,
    }
}

/// The file, read as it is sent. A fault on the way breaks the connection off, so that half a file never looks whole.
fn send(app: &Arc<App>, download: Download, slot: exports::Slot, learnt: Learnt) -> Response {
    let disposition = format!("attachment; filename=\"{}\"", download.name());
    let begun = (Sending::new(download, slot), Arc::clone(app));
    let pieces = stream::try_unfold(begun, async |(mut sending, app)| match sending.next(&app).await {
        Ok(piece) => Ok(piece.map(|bytes| (Bytes::from(bytes), (sending, app)))),
        Err(error) => {
            tracing::warn!(%error, "an export was broken off");
            Err(std::io::Error::other("broken off"))
        }
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response.extensions_mut().insert(learnt);
    response
}

fn refuse(edge: &Edge, error: &Error) -> Response {
    match error {
        Error::Fault(fault) => tracing::error!(request_id = &*edge.request_id, %fault, "request failed"),
        Error::Unavailable(fault) => tracing::warn!(request_id = &*edge.request_id, %fault, "dependency unavailable"),
        _ => {}
    }
    let message = errors::message(error, edge.locale.unwrap_or(Locale::En));
    let body = json!({ "error": { "code": error.code(), "message": message, "requestId": &*edge.request_id } });
    let mut response: Response =
        (status_of(error), [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], axum::Json(body))
            .into_response();
    limits::tell_retry(error, response.headers_mut());
    if status_of(error) == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
