//! SQL over `orders`.

use chrono::{DateTime, Utc};
use entity::{
    ids::{OrderId, VisitId},
    orders,
};
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{
    rules::{Fulfilment, Priced},
    status::Status,
    types::OrderSortField,
};
use crate::{
    graphql::list::Listed,
    kernel::{
        db::{TenantConn, TenantTx, returned, sql},
        error::{Error, Result},
        event::Event,
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

impl Listed for orders::Entity {
    type Field = OrderSortField;

    fn expression(field: OrderSortField) -> (&'static str, &'static str) {
        match field {
            OrderSortField::CreatedAt => ("created_at", "timestamptz"),
            OrderSortField::Total => ("total", "numeric"),
        }
    }

    fn value(field: OrderSortField, row: &orders::Model) -> String {
        match field {
            OrderSortField::CreatedAt => row.created_at.to_rfc3339(),
            OrderSortField::Total => row.total.to_string(),
        }
    }

    fn id(row: &orders::Model) -> Uuid {
        row.id.0
    }
}

impl Kind for orders::Entity {
    const KIND: SubmissionKind = SubmissionKind::Order;
    const OPERATION: &'static str = "orderSubmit";
    const ID: orders::Column = orders::Column::Id;
    const NUMBER: orders::Column = orders::Column::OrderNumber;
    const PHONE: orders::Column = orders::Column::CustomerPhone;

    type Id = OrderId;

    fn version(row: &orders::Model) -> i32 {
        row.version
    }

    fn reference(row: &orders::Model) -> Option<&str> {
        row.external_reference.as_deref()
    }

    fn created_at(row: &orders::Model) -> DateTime<Utc> {
        row.created_at
    }

    fn changed(order: OrderId) -> Event {
        Event::OrderMoved { order, notify: false }
    }
}

/// What a new order's row holds beside its priced lines.
#[derive(Debug)]
pub(super) struct NewOrder<'a> {
    pub(super) id: OrderId,
    pub(super) customer: &'a Contact,
    pub(super) fulfilment: &'a Fulfilment,
    pub(super) note: Option<&'a str>,
    pub(super) channel: &'static str,
    pub(super) is_suspect: bool,
    pub(super) reference: Option<&'a str>,
    pub(super) visit: Option<VisitId>,
    pub(super) created_at: DateTime<Utc>,
}

/// Counts one up and writes the order under that number, in one statement: the counter's row is the tenant's one
/// hot row, so it is locked last and for as short as can be. The number is taken back with the transaction.
pub(super) async fn insert_numbered(tx: &TenantTx, new: NewOrder<'_>, priced: Priced) -> Result<orders::Model> {
    let (fulfilment, address) = match new.fulfilment {
        Fulfilment::Delivery(address) => ("delivery", Some(address.clone())),
        Fulfilment::Pickup => ("pickup", None),
    };
    let row = tx
        .query_one_raw(sql(
            "WITH counted AS (
                 INSERT INTO number_counters AS c (tenant_id, kind, year, value) VALUES ($1, 'order', 0, 1)
                 ON CONFLICT (tenant_id, kind, year) DO UPDATE SET value = c.value + 1
                 RETURNING value::text AS digits
             )
             INSERT INTO orders (tenant_id, id, order_number, status, items, subtotal, delivery_fee, total, currency,
                                 customer_name, customer_phone, customer_email, fulfilment, address, note, channel,
                                 is_suspect, visit_id, first_visit_id, external_reference, created_at, updated_at)
             SELECT $1, $2, 'ORD-' || lpad(digits, greatest(5, length(digits)), '0'), 'pending', $3, $4, $5, $6, $7,
                    $8, $9, $10, $11, $12, $13, $14, $15, (SELECT v.id FROM visits v WHERE v.id = $16),
                    first_visit($16), $18, $17, $17
             FROM counted
             RETURNING *",
            [
                tx.tenant().into(),
                new.id.into(),
                orders::Lines(priced.lines).into(),
                priced.subtotal.amount().into(),
                priced.delivery_fee.amount().into(),
                priced.total.amount().into(),
                priced.total.currency().code().into(),
                new.customer.name.as_str().into(),
                new.customer.phone.as_str().into(),
                new.customer.email.as_deref().into(),
                fulfilment.into(),
                address.into(),
                new.note.into(),
                new.channel.into(),
                new.is_suspect.into(),
                new.visit.map(|visit| visit.0).into(),
                new.created_at.into(),
                new.reference.into(),
            ],
        ))
        .await
        .map_err(taken_or_fault)?
        .ok_or_else(|| Error::fault("an inserted order was not returned"))?;
    Ok(orders::Model::from_query_result(&row, "")?)
}

