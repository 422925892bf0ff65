//! SQL over `donations` and `donation_receipts`. What is public comes from here without an anonymous donor's name.

use chrono::{DateTime, Utc};
use entity::{
    donations::{donation, receipt},
    ids::{DonationId, ItemId, ReceiptId, VisitId},
    text::Localized,
};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    rules::{DonationSortField, Intent},
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
        erasure::{self, Blanked, Whom},
        errors::taken_or_fault,
        intake::Contact,
        kind::Kind,
        state::State,
        types::SubmissionKind,
    },
};

impl Listed for donation::Entity {
    type Field = DonationSortField;

    fn expression(field: Self::Field) -> (&'static str, &'static str) {
        match field {
            DonationSortField::CreatedAt => ("created_at", "timestamptz"),
            DonationSortField::Amount => ("amount", "numeric"),
        }
    }

    fn value(field: Self::Field, row: &donation::Model) -> String {
        match field {
            DonationSortField::CreatedAt => row.created_at.to_rfc3339(),
            DonationSortField::Amount => row.amount.to_string(),
        }
    }

    fn id(row: &donation::Model) -> Uuid {
        row.id.0
    }
}

impl Kind for donation::Entity {
    const KIND: SubmissionKind = SubmissionKind::Donation;
    const OPERATION: &'static str = "donationSubmit";
    const ID: donation::Column = donation::Column::Id;
    const NUMBER: donation::Column = donation::Column::DonationNumber;
    const PHONE: donation::Column = donation::Column::DonorPhone;

    type Id = DonationId;

    fn version(row: &donation::Model) -> i32 {
        row.version
    }

    fn reference(row: &donation::Model) -> Option<&str> {
        row.external_reference.as_deref()
    }

    fn created_at(row: &donation::Model) -> DateTime<Utc> {
        row.created_at
    }

    fn changed(donation: DonationId) -> Event {
        Event::DonationMoved { donation, notify: false }
    }
}

/// What a new donation's row holds.
#[derive(Debug)]
pub(super) struct NewDonation<'a> {
    pub(super) id: DonationId,
    pub(super) campaign: Option<ItemId>,
    pub(super) amount: Money,
    pub(super) intent: Intent,
    pub(super) donor: &'a Contact,
    pub(super) is_anonymous: bool,
    pub(super) message: Option<&'a str>,
    pub(super) dedication: Option<&'a str>,
    pub(super) wants_receipt: bool,
    pub(super) channel: &'static str,
    pub(super) is_suspect: bool,
    pub(super) reference: Option<&'a str>,
    pub(super) visit: Option<VisitId>,
    pub(super) created_at: DateTime<Utc>,
}

/// Counts one up and writes the donation under that number, in one statement, last of its transaction.
pub(super) async fn insert_numbered(tx: &TenantTx, new: NewDonation<'_>) -> Result<donation::Model> {
    let row = tx
        .query_one_raw(sql(
            "WITH counted AS (
                 INSERT INTO number_counters AS c (tenant_id, kind, year, value) VALUES ($1, 'donation', 0, 1)
                 ON CONFLICT (tenant_id, kind, year) DO UPDATE SET value = c.value + 1
                 RETURNING value::text AS digits
             )
             INSERT INTO donations (tenant_id, id, donation_number, campaign_id, amount, currency, intent, status,
                                    donor_name, donor_phone, donor_email, is_anonymous, message, dedication,
                                    wants_receipt, channel, is_suspect, visit_id, first_visit_id, external_reference,
                                    created_at, updated_at)
             SELECT $1, $2, 'DON-' || lpad(digits, greatest(5, length(digits)), '0'), $3, $4, $5, $6, 'pending',
                    $7, $8, $9, $10, $11, $12, $13, $14, $15, (SELECT v.id FROM visits v WHERE v.id = $16),
                    first_visit($16), $18, $17, $17
             FROM counted
             RETURNING *",
            [
                tx.tenant().into(),
                new.id.into(),
                new.campaign.map(|id| id.0).into(),
                new.amount.amount().into(),
                new.amount.currency().code().into(),
                new.intent.word().into(),
                new.donor.name.as_str().into(),
                new.donor.phone.as_str().into(),
                new.donor.email.as_deref().into(),
                new.is_anonymous.into(),
                new.message.into(),
                new.dedication.into(),
                new.wants_receipt.into(),
                new.channel.into(),
                new.is_suspect.into(),
                new.visit.map(|visit| visit.0).into(),
                new.created_at.into(),
                new.reference.into(),
            ],
        ))
        .await
        .map_err(taken_or_fault)?
        .ok_or_else(|| Error::fault("an inserted donation was not returned"))?;
    Ok(donation::Model::from_query_result(&row, "")?)
}

