//! How fast one address and one account may try passwords and codes, and ask for letters. Redis counts for all processes; without it this process does,
//! at a fifth of the rate: a guess never goes uncounted.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{caller::Caller, rules};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        pace::{Pace, Verdict},
    },
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

/// Counts an attempt of `caller` on the account of `email`, whether there is such an account or not.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit(app: &App, guess: Guess, caller: Caller<'_>, email: &str) -> Result<()> {
    admit_address(app, guess, caller).await?;
    admit_account(app, guess, email, caller.pace).await
}

/// Counts an attempt on the account of `email` alone.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit_account(app: &App, guess: Guess, email: &str, pace: &Pace) -> Result<()> {
    let key = account_key(guess, email);
    let patience = Patience::new(app.config.rate_login_account);
    match app.redis.attempt(&key, patience).await {
        Err(Error::RateLimited { retry_after_s }) => {
            pace.note(no_more(patience.free, retry_after_s));
            Err(refused(retry_after_s))
        }
        Err(_) => alone(app, &key, patience, pace).await,
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

/// Counts an attempt from the address of `caller` alone.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit_address(app: &App, guess: Guess, caller: Caller<'_>) -> Result<()> {
    let key = format!("{{{}}}:{}:address", rules::network(caller.address), guess.name_of_address());
    match app.redis.hit(&key, Rate { limit: app.config.rate_login_ip, window: WINDOW }).await {
        Ok(verdict) => {
            caller.pace.note(verdict);
            if verdict.allowed { Ok(()) } else { Err(refused(verdict.retry_after_s)) }
        }
        Err(_) => alone(app, &key, Patience::new(app.config.rate_login_ip), caller.pace).await,
    }
}

async fn alone(app: &App, key: &str, patience: Patience, pace: &Pace) -> Result<()> {
    metrics::counter!("sadu_limiter_alone_total").increment(1);
    let counted = app.attempts.count(key, patience, app.clock.now()).await;
    if let Err(Error::RateLimited { retry_after_s }) = counted {
        pace.note(no_more(patience.alone().free, retry_after_s));
    }
    counted
}

/// For the headers of a refusal: so many are free, none is left, and all that there is to wait for is the next.
fn no_more(limit: u32, retry_after_s: u64) -> Verdict {
    Verdict { allowed: false, limit, remaining: 0, reset_s: retry_after_s, retry_after_s }
}

fn refused(retry_after_s: u64) -> Error {
    metrics::counter!("sadu_limiter_refused_total").increment(1);
    Error::RateLimited { retry_after_s: retry_after_s.max(1) }
}

/// No address of a person stands in Redis in the clear.
fn account_key(guess: Guess, email: &str) -> String {
    format!("{{{}}}:{}:account", URL_SAFE_NO_PAD.encode(Sha256::digest(email.as_bytes())), guess.name())
}
