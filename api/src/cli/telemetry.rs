//! Logs for people on a terminal, JSON lines everywhere else; metrics for Prometheus.

use std::io::IsTerminal;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt};

use crate::kernel::error::{Error, Result};

/// Upper bounds of the request histogram, in seconds.
const BUCKETS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// Starts the log.
pub(super) fn start(filter: &str, json: Option<bool>) -> Result<()> {
    let filter = EnvFilter::try_new(filter).map_err(|e| Error::fault(format!("SADU_LOG: {e}")))?;
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let outcome = if json.unwrap_or_else(|| !std::io::stderr().is_terminal()) {
        builder.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init()
    } else {
        builder.compact().with_target(false).try_init()
    };
    outcome.map_err(Error::fault)
}

/// Starts counting.
pub(super) fn metrics() -> Result<PrometheusHandle> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("sadu_request_seconds".to_owned()), BUCKETS)
        .map_err(Error::fault)?
        .install_recorder()
        .map_err(Error::fault)
}
