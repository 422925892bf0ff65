//! Money on pledges: recorded by the team, made void by a line of its own, never changed.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ids::{PaymentId, PledgeId},
    pledges::{payment, pledge},
};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    days::MindPledges,
    rules,
    status::Status,
    store,
    types::{PledgePaymentInput, parts},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        clock::local_day,
        db::{TenantConn, TenantTx},
        error::{Error, ErrorCode, FieldError, Result},
        event::Event,
        money::{Currency, Money},
        permission::Permission,
        refusals::Refusals,
        scope::Scope,
        text::{self, Bilingual},
    },
    storefront,
    submissions::{
        intake, rows,
        state::{self, State},
        trail::{self, TimelineLine, Trail},
        types::{Delta, Figure, SubmissionKind},
    },
};

/// Records money that came on a pledge: the oldest open part is filled first, the rest runs on.
///
/// # Errors
/// `NOT_FOUND`; field errors for amount, day, method; `OUT_OF_RANGE` beside `amount` for more than is open unless the
/// input allows it, and for more in all than an amount can be; `TRANSITION_REFUSED` for a pledge that takes no money;
/// `STALE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn record_payment(
    app: &App,
    scope: &Scope,
    id: PledgeId,
    input: PledgePaymentInput,
    expected: Option<i32>,
) -> Result<pledge::Model> {
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let pledge = rows::lock::<pledge::Entity>(&tx, id, expected).await?;
    let (tenant, _) = storefront::service::terms(&tx).await?;
    let today = local_day(now, &tenant.time_zone);
    let row = checked(&pledge, input, (now, today))?;
    let from = Status::parse(&pledge.status)?;
    if !from.takes_money() {
        return Err(state::refused(from, Status::Fulfilled, &from.allowed()));
    }
    store::insert_payment(&tx, &row).await?;
    let paid = pledge.fulfilled_amount + row.amount;
    let delta = Delta {
        figure: Figure::PledgePaid,
        day: row.received_on,
        source: pledge.channel.clone(),
        n: 1,
        amount: row.amount,
    };
    let note = format!("{} {} · {}", row.amount, pledge.currency, row.method);
    settle(&tx, &pledge, ("paid", note), delta, (paid, &tenant.time_zone, now)).await?;
    finish(tx, &pledge, "pledge.paid").await
}

/// Makes a payment void: the money never came, or went back. What it filled is open again.
///
/// # Errors
/// `NOT_FOUND`, also for a payment that is void already; `REQUIRED` for the reason; `TRANSITION_REFUSED` for a cancelled
/// pledge; `STALE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn void_payment(
    app: &App,
    scope: &Scope,
    id: PaymentId,
    reason: &str,
    expected: Option<i32>,
) -> Result<pledge::Model> {
    let reason = text::required("reason", reason, 500)?;
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let payment = store::find_payment(&tx, id).await?.ok_or(Error::NotFound)?;
    let pledge = rows::lock::<pledge::Entity>(&tx, payment.pledge_id, expected).await?;
    let from = Status::parse(&pledge.status)?;
    if !from.takes_money() && from != Status::Fulfilled {
        return Err(state::refused(from, Status::Active, &from.allowed()));
    }
    if !store::set_void(&tx, id, &reason, now).await? {
        return Err(Error::NotFound);
    }
    let (tenant, _) = storefront::service::terms(&tx).await?;
    let delta = Delta {
        figure: Figure::PledgePaid,
        day: payment.received_on,
        source: pledge.channel.clone(),
        n: -1,
        amount: -payment.amount,
    };
    let note = format!("{} {} · {reason}", payment.amount, pledge.currency);
    let paid = pledge.fulfilled_amount - payment.amount;
    settle(&tx, &pledge, ("unpaid", note), delta, (paid, &tenant.time_zone, now)).await?;
    finish(tx, &pledge, "pledge.unpaid").await
}

