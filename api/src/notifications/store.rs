//! SQL over `notification_deliveries`, `identity_deliveries` and `identity_outbox`.

use chrono::{DateTime, Utc};
use entity::{ids::DeliveryId, notifications};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Value};

use super::jobs::DeliverIdentityMail;
use crate::{
    graphql::list::Listed,
    kernel::{
        db::{IdentityTx, TenantConn, TenantTx, sql},
        error::{Error, Result},
        job::OutboxRow,
    },
};

/// A delivery that is about to be queued.
#[derive(Debug)]
pub(super) struct Queued {
    pub(super) id: DeliveryId,
    pub(super) event: &'static str,
    pub(super) masked: String,
    pub(super) fingerprint: Vec<u8>,
    pub(super) locale: &'static str,
    pub(super) sealed: Vec<u8>,
    pub(super) now: DateTime<Utc>,
}

/// What only a tenant's delivery has.
#[derive(Debug)]
pub(super) struct Cause {
    pub(super) occasion: uuid::Uuid,
    pub(super) about: Option<(&'static str, uuid::Uuid)>,
    pub(super) is_optional: bool,
}

/// A delivery as its job finds it, after it was claimed.
#[derive(Debug, FromQueryResult)]
pub(super) struct Claimed {
    /// `sending`: it is ours to send. `uncertain`: somebody before us was cut off while sending.
    pub(super) status: String,
    pub(super) attempts: i32,
    pub(super) locale: String,
    pub(super) sealed: Option<Vec<u8>>,
}

/// A tenant's letter that will not be tried again.
#[derive(Debug, FromQueryResult)]
pub(super) struct Over {
    pub(super) event: String,
    pub(super) occasion: uuid::Uuid,
    pub(super) entity_kind: String,
    pub(super) entity_id: uuid::Uuid,
    pub(super) recipient_masked: String,
    pub(super) is_sent: bool,
}

/// How a delivery goes on after a try.
#[derive(Debug)]
pub(super) enum Settled {
    /// It is on its way, under the carrier's id.
    Sent(Option<String>),
    /// It stays for a later try.
    Waiting(String),
    /// It is given up.
    Failed(String),
    /// It may be on its way or not.
    Uncertain(String),
}

/// Inserts a tenant's delivery and its job, unless there is one for this occasion or the tenant wants none of its kind.
pub(super) async fn insert(tx: &TenantTx, row: Queued, cause: Cause, job: OutboxRow) -> Result<bool> {
    let text = "WITH delivery AS (
            INSERT INTO notification_deliveries (tenant_id, id, event, channel, recipient_masked, recipient_hash, locale,
                sealed, status, created_at, updated_at, occasion, entity_kind, entity_id)
            SELECT $1, $2, $3, 'email', $4, $5, $6, $7, 'queued', $8, $8, $9, $10, $11
            WHERE NOT ($12 AND EXISTS (SELECT 1 FROM notification_preferences WHERE NOT email_enabled))
            ON CONFLICT ON CONSTRAINT notification_deliveries_once DO NOTHING RETURNING id)
        INSERT INTO outbox (tenant_id, id, task, payload, queue, job_key, run_at)
        SELECT $1, $13, $14, $15, $16, $17, $18 FROM delivery";
    let (kind, id) = cause.about.unzip();
    let values: Vec<Value> = vec![
        tx.tenant().into(),
        row.id.into(),
        row.event.into(),
        row.masked.into(),
        row.fingerprint.into(),
        row.locale.into(),
        row.sealed.into(),
        row.now.into(),
        cause.occasion.into(),
        kind.into(),
        id.into(),
        cause.is_optional.into(),
        job.id.into(),
        job.task.into(),
        job.payload.into(),
        job.queue.into(),
        job.key.into(),
        job.run_at.into(),
    ];
    Ok(tx.execute_raw(sql(text, values)).await?.rows_affected() == 1)
}

