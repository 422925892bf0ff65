//! Marking an order paid, and taking that back: each leaves a line of its own.

use chrono::{DateTime, Utc};
use entity::{ids::OrderId, orders};
use serde_json::json;

use super::{status::Status, store};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        clock::storable,
        error::{Error, ErrorCode, Result},
        event::Event,
        permission::Permission,
        scope::Scope,
        text::{self, Bilingual},
    },
    submissions::{
        rows,
        state::{State, refused},
        trail::{self, TimelineLine, Trail},
        types::SubmissionKind,
    },
};

/// What the team knows of a payment, or why it takes one back.
#[derive(Debug, Clone)]
pub enum Payment {
    /// It came: how, and when; now if not said.
    Came(String, Option<DateTime<Utc>>),
    /// It did not: why.
    Void(String),
}

/// Marks an order as paid, or as not paid after all.
///
/// # Errors
/// `NOT_FOUND`; `REQUIRED` and `TOO_LONG` for method and reason; `OUT_OF_RANGE` for a day in the future; `NOT_AVAILABLE`
/// for an order that is paid already, or is not; `TRANSITION_REFUSED` for a cancelled one or spam; `STALE`; `FORBIDDEN`.
pub async fn set_payment(
    app: &App,
    scope: &Scope,
    id: OrderId,
    payment: Payment,
    expected: Option<i32>,
) -> Result<orders::Model> {
    let now = app.clock.now();
    let (kind, action, note, paid) = match &payment {
        Payment::Came(method, at) => {
            let method = text::required("method", method, 40)?;
            let at = storable(at.unwrap_or(now));
            if at > now {
                let message = Bilingual::new("تاريخ الدفع في المستقبل", "It cannot have been paid in the future");
                return Err(Error::invalid("paidAt", ErrorCode::OutOfRange, message));
            }
            ("paid", "order.paid", method.clone(), Some((at, method)))
        }
        Payment::Void(reason) => ("unpaid", "order.unpaid", text::required("reason", reason, 500)?, None),
    };
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let order = rows::lock::<orders::Entity>(&tx, id, expected).await?;
    let status = Status::parse(&order.status)?;
    if !status.counts() {
        return Err(refused(status, status, &status.allowed(order.cancelled_at, now)));
    }
    if order.paid_at.is_some() == paid.is_some() {
        let message = if paid.is_some() {
            Bilingual::new("الطلب مدفوع من قبل", "This order is paid already")
        } else {
            Bilingual::new("الطلب غير مدفوع", "This order is not paid")
        };
        return Err(Error::invalid("", ErrorCode::NotAvailable, message));
    }
    let event = Event::OrderMoved { order: id, notify: false };
    let trail = Trail::new(SubmissionKind::Order, id.0, event, TimelineLine::told(kind, note));
    trail::leave(&tx, now, trail).await?;
    let marked = store::set_paid(&tx, id, paid, now).await?;
    let state = |row: &orders::Model| json!({ "version": row.version, "paid_at": row.paid_at });
    tx.commit(Audit::changed(action, "order", id.0, state(&order), state(&marked))).await?;
    Ok(marked)
}
