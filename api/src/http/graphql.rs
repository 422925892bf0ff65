//! GraphQL over HTTP: GET for queries, POST for all, `application/graphql-response+json` and the older `application/json`.

use std::sync::Arc;

use async_graphql::{
    BatchRequest, BatchResponse, Request as GraphQlRequest, Response as GraphQlResponse, ServerError, Value,
    parser::types::OperationType,
};
use axum::{
    Extension,
    body::Bytes,
    extract::{
        RawQuery, State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::Value as Json;

use super::{
    edge::{self, Edge},
    limits,
    log::Learnt,
    playground,
    shared::Shared,
    socket,
};
use crate::{
    app::App,
    graphql::{
        context::RequestContext,
        errors::{self, refusal},
    },
    inbox::progress::CampaignSums,
    kernel::{
        error::Error,
        scope::{Actor, Scope},
        text::Locale,
    },
    schema::Api,
};

/// Operations of one request body.
const MAX_BATCH: usize = 10;

const RESPONSE_TYPE: &str = "application/graphql-response+json";
const JSON_TYPE: &str = "application/json";

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MediaType {
    Response,
    Json,
}

/// Answers `GET /graphql` with the playground, a query's result, or a socket for subscriptions.
pub async fn get(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if let Ok(upgrade) = upgrade {
        return socket::open(shared, edge, &headers, upgrade).await;
    }
    let wants_html = accept(&headers).is_some_and(|accept| accept.contains("text/html"));
    if wants_html {
        return playground::page(&shared);
    }
    let Some(media) = negotiate(&headers) else { return StatusCode::NOT_ACCEPTABLE.into_response() };
    let parsed = query.as_deref().map_or_else(|| Err("The parameter query is missing".to_owned()), parse_query_string);
    answer(&shared, &edge, &headers, media, Method::GET, parsed.map(BatchRequest::Single)).await
}

/// Answers `POST /graphql`.
pub async fn post(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(media) = negotiate(&headers) else { return StatusCode::NOT_ACCEPTABLE.into_response() };
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(JSON_TYPE) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    answer(&shared, &edge, &headers, media, Method::POST, parse_body(&body)).await
}

/// Runs a typed operation of a page in process, by the same rules as everybody's.
pub async fn execute(
    api: &Api,
    scope: Scope,
    client: crate::kernel::scope::Client,
    request: GraphQlRequest,
) -> GraphQlResponse {
    let (actor, locale, request_id) = (scope.actor(), scope.locale(), scope.request_id().to_owned());
    let context =
        RequestContext::new(Arc::clone(&api.app), Some(scope), actor, locale, client, request_id.as_str().into());
    let mut response = api.schema.execute(request.data(context).data(CampaignSums::default())).await;
    errors::publish(&mut response, locale, &request_id);
    response
}

async fn answer(
    shared: &Shared,
    edge: &Edge,
    headers: &HeaderMap,
    media: MediaType,
    method: Method,
    parsed: Result<BatchRequest, String>,
) -> Response {
    let locale = edge.locale.unwrap_or(Locale::En);
    let request = match parsed {
        Ok(request) => request,
        Err(text) => return refuse(media, StatusCode::BAD_REQUEST, refusal("BAD_INPUT", text), edge),
    };
    let operations = match &request {
        BatchRequest::Single(_) => 1,
        BatchRequest::Batch(requests) => u32::try_from(requests.len()).unwrap_or(u32::MAX),
    };
    let admitted = match admit(&shared.app, edge, headers, locale, operations).await {
        Ok(admitted) => admitted,
        Err(error) => return refuse_error(media, &error, locale, edge),
    };
    let mut response = match request {
        BatchRequest::Single(request) => {
            let request = request.data(admitted.context(shared, edge, locale)).data(CampaignSums::default());
            if method == Method::GET && !is_query(&request) {
                let error = refusal("BAD_INPUT", "Only queries may be sent by GET".to_owned());
                let mut response = refuse(media, StatusCode::METHOD_NOT_ALLOWED, error, edge);
                response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
                return response;
            }
            let mut response = shared.api.schema.execute(request).await;
            errors::publish(&mut response, locale, &edge.request_id);
            write(media, BatchResponse::Single(response))
        }
        BatchRequest::Batch(requests) => {
            let mut responses = Vec::with_capacity(requests.len());
            for request in requests {
                let mut response = shared
                    .api
                    .schema
                    .execute(request.data(admitted.context(shared, edge, locale)).data(CampaignSums::default()))
                    .await;
                errors::publish(&mut response, locale, &edge.request_id);
                responses.push(response);
            }
            write(media, BatchResponse::Batch(responses))
        }
    };
    response.extensions_mut().insert(admitted.learnt);
    response
}

/// A request that may run: who sends it, and its scope if it names a tenant.
struct Admitted {
    actor: Actor,
    bearer: Option<SecretString>,
    scope: Option<Scope>,
    learnt: Learnt,
}

impl Admitted {
    fn context(&self, shared: &Shared, edge: &Edge, locale: Locale) -> RequestContext {
        let request_id = Arc::clone(&edge.request_id);
        RequestContext::new(
            Arc::clone(&shared.app),
            self.scope.clone(),
            self.actor,
            locale,
            edge.client.clone(),
            request_id,
        )
        .with_bearer(self.bearer.clone())
    }
}

/// Refused before execution: 401, 403 for a suspended tenant, 404 for a host that leads nowhere, 429.
async fn admit(
    app: &App,
    edge: &Edge,
    headers: &HeaderMap,
    locale: Locale,
    operations: u32,
) -> Result<Admitted, Error> {
    let tenant = edge::tenant(app, edge, headers).await?;
    // What stands in one body by tens is worked off by tens, and counts so.
    limits::admit_many(app, &edge.client, tenant.as_ref().map(|tenant| tenant.tenant()), operations).await?;
    let actor = edge::actor(app, headers).await?;
    if tenant.as_ref().is_some_and(|tenant| !tenant.is_active) {
        return Err(Error::TenantSuspended);
    }
    let user = match actor {
        Actor::User(user) => Some(user),
        Actor::Visitor | Actor::Key(_) | Actor::Job => None,
    };
    Ok(Admitted {
        actor,
        bearer: edge::bearer(headers)?,
        learnt: Learnt { tenant: tenant.as_ref().map(|tenant| tenant.tenant()), user },
        scope: tenant.map(|tenant| edge::scope(edge, &tenant, actor, locale)),
    })
}

/// Whether the operation that would run is a query. Texts that do not parse are left to the execution to refuse.
fn is_query(request: &GraphQlRequest) -> bool {
    let Ok(document) = async_graphql::parser::parse_query(&request.query) else { return true };
    let wanted = request.operation_name.as_deref();
    document
        .operations
        .iter()
        .filter(|(name, _)| wanted.is_none() || name.map(async_graphql::Name::as_str) == wanted)
        .all(|(_, operation)| operation.node.ty == OperationType::Query)
}

#[derive(Deserialize)]
struct Body {
    query: Option<Json>,
    #[serde(rename = "operationName")]
    operation_name: Option<Json>,
    variables: Option<Json>,
    extensions: Option<Json>,
}

impl Body {
    fn into_request(self) -> Result<GraphQlRequest, String> {
        let Some(Json::String(query)) = self.query else {
            return Err("query must be a text".to_owned());
        };
        let mut request = GraphQlRequest::new(query);
        match self.operation_name {
            None | Some(Json::Null) => {}
            Some(Json::String(name)) => request = request.operation_name(name),
            Some(_) => return Err("operationName must be a text".to_owned()),
        }
        match self.variables {
            None | Some(Json::Null) => {}
            Some(variables @ Json::Object(_)) => {
                request = request.variables(async_graphql::Variables::from_json(variables))
            }
            Some(_) => return Err("variables must be an object".to_owned()),
        }
        match self.extensions {
            None | Some(Json::Null | Json::Object(_)) => Ok(request),
            Some(_) => Err("extensions must be an object".to_owned()),
        }
    }
}

fn parse_body(body: &[u8]) -> Result<BatchRequest, String> {
    let json: Json = serde_json::from_slice(body).map_err(|_| "The body is not JSON".to_owned())?;
    let one = |json: Json| {
        serde_json::from_value::<Body>(json).map_err(|_| "The body is not an object".to_owned())?.into_request()
    };
    match json {
        Json::Array(items) if items.is_empty() => Err("The batch is empty".to_owned()),
        Json::Array(items) if items.len() > MAX_BATCH => Err(format!("At most {MAX_BATCH} operations in a batch")),
        Json::Array(items) => items.into_iter().map(one).collect::<Result<_, _>>().map(BatchRequest::Batch),
        single => one(single).map(BatchRequest::Single),
    }
}

fn parse_query_string(query: &str) -> Result<GraphQlRequest, String> {
    #[derive(Deserialize)]
    struct Parameters {
        query: Option<String>,
        #[serde(rename = "operationName")]
        operation_name: Option<String>,
        variables: Option<String>,
        extensions: Option<String>,
    }
    let parameters: Parameters =
        serde_urlencoded::from_str(query).map_err(|_| "The query string cannot be read".to_owned())?;
    let json = |name: &str, text: Option<String>| match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => serde_json::from_str(&text).map(Some).map_err(|_| format!("{name} is not JSON")),
    };
    Body {
        query: parameters.query.map(Json::String),
        operation_name: parameters.operation_name.filter(|name| !name.is_empty()).map(Json::String),
        variables: json("variables", parameters.variables)?,
        extensions: json("extensions", parameters.extensions)?,
    }
    .into_request()
}

fn accept(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT)?.to_str().ok()
}

/// The answer's type: what is asked for, `application/json` if nothing is, None if we cannot.
fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
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

fn write(media: MediaType, response: BatchResponse) -> Response {
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

fn refuse(media: MediaType, status: StatusCode, mut error: ServerError, edge: &Edge) -> Response {
    if let Some(extensions) = &mut error.extensions {
        extensions.set("requestId", &*edge.request_id);
    }
    reply(media, status, body_of(&BatchResponse::Single(GraphQlResponse::from_errors(vec![error]))))
}

fn refuse_error(media: MediaType, error: &Error, locale: Locale, edge: &Edge) -> Response {
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