/// Inserts a delivery without a tenant.
pub(super) async fn insert_identity(tx: &IdentityTx, row: Queued) -> Result<()> {
    let text = "INSERT INTO identity_deliveries (id, event, recipient_masked, recipient_hash, locale, sealed, status,
                   created_at, updated_at)
               VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $7)";
    let values: Vec<Value> = vec![
        row.id.into(),
        row.event.into(),
        row.masked.into(),
        row.fingerprint.into(),
        row.locale.into(),
        row.sealed.into(),
        row.now.into(),
    ];
    tx.execute_raw(sql(text, values)).await?;
    Ok(())
}

/// Leaves the job of a delivery without a tenant in its outbox.
pub(super) async fn insert_identity_job(
    tx: &IdentityTx,
    job: DeliverIdentityMail,
    run_at: DateTime<Utc>,
) -> Result<()> {
    let text = "INSERT INTO identity_outbox (id, task, payload, queue, run_at) VALUES ($1, $2, $3, $4, $5)";
    let payload = serde_json::to_value(job).map_err(Error::fault)?;
    let values: Vec<Value> = vec![
        uuid::Uuid::now_v7().into(),
        DeliverIdentityMail::TASK.into(),
        payload.into(),
        job.queue().into(),
        run_at.into(),
    ];
    tx.execute_raw(sql(text, values)).await?;
    Ok(())
}

/// The log of what was sent has one order.
impl Listed for notifications::Entity {
    type Field = ();

    fn expression((): ()) -> (&'static str, &'static str) {
        ("created_at", "timestamptz")
    }

    fn value((): (), row: &notifications::Model) -> String {
        row.created_at.to_rfc3339()
    }

    fn id(row: &notifications::Model) -> uuid::Uuid {
        row.id.0
    }
}

/// A delivery of the bound tenant.
pub(super) async fn find_delivery(conn: &impl TenantConn, id: DeliveryId) -> Result<Option<notifications::Model>> {
    Ok(notifications::Entity::find().filter(notifications::Column::Id.eq(id)).one(conn).await?)
}

/// Claims a tenant's delivery for one try; None if there is nothing left to do.
pub(super) async fn claim(tx: &TenantTx, id: DeliveryId, now: DateTime<Utc>) -> Result<Option<Claimed>> {
    claim_in(tx, "notification_deliveries", id, now).await
}

/// Claims a delivery without a tenant.
pub(super) async fn claim_identity(tx: &IdentityTx, id: DeliveryId, now: DateTime<Utc>) -> Result<Option<Claimed>> {
    claim_in(tx, "identity_deliveries", id, now).await
}

/// Writes what a try of a tenant's delivery came to. Returns what the letter was about, if it is over with it.
pub(super) async fn settle(
    tx: &TenantTx,
    id: DeliveryId,
    settled: &Settled,
    now: DateTime<Utc>,
) -> Result<Option<Over>> {
    settle_in(tx, "notification_deliveries", id, settled, now).await?;
    let text = "SELECT event, occasion, entity_kind, entity_id, recipient_masked, status = 'sent' AS is_sent
               FROM notification_deliveries
               WHERE id = $1 AND updated_at = $2 AND status IN ('sent', 'failed', 'uncertain') AND entity_id IS NOT NULL";
    let row = tx.query_one_raw(sql(text, vec![id.into(), now.into()])).await?;
    Ok(row.map(|row| Over::from_query_result(&row, "")).transpose()?)
}

/// Writes what a try of a delivery without a tenant came to.
pub(super) async fn settle_identity(
    tx: &IdentityTx,
    id: DeliveryId,
    settled: &Settled,
    now: DateTime<Utc>,
) -> Result<()> {
    settle_in(tx, "identity_deliveries", id, settled, now).await
}

/// Deletes what became of letters without a tenant before `before`; returns how many rows.
pub(super) async fn delete_identity_before(tx: &IdentityTx, before: DateTime<Utc>) -> Result<u64> {
    let text = "DELETE FROM identity_deliveries WHERE created_at < $1 AND status NOT IN ('queued', 'sending')";
    Ok(tx.execute_raw(sql(text, vec![before.into()])).await?.rows_affected())
}

