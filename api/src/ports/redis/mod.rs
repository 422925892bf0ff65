//! Redis: counts rates and tells other processes what happened. Nothing that must survive lives here.
//!
//! When it is away, every call returns at once: callers go on without it and say so in a counter.

use std::time::Duration;

use fred::{
    clients::Client,
    interfaces::{ClientLike, KeysInterface, PubsubInterface},
    types::{
        Builder,
        config::{Config, ReconnectPolicy},
        scripts::Script,
    },
};
use secrecy::{ExposeSecret, SecretString};

use super::identity::attempts::{self, Patience};
use crate::kernel::error::{Error, Result};

const GCRA: &str = include_str!("gcra.lua");
const ATTEMPTS: &str = include_str!("attempts.lua");

/// How long a command may take before we go on without Redis.
const COMMAND_TIMEOUT: Duration = Duration::from_millis(250);

/// How many calls a key may make in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Calls.
    pub limit: u32,
    /// The window they fall into.
    pub window: Duration,
}

/// What the limiter says to one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the call may go on.
    pub allowed: bool,
    /// Calls of the window.
    pub limit: u32,
    /// Calls left now.
    pub remaining: u32,
    /// Seconds until all are there again.
    pub reset_s: u64,
    /// Seconds a refused caller should wait.
    pub retry_after_s: u64,
}

/// A connection that comes back by itself.
#[derive(Debug, Clone)]
pub struct Redis {
    client: Client,
    gcra: Script,
    attempts: Script,
}

impl Redis {
    /// Starts connecting in the background; never waits.
    ///
    /// # Errors
    /// A fault when the URL cannot be read.
    pub fn open(url: &SecretString) -> Result<Self> {
        let config = Config::from_url(url.expose_secret()).map_err(Error::fault)?;
        let client = Builder::from_config(Config { fail_fast: true, ..config })
            .with_connection_config(|c| {
                c.connection_timeout = Duration::from_secs(1);
                c.max_command_attempts = 1;
                c.reconnect_on_auth_error = true;
            })
            .with_performance_config(|p| p.default_command_timeout = COMMAND_TIMEOUT)
            .set_policy(ReconnectPolicy::new_exponential(0, 50, 1_000, 2))
            .build()
            .map_err(Error::fault)?;
        let _supervisor = client.connect();
        Ok(Self { client, gcra: Script::from_lua(GCRA), attempts: Script::from_lua(ATTEMPTS) })
    }

    /// Counts a call against `key`.
    ///
    /// # Errors
    /// `UNAVAILABLE` when Redis does not answer in time.
    pub async fn hit(&self, key: &str, rate: Rate) -> Result<Verdict> {
        self.connected()?;
        let window_ms = u64::try_from(rate.window.as_millis()).map_err(Error::fault)?;
        let (allowed, remaining, reset_ms, retry_ms): (u8, u32, u64, u64) = self
            .gcra
            .evalsha_with_reload(&self.client, vec![key], vec![u64::from(rate.limit), window_ms, 1])
            .await
            .map_err(Error::unavailable)?;
        Ok(Verdict {
            allowed: allowed == 1,
            limit: rate.limit,
            remaining,
            reset_s: reset_ms.div_ceil(1000),
            retry_after_s: retry_ms.div_ceil(1000),
        })
    }

    /// Counts an attempt to guess something behind `key`; the delay grows past the free ones.
    ///
    /// # Errors
    /// `RATE_LIMITED`; `UNAVAILABLE` when Redis does not answer in time.
    pub async fn attempt(&self, key: &str, patience: Patience) -> Result<()> {
        self.connected()?;
        let ms = |span: Duration| u64::try_from(span.as_millis()).map_err(Error::fault);
        let arguments = vec![
            u64::from(patience.free),
            ms(patience.first_delay)?,
            ms(patience.largest_delay)?,
            ms(patience.memory)?,
        ];
        let (allowed, wait_ms): (u8, u64) =
            self.attempts.evalsha_with_reload(&self.client, vec![key], arguments).await.map_err(Error::unavailable)?;
        if allowed == 1 { Ok(()) } else { Err(attempts::refusal(Duration::from_millis(wait_ms))) }
    }

    /// Forgets what was counted against `key`.
    ///
    /// # Errors
    /// `UNAVAILABLE` when Redis does not answer in time.
    pub async fn forget(&self, key: &str) -> Result<()> {
        self.connected()?;
        self.client.del::<(), _>(key).await.map_err(Error::unavailable)
    }

    /// Tells whoever listens to `channel`; nobody has to.
    ///
    /// # Errors
    /// `UNAVAILABLE` when Redis does not answer in time.
    pub async fn publish(&self, channel: &str, message: String) -> Result<()> {
        self.connected()?;
        self.client.publish::<(), _, _>(channel, message).await.map_err(Error::unavailable)
    }

    /// Whether Redis answers.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it does not.
    pub async fn ping(&self) -> Result<()> {
        self.connected()?;
        self.client.ping::<()>(None).await.map_err(Error::unavailable)
    }

    /// Closes the connection.
    pub async fn close(&self) {
        let _ = self.client.quit().await;
    }

    fn connected(&self) -> Result<()> {
        if self.client.is_connected() { Ok(()) } else { Err(Error::unavailable("redis is not connected")) }
    }
}
