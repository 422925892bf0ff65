//! Redis: counts rates and tells other processes what happened. Nothing that must survive lives here.
//!
//! When it is away, every call returns at once: callers go on without it and say so in a counter.

mod ears;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

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

use self::ears::Ears;
pub use self::ears::Listener;
use super::identity::attempts::{self, Patience};
pub use crate::kernel::pace::Verdict;
use crate::kernel::{
    error::{Error, Result},
    pace::Pace,
};

const GCRA: &str = include_str!("gcra.lua");
const ATTEMPTS: &str = include_str!("attempts.lua");

/// How long a command may take before we go on without Redis.
const COMMAND_TIMEOUT: Duration = Duration::from_millis(250);
/// How often the log tells that limits are open.
const TOLD_EVERY: Duration = Duration::from_secs(10);

/// How many calls a key may make in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Calls.
    pub limit: u32,
    /// The window they fall into.
    pub window: Duration,
}

/// A connection that comes back by itself.
#[derive(Debug, Clone)]
pub struct Redis {
    client: Client,
    gcra: Script,
    attempts: Script,
    ears: Ears,
    last_told: Arc<Told>,
}

/// When it was last logged that limits are open: an outage is told now and then, not at every request.
#[derive(Debug, Default)]
struct Told(Mutex<Option<Instant>>);

impl Told {
    fn may_tell(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = last.is_none_or(|at| at.elapsed() >= TOLD_EVERY);
        if is_due {
            *last = Some(Instant::now());
        }
        is_due
    }
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
        Ok(Self {
            ears: Ears::new(&client),
            client,
            gcra: Script::from_lua(GCRA),
            attempts: Script::from_lua(ATTEMPTS),
            last_told: Arc::default(),
        })
    }

    /// Counts a call against `key`.
    ///
    /// # Errors
    /// `UNAVAILABLE` when Redis does not answer in time.
    pub async fn hit(&self, key: &str, rate: Rate) -> Result<Verdict> {
        self.hit_by(key, rate, 1).await
    }

    /// Counts `cost` calls against `key` at once. The verdict is noted for the answer's headers. None while Redis is away:
    /// then the limit is open, which is counted, and logged now and then.
    pub async fn judge(&self, key: &str, rate: Rate, cost: u32, pace: &Pace) -> Option<Verdict> {
        match self.hit_by(key, rate, cost).await {
            Ok(verdict) => {
                pace.note(verdict);
                Some(verdict)
            }
            Err(error) => {
                metrics::counter!("sadu_limiter_open_total").increment(1);
                if self.last_told.may_tell() {
                    tracing::warn!(%error, "rate limits are open: redis does not answer");
                }
                None
            }
        }
    }

    /// Counts `cost` calls against each key, all at once: one script a key (one over two keys breaks on a cluster), sent
    /// together. Open while Redis is away.
    ///
    /// # Errors
    /// `RATE_LIMITED` with the longest wait, when one of them refuses.
    pub async fn admit(&self, keys: [Option<(String, Rate)>; 2], cost: u32, pace: &Pace) -> Result<()> {
        let [one, other] = keys.map(|key| async move {
            let (key, rate) = key?;
            self.judge(&key, rate, cost, pace).await
        });
        let (one, other) = tokio::join!(one, other);
        let verdicts = [one, other];
        let refusals = verdicts.into_iter().flatten().filter(|verdict| !verdict.allowed);
        match refusals.map(|verdict| verdict.retry_after_s.max(1)).max() {
            Some(retry_after_s) => {
                metrics::counter!("sadu_limiter_refused_total").increment(1);
                Err(Error::RateLimited { retry_after_s })
            }
            None => Ok(()),
        }
    }

    async fn hit_by(&self, key: &str, rate: Rate, cost: u32) -> Result<Verdict> {
        self.connected()?;
        let window_ms = u64::try_from(rate.window.as_millis()).map_err(Error::fault)?;
        let (allowed, remaining, reset_ms, retry_ms): (u8, u32, u64, u64) = self
            .gcra
            .evalsha_with_reload(&self.client, vec![key], vec![u64::from(rate.limit), window_ms, u64::from(cost)])
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

    /// Listens to `channel` from now on. While Redis is away nothing is heard; that is told to nobody.
    pub async fn listen(&self, channel: String) -> Listener {
        self.ears.listen(channel).await
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
        self.ears.close().await;
        let _ = self.client.quit().await;
    }

    fn connected(&self) -> Result<()> {
        if self.client.is_connected() { Ok(()) } else { Err(Error::unavailable("redis is not connected")) }
    }
}
