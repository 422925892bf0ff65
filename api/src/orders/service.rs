//! Use cases over orders that exist: reading them, moving them through their states.

use chrono::{DateTime, Utc};
use entity::{ids::OrderId, orders};
use sea_orm::{ColumnTrait, Condition};
use serde_json::json;

use super::{
    errors, figures,
    rules::check_move,
    status::Status,
    store::{self, Sort},
    types::{OrderSort, OrderSortField, OrderWhere, pieces},
};
use crate::{
    app::App,
    catalog::{self, types::SortDirection},
    graphql::filter::{self, Filter, Nested},
    kernel::{
        audit::Audit,
        clock::{local_day, storable},
        db::{TenantConn, TenantRead, TenantTx},
        error::{Error, Result},
        event::Event,
        keyset::{self, Keys},
        page::{Page, PageRequest},
        permission::Permission,
        scope::Scope,
        text::{self, Bilingual},
    },
    storefront,
    submissions::{
        erasure::{self, Blanked, Whom},
        errors::{State, stale},
        idempotency, intake, list,
        reference::{self, Known, Wanted},
        status_link,
        trail::{self, TimelineLine, Trail},
        types::{Channel, SubmissionKind},
    },
};

/// A checked request for a list of orders.
#[derive(Debug)]
pub struct OrderList {
    filter: Condition,
    sort: Sort,
}

impl OrderList {
    /// Checks search, filter and sort.
    ///
    /// # Errors
    /// `BAD_INPUT` for too long a search, too deep a filter.
    pub fn new(search: Option<&str>, filter: Option<OrderWhere>, sort: Option<OrderSort>) -> Result<Self> {
        let mut condition = Condition::all();
        if let Some(words) = text::optional("search", search, 100)? {
            condition = condition.add(store::matches(&words));
        }
        if let Some(filter) = filter {
            condition = condition.add(filter::condition(filter)?);
        }
        let sort = sort.map_or(Sort { field: OrderSortField::CreatedAt, descending: true }, |sort| Sort {
            field: sort.field,
            descending: sort.direction == SortDirection::Desc,
        });
        Ok(Self { filter: condition, sort })
    }

    /// What its cursors are bound to.
    #[must_use]
    pub fn sort_name(&self) -> String {
        self.sort.name()
    }

    /// The sort keys of a row.
    #[must_use]
    pub fn keys(&self, row: &orders::Model) -> Keys {
        self.sort.key(row)
    }

    /// One page.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn page(&self, read: &TenantRead, request: &PageRequest<Keys>) -> Result<Page<orders::Model>> {
        let rows = store::list_orders(read, self.filter.clone(), self.sort, request).await?;
        Ok(Page::cut(rows, request))
    }

    /// How many orders match, up to the cap.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn count(&self, read: &TenantRead) -> Result<u64> {
        store::count_orders(read, self.filter.clone()).await
    }
}

impl Filter for OrderWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        let mut all = Condition::all();
        if let Some(states) = self.status {
            all = all.add(orders::Column::Status.is_in(states.into_iter().map(Status::word)));
        }
        if let Some(channels) = self.channel {
            all = all.add(orders::Column::Channel.is_in(channels.into_iter().map(Channel::word)));
        }
        if let Some(days) = self.days {
            all = all.add(keyset::on_days("created_at", days.from.0, days.to.0));
        }
        if let Some(from) = self.created_from {
            all = all.add(orders::Column::CreatedAt.gte(storable(from)));
        }
        if let Some(before) = self.created_before {
            all = all.add(orders::Column::CreatedAt.lt(storable(before)));
        }
        match self.is_paid {
            Some(true) => all = all.add(orders::Column::PaidAt.is_not_null()),
            Some(false) => all = all.add(orders::Column::PaidAt.is_null()),
            None => {}
        }
        if let Some(is_suspect) = self.is_suspect {
            all = all.add(orders::Column::IsSuspect.eq(is_suspect));
        }
        if let Some(references) = self.external_reference {
            all = all.add(orders::Column::ExternalReference.is_in(list::references(references)?));
        }
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
}

/// One order, for the team (or for the bearer of its signed link, who has proved the same).
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_order(conn: &impl TenantConn, id: OrderId) -> Result<Option<orders::Model>> {
    store::find(conn, id).await
}

/// One order by what its customer knows of it.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_by_number(conn: &impl TenantConn, number: &str, phone: &str) -> Result<Option<orders::Model>> {
    store::find_by_number(conn, number, phone).await
}

