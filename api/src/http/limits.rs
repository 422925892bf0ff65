//! How many dynamic requests an address and a tenant may make. Assets and cached pages are not counted.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use entity::ids::TenantId;

use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        scope::Client,
    },
    ports::redis::{Rate, Verdict},
};

const MINUTE: Duration = Duration::from_secs(60);

/// What the answer says about the limits; empty while Redis is away.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted(Option<Verdict>);

/// Counts a dynamic request against its address, and against its tenant if it has one.
///
/// # Errors
/// `RATE_LIMITED`. Without Redis everything passes, counted.
pub async fn admit(app: &App, client: &Client, tenant: Option<TenantId>) -> Result<Counted> {
    let of_address = async {
        let key = format!("{{{}}}:rate:ip", client.address);
        app.redis.hit(&key, Rate { limit: app.config.rate_ip, window: MINUTE }).await
    };
    let of_tenant = async {
        match tenant {
            Some(tenant) => {
                let key = format!("{{{}}}:rate:tenant", tenant.0);
                app.redis.hit(&key, Rate { limit: app.config.rate_tenant, window: MINUTE }).await.map(Some)
            }
            None => Ok(None),
        }
    };
    let (address, tenant) = tokio::join!(of_address, of_tenant);
    let verdicts = match (address, tenant) {
        (Ok(address), Ok(tenant)) => [Some(address), tenant],
        _ => {
            metrics::counter!("sadu_limiter_open_total").increment(1);
            return Ok(Counted(None));
        }
    };
    if let Some(refused) = verdicts.iter().flatten().find(|verdict| !verdict.allowed) {
        metrics::counter!("sadu_limiter_refused_total").increment(1);
        return Err(Error::RateLimited { retry_after_s: refused.retry_after_s.max(1) });
    }
    Ok(Counted(verdicts.into_iter().flatten().min_by_key(|verdict| verdict.remaining)))
}

impl Counted {
    /// Writes `RateLimit-*` headers.
    pub fn tell(self, headers: &mut HeaderMap) {
        if let Some(verdict) = self.0 {
            headers.insert("ratelimit-limit", HeaderValue::from(verdict.limit));
            headers.insert("ratelimit-remaining", HeaderValue::from(verdict.remaining));
            headers.insert("ratelimit-reset", HeaderValue::from(verdict.reset_s));
        }
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
