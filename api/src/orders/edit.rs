//! Changing a pending order by the team's hand: priced again by the server, with the difference in the timeline.

use entity::{
    ids::{ItemId, OrderId},
    orders::{self, Line, Lines},
};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    figures,
    rules::{self, Fulfilment, Priced},
    status::Status,
    store::{self, Changed},
    submit::{checked_address, checked_lines},
    types::{self, OrderUpdateInput},
};
use crate::{
    app::App,
    catalog,
    kernel::{
        audit::Audit,
        clock::local_day,
        db::TenantTx,
        error::{ErrorCode, Result},
        event::Event,
        money::{Currency, Money},
        permission::Permission,
        refusals::Refusals,
        scope::Scope,
        text::{self, Bilingual, Locale},
    },
    storefront,
    submissions::{
        intake::{self, Contact},
        rows,
        state::{State, refused},
        trail::{self, TimelineLine, Trail},
        types::SubmissionKind,
    },
};

/// Changes a pending order. What the input does not name stays as it is; lines that it names are priced from today's
/// catalog, whoever sends them.
///
/// # Errors
/// `NOT_FOUND`; `TRANSITION_REFUSED` beside nothing for an order that is not pending; the refusals of `orderSubmit`;
/// `STALE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn update_order(
    app: &App,
    scope: &Scope,
    id: OrderId,
    input: OrderUpdateInput,
    expected: Option<i32>,
) -> Result<orders::Model> {
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let order = rows::lock::<orders::Entity>(&tx, id, expected).await?;
    let status = Status::parse(&order.status)?;
    if status != Status::Pending {
        let allowed = status.allowed(order.cancelled_at, now);
        return Err(refused(status, Status::Pending, &allowed));
    }
    let changed = changed(&tx, &order, input).await?;
    let difference = difference(&order, &changed, scope.locale());
    if difference.is_empty() {
        return Ok(order);
    }
    let (tenant, _) = storefront::service::terms(&tx).await?;
    let day = local_day(order.created_at, &tenant.time_zone);
    let mut deltas = figures::of_order(&order.items.0, order.total, &order.channel, day, -1);
    deltas.extend(figures::of_order(&changed.lines.0, changed.total, &order.channel, day, 1));
    let event = Event::OrderMoved { order: id, notify: false };
    let line = TimelineLine::told("edited", difference);
    let trail = Trail { deltas, ..Trail::new(SubmissionKind::Order, id.0, event, line) };
    trail::leave(&tx, now, trail).await?;
    let updated = store::set_content(&tx, id, changed, now).await?;
    let state = |row: &orders::Model| json!({ "version": row.version, "total": row.total, "lines": row.items.0.len() });
    tx.commit(Audit::changed("order.updated", "order", id.0, state(&order), state(&updated))).await?;
    Ok(updated)
}

/// The order's content as it shall be, every refusal at once.
async fn changed(tx: &TenantTx, order: &orders::Model, input: OrderUpdateInput) -> Result<Changed> {
    let mut refusals = Refusals::default();
    let lines = refusals.gather(input.lines.map(checked_lines).transpose())?.flatten();
    let customer = refusals.gather(input.customer.as_ref().map(|p| intake::person("customer", p)).transpose())?;
    let note = match &input.note {
        Some(note) => refusals.gather(text::optional("note", Some(note), 1_000))?.flatten(),
        None => order.note.clone(),
    };
    let fulfilment = wanted_fulfilment(&mut refusals, order, input.fulfilment, input.address.as_ref())?;
    let (Some(customer), Some(fulfilment), true) = (customer, fulfilment, refusals.is_empty()) else {
        return Err(refusals.into());
    };
    let customer = customer.unwrap_or_else(|| Contact {
        name: order.customer_name.clone(),
        phone: order.customer_phone.clone(),
        email: order.customer_email.clone(),
    });
    let (tenant, terms) = storefront::service::terms(tx).await?;
    let currency = Currency::parse(&tenant.currency)?;
    let priced = match lines {
        Some(lines) => {
            let ids: Vec<ItemId> = lines.iter().filter_map(|line| line.item).collect();
            let items = catalog::service::items_in(tx, &ids).await?;
            rules::price(&lines, &items, &fulfilment, &terms, currency)?
        }
        None => as_it_was(order, &fulfilment, Money::new(terms.delivery_fee, currency)?)?,
    };
    let (fulfilment, address) = match fulfilment {
        Fulfilment::Delivery(address) => ("delivery", Some(address)),
        Fulfilment::Pickup => ("pickup", None),
    };
    Ok(Changed {
        lines: Lines(priced.lines),
        subtotal: priced.subtotal.amount(),
        delivery_fee: priced.delivery_fee.amount(),
        total: priced.total.amount(),
        customer,
        fulfilment,
        address,
        note,
    })
}

