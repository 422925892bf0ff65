//! SQL over keys, trails and figures.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{ids::VisitId, submissions};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Value};
use uuid::Uuid;

use super::{errors::taken_or_fault, kind::Kind, types::Delta};
use crate::kernel::{
    db::{TenantConn, TenantTx, sql},
    error::{Error, Result},
    job::OutboxRow,
};

/// One submission, for the team or for the bearer of its signed link.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find<K: Kind>(conn: &impl TenantConn, id: K::Id) -> Result<Option<K::Model>> {
    Ok(K::find().filter(K::ID.eq(id)).one(conn).await?)
}

/// One submission by what its submitter knows of it.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_by_number<K: Kind>(conn: &impl TenantConn, number: &str, phone: &str) -> Result<Option<K::Model>> {
    Ok(K::find().filter(K::NUMBER.eq(number)).filter(K::PHONE.eq(phone)).one(conn).await?)
}

/// One submission, locked until the transaction ends.
pub(super) async fn lock<K: Kind>(tx: &TenantTx, id: K::Id) -> Result<Option<K::Model>> {
    Ok(K::find().filter(K::ID.eq(id)).lock_exclusive().one(tx).await?)
}

/// True if the key was free.
pub(super) async fn insert_key(tx: &TenantTx, operation: &str, key: &str, body: &[u8], entity: Uuid) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "INSERT INTO idempotency_keys (tenant_id, operation, key, body_hash, entity_id) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
            [tx.tenant().into(), operation.into(), key.into(), body.to_vec().into(), entity.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Body hash and entity of a used key.
pub(super) async fn find_key(tx: &impl TenantConn, operation: &str, key: &str) -> Result<Option<(Vec<u8>, Uuid)>> {
    let found = tx
        .query_one_raw(sql(
            "SELECT body_hash, entity_id FROM idempotency_keys WHERE operation = $1 AND key = $2",
            [operation.into(), key.into()],
        ))
        .await?;
    found.map(|row| Ok((row.try_get("", "body_hash")?, row.try_get("", "entity_id")?))).transpose()
}

/// Keys past their day.
pub(super) async fn delete_old_keys(tx: &TenantTx, now: DateTime<Utc>) -> Result<u64> {
    let done = tx
        .execute_raw(sql(
            "DELETE FROM idempotency_keys WHERE created_at < $1::timestamptz - interval '24 hours'",
            [now.into()],
        ))
        .await?;
    Ok(done.rows_affected())
}

/// Outbox, conversion, figures and timeline in one statement. A visit of another tenant, or none, or a robot's, is no
/// visit. What a later change of the submission does to the figures is also done to those of the visits behind it.
pub(super) async fn insert_trail(
    tx: &TenantTx,
    jobs: &[OutboxRow],
    event: submissions::Model,
    deltas: &[Delta],
    conversion: Option<Option<VisitId>>,
) -> Result<()> {
    let jobs = jobs
        .iter()
        .map(|job| {
            serde_json::json!({ "id": job.id, "task": job.task, "payload": job.payload, "queue": job.queue,
                                "job_key": job.key, "run_at": job.run_at })
        })
        .collect::<Vec<_>>();
    let deltas = deltas
        .iter()
        .map(|delta| {
            serde_json::json!({ "id": Uuid::now_v7(), "day": delta.day, "source": delta.source, "kind": delta.figure.word(),
                                "n": delta.n, "amount": delta.amount.to_string(), "converts": delta.figure.converts() })
        })
        .collect::<Vec<_>>();
    tx.execute_raw(sql(
        "WITH jobs AS (
             INSERT INTO outbox (tenant_id, id, task, payload, queue, job_key, run_at)
             SELECT $1, id, task, payload, queue, job_key, run_at
             FROM jsonb_to_recordset($2) AS j(id uuid, task text, payload jsonb, queue text, job_key text, run_at timestamptz)
         ), figure AS (
             SELECT * FROM jsonb_to_recordset($9)
                 AS f(id uuid, day date, source text, kind text, n integer, amount numeric, converts boolean)
         ), bound AS (
             SELECT v.id AS visit_id, first_visit(v.id) AS first_visit_id
             FROM visits v WHERE $8 AND v.id = $5 AND NOT v.is_bot
             UNION ALL
             SELECT e.visit_id, e.first_visit_id FROM utm_events e
             WHERE NOT $8 AND EXISTS (SELECT 1 FROM figure WHERE converts) AND e.entity_id = $7 AND e.kind = $6
         ), conversion AS (
             INSERT INTO utm_events (tenant_id, id, created_at, visit_id, first_visit_id, kind, entity_id)
             SELECT $1, $3, $4, (SELECT visit_id FROM bound), (SELECT first_visit_id FROM bound), $6, $7 WHERE $8
         ), delta AS (
             INSERT INTO stat_deltas (tenant_id, id, day, source, kind, n, amount)
             SELECT $1, id, day, source, kind, n, amount FROM figure
             UNION ALL
             SELECT $1, gen_random_uuid(), f.day, touch_source(v.consent, v.utm_source, v.referrer), side.word || f.kind, f.n, f.amount
             FROM figure f CROSS JOIN bound b
             CROSS JOIN LATERAL (VALUES ('last:', b.visit_id), ('first:', b.first_visit_id)) AS side (word, visit)
             JOIN visits v ON v.id = side.visit
             WHERE f.converts
         )
         INSERT INTO submission_events
             (tenant_id, id, entity_kind, entity_id, kind, actor_kind, actor_id, from_status, to_status, note, created_at)
         VALUES ($1, $10, $6, $7, $11, $12, $13, $14, $15, $16, $4)",
        [
            tx.tenant().into(),
            serde_json::Value::from(jobs).into(),
            Uuid::now_v7().into(),
            event.created_at.into(),
            conversion.flatten().map(|visit| visit.0).into(),
            event.entity_kind.into(),
            event.entity_id.into(),
            conversion.is_some().into(),
            serde_json::Value::from(deltas).into(),
            event.id.into(),
            event.kind.into(),
            event.actor_kind.into(),
            event.actor_id.into(),
            event.from_status.into(),
            event.to_status.into(),
            event.note.into(),
        ],
    ))
    .await
    .map(|_| ())
    .map_err(Error::from)
}