/// Marks a locked donation as received and gives it the year's next receipt, in one statement, last of its transaction.
pub(super) async fn set_received(
    tx: &TenantTx,
    id: DonationId,
    method: Option<&str>,
    received_at: DateTime<Utc>,
    (year, now): (i32, DateTime<Utc>),
) -> Result<donation::Model> {
    returned(tx, sql(
            "WITH counted AS (
                 INSERT INTO number_counters AS c (tenant_id, kind, year, value) VALUES ($1, 'receipt', $2, 1)
                 ON CONFLICT (tenant_id, kind, year) DO UPDATE SET value = c.value + 1
                 RETURNING value
             ), given AS (
                 INSERT INTO donation_receipts (tenant_id, id, donation_id, number, year, serial, amount, currency, issued_at)
                 SELECT $1, $3, d.id,
                        'RCP-' || $2::text || '-' || lpad(value::text, greatest(5, length(value::text)), '0'),
                        $2, value, d.amount, d.currency, $7
                 FROM counted, donations d WHERE d.id = $4
                 RETURNING id, number
             )
             UPDATE donations SET status = 'received', received_at = $6, received_by_method = $5,
                    receipt_id = given.id, receipt_number = given.number, receipt_sent_at = NULL, version = version + 1, updated_at = $7
             FROM given WHERE donations.id = $4
             RETURNING donations.*",
            [
                tx.tenant().into(),
                year.into(),
                ReceiptId::generate().into(),
                id.into(),
                method.into(),
                received_at.into(),
                now.into(),
            ],
        )).await
}

/// Moves a locked donation to another state than received; a receipt that stood becomes void and keeps its number.
pub(super) async fn set_status(
    tx: &TenantTx,
    id: DonationId,
    to: Status,
    now: DateTime<Utc>,
) -> Result<donation::Model> {
    returned(
        tx,
        sql(
            "WITH void AS (
                 UPDATE donation_receipts SET voided_at = $3 WHERE donation_id = $1 AND voided_at IS NULL
             )
             UPDATE donations SET status = $2, version = version + 1, updated_at = $3,
                    receipt_id = NULL, receipt_number = NULL, receipt_sent_at = NULL,
                    received_at = CASE WHEN $2 = 'refunded' THEN received_at END,
                    received_by_method = CASE WHEN $2 = 'refunded' THEN received_by_method END
             WHERE id = $1 RETURNING *",
            [id.into(), to.word().into(), now.into()],
        ),
    )
    .await
}

/// Notes when the receipt that stands was sent, by its own letter or by one that was asked for again. The donation's version stays: nobody changed it.
pub(super) async fn set_receipt_sent(
    tx: &TenantTx,
    id: DonationId,
    receipt: ReceiptId,
    at: DateTime<Utc>,
) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE donations SET receipt_sent_at = $3 WHERE id = $1 AND receipt_id IS NOT NULL
         AND (receipt_id = $2 OR NOT EXISTS (SELECT 1 FROM donation_receipts r WHERE r.id = $2))",
        [id.into(), receipt.into(), at.into()],
    ))
    .await?;
    Ok(())
}

/// Every receipt of a donation, oldest first.
pub(super) async fn list_receipts(conn: &impl TenantConn, id: DonationId) -> Result<Vec<receipt::Model>> {
    Ok(receipt::Entity::find()
        .filter(receipt::Column::DonationId.eq(id))
        .order_by_asc(receipt::Column::IssuedAt)
        .order_by_asc(receipt::Column::Serial)
        .limit(100)
        .all(conn)
        .await?)
}

