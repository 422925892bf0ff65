//! Taking an order: shape, idempotency, price, trail, number. One transaction, in this order.

use entity::{
    ids::{ItemId, OrderId},
    orders::{self, Address},
};
use serde_json::json;

use super::{
    figures,
    rules::{self, Fulfilment, MAX_LINES, MAX_QUANTITY, WantedLine},
    status::Status,
    store::{self, NewOrder},
    types::{self, AddressInput, OrderContent, OrderLineInput, OrderRecordInput, OrderSubmitInput},
};
use crate::{
    app::App,
    catalog,
    kernel::{
        audit::Audit,
        clock::local_day,
        error::{Error, ErrorCode, Result},
        event::Event,
        money::Currency,
        refusals::Refusals,
        scope::Scope,
        text::{self, Bilingual},
    },
    storefront,
    submissions::{
        idempotency,
        intake::{self, Arrival, Contact},
        rows,
        trail::{self, TimelineLine, Trail},
        types::SubmissionKind,
    },
};

/// A taken order.
pub type Submitted = rows::Submitted<orders::Entity>;

/// A wanted order, checked for its form.
#[derive(Debug)]
struct Draft {
    lines: Vec<WantedLine>,
    customer: Contact,
    fulfilment: Fulfilment,
    note: Option<String>,
}

/// Takes an order.
///
/// # Errors
/// Field errors for everything the input can be refused for (see `rules::price`), `IDEMPOTENCY_MISMATCH`;
/// `TENANT_SUSPENDED`; `UNAVAILABLE` when the database is away or a lock is not had in time.
pub async fn submit_order(app: &App, scope: &Scope, input: OrderSubmitInput, arrival: Arrival) -> Result<Submitted> {
    let key = idempotency::checked_key(&input.idempotency_key)?.to_owned();
    let body = arrival.fingerprint(&input)?;
    let visit = intake::visit(input.visit_id.as_ref());
    let draft = checked(input.content)?;
    let id = OrderId::generate();
    let now = app.clock.now();

    let tx = app.db.write(scope, arrival.permission()).await?;
    if let Some(earlier) = idempotency::claim::<orders::Entity>(&tx, &key, &body, id.0).await? {
        return Submitted::new(app, scope, earlier);
    }
    let (tenant, terms) = storefront::service::terms(&tx).await?;
    arrival.admit(terms.is_published)?;
    let ids: Vec<ItemId> = draft.lines.iter().filter_map(|line| line.item).collect();
    let items = catalog::service::items_in(&tx, &ids).await?;
    let currency = Currency::parse(&tenant.currency)?;
    let priced = rules::price(&draft.lines, &items, &draft.fulfilment, &terms, currency)?;

    let day = local_day(now, &tenant.time_zone);
    let deltas = figures::of_order(&priced.lines, priced.total.amount(), arrival.channel.word(), day, 1);
    let line = TimelineLine::submitted(Status::Pending);
    let trail = Trail::new(SubmissionKind::Order, id.0, Event::OrderSubmitted { order: id }, line);
    trail::leave(&tx, now, Trail { deltas, conversion: Some(visit), ..trail }).await?;
    let after = json!({ "status": "pending", "total": priced.total.amount(), "lines": priced.lines.len() });
    let recorded = tx.record(Audit::created("order.submitted", "order", id.0, after)).await?;
    let new = NewOrder {
        id,
        customer: &draft.customer,
        fulfilment: &draft.fulfilment,
        note: draft.note.as_deref(),
        channel: arrival.channel.word(),
        is_suspect: arrival.is_suspect,
        reference: arrival.reference.as_deref(),
        visit,
        created_at: now,
    };
    let order = store::insert_numbered(&tx, new, priced).await?;
    tx.commit_recorded(recorded).await?;
    Submitted::new(app, scope, order)
}

/// Takes an order that the team records, by the same rules.
///
/// # Errors
/// As [`submit_order`], and those of [`intake::recorded`]; `FORBIDDEN`.
pub async fn record_order(app: &App, scope: &Scope, input: OrderRecordInput) -> Result<Submitted> {
    let OrderRecordInput { channel, content, external_reference, idempotency_key } = input;
    let arrival = intake::recorded("channel", channel, external_reference.as_deref())?;
    submit_order(app, scope, OrderSubmitInput { content, visit_id: None, idempotency_key }, arrival).await
}

/// Checks the form of everything, and tells every refusal at once.
fn checked(input: OrderContent) -> Result<Draft> {
    let mut refusals = Refusals::default();
    let lines = refusals.gather(checked_lines(input.lines))?;
    let customer = refusals.gather(intake::person("customer", &input.customer))?;
    let note = refusals.gather(text::optional("note", input.note.as_deref(), 1_000))?;
    let fulfilment = match (input.fulfilment, input.address) {
        (types::Fulfilment::Pickup, _) => Some(Fulfilment::Pickup),
        (types::Fulfilment::Delivery, Some(address)) => {
            checked_address(&mut refusals, &address)?.map(Fulfilment::Delivery)
        }
        (types::Fulfilment::Delivery, None) => {
            let message = Bilingual::new("أين نوصل الطلب؟", "Where shall we deliver?");
            refusals.push("address", ErrorCode::Required, message);
            None
        }
    };
    match (lines, customer, note, fulfilment) {
        (Some(lines), Some(customer), Some(note), Some(fulfilment)) if refusals.is_empty() => {
            Ok(Draft { lines, customer, fulfilment, note })
        }
        _ => Err(refusals.into()),
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
    let mut refusals = Refusals::default();
    let mut wanted = Vec::with_capacity(lines.len());
    for (n, line) in lines.into_iter().enumerate() {
        if !(1..=MAX_QUANTITY).contains(&line.quantity) {
            let message = Bilingual::new(format!("من 1 إلى {MAX_QUANTITY}"), format!("Between 1 and {MAX_QUANTITY}"));
            refusals.push(&format!("lines.{n}.quantity"), ErrorCode::OutOfRange, message);
        }
        let note = refusals.gather(text::optional(&format!("lines.{n}.note"), line.note.as_deref(), 300))?;
        wanted.push(WantedLine {
            item: line.item_id.parse().ok(),
            quantity: line.quantity,
            options: line.options.unwrap_or_default().into_iter().map(|o| (o.key, o.value)).collect(),
            note: note.flatten(),
        });
    }
    refusals.finish().map(|()| wanted)
}

pub(super) fn checked_address(refusals: &mut Refusals, input: &AddressInput) -> Result<Option<Address>> {
    let area = refusals.gather(text::required("address.area", &input.area, 80))?;
    let block = refusals.gather(text::required("address.block", &input.block, 40))?;
    let street = refusals.gather(text::required("address.street", &input.street, 80))?;
    let house = refusals.gather(text::required("address.house", &input.house, 80))?;
    let note = refusals.gather(text::optional("address.note", input.note.as_deref(), 300))?;
    Ok(match (area, block, street, house, note) {
        (Some(area), Some(block), Some(street), Some(house), Some(note)) => {
            Some(Address { area, block, street, house, note })
        }
        _ => None,
    })
}