/// The timelines of several submissions, each oldest first; the newest 200 lines of each.
pub(super) async fn list_events(conn: &impl TenantConn, entities: &[Uuid]) -> Result<Vec<submissions::Model>> {
    let statement = sql(
        "SELECT line.* FROM unnest($1::uuid[]) AS entity CROSS JOIN LATERAL (
             SELECT * FROM submission_events e WHERE e.entity_id = entity ORDER BY e.created_at DESC, e.id DESC LIMIT 200
         ) AS line ORDER BY line.created_at, line.id",
        [entities.to_vec().into()],
    );
    Ok(submissions::Entity::find().from_raw_sql(statement).all(conn).await?)
}

/// Moves the deltas of closed days into the daily figures. One statement: a figure is never counted twice or lost.
pub(super) async fn fold_deltas(tx: &TenantTx, before: NaiveDate) -> Result<u64> {
    let done = tx
        .execute_raw(sql(
            "WITH closed AS (
                 DELETE FROM stat_deltas WHERE day < $1 RETURNING day, source, kind, n, amount
             )
             INSERT INTO stat_daily AS d (tenant_id, day, source, kind, n, amount)
             SELECT $2, day, source, kind, sum(n), sum(amount) FROM closed GROUP BY day, source, kind
             ON CONFLICT (tenant_id, day, source, kind)
             DO UPDATE SET n = d.n + excluded.n, amount = d.amount + excluded.amount",
            [before.into(), tx.tenant().into()],
        ))
        .await?;
    Ok(done.rows_affected())
}

/// Blanks what the team wrote into the timelines of some submissions.
pub(super) async fn set_notes_blank(tx: &TenantTx, entities: &[Uuid]) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE submission_events SET note = NULL WHERE entity_id = ANY($1) AND note IS NOT NULL",
        [entities.to_vec().into()],
    ))
    .await?;
    Ok(())
}

/// Forgets what was sent with the keys of some submissions: a key stays used, and answers to no body any more.
pub(super) async fn set_keys_blank(tx: &TenantTx, entities: &[Uuid]) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE idempotency_keys SET body_hash = ''::bytea WHERE entity_id = ANY($1)",
        [entities.to_vec().into()],
    ))
    .await?;
    Ok(())
}

/// Calls a locked submission something else in another program.
pub(super) async fn set_reference<K: Kind>(
    tx: &TenantTx,
    id: K::Id,
    reference: Option<&str>,
    now: DateTime<Utc>,
) -> Result<K::Model> {
    let table = K::default();
    let text = format!(
        "UPDATE {} SET external_reference = $2, version = version + 1, updated_at = $3 WHERE id = $1 RETURNING *",
        table.table_name()
    );
    let row = tx.query_one_raw(sql(&text, [id.into(), reference.into(), now.into()])).await.map_err(taken_or_fault)?;
    let row = row.ok_or_else(|| Error::fault("a locked submission was not updated"))?;
    Ok(K::Model::from_query_result(&row, "")?)
}

/// Runs an update that tells id and version of each row it changed.
pub(super) async fn update_versions(tx: &TenantTx, update: &str, values: [Value; 5]) -> Result<Vec<(Uuid, i32)>> {
    let rows = tx.query_all_raw(sql(update, values)).await?;
    rows.into_iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "version")?))).collect()
}
