//! The fields of orders.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::OrderId;

use super::{
    service::{self, Move, OrderList},
    status::Status,
    submit::{self, Arrival, Submitted},
    types::{
        Order, OrderCancelPayload, OrderConfirmPayload, OrderConnection, OrderFulfilPayload, OrderMarkSpamPayload,
        OrderNoteAddPayload, OrderReopenPayload, OrderSort, OrderSubmitInput, OrderSubmitPayload, OrderWhere,
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
    submissions::{pace, trail, types::Channel},
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
        let arrival = Arrival { channel: Channel::Web, is_suspect };
        let result = submit::submit_order(ctx.app(), scope, input, arrival).await;
        let (submitted, user_errors) = payload(result, ctx.locale())?;
        let Some(Submitted { order, status_token }) = submitted else {
            return Ok(OrderSubmitPayload { order: None, status_token: None, user_errors });
        };
        let order = Order::new(order, ctx.locale(), ctx.app().clock.now())?;
        Ok(OrderSubmitPayload { order: Some(order), status_token: Some(status_token), user_errors })
    }

    /// Confirms a pending order and takes its pieces off the stock. Team.
    async fn order_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderConfirmPayload> {
        act(ctx, id, Status::Confirmed, expected_version, None).await.map(Into::into)
    }

    /// Marks a confirmed order as delivered or picked up. Team.
    async fn order_fulfil(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderFulfilPayload> {
        act(ctx, id, Status::Fulfilled, expected_version, None).await.map(Into::into)
    }

    /// Cancels a pending or confirmed order and gives its pieces back to the stock. Team.
    async fn order_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderCancelPayload> {
        act(ctx, id, Status::Cancelled, expected_version, reason).await.map(Into::into)
    }

    /// Takes a confirmed order back to pending, or a cancelled one within 24 hours, or one wrongly marked as spam. Team.
    async fn order_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderReopenPayload> {
        act(ctx, id, Status::Pending, expected_version, reason).await.map(Into::into)
    }

    /// Sets a pending order aside as spam; it counts in no total. Team.
    async fn order_mark_spam(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderMarkSpamPayload> {
        act(ctx, id, Status::Spam, expected_version, None).await.map(Into::into)
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
async fn act(
    ctx: &Context<'_>,
    id: ID,
    to: Status,
    expected: Option<i32>,
    reason: Option<String>,
) -> Result<(Option<Order>, Vec<UserError>)> {
    let scope = ctx.mutate().await?;
    let id = id.parse::<OrderId>().map_err(|_| Error::NotFound)?;
    answer(ctx, service::move_order(ctx.app(), scope, id, Move { to, expected, reason }).await)
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
