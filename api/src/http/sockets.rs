//! The open sockets of this process: how many there may be, and that all of them end when it goes.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// Sockets of one process.
const MOST_SOCKETS: usize = 4_096;

/// The open sockets of this process.
#[derive(Debug, Clone)]
pub struct Sockets {
    room: Arc<Semaphore>,
    closing: CancellationToken,
}

impl Default for Sockets {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(MOST_SOCKETS)), closing: CancellationToken::new() }
    }
}

impl Sockets {
    /// Room for one more, until the answer is dropped; None when there is none.
    #[must_use]
    pub fn enter(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// Comes when all of them shall end.
    #[must_use]
    pub fn closing(&self) -> CancellationToken {
        self.closing.clone()
    }

    /// Ends them all: their clients come back to another process.
    pub fn close(&self) {
        self.closing.cancel();
    }
}
