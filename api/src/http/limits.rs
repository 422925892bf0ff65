//! How many dynamic requests an address and a tenant may make, and the headers that tell it. Assets and cached pages are not
//! counted.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use entity::ids::TenantId;

use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        pace::Pace,
        scope::Client,
    },
    ports::redis::Rate,
};

const MINUTE: Duration = Duration::from_secs(60);

/// Counts a dynamic request against its address, and against its tenant if it has one.
///
/// # Errors
/// `RATE_LIMITED`. Without Redis everything passes, counted.
pub async fn admit(app: &App, client: &Client, tenant: Option<TenantId>) -> Result<()> {
    admit_many(app, client, tenant, 1).await
}

/// The same for a request that does the work of `operations` requests.
///
/// # Errors
/// As [`admit`].
pub async fn admit_many(app: &App, client: &Client, tenant: Option<TenantId>, operations: u32) -> Result<()> {
    let of_address = (format!("{{{}}}:rate:ip", client.address), per_minute(app.config.rate_ip, operations));
    let of_tenant =
        tenant.map(|tenant| (format!("{{{}}}:rate:tenant", tenant.0), per_minute(app.config.rate_tenant, operations)));
    app.redis.admit([Some(of_address), of_tenant], operations, &client.pace).await
}

/// Where a minute has fewer calls than one request does the work of, that request takes the whole minute.
fn per_minute(limit: u32, operations: u32) -> Rate {
    Rate { limit: limit.max(operations), window: MINUTE }
}

/// Writes `RateLimit-*` headers, and `Retry-After` for a refusal, onto an answer whose request was counted.
pub fn tell(pace: &Pace, status: StatusCode, headers: &mut HeaderMap) {
    let Some(verdict) = pace.tightest() else { return };
    // A narrower limit than those noted here has refused and told its own.
    if status == StatusCode::TOO_MANY_REQUESTS && verdict.allowed && headers.contains_key("ratelimit-remaining") {
        return;
    }
    let is_refused = status == StatusCode::TOO_MANY_REQUESTS && !verdict.allowed;
    let (remaining, reset_s) =
        if is_refused { (0, verdict.retry_after_s.max(1)) } else { (verdict.remaining, verdict.reset_s) };
    headers.insert("ratelimit-limit", HeaderValue::from(verdict.limit));
    headers.insert("ratelimit-remaining", HeaderValue::from(remaining));
    headers.insert("ratelimit-reset", HeaderValue::from(reset_s));
    if is_refused {
        headers.entry(header::RETRY_AFTER).or_insert(HeaderValue::from(verdict.retry_after_s.max(1)));
    }
}

/// Writes `Retry-After` for an error that passes by itself.
pub fn tell_retry(error: &Error, headers: &mut HeaderMap) {
    match error {
        Error::RateLimited { retry_after_s } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_s));
            headers.insert("ratelimit-remaining", HeaderValue::from(0));
            headers.insert("ratelimit-reset", HeaderValue::from(*retry_after_s));
        }
        Error::Unavailable(_) => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(2));
        }
        _ => {}
    }
}
