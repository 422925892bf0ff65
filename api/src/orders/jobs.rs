//! What this room's events set off.

use crate::{
    app::App,
    kernel::{error::Result, event::Event, scope::Scope},
};

/// Tells live lists of the tenant, on every process, that an order came or moved. Ids only; readers read under their
/// own rights.
///
/// # Errors
/// `UNAVAILABLE` when Redis is away; the queue tries again.
pub async fn announce(app: &App, scope: &Scope, event: Event) -> Result<()> {
    let channel = format!("{{{}}}:submissions", scope.tenant().0);
    let message = serde_json::to_string(&event).map_err(crate::kernel::error::Error::fault)?;
    app.redis.publish(&channel, message).await
}