/// Leaves the trail of a payment with the move it causes. A pledge that was paid in full and is late without the money
/// goes by way of active, as the machine has it.
async fn settle(
    tx: &TenantTx,
    pledge: &pledge::Model,
    (kind, note): (&'static str, String),
    delta: Delta,
    (paid, zone, now): (Decimal, &str, DateTime<Utc>),
) -> Result<()> {
    let today = local_day(now, zone);
    let rows = store::list_parts(tx, &[pledge.id]).await?;
    let from = Status::parse(&pledge.status)?;
    let to = rules::state(&parts(&rows), paid, pledge.amount, today);
    let first = if from == Status::Fulfilled && to == Status::Overdue { Status::Active } else { to };
    let event = Event::PledgeMoved { pledge: pledge.id, notify: kind == "paid" };
    let line = match first == from {
        true => TimelineLine::told(kind, note),
        false => TimelineLine { kind, ..TimelineLine::moved((from, first), Some(note)) },
    };
    let jobs = MindPledges::again(tx.tenant(), (from, first), (today, zone))?;
    let trail = Trail { deltas: vec![delta], jobs, ..Trail::new(SubmissionKind::Pledge, pledge.id.0, event, line) };
    trail::leave(tx, now, trail).await?;
    if first != to {
        super::service::leave_move(tx, pledge, (first, to), (None, false), now).await?;
    }
    store::set_state(tx, pledge.id, to, now).await.map(|_| ())
}

async fn finish(tx: TenantTx, pledge: &pledge::Model, action: &'static str) -> Result<pledge::Model> {
    let now =
        rows::find::<pledge::Entity>(&tx, pledge.id).await?.ok_or_else(|| Error::fault("a locked pledge is gone"))?;
    let state = |row: &pledge::Model| json!({ "status": row.status, "version": row.version, "fulfilled": row.fulfilled_amount });
    tx.commit(Audit::changed(action, "pledge", pledge.id.0, state(pledge), state(&now))).await?;
    Ok(now)
}

/// The payment as its row, every refusal at once.
fn checked(
    pledge: &pledge::Model,
    input: PledgePaymentInput,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<payment::Model> {
    let currency = Currency::parse(&pledge.currency)?;
    let mut refusals = Refusals::default();
    let amount = intake::amount("input.amount", &input.amount.0, currency);
    let amount = refusals.gather(amount.and_then(|amount| within(pledge, amount, input.allow_over)))?;
    let day = match &input.received_on {
        Some(day) => intake::day("input.receivedOn", day).and_then(|day| not_ahead(day, today)),
        None => Ok(today),
    };
    let received_on = refusals.gather(day)?;
    let method = refusals.gather(text::required("input.method", &input.method, 40))?;
    let note = refusals.gather(text::optional("input.note", input.note.as_deref(), 500))?;
    match (amount, received_on, method, note) {
        (Some(amount), Some(received_on), Some(method), Some(note)) => Ok(payment::Model {
            tenant_id: pledge.tenant_id,
            id: PaymentId::generate(),
            pledge_id: pledge.id,
            amount: amount.amount(),
            received_on,
            method,
            note,
            created_at: now,
            voided_at: None,
            void_reason: None,
        }),
        _ => Err(refusals.into()),
    }
}

/// An amount that the pledge can take: no more than is open unless `allow_over`, and with what has come before never past
/// the largest amount, which is what the column of the sum holds.
fn within(pledge: &pledge::Model, amount: Money, allow_over: bool) -> Result<Money> {
    let before = Money::new(pledge.fulfilled_amount, amount.currency())?;
    before.plus(amount).map_err(|_| {
        let message = Bilingual::new(
            "المبلغ مع ما وصل قبله أكبر من الحد",
            "Together with what came before, the amount is above the limit",
        );
        Error::invalid("input.amount", ErrorCode::OutOfRange, message)
    })?;
    let open = Money::new((pledge.amount - pledge.fulfilled_amount).max(Decimal::ZERO), amount.currency())?;
    if allow_over || amount.amount() <= open.amount() {
        return Ok(amount);
    }
    let message = Bilingual::new(
        format!("أكثر من المتبقي {} {}؛ أكّد إن كان مقصودًا", open.amount(), open.currency().code()),
        format!("More than the {open} still open; say so if it is meant"),
    );
    Err(Error::Invalid(vec![FieldError::new("input.amount", ErrorCode::OutOfRange, message)]))
}

fn not_ahead(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
    if day <= today {
        return Ok(day);
    }
    let message = Bilingual::new("تاريخ الاستلام في المستقبل", "It cannot have come in the future");
    Err(Error::invalid("input.receivedOn", ErrorCode::OutOfRange, message))
}
