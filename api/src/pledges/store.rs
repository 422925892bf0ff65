//! SQL over `pledges`, their parts, the payments on them, and the marks of what is done once a day.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ids::{InstalmentId, ItemId, PaymentId, PledgeId, VisitId},
    pledges::{instalment, payment, pledge},
};
use rust_decimal::Decimal;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{
    rules::{Part, PledgeSortField},
    status::Status,
};
use crate::{
    graphql::list::Listed,
    kernel::{
        db::{TenantConn, TenantTx, returned, sql},
        error::{Error, Result},
        event::Event,
        money::Money,
    },
    submissions::{
        erasure::{self, Blanked, NOBODY, Whom},
        errors::taken_or_fault,
        intake::Contact,
        kind::Kind,
        state::State,
        types::SubmissionKind,
    },
};

impl Listed for pledge::Entity {
    type Field = PledgeSortField;

    fn expression(field: Self::Field) -> (&'static str, &'static str) {
        match field {
            PledgeSortField::CreatedAt => ("created_at", "timestamptz"),
            PledgeSortField::Amount => ("amount", "numeric"),
            PledgeSortField::TargetDate => ("target_date", "date"),
        }
    }

    fn value(field: Self::Field, row: &pledge::Model) -> String {
        match field {
            PledgeSortField::CreatedAt => row.created_at.to_rfc3339(),
            PledgeSortField::Amount => row.amount.to_string(),
            PledgeSortField::TargetDate => row.target_date.to_string(),
        }
    }

    fn id(row: &pledge::Model) -> Uuid {
        row.id.0
    }
}

/// Pledges of which a part falls due before `day` and is not paid: what is due until then is more than what has come.
pub(super) fn is_due_before(day: NaiveDate) -> SimpleExpr {
    Expr::cust_with_values(
        "status IN ('active', 'overdue') AND (SELECT sum(i.amount) FROM pledge_instalments i
             WHERE i.tenant_id = pledges.tenant_id AND i.pledge_id = pledges.id AND i.due_date < $1) > fulfilled_amount",
        [day],
    )
}

impl Kind for pledge::Entity {
    const KIND: SubmissionKind = SubmissionKind::Pledge;
    const OPERATION: &'static str = "pledgeSubmit";
    const ID: pledge::Column = pledge::Column::Id;
    const NUMBER: pledge::Column = pledge::Column::PledgeNumber;
    const PHONE: pledge::Column = pledge::Column::PledgerPhone;

    type Id = PledgeId;

    fn version(row: &pledge::Model) -> i32 {
        row.version
    }

    fn reference(row: &pledge::Model) -> Option<&str> {
        row.external_reference.as_deref()
    }

    fn created_at(row: &pledge::Model) -> DateTime<Utc> {
        row.created_at
    }

    fn changed(pledge: PledgeId) -> Event {
        Event::PledgeMoved { pledge, notify: false }
    }
}

/// What a new pledge's row holds.
#[derive(Debug)]
pub(super) struct NewPledge<'a> {
    pub(super) id: PledgeId,
    pub(super) campaign: ItemId,
    pub(super) amount: Money,
    pub(super) target: NaiveDate,
    pub(super) parts: &'a [Part],
    pub(super) pledger: &'a Contact,
    pub(super) note: Option<&'a str>,
    pub(super) channel: &'static str,
    pub(super) is_suspect: bool,
    pub(super) reference: Option<&'a str>,
    pub(super) visit: Option<VisitId>,
    pub(super) created_at: DateTime<Utc>,
}

