//! A file in its reader's hands. Whoever asks for no more of it for a minute loses it, and the place it takes is free again.
//! Pieces are read when they are asked for, never ahead: a slow reader costs no more memory than a quick one.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::task::AbortHandle;

use super::download::{Download, Slot};
use crate::{
    app::App,
    kernel::error::{Error, Result},
};

/// The download with its place; none while a piece is read, and once it is over or given up.
type Held = Mutex<Option<(Download, Slot)>>;

/// A download and its place, for as long as somebody reads.
#[derive(Debug)]
pub struct Sending {
    held: Arc<Held>,
    watch: AbortHandle,
}

impl Sending {
    /// Waits for the reader from now on.
    #[must_use]
    pub fn new(download: Download, slot: Slot) -> Self {
        let patience = slot.patience();
        let held = Arc::new(Mutex::new(Some((download, slot))));
        let watch = watch(Arc::downgrade(&held), patience);
        Self { held, watch }
    }

    /// The next piece of the file; None at its end, which is counted.
    ///
    /// # Errors
    /// As [`Download::next`], and when the file was given up meanwhile: it must then be broken off, never ended.
    pub async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>> {
        self.watch.abort();
        let taken = self.held.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((mut download, slot)) = taken else { return Err(Error::unavailable("nobody read on")) };
        let piece = download.next(app).await?;
        if piece.is_some() {
            let patience = slot.patience();
            *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some((download, slot));
            self.watch = watch(Arc::downgrade(&self.held), patience);
        } else {
            metrics::counter!("sadu_exported_rows_total").increment(download.rows());
        }
        Ok(piece)
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.watch.abort();
    }
}

/// Gives up what is held when no piece is asked for in time. It holds nothing itself, so that a file whose reader goes away
/// is over at once.
fn watch(held: Weak<Held>, patience: std::time::Duration) -> AbortHandle {
    let giving_up = async move {
        tokio::time::sleep(patience).await;
        let Some(held) = held.upgrade() else { return };
        if held.lock().unwrap_or_else(PoisonError::into_inner).take().is_some() {
            tracing::warn!("an export was given up: nobody reads it");
        }
    };
    tokio::spawn(giving_up).abort_handle()
}
