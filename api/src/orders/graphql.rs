//! The fields of orders.

use async_graphql::{Context, ID, Object, Result};
use chrono::{DateTime, Utc};
use entity::ids::OrderId;

use super::{
    edit,
    payment::{self, Payment},
    service::{self, Move, OrderList},
    status::Status,
    submit::{self, Submitted},
    types::{
        Order, OrderCancelPayload, OrderConfirmPayload, OrderConnection, OrderFulfilPayload, OrderMarkPaidPayload,
        OrderMarkSpamPayload, OrderMarkUnpaidPayload, OrderNoteAddPayload, OrderRecordInput, OrderReferenceSetPayload,
        OrderReopenPayload, OrderSort, OrderSubmitInput, OrderSubmitPayload, OrderUpdateInput, OrderUpdatePayload,
        OrderWhere, OrdersMovePayload, OrdersMoveResult,
    },
};
use crate::{
    graphql::{
        connection::{self, TotalCount},
        context::RequestExt,
        limits::list_cost,
        types::{UserError, payload},
    },
    kernel::{error::Error, page::page_request, permission::Permission},
    submissions::{
        intake::{self, Arrival},
        list, pace, trail,
    },
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct OrdersQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct OrdersMutation;

#[Object]
impl OrdersQuery {
    /// The tenant's orders, newest first if not said. Team. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn orders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(desc = "Part of a number, name, phone or e-mail, at most 100 characters; Arabic is folded.")]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which orders.")] filter: Option<OrderWhere>,
        #[graphql(desc = "In which order.")] sort_by: Option<OrderSort>,
    ) -> Result<OrderConnection> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let list = OrderList::new(search.as_deref(), filter, sort_by)?;
        let request = page_request(&list.sort_name(), first, after, last, before)?;
        let page = list.page(&read, &request).await?;
        let look = ctx.look_ahead();
        let wants_time = look.field("nodes").field("timeline").exists()
            || look.field("edges").field("node").field("timeline").exists();
        let timelines = if wants_time {
            let ids: Vec<_> = page.rows.iter().map(|row| row.id.0).collect();
            Some(trail::timelines(&*read, &ids).await?)
        } else {
            None
        };
        let counted = if look.field("totalCount").exists() { list.count(&read).await? } else { 0 };
        let (locale, now) = (ctx.locale(), ctx.app().clock.now());
        let public = |row: entity::orders::Model| {
            let lines = timelines.as_ref().map(|all| all.get(&row.id.0).cloned().unwrap_or_default());
            let order = Order::new(row, locale, now)?;
            Ok(match lines {
                Some(lines) => order.with_timeline(lines),
                None => order,
            })
        };
        let (rows, info) = connection::edges(page, &list.sort_name(), |row| list.keys(row), public)?;
        Ok(OrderConnection::new(rows, info, TotalCount::capped(counted)))
    }

    /// One order; null if the tenant has none with this id. Team.
    async fn order(&self, ctx: &Context<'_>, #[graphql(desc = "`ord_…`.")] id: ID) -> Result<Option<Order>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let Ok(id) = id.parse::<OrderId>() else { return Ok(None) };
        let row = service::find_order(&*read, id).await?;
        Ok(row.map(|row| Order::new(row, ctx.locale(), ctx.app().clock.now())).transpose()?)
    }
}

