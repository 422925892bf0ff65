//! How many dynamic requests an address and a tenant may make, and the headers that tell it. Assets and cached pages are not
//! counted. Which tenant is asked for can cost a look-up, so the address is counted before it: in a call to Redis of its own.

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

/// Counts a dynamic request against its address. The first thing done for it: nothing is looked up and no body is waited for
/// before.
///
/// # Errors
/// `RATE_LIMITED`. Without Redis everything passes, counted.
pub async fn admit_address(app: &App, client: &Client) -> Result<()> {
    app.redis.admit([Some(of_address(app, client)), None], 1, &client.pace).await
}

/// Counts what is known only later of a request whose address was counted: its tenant, if it has one, and that it does the
/// work of `operations` requests.
///
/// # Errors
/// As [`admit_address`].
pub async fn admit_rest(app: &App, client: &Client, tenant: Option<TenantId>, operations: u32) -> Result<()> {
    // Where an address has fewer calls a minute than that, the request takes them all.
    let rest = operations.min(app.config.rate_ip).saturating_sub(1);
    if rest > 0 {
        app.redis.admit([Some(of_address(app, client)), None], rest, &client.pace).await?;
    }
    let whose = tenant.map(|tenant| of_tenant(app, tenant, operations));
    app.redis.admit([whose, None], operations, &client.pace).await
}

/// Counts a dynamic request against its address and its tenant at once, where the tenant is known without asking.
///
/// # Errors
/// As [`admit_address`].
pub async fn admit(app: &App, client: &Client, tenant: Option<TenantId>) -> Result<()> {
    let whose = tenant.map(|tenant| of_tenant(app, tenant, 1));
    app.redis.admit([Some(of_address(app, client)), whose], 1, &client.pace).await
}

fn of_address(app: &App, client: &Client) -> (String, Rate) {
    (format!("{{{}}}:rate:ip", client.address), Rate { limit: app.config.rate_ip, window: MINUTE })
}

fn of_tenant(app: &App, tenant: TenantId, operations: u32) -> (String, Rate) {
    (format!("{{{}}}:rate:tenant", tenant.0), per_minute(app.config.rate_tenant, operations))
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