/// The same lines at the prices they were ordered at; the fee follows the way they take.
fn as_it_was(order: &orders::Model, fulfilment: &Fulfilment, fee: Money) -> Result<Priced> {
    let currency = Currency::parse(&order.currency)?;
    let subtotal = Money::new(order.subtotal, currency)?;
    let delivery_fee = match fulfilment {
        Fulfilment::Pickup => Money::zero(currency),
        Fulfilment::Delivery(_) if order.fulfilment == "delivery" => Money::new(order.delivery_fee, currency)?,
        Fulfilment::Delivery(_) => fee,
    };
    Ok(Priced { lines: order.items.0.clone(), subtotal, delivery_fee, total: subtotal.plus(delivery_fee)? })
}

fn wanted_fulfilment(
    refusals: &mut Refusals,
    order: &orders::Model,
    wanted: Option<types::Fulfilment>,
    address: Option<&types::AddressInput>,
) -> Result<Option<Fulfilment>> {
    let is_delivery = match wanted {
        Some(wanted) => wanted == types::Fulfilment::Delivery,
        None => order.fulfilment == "delivery",
    };
    if !is_delivery {
        return Ok(Some(Fulfilment::Pickup));
    }
    match (address, &order.address) {
        (Some(address), _) => Ok(checked_address(refusals, address)?.map(Fulfilment::Delivery)),
        (None, Some(known)) => Ok(Some(Fulfilment::Delivery(known.clone()))),
        (None, None) => {
            let message = Bilingual::new("أين نوصل الطلب؟", "Where shall we deliver?");
            refusals.push("address", ErrorCode::Required, message);
            Ok(None)
        }
    }
}

/// What is different, a line for each change, in the words of whoever changed it. Empty if nothing is.
fn difference(order: &orders::Model, changed: &Changed, locale: Locale) -> String {
    let mut told: Vec<String> = Vec::new();
    let word = |ar: &'static str, en: &'static str| if locale == Locale::Ar { ar } else { en };
    // The arrow goes along the line, and each value stands in a direction of its own.
    let arrow = word("←", "→");
    let moved = |before: &str, after: &str| format!("\u{2068}{before}\u{2069} {arrow} \u{2068}{after}\u{2069}");
    let name = |line: &Line| {
        let text = Bilingual::new(line.name.ar.clone(), line.name.en.clone());
        let options: Vec<&str> = line.options.iter().map(|option| option.value.as_str()).collect();
        let options = if options.is_empty() { String::new() } else { format!(" ({})", options.join(", ")) };
        let name = match text.in_locale(locale) {
            "" => text.en.clone(),
            name => name.to_owned(),
        };
        format!("{name}{options}")
    };
    let same = |a: &Line, b: &Line| a.item_id == b.item_id && a.options == b.options;
    for new in &changed.lines.0 {
        match order.items.0.iter().find(|old| same(old, new)) {
            None => told.push(format!("+ {} × {}", new.quantity, name(new))),
            Some(old) if old.quantity != new.quantity => {
                let count = moved(&old.quantity.to_string(), &new.quantity.to_string());
                told.push(format!("{count} × {}", name(new)));
            }
            Some(old) if old.unit_price != new.unit_price => {
                let price = moved(&old.unit_price.to_string(), &new.unit_price.to_string());
                told.push(format!("{}: {price}", name(new)));
            }
            Some(_) => {}
        }
    }
    for old in order.items.0.iter().filter(|old| !changed.lines.0.iter().any(|new| same(old, new))) {
        told.push(format!("− {} × {}", old.quantity, name(old)));
    }
    let mut text = |label: &str, before: &str, after: &str| {
        if before != after {
            told.push(format!("{label}: {}", moved(before, after)));
        }
    };
    text(word("الاسم", "Name"), &order.customer_name, &changed.customer.name);
    text(word("الهاتف", "Phone"), &order.customer_phone, &changed.customer.phone);
    let none = String::new();
    let email = (order.customer_email.as_ref().unwrap_or(&none), changed.customer.email.as_ref().unwrap_or(&none));
    text(word("البريد", "E-mail"), email.0, email.1);
    text(word("الاستلام", "Fulfilment"), &order.fulfilment, changed.fulfilment);
    let address = |address: &Option<orders::Address>| {
        address.as_ref().map_or_else(String::new, |a| {
            [Some(&a.area), Some(&a.block), Some(&a.street), Some(&a.house), a.note.as_ref()]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    text(word("العنوان", "Address"), &address(&order.address), &address(&changed.address));
    text(word("الملاحظة", "Note"), order.note.as_ref().unwrap_or(&none), changed.note.as_ref().unwrap_or(&none));
    text(word("المجموع", "Total"), &amount(order.total), &amount(changed.total));
    if told.is_empty() {
        return String::new();
    }
    // A mark that is not seen gives the whole the direction of its language, whatever name it begins with.
    let mark = word("\u{200f}", "\u{200e}");
    format!("{mark}{}", told.join("\n")).chars().take(2_000).collect()
}

fn amount(amount: Decimal) -> String {
    amount.to_string()
}
