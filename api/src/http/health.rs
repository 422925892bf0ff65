//! Probes. Redis away is no reason to take a shop off the load balancer; the database away is.

use std::time::Duration;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::shared::Shared;

const PROBE_LIMIT: Duration = Duration::from_secs(2);

/// `GET /health`: each dependency by name.
pub async fn ready(State(shared): State<Shared>) -> Response {
    let (db, redis) = tokio::join!(
        tokio::time::timeout(PROBE_LIMIT, shared.app.db.ping()),
        tokio::time::timeout(PROBE_LIMIT, shared.app.redis.ping()),
    );
    let (db, redis) = (matches!(db, Ok(Ok(()))), matches!(redis, Ok(Ok(()))));
    let word = |up: bool| if up { "ok" } else { "down" };
    let (code, status) = match (db, redis) {
        (true, true) => (StatusCode::OK, "ok"),
        (true, false) => (StatusCode::OK, "degraded"),
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "down"),
    };
    (code, Json(json!({ "status": status, "db": word(db), "redis": word(redis) }))).into_response()
}

/// `GET /health/live`: the process answers; asks nothing else.
pub async fn live() -> &'static str {
    "ok"
}
