//! When a tenant's pledges are looked after: once a day, a few minutes into it, while any of them takes money.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::ids::TenantId;
use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::kernel::{
    clock::day_start,
    error::Result,
    job::{Job, OutboxRow},
};

/// Looks after a tenant's pledges on one day, and asks for the next day while any is open.
#[derive(Debug, Serialize, Deserialize)]
pub struct MindPledges {
    /// The day, in the tenant's zone.
    pub day: NaiveDate,
}

impl Job for MindPledges {
    const TASK: &'static str = "mind_pledges";

    fn key(&self, tenant: TenantId) -> Option<String> {
        Some(format!("mind_pledges:{}:{}", tenant.0, self.day))
    }
}

impl MindPledges {
    /// For the day after `today`.
    #[must_use]
    pub fn after(today: NaiveDate) -> Self {
        Self { day: today.checked_add_days(Days::new(1)).unwrap_or(today) }
    }

    /// A few minutes into the day, in the tenant's zone.
    #[must_use]
    pub fn run_at(&self, zone: &str) -> DateTime<Utc> {
        day_start(self.day, zone) + TimeDelta::minutes(5)
    }

    /// The job that a pledge asks for when it comes to take money again: while none was open, no day was looked after.
    ///
    /// # Errors
    /// A fault when it cannot be written.
    pub(super) fn again(
        tenant: TenantId,
        (from, to): (Status, Status),
        (today, zone): (NaiveDate, &str),
    ) -> Result<Vec<OutboxRow>> {
        if from.takes_money() || !to.takes_money() {
            return Ok(Vec::new());
        }
        let next = Self::after(today);
        Ok(vec![OutboxRow::new(&next, tenant, next.run_at(zone))?])
    }
}
