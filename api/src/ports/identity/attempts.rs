//! How fast one may guess passwords: by the same rule for an account in Redis (all processes together) and, while Redis
//! is away, for accounts and addresses in this process, at a fifth of the rate.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use moka::{future::Cache, ops::compute::Op};

use crate::kernel::error::{Error, Result};

/// Keys a process remembers; the address is judged first, so one address cannot fill it with invented accounts.
const CAPACITY: u64 = 100_000;
/// What a process allows while it is alone, of the shared rate.
const ALONE: u32 = 5;

/// How many attempts are free, and how the delay grows afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Attempts without a delay.
    pub free: u32,
    /// Before the first attempt past the free ones; doubles with each.
    pub first_delay: Duration,
    /// It grows no further.
    pub largest_delay: Duration,
    /// After this long without an attempt all is forgotten.
    pub memory: Duration,
}

impl Patience {
    /// `free` attempts, then 30 seconds doubling to 15 minutes, forgotten after an hour.
    #[must_use]
    pub fn new(free: u32) -> Self {
        Self {
            free,
            first_delay: Duration::from_secs(30),
            largest_delay: Duration::from_secs(15 * 60),
            memory: Duration::from_secs(60 * 60),
        }
    }

    /// What a process allows by itself: a fifth, at least one.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { free: (self.free / ALONE).max(1), ..self }
    }
}

/// Counted attempts on one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tally {
    count: u32,
    last: DateTime<Utc>,
}

/// The tally after an attempt `now`, or how long it has to wait; a refused attempt counts for nothing.
fn judge(known: Option<Tally>, patience: Patience, now: DateTime<Utc>) -> std::result::Result<Tally, Duration> {
    let since = |tally: Tally| (now - tally.last).to_std().unwrap_or_default();
    let Some(known) = known.filter(|tally| since(*tally) < patience.memory) else {
        return Ok(Tally { count: 1, last: now });
    };
    if known.count >= patience.free {
        let doublings = (known.count - patience.free).min(16);
        let delay = patience.first_delay.saturating_mul(1 << doublings).min(patience.largest_delay);
        let waited = since(known);
        if waited < delay {
            return Err(delay - waited);
        }
    }
    Ok(Tally { count: known.count.saturating_add(1), last: now })
}

/// The tallies of this process.
#[derive(Debug, Clone)]
pub struct LocalAttempts {
    tallies: Cache<String, Tally>,
}

impl Default for LocalAttempts {
    fn default() -> Self {
        Self { tallies: Cache::builder().max_capacity(CAPACITY).time_to_idle(Duration::from_secs(60 * 60)).build() }
    }
}

impl LocalAttempts {
    /// Counts an attempt on `key` at a fifth of the rate of `patience`.
    ///
    /// # Errors
    /// `RATE_LIMITED`.
    pub async fn count(&self, key: &str, patience: Patience, now: DateTime<Utc>) -> Result<()> {
        let mut refused = None;
        self.tallies
            .entry_by_ref(key)
            .and_compute_with(|known| {
                let verdict = judge(known.map(moka::Entry::into_value), patience.alone(), now);
                let op = match verdict {
                    Ok(tally) => Op::Put(tally),
                    Err(wait) => {
                        refused = Some(wait);
                        Op::Nop
                    }
                };
                std::future::ready(op)
            })
            .await;
        refused.map_or(Ok(()), |wait| Err(refusal(wait)))
    }

    /// Forgets a key, after its right password was given.
    pub async fn forget(&self, key: &str) {
        self.tallies.invalidate(key).await;
    }
}

/// Refused for `wait`, told in whole seconds.
#[must_use]
pub fn refusal(wait: Duration) -> Error {
    let seconds = TimeDelta::from_std(wait)
        .map_or(u64::MAX, |wait| u64::try_from(wait.num_milliseconds()).unwrap_or(0).div_ceil(1000));
    Error::RateLimited { retry_after_s: seconds.max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience {
        free: 3,
        first_delay: Duration::from_secs(30),
        largest_delay: Duration::from_secs(100),
        memory: Duration::from_secs(3_600),
    };

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn past_the_free_attempts_the_delay_doubles_to_its_limit() {
        let mut tally = None;
        for _ in 0..3 {
            tally = Some(judge(tally, PATIENCE, at(0)).unwrap());
        }
        assert_eq!(judge(tally, PATIENCE, at(0)), Err(Duration::from_secs(30)));
        assert_eq!(judge(tally, PATIENCE, at(29)), Err(Duration::from_secs(1)), "a refused attempt extends nothing");
        tally = Some(judge(tally, PATIENCE, at(30)).unwrap());
        assert_eq!(judge(tally, PATIENCE, at(30)), Err(Duration::from_secs(60)));
        tally = Some(judge(tally, PATIENCE, at(90)).unwrap());
        assert_eq!(judge(tally, PATIENCE, at(90)), Err(Duration::from_secs(100)));
        tally = Some(judge(tally, PATIENCE, at(190)).unwrap());
        assert_eq!(judge(tally, PATIENCE, at(190)), Err(Duration::from_secs(100)), "no further");
        assert_eq!(judge(tally, PATIENCE, at(190 + 3_600)).map(|tally| tally.count), Ok(1), "forgotten");
    }

    #[tokio::test]
    async fn a_process_alone_allows_a_fifth_and_keys_do_not_meet() {
        let attempts = LocalAttempts::default();
        let patience = Patience::new(10);
        for _ in 0..2 {
            assert!(attempts.count("a", patience, at(0)).await.is_ok());
        }
        assert!(matches!(attempts.count("a", patience, at(0)).await, Err(Error::RateLimited { retry_after_s: 30 })));
        assert!(attempts.count("b", patience, at(0)).await.is_ok(), "another key");
        attempts.forget("a").await;
        assert!(attempts.count("a", patience, at(0)).await.is_ok(), "forgotten after the right password");
        assert_eq!(Patience::new(1).alone().free, 1, "never none at all");
    }
}
