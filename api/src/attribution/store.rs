//! SQL over `visits`.

use chrono::{DateTime, Utc};
use entity::ids::VisitId;
use sea_orm::ConnectionTrait;

use super::types::NewVisit;
use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::Result,
    job::OutboxRow,
};

/// A visit, its marketing event and its place in the figures. The job that folds the day comes with the day's first change.
pub(super) async fn insert(
    tx: &TenantTx,
    id: VisitId,
    visit: &NewVisit,
    at: DateTime<Utc>,
    fold: OutboxRow,
) -> Result<()> {
    tx.execute_raw(sql(
        "WITH visit AS (
             INSERT INTO visits (tenant_id, id, visitor_id, utm_source, utm_medium, utm_campaign, utm_term, utm_content, referrer, landing_path, consent,
                                 is_bot, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $16, $17, $18, $7, $19, false, $8) RETURNING *
         ), event AS (
             INSERT INTO utm_events (tenant_id, id, created_at, visit_id, kind) SELECT $1, $9, $8, id, 'visit' FROM visit
         ), today AS (
             SELECT (v.created_at AT TIME ZONE t.time_zone)::date AS day, touch_source(v.consent, v.utm_source, v.referrer) AS source
             FROM visit v JOIN tenants t ON t.id = v.tenant_id WHERE NOT v.is_bot
         ), fold AS (
             INSERT INTO outbox (tenant_id, id, task, payload, queue, job_key, run_at)
             SELECT $1, $10, $11, $12, $13, $14, $15 FROM today
             WHERE NOT EXISTS (SELECT 1 FROM stat_deltas d WHERE d.day = today.day)
         )
         INSERT INTO stat_deltas (tenant_id, id, day, source, kind, n, amount)
         SELECT $1, gen_random_uuid(), day, source, 'visit', 1, 0 FROM today",
        [
            tx.tenant().into(),
            id.into(),
            visit.visitor.into(),
            visit.source.clone().into(),
            visit.medium.clone().into(),
            visit.campaign.clone().into(),
            visit.landing_path.clone().into(),
            at.into(),
            uuid::Uuid::now_v7().into(),
            fold.id.into(),
            fold.task.into(),
            fold.payload.into(),
            fold.queue.into(),
            fold.key.into(),
            fold.run_at.into(),
            visit.term.clone().into(),
            visit.content.clone().into(),
            visit.referrer.clone().into(),
            visit.consent.word().into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Unties the visits of whoever left some submissions from each other and from them: every visit is another visitor's from
/// then on, and says no more than where it counts. Returns how many.
pub(super) async fn set_unlinked(tx: &TenantTx, entities: &[uuid::Uuid]) -> Result<u64> {
    let done = tx
        .execute_raw(sql(
            "UPDATE visits SET visitor_id = gen_random_uuid(), utm_medium = NULL, utm_campaign = NULL, utm_term = NULL, utm_content = NULL,
                    landing_path = '/', referrer = substring(referrer FROM '(?i)^https?://[^/?#]+')
             WHERE visitor_id IN (SELECT v.visitor_id FROM utm_events e JOIN visits v ON v.id IN (e.visit_id, e.first_visit_id)
                                  WHERE e.entity_id = ANY($1))",
            [entities.to_vec().into()],
        ))
        .await?;
    Ok(done.rows_affected())
}
