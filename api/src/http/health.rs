//! Probes. Redis away is no reason to take a shop off the load balancer; the database away is.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use moka::future::Cache;
use serde_json::json;

use crate::app::App;

const PROBE_LIMIT: Duration = Duration::from_secs(2);
/// How long a good answer is believed.
const BELIEVED_FOR: Duration = Duration::from_millis(500);

/// Which dependencies answer.
#[derive(Debug, Clone, Copy)]
struct Seen {
    db: bool,
    redis: bool,
}

/// What was seen last. Probes are never shed, so however many come at once, one of them asks.
#[derive(Debug, Clone)]
pub struct Probe(Cache<(), Seen>);

impl Default for Probe {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(1).time_to_live(BELIEVED_FOR).build())
    }
}

/// `GET /health`: each dependency by name.
pub async fn ready(State(app): State<Arc<App>>, State(probe): State<Probe>) -> Response {
    let asked = async {
        let seen = look(&app).await;
        if seen.db { Ok(seen) } else { Err(seen) }
    };
    let seen = probe.0.try_get_with((), asked).await.unwrap_or_else(|seen| *seen);
    let word = |up: bool| if up { "ok" } else { "down" };
    let (code, status) = match (seen.db, seen.redis) {
        (true, true) => (StatusCode::OK, "ok"),
        (true, false) => (StatusCode::OK, "degraded"),
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "down"),
    };
    (code, Json(json!({ "status": status, "db": word(seen.db), "redis": word(seen.redis) }))).into_response()
}

async fn look(app: &App) -> Seen {
    let (db, redis) = tokio::join!(
        tokio::time::timeout(PROBE_LIMIT, app.db.ping()),
        tokio::time::timeout(PROBE_LIMIT, app.redis.ping()),
    );
    Seen { db: matches!(db, Ok(Ok(()))), redis: matches!(redis, Ok(Ok(()))) }
}

/// `GET /health/live`: the process answers; asks nothing else.
pub async fn live() -> &'static str {
    "ok"
}