/// The status token of the order that was sent with this idempotency key, for a form that is sent twice.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn sent_with_key(app: &App, scope: &Scope, key: &str) -> Result<Option<String>> {
    let read = app.db.read(scope, Permission::Submit).await?;
    let Some(id) = idempotency::entity_of(&read, super::submit::OPERATION, key).await? else { return Ok(None) };
    let Some(order) = store::find(&read, OrderId(id)).await? else { return Ok(None) };
    status_link::token(app, scope.tenant(), SubmissionKind::Order, order.id.0, order.created_at).map(Some)
}

/// A wanted move of an order.
#[derive(Debug, Clone)]
pub struct Move {
    /// Where to.
    pub to: Status,
    /// Refused as stale if the order is at another version.
    pub expected: Option<i32>,
    /// Goes to the timeline.
    pub reason: Option<String>,
    /// Whether the customer is told of it.
    pub notify: bool,
}

impl Move {
    /// A move without a word, told to the customer.
    #[must_use]
    pub fn to(to: Status, expected: Option<i32>) -> Self {
        Self { to, expected, reason: None, notify: true }
    }
}

/// Moves an order to another state, with everything that hangs on it: stock, figures, timeline, audit, event.
///
/// # Errors
/// `NOT_FOUND`; `TRANSITION_REFUSED` (with from, to, allowed); `STALE` if `expected` is behind; `OUT_OF_STOCK` at a
/// confirmation; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn move_order(app: &App, scope: &Scope, id: OrderId, wanted: Move) -> Result<orders::Model> {
    let reason = text::optional("reason", wanted.reason.as_deref(), 500)?;
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let order = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    if wanted.expected.is_some_and(|expected| expected != order.version) {
        return Err(stale(order.version));
    }
    let from = Status::parse(&order.status)?;
    check_move(from, wanted.to, order.cancelled_at, now)?;
    let stock_taken = move_stock(&tx, &order, wanted.to).await?;
    leave_trail(&tx, &order, from, wanted.to, (reason, wanted.notify), now).await?;
    let moved = store::set_status(&tx, id, wanted.to, stock_taken, now).await?;
    let before = json!({ "status": from.word(), "version": order.version });
    let after = json!({ "status": wanted.to.word(), "version": moved.version });
    tx.commit(Audit::changed("order.moved", "order", id.0, before, after)).await?;
    Ok(moved)
}

/// Adds a note of the team to an order's timeline. Customers never see it; the order itself stays as it is.
///
/// # Errors
/// `NOT_FOUND`; `REQUIRED` and `TOO_LONG` for the text; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn add_note(app: &App, scope: &Scope, id: OrderId, note: &str) -> Result<orders::Model> {
    let note = text::required("note", note, 2_000)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let order = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    trail::leave(&tx, app.clock.now(), Trail::note(SubmissionKind::Order, id.0, note)).await?;
    let at_version = json!({ "version": order.version });
    tx.commit(Audit::changed("order.noted", "order", id.0, at_version.clone(), at_version)).await?;
    Ok(order)
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
    from: Status,
    to: Status,
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
    let trail = Trail {
        kind: SubmissionKind::Order,
        entity: order.id.0,
        event: Some(Event::OrderMoved { order: order.id, notify }),
        deltas,
        conversion: None,
        jobs: Vec::new(),
        line: TimelineLine { kind: "status", from: Some(from.word()), to: Some(to.word()), note: reason },
    };
    trail::leave(tx, now, trail).await
}

/// Calls an order something else in another program of the tenant's; None takes the reference away.
///
/// # Errors
/// `NOT_FOUND`; `TAKEN`, `TOO_LONG`, `INVALID` beside `externalReference`; `STALE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn set_reference(
    app: &App,
    scope: &Scope,
    id: OrderId,
    reference: Option<&str>,
    expected: Option<i32>,
) -> Result<orders::Model> {
    let wanted = intake::reference(reference)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let order = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    let known = Known {
        kind: SubmissionKind::Order,
        id: id.0,
        version: order.version,
        reference: order.external_reference.as_deref(),
        event: Event::OrderMoved { order: id, notify: false },
    };
    let wanted = Wanted { reference: wanted.as_deref(), expected, locale: scope.locale(), now: app.clock.now() };
    let Some(audit) = reference::set_in(&tx, known, store::SET_REFERENCE, wanted).await? else { return Ok(order) };
    let named = store::find(&tx, id).await?.ok_or_else(|| Error::fault("a locked order is gone"))?;
    tx.commit(audit).await?;
    Ok(named)
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
