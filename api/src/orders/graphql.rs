//! The fields of orders.

use async_graphql::{Context, ID, Object, Result};
use chrono::{DateTime, Utc};
use entity::{
    ids::OrderId,
    orders::{Entity as Orders, Model},
};

use super::{
    edit,
    payment::{self, Payment},
    service,
    status::Status,
    submit,
    types::{
        Order, OrderCancelPayload, OrderConfirmPayload, OrderConnection, OrderFulfilPayload, OrderMarkPaidPayload,
        OrderMarkSpamPayload, OrderMarkUnpaidPayload, OrderNoteAddPayload, OrderRecordInput, OrderReferenceSetPayload,
        OrderReopenPayload, OrderSort, OrderSubmitInput, OrderSubmitPayload, OrderUpdateInput, OrderUpdatePayload,
        OrderWhere, OrdersMovePayload,
    },
};
use crate::{
    app::App,
    graphql::{batch::Batch, context::RequestExt, limits::list_cost},
    kernel::{self, permission::Permission, scope::Scope},
    submissions::{
        acts::{self, Acts, Move},
        intake::Arrival,
        pace,
        shown::Timelines,
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
        let list = service::order_list(search.as_deref(), filter, sort_by)?;
        Ok(acts::slice::<Orders>(ctx, &read, &list, (first, after, last, before)).await?.into())
    }

    /// One order; null if the tenant has none with this id. Team.
    async fn order(&self, ctx: &Context<'_>, #[graphql(desc = "`ord_…`.")] id: ID) -> Result<Option<Order>> {
        Ok(acts::one::<Orders>(ctx, &id).await?)
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
        let outcome = submit::submit_order(ctx.app(), scope, input, arrival).await;
        Ok(acts::submitted::<Orders>(ctx, outcome)?.into())
    }

    /// Records an order that came by phone, message or at the door. Team. Same rules and numbers as `orderSubmit`.
    async fn order_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is ordered, by whom, by which way.")] input: OrderRecordInput,
    ) -> Result<OrderSubmitPayload> {
        let scope = ctx.mutate().await?;
        let outcome = submit::record_order(ctx.app(), scope, input).await;
        Ok(acts::submitted::<Orders>(ctx, outcome)?.into())
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
        let outcome = edit::update_order(ctx.app(), scope, acts::parsed::<Orders>(&id)?, input, expected_version).await;
        Ok(acts::answer::<Orders>(ctx, outcome)?.into())
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
        Ok(pay(ctx, &id, Payment::Came(method, paid_at), expected_version).await?.into())
    }

    /// Takes back that an order was marked as paid; both lines stay in its timeline. Team.
    async fn order_mark_unpaid(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, 1 to 500 characters; stands in the timeline.")] reason: String,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderMarkUnpaidPayload> {
        Ok(pay(ctx, &id, Payment::Void(reason), expected_version).await?.into())
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
        let wanted = Move { reason, notify, ..Move::to(to, None) };
        Ok(acts::bulk::<Orders>(ctx, ids, wanted).await?.into())
    }

    /// Confirms a pending order and takes its pieces off the stock. Team.
    async fn order_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderConfirmPayload> {
        Ok(acts::act::<Orders>(ctx, &id, Move::to(Status::Confirmed, expected_version)).await?.into())
    }

    /// Marks a confirmed order as delivered or picked up. Team.
    async fn order_fulfil(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderFulfilPayload> {
        Ok(acts::act::<Orders>(ctx, &id, Move::to(Status::Fulfilled, expected_version)).await?.into())
    }

    /// Cancels a pending or confirmed order and gives its pieces back to the stock. Team.
    async fn order_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Kept with the change; no letter tells of it yet.", default = true)] notify: bool,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderCancelPayload> {
        let wanted = Move { reason, notify, ..Move::to(Status::Cancelled, expected_version) };
        Ok(acts::act::<Orders>(ctx, &id, wanted).await?.into())
    }

    /// Takes a confirmed order back to pending, or a cancelled one within 24 hours, or one wrongly marked as spam. Team.
    async fn order_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderReopenPayload> {
        let wanted = Move { reason, ..Move::to(Status::Pending, expected_version) };
        Ok(acts::act::<Orders>(ctx, &id, wanted).await?.into())
    }

    /// Sets a pending order aside as spam; it counts in no total. Team.
    async fn order_mark_spam(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the order is at another version.")] expected_version: Option<i32>,
    ) -> Result<OrderMarkSpamPayload> {
        Ok(acts::act::<Orders>(ctx, &id, Move::to(Status::Spam, expected_version)).await?.into())
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
        let reference = external_reference.as_deref();
        Ok(acts::reference::<Orders>(ctx, &id, reference, expected_version).await?.into())
    }

    /// Adds a note to an order's timeline, for the team's eyes only. Team.
    async fn order_note_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ord_…`.")] id: ID,
        #[graphql(desc = "1 to 2,000 characters.")] note: String,
    ) -> Result<OrderNoteAddPayload> {
        Ok(acts::note::<Orders>(ctx, &id, &note).await?.into())
    }
}

async fn pay(ctx: &Context<'_>, id: &ID, payment: Payment, expected: Option<i32>) -> Result<acts::Answer<Orders>> {
    let scope = ctx.mutate().await?;
    let outcome = payment::set_payment(ctx.app(), scope, acts::parsed::<Orders>(id)?, payment, expected).await;
    Ok(acts::answer::<Orders>(ctx, outcome)?)
}

impl Acts for Orders {
    type Node = Order;
    type Batch = Timelines;
    type Move = Move<Status>;

    fn batch(rows: &[Model]) -> Timelines {
        Batch::of(rows.iter().map(|row| row.id.0))
    }

    fn shown(ctx: &Context<'_>, row: Model, timelines: Timelines) -> kernel::error::Result<Order> {
        Order::new(row, timelines, ctx.locale(), ctx.app().clock.now())
    }

    async fn moved(app: &App, scope: &Scope, id: OrderId, wanted: Move<Status>) -> kernel::error::Result<Model> {
        service::move_order(app, scope, id, wanted).await
    }
}
