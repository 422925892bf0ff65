//! How fast one visitor or address may submit. Above a person's pace a submission is kept and flagged; far above, refused.

use std::time::Duration;

use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        scope::{Actor, Client, Scope},
    },
    ports::redis::Rate,
};

const WINDOW: Duration = Duration::from_secs(60);

/// Counts one public submission; true if it should be flagged as suspect. Without Redis everything passes, counted.
///
/// # Errors
/// `RATE_LIMITED`.
pub async fn judge(app: &App, scope: &Scope, client: &Client) -> Result<bool> {
    if scope.actor() != Actor::Visitor {
        return Ok(false);
    }
    let tenant = scope.tenant().0;
    let limits = &app.config;
    if let Some(visitor) = &client.visitor {
        let key = format!("{{{tenant}}}:submit:visitor:{visitor}");
        refuse_above(app, &key, limits.rate_submit_visitor).await?;
    }
    let address = &client.address;
    refuse_above(app, &format!("{{{tenant}}}:submit:refuse:{address}"), limits.rate_submit_refuse).await?;
    let rate = Rate { limit: limits.rate_submit_suspect, window: WINDOW };
    Ok(match app.redis.hit(&format!("{{{tenant}}}:submit:suspect:{address}"), rate).await {
        Ok(verdict) => !verdict.allowed,
        Err(_) => open_without_redis(),
    } || client.is_suspect)
}

async fn refuse_above(app: &App, key: &str, limit: u32) -> Result<()> {
    match app.redis.hit(key, Rate { limit, window: WINDOW }).await {
        Ok(verdict) if !verdict.allowed => Err(Error::RateLimited { retry_after_s: verdict.retry_after_s.max(1) }),
        Ok(_) => Ok(()),
        Err(_) => {
            open_without_redis();
            Ok(())
        }
    }
}

/// The shop sells without Redis; that it does so unlimited is counted.
fn open_without_redis() -> bool {
    metrics::counter!("sadu_limiter_open_total").increment(1);
    false
}
