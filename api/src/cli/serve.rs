//! `serve` and `work`: start, run until SIGTERM or Ctrl-C, drain.

use std::sync::Arc;

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::telemetry;
use crate::{
    app::App,
    config::Config,
    http::{assets::Assets, server, shared::Shared},
    jobs,
    kernel::{
        clock::Clock,
        error::{Error, Result},
    },
};

/// Cancelled by SIGTERM, SIGINT or the end of a terminal.
pub(super) fn stop_signal() -> Result<CancellationToken> {
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::fault)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::fault)?;
    let mut hangup = signal(SignalKind::hangup()).map_err(Error::fault)?;
    let token = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
        token.cancel();
    });
    Ok(stop)
}

pub(super) async fn serve(config: Config, with_worker: bool) -> Result<()> {
    let stop = stop_signal()?;
    let app = Arc::new(App::build(config, Clock::default())?);
    app.db.refuse_unsafe().await?;
    run(app, with_worker, stop).await
}

/// Serves an application that is ready, until `stop`.
pub(super) async fn run(app: Arc<App>, with_worker: bool, stop: CancellationToken) -> Result<()> {
    let metrics = telemetry::metrics()?;
    let assets = Assets::load(&app.config.assets_dir)?;
    let listen = app.config.listen;
    let listener = TcpListener::bind(listen).await.map_err(|e| Error::fault(format!("SADU_LISTEN {listen}: {e}")))?;
    tracing::info!(%listen, base_url = app.config.base_url, "serving");
    let worker: Option<JoinHandle<Result<()>>> =
        with_worker.then(|| tokio::spawn(jobs::work(Arc::clone(&app), stop.clone())));
    let served = server::serve(Shared::new(Arc::clone(&app), assets), listener, Some(metrics), stop.clone()).await;
    stop.cancel();
    if let Some(worker) = worker {
        worker.await.map_err(Error::fault)??;
    }
    app.close().await;
    tracing::info!("drained");
    served
}

pub(super) async fn work(config: Config) -> Result<()> {
    let stop = stop_signal()?;
    let app = Arc::new(App::build(config, Clock::default())?);
    app.db.refuse_unsafe().await?;
    let metrics = telemetry::metrics()?;
    server::serve_internal(Arc::clone(&app), metrics, stop.clone()).await?;
    tracing::info!("working");
    let done = jobs::work(Arc::clone(&app), stop).await;
    app.close().await;
    done
}
