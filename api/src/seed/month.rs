//! Lives the demo's month: the clock is set to each planned moment, and what happened then happens.

use std::{collections::HashSet, sync::Arc};

use entity::ids::VisitId;
use uuid::Uuid;

use super::{
    giving::{self, Eyes},
    moments::travel,
    plan::{self, OrderEnd, Plan, PlannedOrder},
    progress::bar,
};
use crate::{
    app::App,
    attribution::{
        service::record_visit,
        types::{Consent, NewVisit},
    },
    catalog::service as catalog,
    kernel::{
        error::{Error, Result},
        permission::Permission,
        scope::{Actor, Scope},
        text::Locale,
    },
    orders::{
        payment::{Payment, set_payment},
        service as orders,
        status::Status,
        submit::submit_order,
        types::{AddressInput, Fulfilment, OrderContent, OrderLineInput, OrderLineOptionInput, OrderSubmitInput},
    },
    submissions::{
        acts::Move,
        intake::Arrival,
        types::{Channel, PersonInput},
    },
};

/// Orders first, then gifts, then who only looked; nothing, if it was lived before.
pub(super) async fn replay(app: &App, owner: &Scope, plan: &Plan, slug: &str, show: bool) -> Result<()> {
    if is_replayed(app, owner, plan).await? {
        return Ok(());
    }
    let visitor = Scope::request(owner.tenant(), Actor::Visitor, Locale::Ar, Arc::from("seed"));
    let progress = bar(plan.orders.len(), format!("{slug}: a month of orders"), show);
    for order in &plan.orders {
        travel(app, order.submission.at);
        let visit = match order.submission.visit.and_then(|place| plan.visits.get(place)) {
            Some(visit) => Some(visit_of(app, &visitor, visit).await?),
            None => None,
        };
        place(app, &visitor, owner, order, visit).await?;
        progress.inc(1);
    }
    progress.finish();
    replay_gifts(app, owner, &visitor, plan, slug, show).await?;
    pass_by(app, &visitor, plan, slug, show).await
}

/// The visits that nothing came of, without which every visitor would buy.
async fn pass_by(app: &App, visitor: &Scope, plan: &Plan, slug: &str, show: bool) -> Result<()> {
    let fruitful: HashSet<usize> = (plan.orders.iter().filter_map(|order| order.submission.visit))
        .chain(plan.donations.iter().filter_map(|donation| donation.submission.visit))
        .chain(plan.pledges.iter().filter_map(|pledge| pledge.submission.visit))
        .collect();
    let progress = bar(plan.visits.len() - fruitful.len(), format!("{slug}: visits"), show);
    for (place, visit) in plan.visits.iter().enumerate() {
        if !fruitful.contains(&place) {
            travel(app, visit.at);
            visit_of(app, visitor, visit).await?;
            progress.inc(1);
        }
    }
    app.clock.reset();
    progress.finish();
    Ok(())
}

/// Gifts and promises, after the orders: they count by themselves.
async fn replay_gifts(app: &App, owner: &Scope, visitor: &Scope, plan: &Plan, slug: &str, show: bool) -> Result<()> {
    let eyes = Eyes { visitor, owner };
    let progress = bar(plan.donations.len() + plan.pledges.len(), format!("{slug}: gifts and pledges"), show);
    let visit_behind = async |place: Option<usize>| match place.and_then(|place| plan.visits.get(place)) {
        Some(visit) => visit_of(app, visitor, visit).await.map(Some),
        None => Ok(None),
    };
    for donation in &plan.donations {
        travel(app, donation.submission.at);
        giving::give(app, eyes, donation, visit_behind(donation.submission.visit).await?).await?;
        progress.inc(1);
    }
    for pledge in &plan.pledges {
        travel(app, pledge.submission.at);
        giving::promise(app, eyes, pledge, visit_behind(pledge.submission.visit).await?).await?;
        progress.inc(1);
    }
    app.clock.reset();
    giving::end_of_month(app, owner).await?;
    progress.finish();
    Ok(())
}

