//! Taking an order: shape, idempotency, price, trail, number. One transaction, in this order.

use entity::{
    ids::{ItemId, OrderId, VisitId},
    orders::{self, Address},
};
use serde_json::json;

use super::{
    figures,
    rules::{self, Fulfilment, MAX_LINES, MAX_QUANTITY, WantedLine},
    store::{self, NewOrder},
    types::{self, AddressInput, OrderLineInput, OrderSubmitInput},
};
use crate::{
    app::App,
    catalog,
    kernel::{
        audit::Audit,
        clock::local_day,
        error::{Error, ErrorCode, FieldError, Result},
        event::Event,
        money::Currency,
        scope::Scope,
        text::{self, Bilingual},
    },
    storefront,
    submissions::{
        errors::not_open,
        idempotency::{self, Claim},
        intake::{self, Arrival, Contact, gather},
        status_link,
        trail::{self, TimelineLine, Trail},
        types::{Delta, SubmissionKind},
    },
};

/// What the keys of this mutation are kept under.
pub(super) const OPERATION: &str = "orderSubmit";

/// A taken order with the token of its status page.
#[derive(Debug)]
pub struct Submitted {
    /// The row.
    pub order: orders::Model,
    /// For `/s/<token>`.
    pub status_token: String,
}

/// A wanted order, checked for its form.
#[derive(Debug)]
struct Draft {
    lines: Vec<WantedLine>,
    customer: Contact,
    fulfilment: Fulfilment,
    note: Option<String>,
    visit: Option<VisitId>,
}

/// Takes an order.
///
/// # Errors
/// Field errors for everything the input can be refused for (see `rules::price`), `IDEMPOTENCY_MISMATCH`;
/// `TENANT_SUSPENDED`; `UNAVAILABLE` when the database is away or a lock is not had in time.
pub async fn submit_order(app: &App, scope: &Scope, input: OrderSubmitInput, arrival: Arrival) -> Result<Submitted> {
    let key = idempotency::checked_key(&input.idempotency_key)?.to_owned();
    let body = arrival.fingerprint(&input)?;
    let draft = checked(input)?;
    let id = OrderId::generate();
    let now = app.clock.now();

    let tx = app.db.write(scope, arrival.permission()).await?;
    if let Claim::Replay(earlier) = idempotency::claim(&tx, OPERATION, &key, &body, id.0).await? {
        let order = store::find(&tx, OrderId(earlier)).await?.ok_or_else(|| Error::fault("a key names no order"))?;
        return submitted(app, scope, order);
    }
    let (tenant, terms) = storefront::service::terms(&tx).await?;
    if !terms.is_published && !arrival.is_recorded() {
        return Err(not_open());
    }
    let ids: Vec<ItemId> = draft.lines.iter().filter_map(|line| line.item).collect();
    let items = catalog::service::items_in(&tx, &ids).await?;
    let currency = Currency::parse(&tenant.currency)?;
    let priced = rules::price(&draft.lines, &items, &draft.fulfilment, &terms, currency)?;

    let day = local_day(now, &tenant.time_zone);
    let deltas = figures::of_order(&priced.lines, priced.total.amount(), arrival.channel.word(), day, 1);
    trail::leave(&tx, now, new_trail(id, deltas, draft.visit)).await?;
    let after = json!({ "status": "pending", "total": priced.total.amount(), "lines": priced.lines.len() });
    let recorded = tx.record(Audit::created("order.submitted", "order", id.0, after)).await?;
    let order = store::insert_numbered(&tx, draft.row(id, &arrival, now), priced).await?;
    tx.commit_recorded(recorded).await?;
    submitted(app, scope, order)
}

fn submitted(app: &App, scope: &Scope, order: orders::Model) -> Result<Submitted> {
    let status_token = status_link::token(app, scope.tenant(), SubmissionKind::Order, order.id.0, order.created_at)?;
    Ok(Submitted { order, status_token })
}

fn new_trail(id: OrderId, deltas: Vec<Delta>, visit: Option<VisitId>) -> Trail {
    Trail {
        kind: SubmissionKind::Order,
        entity: id.0,
        event: Some(Event::OrderSubmitted { order: id }),
        deltas,
        conversion: Some(visit),
        jobs: Vec::new(),
        line: TimelineLine { kind: "submitted", from: None, to: Some("pending"), note: None },
    }
}

