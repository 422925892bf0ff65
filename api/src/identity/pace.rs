//! How fast one address and one account may try passwords and codes, and ask for letters. Redis counts for all processes; without it this process does,
//! at a fifth of the rate: a guess never goes uncounted.

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

/// What is counted apart on one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    /// Passwords.
    Password,
    /// Codes of letters.
    Code,
    /// Codes of an authenticator or of recovery. A right password does not forgive wrong ones; and nobody without it can
    /// use them up for somebody else, as they can the others.
    Factor,
    /// Letters asked for.
    Letter,
}

impl Guess {
    fn name(self) -> &'static str {
        match self {
            Self::Password => "login",
            Self::Code => "code",
            Self::Factor => "factor",
            Self::Letter => "letter",
        }
    }

    /// Of addresses only two kinds are told apart: who guesses, and who asks for letters.
    fn name_of_address(self) -> &'static str {
        match self {
            Self::Password | Self::Code | Self::Factor => "login",
            Self::Letter => "letter",
        }
    }
}

/// Counts an attempt from `address` on the account of `email`, whether there is such an account or not.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit(app: &App, guess: Guess, address: &str, email: &str) -> Result<()> {
    admit_address(app, guess, address).await?;
    admit_account(app, guess, email).await
}

/// Counts an attempt on the account of `email` alone.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit_account(app: &App, guess: Guess, email: &str) -> Result<()> {
    let key = account_key(guess, email);
    let patience = Patience::new(app.config.rate_login_account);
    match app.redis.attempt(&key, patience).await {
        Err(Error::RateLimited { retry_after_s }) => Err(refused(retry_after_s)),
        Err(_) => alone(app, &key, patience).await,
        Ok(()) => Ok(()),
    }
}

/// Forgets the attempts on an account, after what was guessed was right.
pub(super) async fn forgive(app: &App, guess: Guess, email: &str) {
    let key = account_key(guess, email);
    app.attempts.forget(&key).await;
    // Without Redis the count there is forgotten by its age.
    let _ = app.redis.forget(&key).await;
}

/// Counts an attempt from `address` alone.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit_address(app: &App, guess: Guess, address: &str) -> Result<()> {
    let key = format!("{{{}}}:{}:address", rules::network(address), guess.name_of_address());
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
fn account_key(guess: Guess, email: &str) -> String {
    format!("{{{}}}:{}:account", URL_SAFE_NO_PAD.encode(Sha256::digest(email.as_bytes())), guess.name())
}
