//! Use cases over orders that exist: reading them, moving them through their states.

use chrono::{DateTime, Utc};
use entity::{ids::OrderId, orders};
use sea_orm::{ColumnTrait, Condition};
use serde_json::json;

use super::{
    errors, figures,
    status::Status,
    store,
    types::{OrderSort, OrderSortField, OrderWhere, pieces},
};
use crate::{
    app::App,
    catalog,
    graphql::{
        filter::{Filter, Nested},
        list::{List, SortDirection},
    },
    kernel::{
        audit::Audit,
        clock::local_day,
        db::TenantTx,
        error::Result,
        event::Event,
        keyset::search_holds,
        permission::Permission,
        scope::Scope,
        text::{self, Bilingual},
    },
    storefront,
    submissions::{
        acts::Move,
        erasure::{self, Blanked, Whom},
        idempotency,
        rows::{self, Submitted},
        state::{State, check_move},
        trail::{self, TimelineLine, Trail},
        types::SubmissionKind,
    },
};

/// A checked request for a list of orders.
pub type OrderList = List<orders::Entity>;

/// Checks search, filter and sort.
///
/// # Errors
/// `BAD_INPUT` for too long a search, too deep a filter.
pub fn order_list(search: Option<&str>, filter: Option<OrderWhere>, sort: Option<OrderSort>) -> Result<OrderList> {
    let (field, direction) =
        sort.map_or((OrderSortField::CreatedAt, SortDirection::Desc), |sort| (sort.field, sort.direction));
    List::by(field, direction).search(search, search_holds)?.filter(filter)
}

impl Filter for OrderWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        use orders::Column;
        let paid = |is_paid| if is_paid { Column::PaidAt.is_not_null() } else { Column::PaidAt.is_null() };
        let all = Condition::all()
            .add_option(self.status.map(|states| Column::Status.is_in(states.into_iter().map(Status::word))))
            .add_option(self.is_paid.map(paid))
            .add(self.shared.condition()?);
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
}

/// The status token of the order that was sent with this idempotency key, for a form that is sent twice.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn sent_with_key(app: &App, scope: &Scope, key: &str) -> Result<Option<String>> {
    let read = app.db.read(scope, Permission::Submit).await?;
    let Some(order) = idempotency::find_made::<orders::Entity>(&read, key).await? else { return Ok(None) };
    Ok(Some(Submitted::<orders::Entity>::new(app, scope, order)?.status_token))
}

/// Moves an order to another state, with everything that hangs on it: stock, figures, timeline, audit, event.
///
/// # Errors
/// `NOT_FOUND`; `TRANSITION_REFUSED` (with from, to, allowed); `STALE` if `expected` is behind; `OUT_OF_STOCK` at a
/// confirmation; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn move_order(app: &App, scope: &Scope, id: OrderId, wanted: Move<Status>) -> Result<orders::Model> {
    let reason = text::optional("reason", wanted.reason.as_deref(), 500)?;
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let order = rows::lock::<orders::Entity>(&tx, id, wanted.expected).await?;
    let (from, to) = (Status::parse(&order.status)?, wanted.to);
    check_move(from, to, &from.allowed(order.cancelled_at, now))?;
    let stock_taken = move_stock(&tx, &order, to).await?;
    leave_trail(&tx, &order, (from, to), (reason, wanted.notify), now).await?;
    let moved = store::set_status(&tx, id, to, stock_taken, now).await?;
    let before = json!({ "status": from.word(), "version": order.version });
    let after = json!({ "status": to.word(), "version": moved.version });
    tx.commit(Audit::changed("order.moved", "order", id.0, before, after)).await?;
    Ok(moved)
}

/// Takes pieces when an order comes to hold stock, gives them back when it no longer does.
async fn move_stock(tx: &TenantTx, order: &orders::Model, to: Status) -> Result<bool> {
    if to.holds_stock() && !order.stock_taken {
        if let Some(short) = catalog::service::take_stock_in(tx, pieces(&order.items)).await? {
            let line = order.items.0.iter().find(|line| line.item_id == short);
            let name = line.map(|line| Bilingual::new(line.name.ar.clone(), line.name.en.clone()));
            return Err(errors::stock_ran_short(&name.unwrap_or_else(|| Bilingual::new("", ""))));
        }
    } else if !to.holds_stock() && order.stock_taken {
        catalog::service::return_stock_in(tx, pieces(&order.items)).await?;
    }
    Ok(to.holds_stock())
}

/// Orders count by the day they were created, so a cancellation takes back from that day.
async fn leave_trail(
    tx: &TenantTx,
    order: &orders::Model,
    (from, to): (Status, Status),
    (reason, notify): (Option<String>, bool),
    now: DateTime<Utc>,
) -> Result<()> {
    let delta = match (from.counts(), to.counts()) {
        (true, false) => Some(-1),
        (false, true) => Some(1),
        _ => None,
    };
    let deltas = match delta {
        None => Vec::new(),
        Some(n) => {
            let (tenant, _) = storefront::service::terms(tx).await?;
            figures::of_order(
                &order.items.0,
                order.total,
                &order.channel,
                local_day(order.created_at, &tenant.time_zone),
                n,
            )
        }
    };
    let event = Event::OrderMoved { order: order.id, notify };
    let line = TimelineLine::moved((from, to), reason);
    let trail = Trail { deltas, ..Trail::new(SubmissionKind::Order, order.id.0, event, line) };
    trail::leave(tx, now, trail).await
}

/// Blanks a person in every order they left: the lines of the audit, one for each.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn erase_in(tx: &TenantTx, whom: &Whom, now: DateTime<Utc>) -> Result<(Vec<Blanked>, Vec<Audit>)> {
    let blanked = store::set_blank(tx, whom, now).await?;
    let lines = erasure::forget_words_in(tx, SubmissionKind::Order, &blanked).await?;
    Ok((blanked, lines))
}
