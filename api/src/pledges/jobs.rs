//! What a day's end makes of the pledges: late ones become overdue, parts that fall due soon are told once.

use chrono::{Days, TimeDelta};
use serde_json::json;
use uuid::Uuid;

pub use super::days::MindPledges;
use super::{service, status::Status, store};
use crate::{
    app::App,
    kernel::{
        audit::{Audit, Unaudited},
        clock::{day_start, local_day},
        error::Result,
        event::Event,
        permission::Permission,
        scope::Scope,
    },
    storefront,
};

/// How many days before it falls due a part is told.
pub(super) const TOLD_BEFORE: Days = Days::new(3);
/// The hour of the tenant's day at which it is told: letters do not come by night.
const TOLD_AT: TimeDelta = TimeDelta::hours(9);
/// Pledges moved in one transaction; the rest follows at once in the next.
const BATCH: u64 = 200;

impl MindPledges {
    /// Runs the job. A day that was looked after once is not looked after again; one that has not come yet is asked for
    /// again.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        loop {
            let now = app.clock.now();
            let tx = app.db.write(scope, Permission::Maintain).await?;
            let (tenant, _) = storefront::service::terms(&tx).await?;
            // A worker that was away for days works for the day it is, not for the day it missed.
            let today = local_day(now, &tenant.time_zone);
            // A worker's clock may be behind. The day before was looked after already, so that its mark would end this job
            // without asking for another, and the tenant's pledges were left alone for good.
            if today < self.day {
                tx.enqueue(&self, self.run_at(&tenant.time_zone)).await?;
                return tx.commit_unaudited(Unaudited::Housekeeping).await;
            }
            let mut recorded = None;
            let late = store::lock_late(&tx, today, BATCH).await?;
            for pledge in &late {
                service::leave_move(&tx, pledge, (Status::Active, Status::Overdue), (None, true), now).await?;
                store::set_state(&tx, pledge.id, Status::Overdue, now).await?;
                let before = json!({ "status": "active", "version": pledge.version });
                let after = json!({ "status": "overdue", "version": pledge.version + 1 });
                recorded = Some(tx.record(Audit::changed("pledge.moved", "pledge", pledge.id.0, before, after)).await?);
            }
            let is_done = u64::try_from(late.len()).unwrap_or(BATCH) < BATCH;
            if is_done && store::insert_mark(&tx, "pledges_minded", today, Uuid::nil()).await? {
                let until = today.checked_add_days(TOLD_BEFORE).unwrap_or(today);
                let at = now.max(day_start(today, &tenant.time_zone) + TOLD_AT);
                for pledge in store::insert_reminders(&tx, today, until).await? {
                    tx.enqueue(&Event::PledgeDueSoon { pledge }, at).await?;
                }
                if store::has_open(&tx).await? {
                    let next = Self::after(today);
                    tx.enqueue(&next, next.run_at(&tenant.time_zone)).await?;
                }
            }
            match recorded {
                Some(recorded) => tx.commit_recorded(recorded).await?,
                None => tx.commit_unaudited(Unaudited::Housekeeping).await?,
            }
            if is_done {
                return Ok(());
            }
        }
    }
}
