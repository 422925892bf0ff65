//! GraphQL over HTTP: GET for queries, POST for all, `application/graphql-response+json` and the older `application/json`.

mod body;
mod reply;

use std::sync::Arc;

use async_graphql::{
    BatchRequest, BatchResponse, Request as GraphQlRequest, Response as GraphQlResponse, parser::types::OperationType,
};
use axum::{
    Extension,
    body::Bytes,
    extract::{
        FromRequest, RawQuery, Request, State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use secrecy::SecretString;

pub use reply::status_of;

use self::{
    body::{parse_body, parse_query_string},
    reply::{JSON_TYPE, MediaType, accept, negotiate, refuse, refuse_error, write},
};
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
    if let Some(refused) = refused_address(&shared, &edge, media).await {
        return refused;
    }
    let parsed = query.as_deref().map_or_else(|| Err("The parameter query is missing".to_owned()), parse_query_string);
    answer(&shared, &edge, &headers, media, Method::GET, parsed.map(BatchRequest::Single)).await
}

/// Answers `POST /graphql`.
pub async fn post(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let Some(media) = negotiate(&headers) else { return StatusCode::NOT_ACCEPTABLE.into_response() };
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(JSON_TYPE) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    if let Some(refused) = refused_address(&shared, &edge, media).await {
        return refused;
    }
    match Bytes::from_request(request, &shared).await {
        Ok(body) => answer(&shared, &edge, &headers, media, Method::POST, parse_body(&body)).await,
        Err(refused) => refused.into_response(),
    }
}

/// The refusal of an address that asks too often; said before its body is waited for and its tenant looked up.
async fn refused_address(shared: &Shared, edge: &Edge, media: MediaType) -> Option<Response> {
    let error = limits::admit_address(&shared.app, &edge.client).await.err()?;
    Some(refuse_error(media, &error, edge.locale.unwrap_or(Locale::En), edge))
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

/// Refused before execution, once its address is counted: 401, 403 for a suspended tenant, 404 for a host that leads nowhere,
/// 429.
async fn admit(
    app: &App,
    edge: &Edge,
    headers: &HeaderMap,
    locale: Locale,
    operations: u32,
) -> Result<Admitted, Error> {
    let tenant = edge::tenant(app, edge, headers).await?;
    // What stands in one body by tens is worked off by tens, and counts so.
    limits::admit_rest(app, &edge.client, tenant.as_ref().map(|tenant| tenant.tenant()), operations).await?;
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
