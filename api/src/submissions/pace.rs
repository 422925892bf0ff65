//! How fast one visitor or address may submit. Above a person's pace a submission is kept and flagged; far above, refused.

use std::time::Duration;

use crate::{
    app::App,
    kernel::{
        error::Result,
        scope::{Actor, Client, Scope},
    },
    ports::redis::Rate,
};

const WINDOW: Duration = Duration::from_secs(60);

/// Counts one public submission; true if it should be flagged as suspect. Without Redis everything passes, counted.
///
/// # Errors
/// `RATE_LIMITED`.
pub async fn judge(app: &App, scope: &Scope, client: &Client) -> Result<bool> {
    if scope.actor() != Actor::Visitor {
        return Ok(false);
    }
    let (tenant, address, limits) = (scope.tenant().0, &client.address, &app.config);
    let rate = |limit| Rate { limit, window: WINDOW };
    let of_address = (format!("{{{tenant}}}:submit:refuse:{address}"), rate(limits.rate_submit_refuse));
    let of_visitor = client
        .visitor
        .as_ref()
        .map(|visitor| (format!("{{{tenant}}}:submit:visitor:{visitor}"), rate(limits.rate_submit_visitor)));
    app.redis.admit([Some(of_address), of_visitor], 1, &client.pace).await?;
    // Flagged, not refused: what this one says is no news for the caller.
    let suspect = format!("{{{tenant}}}:submit:suspect:{address}");
    let verdict = app.redis.judge(&suspect, rate(limits.rate_submit_suspect), 1, &Default::default()).await;
    Ok(verdict.is_some_and(|verdict| !verdict.allowed) || client.is_suspect)
}
