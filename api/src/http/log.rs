//! One line a request, one histogram a route. No path with a token, no query, no name ever reaches the log.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use entity::ids::{TenantId, UserId};

use super::edge::Edge;

/// What a handler learnt about its request, for the log.
#[derive(Debug, Clone, Copy, Default)]
pub struct Learnt {
    /// Whose storefront or API.
    pub tenant: Option<TenantId>,
    /// Who called.
    pub user: Option<UserId>,
}

/// Logs a request and counts it.
pub async fn line(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("page", |path| path.as_str()).to_owned();
    let method = request.method().clone();
    let request_id = request.extensions().get::<Edge>().map(|edge| edge.request_id.clone());
    let response = next.run(request).await;
    let learnt = response.extensions().get::<Learnt>().copied().unwrap_or_default();
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    metrics::histogram!("sadu_request_seconds", "route" => route.clone(), "status" => status.to_string())
        .record(elapsed.as_secs_f64());
    tracing::info!(
        request_id = request_id.as_deref(),
        tenant_id = learnt.tenant.map(|id| id.to_string()),
        user_id = learnt.user.map(|id| id.to_string()),
        %method,
        route,
        status,
        duration_ms = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX) as f64 / 1000.0,
        "request"
    );
    response
}
