//! Passwords as argon2id hashes. Hashing takes a processor and 19 MB for a while: it runs beside the runtime, few at a time.

use std::{sync::Arc, thread, time::Duration};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use crate::kernel::error::{Error, Result};

/// How long a log-in waits for its turn before it is answered 503.
const TURN_LIMIT: Duration = Duration::from_secs(5);

/// Verified when there is no hash to verify, so that an unknown address takes as long as a known one. Its parameters are
/// those of every hash made here (19 MiB, 2 passes, 1 lane: the crate's default and OWASP's first choice).
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FkdSBub2JvZHkncyBzYWx0$mYd3d7wU6nVtIYe0ehyZ2uvU1xQXcO0iS7OQ0xVtVbA";

/// Makes and verifies hashes of passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { turns: Arc::new(Semaphore::new(processors)) }
    }
}

impl Passwords {
    /// The hash of a password, with a salt of its own, as a PHC string.
    ///
    /// # Errors
    /// `UNAVAILABLE` when too many wait.
    pub async fn hash(&self, password: &SecretString) -> Result<String> {
        let password = password.clone();
        self.in_turn(move || {
            Argon2::default()
                .hash_password(password.expose_secret().as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|e| Error::fault(e.to_string()))
        })
        .await?
    }

    /// Whether a password is the one behind `hash`; always false without a hash, after the same work.
    ///
    /// # Errors
    /// `UNAVAILABLE` when too many wait.
    pub async fn verify(&self, password: &SecretString, hash: Option<String>) -> Result<bool> {
        let password = password.clone();
        self.in_turn(move || {
            let is_somebodys = hash.is_some();
            let text = hash.as_deref().unwrap_or(NOBODYS);
            let parsed = PasswordHash::new(text).map_err(|e| Error::fault(e.to_string()))?;
            let fits = Argon2::default().verify_password(password.expose_secret().as_bytes(), &parsed).is_ok();
            Ok(fits && is_somebodys)
        })
        .await?
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = timeout(TURN_LIMIT, Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(Error::unavailable)?
            .map_err(Error::fault)?;
        spawn_blocking(move || {
            let done = work();
            // A caller who went away keeps the turn until the work is done.
            drop(turn);
            done
        })
        .await
        .map_err(Error::fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_is_of_one_password_and_salted() {
        let passwords = Passwords::default();
        let (right, wrong) = (SecretString::from("a long enough phrase"), SecretString::from("a long enough phrasE"));
        let hash = passwords.hash(&right).await.unwrap();
        assert!(passwords.verify(&right, Some(hash.clone())).await.unwrap(), "the positive control");
        assert!(!passwords.verify(&wrong, Some(hash.clone())).await.unwrap());
        assert_ne!(hash, passwords.hash(&right).await.unwrap(), "each hash has its own salt");
    }

    #[tokio::test]
    async fn without_a_hash_the_same_work_ends_in_no() {
        let passwords = Passwords::default();
        let password = SecretString::from("a long enough phrase");
        let hash = passwords.hash(&password).await.unwrap();
        assert!(!passwords.verify(&password, None).await.unwrap());
        let parameters = |text: &str| text.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parameters(&hash), parameters(NOBODYS), "the stand-in costs what a real hash costs");
    }
}
