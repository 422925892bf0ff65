//! How fast one address and one account may try to log in. Redis counts for all processes; without it this process does,
//! at a fifth of the rate: a log-in never goes uncounted.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::rules;
use crate::{
    app::App,
    kernel::error::{Error, Result},
    ports::{identity::attempts::Patience, redis::Rate},
};

const WINDOW: Duration = Duration::from_secs(15 * 60);

/// Counts an attempt from `address` on the account of `email`, whether there is such an account or not.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit(app: &App, address: &str, email: &str) -> Result<()> {
    admit_address(app, address).await?;
    let key = account_key(email);
    let patience = Patience::new(app.config.rate_login_account);
    match app.redis.attempt(&key, patience).await {
        Err(Error::RateLimited { retry_after_s }) => Err(refused(retry_after_s)),
        Err(_) => alone(app, &key, patience).await,
        Ok(()) => Ok(()),
    }
}

/// Forgets the attempts on an account, after its right password was given.
pub(super) async fn forgive(app: &App, email: &str) {
    let key = account_key(email);
    app.attempts.forget(&key).await;
    // Without Redis the count there is forgotten by its age.
    let _ = app.redis.forget(&key).await;
}

async fn admit_address(app: &App, address: &str) -> Result<()> {
    let key = format!("{{{}}}:login:address", rules::network(address));
    match app.redis.hit(&key, Rate { limit: app.config.rate_login_ip, window: WINDOW }).await {
        Ok(verdict) if verdict.allowed => Ok(()),
        Ok(verdict) => Err(refused(verdict.retry_after_s)),
        Err(_) => alone(app, &key, Patience::new(app.config.rate_login_ip)).await,
    }
}

async fn alone(app: &App, key: &str, patience: Patience) -> Result<()> {
    metrics::counter!("sadu_limiter_alone_total").increment(1);
    app.attempts.count(key, patience, app.clock.now()).await
}

fn refused(retry_after_s: u64) -> Error {
    metrics::counter!("sadu_limiter_refused_total").increment(1);
    Error::RateLimited { retry_after_s: retry_after_s.max(1) }
}

/// No address of a person stands in Redis in the clear.
fn account_key(email: &str) -> String {
    format!("{{{}}}:login:account", URL_SAFE_NO_PAD.encode(Sha256::digest(email.as_bytes())))
}