/// Counts one up and writes the pledge under that number with its parts, in one statement, last of its transaction.
pub(super) async fn insert_numbered(tx: &TenantTx, new: NewPledge<'_>) -> Result<pledge::Model> {
    let parts = new.parts.iter().enumerate().map(|(place, (due, amount))| {
        serde_json::json!({ "id": InstalmentId::generate(), "place": place + 1, "due": due, "amount": amount })
    });
    let row = tx
        .query_one_raw(sql(
            "WITH counted AS (
                 INSERT INTO number_counters AS c (tenant_id, kind, year, value) VALUES ($1, 'pledge', 0, 1)
                 ON CONFLICT (tenant_id, kind, year) DO UPDATE SET value = c.value + 1
                 RETURNING value::text AS digits
             ), made AS (
                 INSERT INTO pledges (tenant_id, id, pledge_number, campaign_id, amount, currency, target_date, status,
                                      pledger_name, pledger_phone, pledger_email, note, channel, is_suspect, visit_id,
                                      first_visit_id, external_reference, created_at, updated_at)
                 SELECT $1, $2, 'PLG-' || lpad(digits, greatest(5, length(digits)), '0'), $3, $4, $5, $6, 'active',
                        $7, $8, $9, $10, $11, $12, (SELECT v.id FROM visits v WHERE v.id = $13), first_visit($13), $16, $14, $14
                 FROM counted
                 RETURNING *
             ), split AS (
                 INSERT INTO pledge_instalments (tenant_id, id, pledge_id, place, due_date, amount)
                 SELECT $1, p.id, made.id, p.place, p.due, p.amount
                 FROM made, jsonb_to_recordset($15) AS p(id uuid, place integer, due date, amount numeric)
             )
             SELECT * FROM made",
            [
                tx.tenant().into(),
                new.id.into(),
                new.campaign.into(),
                new.amount.amount().into(),
                new.amount.currency().code().into(),
                new.target.into(),
                new.pledger.name.as_str().into(),
                new.pledger.phone.as_str().into(),
                new.pledger.email.as_deref().into(),
                new.note.into(),
                new.channel.into(),
                new.is_suspect.into(),
                new.visit.map(|visit| visit.0).into(),
                new.created_at.into(),
                serde_json::Value::from_iter(parts).into(),
                new.reference.into(),
            ],
        ))
        .await
        .map_err(taken_or_fault)?
        .ok_or_else(|| Error::fault("an inserted pledge was not returned"))?;
    Ok(pledge::Model::from_query_result(&row, "")?)
}

/// The parts of several pledges, each pledge's first due first.
pub(super) async fn list_parts(conn: &impl TenantConn, ids: &[PledgeId]) -> Result<Vec<instalment::Model>> {
    Ok(instalment::Entity::find()
        .filter(instalment::Column::PledgeId.is_in(ids.iter().copied()))
        .order_by_asc(instalment::Column::PledgeId)
        .order_by_asc(instalment::Column::Place)
        .all(conn)
        .await?)
}

/// The same by their pledge.
pub(super) async fn list_parts_by_pledge(
    conn: &impl TenantConn,
    ids: &[PledgeId],
) -> Result<HashMap<PledgeId, Vec<instalment::Model>>> {
    let mut by_pledge: HashMap<PledgeId, Vec<instalment::Model>> = HashMap::new();
    for part in list_parts(conn, ids).await? {
        by_pledge.entry(part.pledge_id).or_default().push(part);
    }
    Ok(by_pledge)
}

/// The payments on a pledge, oldest first.
pub(super) async fn list_payments(conn: &impl TenantConn, id: PledgeId) -> Result<Vec<payment::Model>> {
    Ok(payment::Entity::find()
        .filter(payment::Column::PledgeId.eq(id))
        .order_by_asc(payment::Column::CreatedAt)
        .order_by_asc(payment::Column::Id)
        .limit(500)
        .all(conn)
        .await?)
}

/// One payment.
pub(super) async fn find_payment(conn: &impl TenantConn, id: PaymentId) -> Result<Option<payment::Model>> {
    Ok(payment::Entity::find().filter(payment::Column::Id.eq(id)).one(conn).await?)
}

