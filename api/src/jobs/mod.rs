//! The worker: the relay that feeds the queue, and the queue that runs the rooms' jobs.

mod registry;
mod relay;

use std::{sync::Arc, time::Duration};

use graphile_worker::{JobRecovery, JobRecoveryResult, WorkerOptions, WorkerRecoveryConfig};
use tokio_util::sync::CancellationToken;

use crate::{
    app::App,
    kernel::error::{Error, Result},
};

/// Jobs run at once by one process.
const CONCURRENCY: usize = 4;
/// After how many tries a job whose worker died is not tried again: it may be what kills the workers.
const RECOVERIES: i16 = 3;

/// Makes the queue's own tables, in its schema, as `app_worker`. Safe to run twice.
///
/// # Errors
/// A fault when the migrations fail.
pub async fn prepare(app: &App) -> Result<()> {
    app.db.relay().attach(WorkerOptions::default()).init().await.map_err(Error::fault)?;
    Ok(())
}

/// Relays and runs jobs until `stop`; running jobs are finished first.
///
/// # Errors
/// A fault when the queue cannot start.
pub async fn work(app: Arc<App>, stop: CancellationToken) -> Result<()> {
    app.db.relay().ensure_partitions().await?;
    let options = app.db.relay().attach(registry::jobs(WorkerOptions::default(), Arc::clone(&app)));
    let worker = options
        .concurrency(CONCURRENCY)
        .poll_interval(Duration::from_millis(500))
        .worker_recovery(
            // The crate's default is off: then a killed worker's jobs are lost.
            WorkerRecoveryConfig::default()
                .heartbeat_interval(Duration::from_secs(2))
                .sweep_interval(Duration::from_secs(5))
                .sweep_threshold(Duration::from_secs(15))
                .recovery_delay(Duration::from_secs(1)),
        )
        .on(JobRecovery, |context| async move {
            if *context.job.attempts() >= RECOVERIES {
                let attempts = *context.job.max_attempts();
                JobRecoveryResult::Reschedule { run_at: *context.job.run_at(), attempts: Some(attempts) }
            } else {
                JobRecoveryResult::FailWithBackoff
            }
        })
        .listen_os_shutdown_signals(false)
        .shutdown_signal({
            let stop = stop.clone();
            async move { stop.cancelled().await }
        })
        .with_cron("0 3 * * * keep_partitions\n30 3 * * * sweep_deliveries")
        .map_err(Error::fault)?
        .init()
        .await
        .map_err(Error::fault)?;
    let relay = tokio::spawn(relay::run(app.db.relay(), stop));
    let done = worker.run().await.map_err(Error::fault);
    let _ = relay.await;
    done
}
