//! Work this room does after the commit.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::ids::TenantId;
use serde::{Deserialize, Serialize};

use super::store;
use crate::{
    app::App,
    kernel::{
        audit::Unaudited,
        clock::local_day,
        error::{Error, Result},
        event::Event,
        job::Job,
        permission::Permission,
        scope::Scope,
    },
    storefront,
};

/// Tells live lists of the tenant, on every process, that a submission came or moved. Ids only; readers read under their
/// own rights.
///
/// # Errors
/// `UNAVAILABLE` when Redis is away; the queue tries again.
pub async fn announce(app: &App, scope: &Scope, event: Event) -> Result<()> {
    let message = serde_json::to_string(&event).map_err(Error::fault)?;
    app.redis.publish(&channel(scope.tenant()), message).await
}

/// Where a tenant's live lists listen.
#[must_use]
pub fn channel(tenant: TenantId) -> String {
    format!("{{{}}}:submissions", tenant.0)
}

/// Folds the deltas of closed days into daily figures and sweeps idempotency keys past their day.
///
/// One job a day that saw a change: a key without the day would let each day's first order put the fold off again.
#[derive(Debug, Serialize, Deserialize)]
pub struct FoldFigures {
    /// The day that changed, in the tenant's zone.
    pub day: NaiveDate,
}

impl Job for FoldFigures {
    const TASK: &'static str = "fold_figures";

    fn key(&self, tenant: TenantId) -> Option<String> {
        Some(format!("fold_figures:{}:{}", tenant.0, self.day))
    }
}

impl FoldFigures {
    /// For a change at `now` by somebody who does not know the tenant's zone: the latest day it can be anywhere.
    #[must_use]
    pub fn of_every_zone(now: DateTime<Utc>) -> Self {
        Self { day: (now + TimeDelta::hours(14)).date_naive() }
    }

    /// Once a day has closed in every time zone; at once for a day that closed long ago.
    #[must_use]
    pub fn run_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let closed = self.day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(39);
        closed.max(now)
    }

    /// Runs the job.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        let tx = app.db.write(scope, Permission::Maintain).await?;
        let (tenant, _) = storefront::service::terms(&tx).await?;
        let now = app.clock.now();
        store::fold_deltas(&tx, local_day(now, &tenant.time_zone)).await?;
        store::delete_old_keys(&tx, now).await?;
        tx.commit_unaudited(Unaudited::Figures).await
    }
}