/// A new payment on a locked pledge.
pub(super) async fn insert_payment(tx: &TenantTx, row: &payment::Model) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO pledge_payments (tenant_id, id, pledge_id, amount, received_on, method, note, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            tx.tenant().into(),
            row.id.into(),
            row.pledge_id.into(),
            row.amount.into(),
            row.received_on.into(),
            row.method.as_str().into(),
            row.note.as_deref().into(),
            row.created_at.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Makes a payment of a locked pledge void; false if it was already.
pub(super) async fn set_void(tx: &TenantTx, id: PaymentId, reason: &str, now: DateTime<Utc>) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "UPDATE pledge_payments SET voided_at = $2, void_reason = $3 WHERE id = $1 AND voided_at IS NULL",
            [id.into(), now.into(), reason.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Sets a locked pledge's state, and what has come on it as the sum of the payments that stand.
pub(super) async fn set_state(tx: &TenantTx, id: PledgeId, to: Status, now: DateTime<Utc>) -> Result<pledge::Model> {
    returned(
        tx,
        sql(
            "UPDATE pledges SET status = $2, version = version + 1, updated_at = $3,
                    fulfilled_amount = coalesce((SELECT sum(p.amount) FROM pledge_payments p
                                                 WHERE p.pledge_id = $1 AND p.voided_at IS NULL), 0)
             WHERE id = $1 RETURNING *",
            [id.into(), to.word().into(), now.into()],
        ),
    )
    .await
}

/// What came in for a campaign.
#[derive(Debug, Clone, Copy, Default, FromQueryResult)]
pub struct Totals {
    /// The campaign.
    pub campaign_id: Uuid,
    /// Sum of what was paid.
    pub received: Decimal,
    /// Sum of what is promised and has not come.
    pub promised: Decimal,
    /// How many pledges stand.
    pub pledges: i64,
}

/// What came in for several campaigns, from the states of their pledges. What was paid before a cancellation came.
pub(super) async fn list_totals(conn: &impl TenantConn, campaigns: &[ItemId]) -> Result<Vec<Totals>> {
    let ids: Vec<Uuid> = campaigns.iter().map(|id| id.0).collect();
    let statement = sql(
        "SELECT campaign_id, coalesce(sum(fulfilled_amount), 0) AS received,
                coalesce(sum(greatest(amount - fulfilled_amount, 0)) FILTER (WHERE status IN ('active', 'overdue')), 0) AS promised,
                count(*) FILTER (WHERE status IN ('active', 'overdue', 'fulfilled')) AS pledges
         FROM pledges WHERE campaign_id = ANY ($1) AND status <> 'spam' GROUP BY campaign_id",
        [ids.into()],
    );
    Ok(Totals::find_by_statement(statement).all(conn).await?)
}

/// Leaves a mark; false if it was there.
pub(super) async fn insert_mark(tx: &TenantTx, kind: &str, day: NaiveDate, entity: Uuid) -> Result<bool> {
    let done = tx
        .execute_raw(sql(
            "INSERT INTO schedule_marks (tenant_id, kind, local_date, entity_id) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            [tx.tenant().into(), kind.into(), day.into(), entity.into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Active pledges that are late on `today`, locked; the oldest first.
pub(super) async fn lock_late(tx: &TenantTx, today: NaiveDate, most: u64) -> Result<Vec<pledge::Model>> {
    Ok(pledge::Entity::find()
        .filter(pledge::Column::Status.eq("active"))
        .filter(is_due_before(today))
        .order_by_asc(pledge::Column::CreatedAt)
        .limit(most)
        .lock_exclusive()
        .all(tx)
        .await?)
}

/// Parts that fall due from `today` to `until`, of pledges that take money and have not yet paid so far, and of which
/// nobody was reminded: each is marked by this statement, so that it is told once.
pub(super) async fn insert_reminders(tx: &TenantTx, today: NaiveDate, until: NaiveDate) -> Result<Vec<PledgeId>> {
    let rows = tx
        .query_all_raw(sql(
            "WITH due AS (
                 SELECT i.id, i.pledge_id, i.due_date FROM pledge_instalments i JOIN pledges p ON p.id = i.pledge_id
                 WHERE i.due_date BETWEEN $2 AND $3 AND p.status IN ('active', 'overdue')
                   AND (SELECT sum(e.amount) FROM pledge_instalments e
                        WHERE e.pledge_id = i.pledge_id AND e.place <= i.place) > p.fulfilled_amount
             ), marked AS (
                 INSERT INTO schedule_marks (tenant_id, kind, local_date, entity_id)
                 SELECT $1, 'pledge_due_soon', due_date, id FROM due
                 ON CONFLICT DO NOTHING RETURNING entity_id
             )
             SELECT DISTINCT due.pledge_id FROM marked JOIN due ON due.id = marked.entity_id",
            [tx.tenant().into(), today.into(), until.into()],
        ))
        .await?;
    rows.into_iter().map(|row| Ok(PledgeId(row.try_get("", "pledge_id")?))).collect()
}

/// Whether any pledge still takes money.
pub(super) async fn has_open(conn: &impl TenantConn) -> Result<bool> {
    let open = pledge::Entity::find().filter(pledge::Column::Status.is_in(["active", "overdue"])).limit(1);
    Ok(open.one(conn).await?.is_some())
}

/// Blanks a person in every row they left, and tells which.
pub(super) async fn set_blank(tx: &TenantTx, whom: &Whom, now: DateTime<Utc>) -> Result<Vec<Blanked>> {
    let text = "UPDATE pledges SET pledger_name = $3, pledger_phone = $4, pledger_email = NULL, note = NULL, version = version + 1, updated_at = $5
             WHERE (pledger_phone = $1 OR lower(pledger_email) = $2) AND pledger_phone <> $4
             RETURNING id, version";
    erasure::blank(tx, text, whom, now).await
}

/// Blanks what the team wrote beside the payments on some pledges.
pub(super) async fn set_payment_notes_blank(tx: &TenantTx, pledges: &[Blanked]) -> Result<()> {
    let ids: Vec<Uuid> = pledges.iter().map(|(id, _)| *id).collect();
    tx.execute_raw(sql(
        "UPDATE pledge_payments SET note = NULL, void_reason = CASE WHEN void_reason IS NOT NULL THEN $2 END
         WHERE pledge_id = ANY($1)",
        [ids.into(), NOBODY.into()],
    ))
    .await?;
    Ok(())
}
