//! How a subscription ends the socket it came by: what it was told may not be told any more.

use std::sync::{Arc, OnceLock};

use tokio::sync::Notify;

/// The token has ended: refresh and come back. Also: none was shown.
pub const TOKEN_ENDED: u16 = 4401;
/// The right is gone: coming back does not help.
pub const RIGHT_GONE: u16 = 4403;

/// Ends one socket, for the first reason given.
#[derive(Debug, Clone, Default)]
pub struct Ending(Arc<Told>);

#[derive(Debug, Default)]
struct Told {
    reason: OnceLock<(u16, &'static str)>,
    waiting: Notify,
}

impl Ending {
    /// Ends the socket.
    pub fn end(&self, code: u16, why: &'static str) {
        let _ = self.0.reason.set((code, why));
        self.0.waiting.notify_one();
    }

    /// Why the socket ends, if it does.
    #[must_use]
    pub fn reason(&self) -> Option<(u16, &'static str)> {
        self.0.reason.get().copied()
    }

    /// Waits until somebody ends the socket.
    pub async fn told(&self) -> (u16, &'static str) {
        loop {
            if let Some(reason) = self.reason() {
                return reason;
            }
            self.0.waiting.notified().await;
        }
    }
}