/// `queued` becomes `sending`. A row that is `sending` already belonged to a try that was cut off: that one may have been
/// heard, so the row becomes `uncertain` and its letter is forgotten.
async fn claim_in(
    conn: &impl ConnectionTrait,
    table: &str,
    id: DeliveryId,
    now: DateTime<Utc>,
) -> Result<Option<Claimed>> {
    let text = format!(
        "WITH before AS (SELECT id, status FROM {table} WHERE id = $1 AND status IN ('queued', 'sending') FOR UPDATE)
         UPDATE {table} AS d SET
             status     = CASE before.status WHEN 'queued' THEN 'sending' ELSE 'uncertain' END,
             attempts   = d.attempts + CASE before.status WHEN 'queued' THEN 1 ELSE 0 END,
             error      = CASE before.status WHEN 'queued' THEN NULL ELSE 'CUT_OFF' END,
             sealed     = CASE before.status WHEN 'queued' THEN d.sealed END,
             updated_at = $2
         FROM before WHERE d.id = before.id
         RETURNING d.status, d.attempts, d.locale, d.sealed"
    );
    let row = conn.query_one_raw(sql(&text, vec![id.into(), now.into()])).await?;
    Ok(row.map(|row| Claimed::from_query_result(&row, "")).transpose()?)
}

/// A try that was given up as cut off, and then comes back after all, knows better than `uncertain`; but its letter is
/// forgotten, so it cannot wait for another try.
async fn settle_in(
    conn: &impl ConnectionTrait,
    table: &str,
    id: DeliveryId,
    settled: &Settled,
    now: DateTime<Utc>,
) -> Result<()> {
    let (status, provider_id, error) = match settled {
        Settled::Sent(provider_id) => ("sent", provider_id.clone(), None),
        Settled::Waiting(code) => ("queued", None, Some(code.clone())),
        Settled::Failed(code) => ("failed", None, Some(code.clone())),
        Settled::Uncertain(code) => ("uncertain", None, Some(code.clone())),
    };
    let text = format!(
        "UPDATE {table} SET
             status      = CASE WHEN $2 = 'queued' AND sealed IS NULL THEN 'failed' ELSE $2 END,
             provider_id = $3,
             error       = $4,
             sealed      = CASE WHEN $2 = 'queued' THEN sealed END,
             sent_at     = CASE WHEN $2 = 'sent' THEN $5::timestamptz END,
             updated_at  = $5
         WHERE id = $1 AND status IN ('sending', 'uncertain')"
    );
    let values: Vec<Value> = vec![id.into(), status.into(), provider_id.into(), error.into(), now.into()];
    conn.execute_raw(sql(&text, values)).await?;
    Ok(())
}

/// What a delivery is without whom it went to; what still waits does not go out.
const BLANK: &str = "recipient_masked = '—', recipient_hash = uuid_send(id), sealed = NULL,
    status = CASE WHEN status = 'queued' THEN 'failed' ELSE status END,
    error = CASE WHEN status = 'queued' THEN 'erased' ELSE error END, updated_at = now()";

/// Blanks whom the letters about some things, or to one address, went to. Returns how many.
pub(super) async fn set_blank(tx: &TenantTx, entities: &[uuid::Uuid], recipient: Option<Vec<u8>>) -> Result<u64> {
    let text = format!(
        "UPDATE notification_deliveries SET {BLANK}
         WHERE (entity_id = ANY($1) OR recipient_hash = $2) AND recipient_masked <> '—'"
    );
    Ok(tx.execute_raw(sql(&text, vec![entities.to_vec().into(), recipient.into()])).await?.rows_affected())
}

/// The same of letters without a tenant, to one address.
pub(super) async fn set_identity_blank(tx: &IdentityTx, recipient: Vec<u8>) -> Result<()> {
    let text = format!("UPDATE identity_deliveries SET {BLANK} WHERE recipient_hash = $1");
    tx.execute_raw(sql(&text, vec![recipient.into()])).await?;
    Ok(())
}
