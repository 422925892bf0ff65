//! The relay: hands rows of `outbox` and `identity_outbox` to the queue and deletes them, in one statement, as `app_worker`.

use graphile_worker::WorkerOptions;
use sqlx::PgPool;

use crate::kernel::error::Result;

/// Jobs of one queue key that wait together are merged, so the newest row of a key is handed over and the older ones
/// of the same batch go with it. No NOTIFY happens in a transaction that a visitor can start, only in this one.
const RELAY: &str = "
    WITH taken AS (
        DELETE FROM outbox USING (
            SELECT tenant_id, id FROM outbox ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED
        ) picked
        WHERE outbox.tenant_id = picked.tenant_id AND outbox.id = picked.id
        RETURNING outbox.*
    ), newest AS (
        SELECT DISTINCT ON (coalesce(job_key, id::text)) * FROM taken ORDER BY coalesce(job_key, id::text), id DESC
    ), added AS (
        SELECT count(*) FROM graphile_worker.add_jobs((
            SELECT array_agg(
                (task, payload::json, queue, run_at, $2::int, job_key, 0, NULL::text[])::graphile_worker.job_spec ORDER BY id
            ) FROM newest
        )) WHERE EXISTS (SELECT 1 FROM newest)
    )
    SELECT (SELECT count(*) FROM taken), (SELECT count FROM added)";

/// The same for jobs of people, who belong to no tenant. They go ahead of all others: somebody sits and waits for a code.
const RELAY_IDENTITY: &str = "
    WITH taken AS (
        DELETE FROM identity_outbox USING (
            SELECT id FROM identity_outbox ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED
        ) picked
        WHERE identity_outbox.id = picked.id
        RETURNING identity_outbox.*
    ), newest AS (
        SELECT DISTINCT ON (coalesce(job_key, id::text)) * FROM taken ORDER BY coalesce(job_key, id::text), id DESC
    ), added AS (
        SELECT count(*) FROM graphile_worker.add_jobs((
            SELECT array_agg(
                (task, payload::json, queue, run_at, $2::int, job_key, -10, NULL::text[])::graphile_worker.job_spec ORDER BY id
            ) FROM newest
        )) WHERE EXISTS (SELECT 1 FROM newest)
    )
    SELECT (SELECT count(*) FROM taken), (SELECT count FROM added)";

/// How often a job is tried before it is a dead letter.
const MAX_ATTEMPTS: i32 = 12;

/// The relay's and the queue's way to the database.
#[derive(Debug, Clone)]
pub struct OutboxRelay {
    pool: PgPool,
}

impl OutboxRelay {
    pub(super) fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// Hands over at most `limit` rows of each outbox; several relays may run side by side. Returns how many were taken of
    /// the fuller one.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away; then nothing was taken.
    pub async fn hand_over(&self, limit: i64) -> Result<i64> {
        let (tenants, people): (bool, bool) =
            sqlx::query_as("SELECT EXISTS (SELECT 1 FROM outbox), EXISTS (SELECT 1 FROM identity_outbox)")
                .fetch_one(&self.pool)
                .await?;
        let mut most = 0;
        for (waiting, relay) in [(tenants, RELAY), (people, RELAY_IDENTITY)] {
            if waiting {
                let (taken, _): (i64, Option<i64>) =
                    sqlx::query_as(relay).bind(limit).bind(MAX_ATTEMPTS).fetch_one(&self.pool).await?;
                most = most.max(taken);
            }
        }
        Ok(most)
    }

    /// Rows that wait for the relay, and seconds since the oldest was written.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn backlog(&self) -> Result<(i64, f64)> {
        Ok(sqlx::query_as(
            "SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 FROM (
                 (SELECT created_at FROM outbox ORDER BY created_at LIMIT 10000)
                 UNION ALL (SELECT created_at FROM identity_outbox ORDER BY created_at LIMIT 10000)) waiting",
        )
        .fetch_one(&self.pool)
        .await?)
    }

    /// Makes the partitions of the coming months; returns how many were new.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn ensure_partitions(&self) -> Result<i32> {
        Ok(sqlx::query_scalar("SELECT ensure_utm_partitions()").fetch_one(&self.pool).await?)
    }

    /// Gives the queue its connections.
    pub(crate) fn attach(&self, options: WorkerOptions) -> WorkerOptions {
        options.pg_pool(self.pool.clone())
    }
}