/// A receipt with its donation, as its bearer sees it: an anonymous donor's name is not among it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ReceiptRow {
    /// `RCP-2026-00001`.
    pub number: String,
    /// When it was given.
    pub issued_at: DateTime<Utc>,
    /// When it was made void.
    pub voided_at: Option<DateTime<Utc>>,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217.
    pub currency: String,
    /// `DON-00001`.
    pub donation_number: String,
    /// None for an anonymous donor.
    pub donor_name: Option<String>,
    /// What it was meant as.
    pub intent: String,
    /// For whom it was given.
    pub dedication: Option<String>,
    /// When the money came.
    pub received_at: Option<DateTime<Utc>>,
    /// How the money came.
    pub received_by_method: Option<String>,
    /// The campaign's name.
    pub campaign: Option<Localized>,
}

/// A receipt for its page.
pub(super) async fn find_receipt(conn: &impl TenantConn, id: ReceiptId) -> Result<Option<ReceiptRow>> {
    let statement = sql(
        "SELECT r.number, r.issued_at, r.voided_at, r.amount, r.currency::text AS currency, d.donation_number,
                CASE WHEN d.is_anonymous THEN NULL ELSE d.donor_name END AS donor_name,
                d.intent, d.dedication, d.received_at, d.received_by_method, i.name AS campaign
         FROM donation_receipts r JOIN donations d ON d.id = r.donation_id
              LEFT JOIN catalog_items i ON i.id = d.campaign_id
         WHERE r.id = $1",
        [id.into()],
    );
    let row = conn.query_one_raw(statement).await?;
    Ok(row.map(|row| ReceiptRow::from_query_result(&row, "")).transpose()?)
}

/// What came in for a campaign.
#[derive(Debug, Clone, Copy, Default, FromQueryResult)]
pub struct Totals {
    /// The campaign.
    pub campaign_id: Uuid,
    /// Sum of what was received.
    pub received: Decimal,
    /// Sum of what is promised and has not come.
    pub promised: Decimal,
    /// How many gifts were received.
    pub gifts: i64,
}

/// What came in for several campaigns, from the states of their donations.
pub(super) async fn list_totals(conn: &impl TenantConn, campaigns: &[ItemId]) -> Result<Vec<Totals>> {
    let ids: Vec<Uuid> = campaigns.iter().map(|id| id.0).collect();
    let statement = sql(
        "SELECT campaign_id, coalesce(sum(amount) FILTER (WHERE status = 'received'), 0) AS received,
                coalesce(sum(amount) FILTER (WHERE status = 'pending'), 0) AS promised,
                count(*) FILTER (WHERE status = 'received') AS gifts
         FROM donations WHERE campaign_id = ANY ($1) AND status IN ('received', 'pending') GROUP BY campaign_id",
        [ids.into()],
    );
    Ok(Totals::find_by_statement(statement).all(conn).await?)
}

/// A donor of a campaign's wall. Who wants no name there has none here.
#[derive(Debug, Clone, FromQueryResult)]
pub struct PublicDonor {
    /// None for an anonymous donor, and so are the next two.
    pub name: Option<String>,
    /// What they wrote.
    pub message: Option<String>,
    /// For whom it was given.
    pub dedication: Option<String>,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217.
    pub currency: String,
    /// When the money came.
    pub received_at: DateTime<Utc>,
}

/// The newest donors of a campaign whose money came.
pub(super) async fn list_donors(conn: &impl TenantConn, campaign: ItemId, first: i64) -> Result<Vec<PublicDonor>> {
    let statement = sql(
        "SELECT CASE WHEN is_anonymous THEN NULL ELSE donor_name END AS name,
                CASE WHEN is_anonymous THEN NULL ELSE message END AS message,
                CASE WHEN is_anonymous THEN NULL ELSE dedication END AS dedication,
                amount, currency::text AS currency, received_at
         FROM donations WHERE campaign_id = $1 AND status = 'received' ORDER BY received_at DESC, id DESC LIMIT $2",
        [campaign.into(), first.into()],
    );
    Ok(PublicDonor::find_by_statement(statement).all(conn).await?)
}

/// Blanks a person in every row they left, and tells which.
pub(super) async fn set_blank(tx: &TenantTx, whom: &Whom, now: DateTime<Utc>) -> Result<Vec<Blanked>> {
    let text = "UPDATE donations SET donor_name = $3, donor_phone = $4, donor_email = NULL, message = NULL, dedication = NULL, version = version + 1, updated_at = $5
             WHERE (donor_phone = $1 OR lower(donor_email) = $2) AND donor_phone <> $4
             RETURNING id, version";
    erasure::blank(tx, text, whom, now).await
}