/// Moves a locked order to another state.
pub(super) async fn set_status(
    tx: &TenantTx,
    id: OrderId,
    to: Status,
    stock_taken: bool,
    now: DateTime<Utc>,
) -> Result<orders::Model> {
    returned(
        tx,
        sql(
            "UPDATE orders SET status = $2, stock_taken = $3, version = version + 1, updated_at = $4,
                    cancelled_at = CASE WHEN $2 = 'cancelled' THEN $4 ELSE NULL END
             WHERE id = $1 RETURNING *",
            [id.into(), to.word().into(), stock_taken.into(), now.into()],
        ),
    )
    .await
}

/// What an order holds after the team changed it.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) lines: orders::Lines,
    pub(super) subtotal: Decimal,
    pub(super) delivery_fee: Decimal,
    pub(super) total: Decimal,
    pub(super) customer: Contact,
    pub(super) fulfilment: &'static str,
    pub(super) address: Option<orders::Address>,
    pub(super) note: Option<String>,
}

/// Writes a locked order's new content.
pub(super) async fn set_content(
    tx: &TenantTx,
    id: OrderId,
    content: Changed,
    now: DateTime<Utc>,
) -> Result<orders::Model> {
    returned(
        tx,
        sql(
            "UPDATE orders SET items = $2, subtotal = $3, delivery_fee = $4, total = $5, customer_name = $6,
                    customer_phone = $7, customer_email = $8, fulfilment = $9, address = $10, note = $11,
                    version = version + 1, updated_at = $12
             WHERE id = $1 RETURNING *",
            [
                id.into(),
                content.lines.into(),
                content.subtotal.into(),
                content.delivery_fee.into(),
                content.total.into(),
                content.customer.name.into(),
                content.customer.phone.into(),
                content.customer.email.into(),
                content.fulfilment.into(),
                content.address.into(),
                content.note.into(),
                now.into(),
            ],
        ),
    )
    .await
}

/// Marks a locked order as paid at a time by a method, or as not paid.
pub(super) async fn set_paid(
    tx: &TenantTx,
    id: OrderId,
    paid: Option<(DateTime<Utc>, String)>,
    now: DateTime<Utc>,
) -> Result<orders::Model> {
    let (at, method) = paid.unzip();
    returned(
        tx,
        sql(
            "UPDATE orders SET paid_at = $2, paid_by_method = $3, version = version + 1, updated_at = $4
             WHERE id = $1 RETURNING *",
            [id.into(), at.into(), method.into(), now.into()],
        ),
    )
    .await
}

/// Blanks a person in every row they left, and tells which.
pub(super) async fn set_blank(tx: &TenantTx, whom: &Whom, now: DateTime<Utc>) -> Result<Vec<Blanked>> {
    let text = "UPDATE orders SET customer_name = $3, customer_phone = $4, customer_email = NULL, note = NULL,
                    address = CASE WHEN address IS NOT NULL THEN jsonb_build_object('area', $3::text, 'block', $3::text, 'street', $3::text, 'house', $3::text) END,
                    items = (SELECT jsonb_agg(line - 'note' ORDER BY place) FROM jsonb_array_elements(items) WITH ORDINALITY AS l (line, place)), version = version + 1, updated_at = $5
             WHERE (customer_phone = $1 OR lower(customer_email) = $2) AND customer_phone <> $4
             RETURNING id, version";
    erasure::blank(tx, text, whom, now).await
}
