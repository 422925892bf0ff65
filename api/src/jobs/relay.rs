//! Moves outbox rows to the queue every 100 ms.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::kernel::db::OutboxRelay;

const INTERVAL: Duration = Duration::from_millis(100);
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);
/// Rows handed over in one statement.
const BATCH: i64 = 500;

pub(super) async fn run(relay: OutboxRelay, stop: CancellationToken) {
    let mut was_failing = false;
    while !stop.is_cancelled() {
        let pause = match relay.hand_over(BATCH).await {
            Ok(BATCH) => Duration::ZERO,
            Ok(taken) => {
                was_failing = false;
                if taken > 0 {
                    metrics::counter!("sadu_outbox_relayed_total").increment(taken.unsigned_abs());
                }
                INTERVAL
            }
            Err(error) => {
                if !std::mem::replace(&mut was_failing, true) {
                    tracing::warn!(%error, "the relay waits for the database");
                }
                PAUSE_AFTER_FAILURE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stop.cancelled() => break,
        }
    }
}
