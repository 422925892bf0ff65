//! Work to do after the commit: a row in `outbox`, written in the same transaction; a relay hands it to the queue.

use chrono::{DateTime, Utc};
use entity::ids::TenantId;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    db::{TenantConn, TenantTx, sql},
    error::{Error, Result},
};

/// A job type: an imperative struct whose fields are ids, never personal data.
pub trait Job: Serialize {
    /// The queue's name of the type; never renamed once released.
    const TASK: &'static str;

    /// Jobs of one queue run one after another; None runs freely.
    fn queue(&self, _tenant: TenantId) -> Option<String> {
        None
    }

    /// Waiting jobs with the same key are merged into one.
    fn key(&self, _tenant: TenantId) -> Option<String> {
        None
    }
}

/// A job as its outbox row.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    pub(crate) id: Uuid,
    pub(crate) task: &'static str,
    pub(crate) payload: Value,
    pub(crate) queue: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) run_at: DateTime<Utc>,
}

impl OutboxRow {
    /// The row of `job`, to be run at `run_at`.
    ///
    /// # Errors
    /// A fault when the job cannot be written as JSON.
    pub fn new<J: Job>(job: &J, tenant: TenantId, run_at: DateTime<Utc>) -> Result<Self> {
        let mut payload = serde_json::to_value(job).map_err(Error::fault)?;
        let fields = payload.as_object_mut().ok_or_else(|| Error::fault("a job is written as an object"))?;
        fields.insert("tenant".to_owned(), serde_json::to_value(tenant).map_err(Error::fault)?);
        Ok(Self { id: Uuid::now_v7(), task: J::TASK, payload, queue: job.queue(tenant), key: job.key(tenant), run_at })
    }
}

impl TenantTx {
    /// Leaves `job` in the outbox of this transaction, to be run at `run_at` or soon after.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn enqueue<J: Job>(&self, job: &J, run_at: DateTime<Utc>) -> Result<()> {
        let row = OutboxRow::new(job, self.tenant(), run_at)?;
        self.execute_raw(sql("INSERT INTO outbox (tenant_id, id, task, payload, queue, job_key, run_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                self.tenant().into(),
                row.id.into(),
                row.task.into(),
                row.payload.into(),
                row.queue.into(),
                row.key.into(),
                row.run_at.into(),
            ],
        ))
        .await?;
        Ok(())
    }
}