/// Keys of the plan live a day; after that, orders that are there say that the month was lived.
async fn is_replayed(app: &App, owner: &Scope, plan: &Plan) -> Result<bool> {
    let read = app.db.read(owner, Permission::ViewSubmissions).await?;
    let has_orders = orders::order_list(None, None, None)?.count(&read).await? > 0;
    drop(read);
    let Some(last) = plan.orders.last() else { return Ok(true) };
    let Some(first) = plan.orders.first() else { return Ok(true) };
    let known = |key: String| async move { orders::sent_with_key(app, owner, &key).await.map(|found| found.is_some()) };
    let first_known = known(first.submission.idempotency_key.clone()).await?;
    let last_known = known(last.submission.idempotency_key.clone()).await?;
    Ok(has_orders && (last_known || !first_known))
}

async fn visit_of(app: &App, visitor: &Scope, visit: &plan::PlannedVisit) -> Result<VisitId> {
    let new = NewVisit {
        visitor: Uuid::from_u128(u128::from(visit.visitor)),
        source: visit.source.map(|s| s.source.to_owned()),
        medium: visit.source.map(|s| s.medium.to_owned()),
        campaign: visit.source.and_then(|s| s.campaign).map(str::to_owned),
        landing_path: visit.landing_path.clone(),
        consent: Consent::Granted,
        ..NewVisit::default()
    };
    record_visit(app, visitor, &new).await
}

async fn place(app: &App, visitor: &Scope, owner: &Scope, order: &PlannedOrder, visit: Option<VisitId>) -> Result<()> {
    let read = app.db.read(owner, Permission::ViewCatalog).await?;
    let mut lines = Vec::new();
    for line in &order.lines {
        let id = catalog::id_of_slug(&read, line.item)
            .await?
            .ok_or_else(|| Error::fault(format!("no item {}", line.item)))?;
        lines.push(OrderLineInput {
            item_id: id.to_string().into(),
            quantity: i32::try_from(line.quantity).map_err(Error::fault)?,
            options: Some(
                line.options
                    .iter()
                    .map(|(key, value)| OrderLineOptionInput { key: (*key).to_owned(), value: (*value).to_owned() })
                    .collect(),
            ),
            note: None,
        });
    }
    drop(read);
    let customer = &order.submission.customer;
    let address = customer.address;
    let content = OrderContent {
        lines,
        customer: PersonInput {
            name: customer.name.to_owned(),
            phone: customer.phone.to_owned(),
            email: customer.email.map(str::to_owned),
        },
        fulfilment: if order.is_delivered { Fulfilment::Delivery } else { Fulfilment::Pickup },
        address: order.is_delivered.then(|| AddressInput {
            area: address.area.to_owned(),
            block: address.block.to_owned(),
            street: address.street.to_owned(),
            house: address.house.to_owned(),
            note: None,
        }),
        note: order.note.map(str::to_owned),
    };
    let input = OrderSubmitInput {
        content,
        visit_id: visit.map(|id| id.to_string().into()),
        idempotency_key: order.submission.idempotency_key.clone(),
    };
    let channel = Channel::parse(order.submission.channel.key());
    // What has sold out by then is not ordered: the month goes on.
    let arrival = Arrival::recorded(channel);
    let who = if arrival.is_recorded() { owner } else { visitor };
    let submitted = match submit_order(app, who, input, arrival).await {
        Ok(submitted) => submitted,
        Err(Error::Invalid(refusals)) => {
            tracing::debug!(?refusals, "a planned order was refused");
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    let acts: &[Status] = match order.end {
        OrderEnd::Pending => &[],
        OrderEnd::Confirmed => &[Status::Confirmed],
        OrderEnd::Fulfilled => &[Status::Confirmed, Status::Fulfilled],
        OrderEnd::Cancelled => &[Status::Cancelled],
        OrderEnd::Spam => &[Status::Spam],
    };
    for to in acts {
        let reason = (*to == Status::Cancelled).then(|| "طلب العميل الإلغاء".to_owned());
        match orders::move_order(app, owner, submitted.row.id, Move { reason, ..Move::to(*to, None) }).await {
            Ok(_) => {}
            // Sold out in the meantime: it stays pending, as it would.
            Err(Error::Invalid(_)) => return Ok(()),
            Err(other) => return Err(other),
        }
    }
    let method = match (order.end, order.is_delivered) {
        (OrderEnd::Fulfilled, true) => "cash",
        (OrderEnd::Fulfilled | OrderEnd::Confirmed, false) => "wamd",
        _ => return Ok(()),
    };
    set_payment(app, owner, submitted.row.id, Payment::Came(method.to_owned(), None), None).await?;
    Ok(())
}