#[Object]
impl OrdersMutation {
    /// Places an order. Public. Prices and total are the server's; the same key with the same body answers with the same order.
    async fn order_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is ordered, by whom, how it gets there.")] input: OrderSubmitInput,
    ) -> Result<OrderSubmitPayload> {
        let scope = ctx.mutate().await?;
        let is_suspect = pace::judge(ctx.app(), scope, ctx.client()).await?;
        let arrival = Arrival::visited(is_suspect);
        submitted(ctx, submit::submit_order(ctx.app(), scope, input, arrival).await)
    }

    /// Records an order that came by phone, message or at the door. Team. Same rules and numbers as `orderSubmit`.
    async fn order_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is ordered, by whom, by which way.")] input: OrderRecordInput,
    ) -> Result<OrderSubmitPayload> {
        let scope = ctx.mutate().await?;
        let result = match intake::recorded("channel", input.channel, input.external_reference.as_deref()) {
            Ok(arrival) => submit::submit_order(ctx.app(), scope, input.into(), arrival).await,
            Err(refused) => Err(refused),
        };
        submitted(ctx, result)
    }

    /// Changes a pending order; the server prices it again, and the difference stands in its timeline. Team.
    async fn order_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "What is to change.")] input: OrderUpdateInput,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderUpdatePayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<OrderId>().map_err(|_| Error::NotFound)?;
        answer(ctx, edit::update_order(ctx.app(), scope, id, input, expected_version).await).map(Into::into)
    }

    /// Marks an order as paid. Team.
    async fn order_mark_paid(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "How it was paid, e.g. `wamd`, `bank_transfer`, `cash`; 1 to 40 characters.")] method: String,
        #[graphql(desc = "When it was paid; now if not said, never in the future.")] paid_at: Option<DateTime<Utc>>,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderMarkPaidPayload> {
        pay(ctx, id, Payment::Came(method, paid_at), expected_version).await.map(Into::into)
    }

    /// Takes back that an order was marked as paid; both lines stay in its timeline. Team.
    async fn order_mark_unpaid(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, 1 to 500 characters; stands in the timeline.")] reason: String,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderMarkUnpaidPayload> {
        pay(ctx, id, Payment::Void(reason), expected_version).await.map(Into::into)
    }

    /// Moves up to 100 orders to one state, each for itself, with a result for each. Team.
    #[graphql(complexity = "50 + 20 * child_complexity")]
    async fn orders_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`, 1 to 100.")] ids: Vec<ID>,
        #[graphql(desc = "Where to.")] to: Status,
        #[graphql(desc = "Why, at most 500 characters; stands in each timeline.")] reason: Option<String>,
        #[graphql(desc = "Whether the customers are told.", default = true)] notify: bool,
    ) -> Result<OrdersMovePayload> {
        let (ids, user_errors) = payload(list::checked_ids(ids), ctx.locale())?;
        let mut results = Vec::new();
        for id in ids.unwrap_or_default() {
            let wanted = Move { to, expected: None, reason: reason.clone(), notify };
            let scope = ctx.mutate().await?;
            let outcome = match id.parse::<OrderId>() {
                Ok(id) => service::move_order(ctx.app(), scope, id, wanted).await,
                Err(_) => Err(Error::NotFound),
            };
            let (order, user_errors) = answer(ctx, list::told(outcome))?;
            results.push(OrdersMoveResult { id, order, user_errors });
        }
        Ok(OrdersMovePayload { results, user_errors })
    }

    /// Confirms a pending order and takes its pieces off the stock. Team.
    async fn order_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderConfirmPayload> {
        act(ctx, id, Move::to(Status::Confirmed, expected_version)).await.map(Into::into)
    }

    /// Marks a confirmed order as delivered or picked up. Team.
    async fn order_fulfil(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderFulfilPayload> {
        act(ctx, id, Move::to(Status::Fulfilled, expected_version)).await.map(Into::into)
    }

    /// Cancels a pending or confirmed order and gives its pieces back to the stock. Team.
    async fn order_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Whether the customer is told.", default = true)] notify: bool,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderCancelPayload> {
        act(ctx, id, Move { to: Status::Cancelled, expected: expected_version, reason, notify }).await.map(Into::into)
    }

    /// Takes a confirmed order back to pending, or a cancelled one within 24 hours, or one wrongly marked as spam. Team.
    async fn order_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderReopenPayload> {
        act(ctx, id, Move { to: Status::Pending, expected: expected_version, reason, notify: true })
            .await
            .map(Into::into)
    }

    /// Sets a pending order aside as spam; it counts in no total. Team.
    async fn order_mark_spam(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderMarkSpamPayload> {
        act(ctx, id, Move::to(Status::Spam, expected_version)).await.map(Into::into)
    }

    /// Calls an order something else in another program of yours, in any state; the change stands in its timeline. Team.
    async fn order_reference_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Its id or number there, at most 80 characters, no other order's; null for none.")]
        external_reference: Option<String>,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderReferenceSetPayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<OrderId>().map_err(|_| Error::NotFound)?;
        let reference = external_reference.as_deref();
        answer(ctx, service::set_reference(ctx.app(), scope, id, reference, expected_version).await).map(Into::into)
    }

    /// Adds a note to an order's timeline, for the team's eyes only. Team.
    async fn order_note_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "1 to 2,000 characters.")] note: String,
    ) -> Result<OrderNoteAddPayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<OrderId>().map_err(|_| Error::NotFound)?;
        answer(ctx, service::add_note(ctx.app(), scope, id, &note).await).map(Into::into)
    }
}

/// The acts differ only in where they move the order.
async fn act(ctx: &Context<'_>, id: ID, wanted: Move) -> Result<(Option<Order>, Vec<UserError>)> {
    let scope = ctx.mutate().await?;
    let id = id.parse::<OrderId>().map_err(|_| Error::NotFound)?;
    answer(ctx, service::move_order(ctx.app(), scope, id, wanted).await)
}

async fn pay(
    ctx: &Context<'_>,
    id: ID,
    payment: Payment,
    expected: Option<i32>,
) -> Result<(Option<Order>, Vec<UserError>)> {
    let scope = ctx.mutate().await?;
    let id = id.parse::<OrderId>().map_err(|_| Error::NotFound)?;
    answer(ctx, payment::set_payment(ctx.app(), scope, id, payment, expected).await)
}

fn submitted(ctx: &Context<'_>, result: crate::kernel::error::Result<Submitted>) -> Result<OrderSubmitPayload> {
    let (submitted, user_errors) = payload(result, ctx.locale())?;
    let Some(Submitted { order, status_token }) = submitted else {
        return Ok(OrderSubmitPayload { order: None, status_token: None, user_errors });
    };
    let order = Order::new(order, ctx.locale(), ctx.app().clock.now())?;
    Ok(OrderSubmitPayload { order: Some(order), status_token: Some(status_token), user_errors })
}

/// An order and its refusals, as a payload holds them.
fn answer(
    ctx: &Context<'_>,
    result: crate::kernel::error::Result<entity::orders::Model>,
) -> Result<(Option<Order>, Vec<UserError>)> {
    let (order, user_errors) = payload(result, ctx.locale())?;
    let order = order.map(|row| Order::new(row, ctx.locale(), ctx.app().clock.now())).transpose()?;
    Ok((order, user_errors))
}