impl Draft {
    fn row<'a>(&'a self, id: OrderId, arrival: &'a Arrival, created_at: chrono::DateTime<chrono::Utc>) -> NewOrder<'a> {
        NewOrder {
            id,
            customer: &self.customer,
            fulfilment: &self.fulfilment,
            note: self.note.as_deref(),
            channel: arrival.channel.word(),
            is_suspect: arrival.is_suspect,
            reference: arrival.reference.as_deref(),
            visit: self.visit,
            created_at,
        }
    }
}

/// Checks the form of everything, and tells every refusal at once.
fn checked(input: OrderSubmitInput) -> Result<Draft> {
    let mut refusals = Vec::new();
    let lines = gather(&mut refusals, checked_lines(input.lines))?;
    let customer = gather(&mut refusals, intake::person("customer", &input.customer))?;
    let note = gather(&mut refusals, text::optional("note", input.note.as_deref(), 1_000))?;
    let fulfilment = match (input.fulfilment, input.address) {
        (types::Fulfilment::Pickup, _) => Some(Fulfilment::Pickup),
        (types::Fulfilment::Delivery, Some(address)) => {
            checked_address(&mut refusals, &address)?.map(Fulfilment::Delivery)
        }
        (types::Fulfilment::Delivery, None) => {
            let message = Bilingual::new("أين نوصل الطلب؟", "Where shall we deliver?");
            refusals.push(FieldError::new("address", ErrorCode::Required, message));
            None
        }
    };
    let visit = intake::visit(input.visit_id.as_ref());
    match (lines, customer, note, fulfilment) {
        (Some(lines), Some(customer), Some(note), Some(fulfilment)) if refusals.is_empty() => {
            Ok(Draft { lines, customer, fulfilment, note, visit })
        }
        _ => Err(Error::Invalid(refusals)),
    }
}

pub(super) fn checked_lines(lines: Vec<OrderLineInput>) -> Result<Vec<WantedLine>> {
    if lines.is_empty() {
        let message = Bilingual::new("السلة فارغة", "There is nothing in the order");
        return Err(Error::invalid("lines", ErrorCode::Required, message));
    }
    if lines.len() > MAX_LINES {
        let message = Bilingual::new(format!("{MAX_LINES} سطرًا على الأكثر"), format!("At most {MAX_LINES} lines"));
        return Err(Error::invalid("lines", ErrorCode::OutOfRange, message));
    }
    let mut refusals = Vec::new();
    let mut wanted = Vec::with_capacity(lines.len());
    for (n, line) in lines.into_iter().enumerate() {
        if !(1..=MAX_QUANTITY).contains(&line.quantity) {
            let message = Bilingual::new(format!("من 1 إلى {MAX_QUANTITY}"), format!("Between 1 and {MAX_QUANTITY}"));
            refusals.push(FieldError::new(&format!("lines.{n}.quantity"), ErrorCode::OutOfRange, message));
        }
        let note = gather(&mut refusals, text::optional(&format!("lines.{n}.note"), line.note.as_deref(), 300))?;
        wanted.push(WantedLine {
            item: line.item_id.parse().ok(),
            quantity: line.quantity,
            options: line.options.unwrap_or_default().into_iter().map(|o| (o.key, o.value)).collect(),
            note: note.flatten(),
        });
    }
    if refusals.is_empty() { Ok(wanted) } else { Err(Error::Invalid(refusals)) }
}

pub(super) fn checked_address(refusals: &mut Vec<FieldError>, input: &AddressInput) -> Result<Option<Address>> {
    let area = gather(refusals, text::required("address.area", &input.area, 80))?;
    let block = gather(refusals, text::required("address.block", &input.block, 40))?;
    let street = gather(refusals, text::required("address.street", &input.street, 80))?;
    let house = gather(refusals, text::required("address.house", &input.house, 80))?;
    let note = gather(refusals, text::optional("address.note", input.note.as_deref(), 300))?;
    Ok(match (area, block, street, house, note) {
        (Some(area), Some(block), Some(street), Some(house), Some(note)) => {
            Some(Address { area, block, street, house, note })
        }
        _ => None,
    })
}
