//! What limiters say, gathered over one request, so that every answer can tell it in the same headers.

use std::sync::{Arc, Mutex, PoisonError};

/// What a limiter says to one call.
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

/// The tightest verdict of one request. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Pace(Arc<Mutex<Option<Verdict>>>);

impl Pace {
    /// Keeps a verdict if it is tighter than what is known.
    pub fn note(&self, verdict: Verdict) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_none_or(|known| is_tighter(verdict, known)) {
            *known = Some(verdict);
        }
    }

    /// The tightest verdict; None for a request that nobody counted, or while nobody could.
    #[must_use]
    pub fn tightest(&self) -> Option<Verdict> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A refusal is tighter than any yes, and of two the longer wait; of two yes, the one with fewer calls left.
fn is_tighter(one: Verdict, other: Verdict) -> bool {
    match (one.allowed, other.allowed) {
        (false, true) => true,
        (true, false) => false,
        (false, false) => one.retry_after_s > other.retry_after_s,
        (true, true) => one.remaining < other.remaining,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tightest_verdict_is_told() {
        let verdict =
            |allowed, remaining, retry_after_s| Verdict { allowed, limit: 9, remaining, reset_s: 1, retry_after_s };
        let pace = Pace::default();
        assert_eq!(pace.tightest(), None);
        for (noted, told) in [
            (verdict(true, 5, 0), verdict(true, 5, 0)),
            (verdict(true, 7, 0), verdict(true, 5, 0)),
            (verdict(true, 2, 0), verdict(true, 2, 0)),
            (verdict(false, 0, 3), verdict(false, 0, 3)),
            (verdict(true, 0, 0), verdict(false, 0, 3)),
            (verdict(false, 0, 9), verdict(false, 0, 9)),
        ] {
            pace.clone().note(noted);
            assert_eq!(pace.tightest(), Some(told));
        }
    }
}
