//! The fields of pledges.

use async_graphql::{Context, ID, Object, Result};
use entity::{
    ids::{PaymentId, PledgeId},
    pledges::pledge::{Entity as Pledges, Model},
};

use super::{
    payments, service,
    status::Status,
    submit,
    types::{
        Pledge, PledgeCancelPayload, PledgeConnection, PledgeMarkSpamPayload, PledgeNoteAddPayload, PledgePaymentInput,
        PledgePaymentRecordPayload, PledgePaymentVoidPayload, PledgeRecordInput, PledgeReferenceSetPayload,
        PledgeReopenPayload, PledgeSort, PledgeSubmitInput, PledgeSubmitPayload, PledgeWhere, PledgesMovePayload,
        PledgesPage,
    },
};
use crate::{
    app::App,
    graphql::{context::RequestExt, limits::list_cost},
    kernel::{self, error::Error, permission::Permission, scope::Scope},
    submissions::{
        acts::{self, Acts, Move},
        intake::Arrival,
        pace,
    },
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct PledgesQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct PledgesMutation;

#[Object]
impl PledgesQuery {
    /// The tenant's pledges, newest first if not said. Team. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn pledges(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(
            desc = "Part of a number, name, phone or e-mail, at most 100 characters; Arabic is folded."
        )]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which pledges.")] filter: Option<PledgeWhere>,
        #[graphql(desc = "In which order.")] sort_by: Option<PledgeSort>,
    ) -> Result<PledgeConnection> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let list = service::pledge_list(search.as_deref(), filter, sort_by)?;
        Ok(acts::slice::<Pledges>(ctx, &read, &list, (first, after, last, before)).await?.into())
    }

    /// One pledge; null if the tenant has none with this id. Team.
    async fn pledge(&self, ctx: &Context<'_>, #[graphql(desc = "`plg_…`.")] id: ID) -> Result<Option<Pledge>> {
        Ok(acts::one::<Pledges>(ctx, &id).await?)
    }
}

#[Object]
impl PledgesMutation {
    /// Makes a pledge. Public. The same key with the same body answers with the same pledge.
    async fn pledge_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How much, for what, by whom.")] input: PledgeSubmitInput,
    ) -> Result<PledgeSubmitPayload> {
        let scope = ctx.mutate().await?;
        let is_suspect = pace::judge(ctx.app(), scope, ctx.client()).await?;
        let arrival = Arrival::visited(is_suspect);
        let outcome = submit::submit_pledge(ctx.app(), scope, input, arrival).await;
        Ok(acts::submitted::<Pledges>(ctx, outcome)?.into())
    }

    /// Records a pledge that came by phone, message or at the door. Team. Same rules and numbers as `pledgeSubmit`.
    async fn pledge_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How much, for what, by whom, by which way.")] input: PledgeRecordInput,
    ) -> Result<PledgeSubmitPayload> {
        let scope = ctx.mutate().await?;
        let outcome = submit::record_pledge(ctx.app(), scope, input).await;
        Ok(acts::submitted::<Pledges>(ctx, outcome)?.into())
    }

    /// Records money that came on a pledge: the oldest open part is filled first, the rest runs on. Team.
    async fn pledge_payment_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "How much, when, how.")] input: PledgePaymentInput,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgePaymentRecordPayload> {
        let scope = ctx.mutate().await?;
        let id = acts::parsed::<Pledges>(&id)?;
        let outcome = payments::record_payment(ctx.app(), scope, id, input, expected_version).await;
        Ok(acts::answer::<Pledges>(ctx, outcome)?.into())
    }

    /// Makes a payment void: the money never came, or went back. The line stays. Team.
    async fn pledge_payment_void(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`pay_…`.")] id: ID,
        #[graphql(desc = "Why, 1 to 500 characters; stands in the timeline.")] reason: String,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgePaymentVoidPayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<PaymentId>().map_err(|_| Error::NotFound)?;
        let outcome = payments::void_payment(ctx.app(), scope, id, &reason, expected_version).await;
        Ok(acts::answer::<Pledges>(ctx, outcome)?.into())
    }

    /// Cancels an active or overdue pledge; what was paid on it stays. Team.
    async fn pledge_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Kept with the change; no letter tells of it yet.", default = true)] notify: bool,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgeCancelPayload> {
        let wanted = Move { reason, notify, ..Move::to(Status::Cancelled, expected_version) };
        Ok(acts::act::<Pledges>(ctx, &id, wanted).await?.into())
    }

    /// Takes back a pledge that was wrongly marked as spam. Team.
    async fn pledge_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgeReopenPayload> {
        let wanted = Move { reason, notify: false, ..Move::to(Status::Active, expected_version) };
        Ok(acts::act::<Pledges>(ctx, &id, wanted).await?.into())
    }

    /// Sets an active pledge on which no money came aside as spam; it counts in no total. Team.
    async fn pledge_mark_spam(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgeMarkSpamPayload> {
        let wanted = Move { notify: false, ..Move::to(Status::Spam, expected_version) };
        Ok(acts::act::<Pledges>(ctx, &id, wanted).await?.into())
    }

    /// Moves up to 100 pledges to one state, each for itself, with a result for each. Team.
    #[graphql(complexity = "50 + 20 * child_complexity")]
    async fn pledges_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`, 1 to 100.")] ids: Vec<ID>,
        #[graphql(desc = "Where to.")] to: Status,
        #[graphql(desc = "Why, at most 500 characters; stands in each timeline.")] reason: Option<String>,
        #[graphql(desc = "Whether the pledgers are told.", default = true)] notify: bool,
    ) -> Result<PledgesMovePayload> {
        let wanted = Move { reason, notify, ..Move::to(to, None) };
        Ok(acts::bulk::<Pledges>(ctx, ids, wanted).await?.into())
    }

    /// Calls a pledge something else in another program of yours, in any state; the change stands in its timeline. Team.
    async fn pledge_reference_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "Its id or number there, at most 80 characters, no other pledge's; null for none.")]
        external_reference: Option<String>,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgeReferenceSetPayload> {
        let reference = external_reference.as_deref();
        Ok(acts::reference::<Pledges>(ctx, &id, reference, expected_version).await?.into())
    }

    /// Adds a note to a pledge's timeline, for the team's eyes only. Team.
    async fn pledge_note_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "1 to 2,000 characters.")] note: String,
    ) -> Result<PledgeNoteAddPayload> {
        Ok(acts::note::<Pledges>(ctx, &id, &note).await?.into())
    }
}

impl Acts for Pledges {
    type Node = Pledge;
    type Batch = PledgesPage;
    type Move = Move<Status>;

    fn batch(rows: &[Model]) -> PledgesPage {
        PledgesPage::of(rows)
    }

    fn shown(_: &Context<'_>, row: Model, page: PledgesPage) -> kernel::error::Result<Pledge> {
        Pledge::new(row, page)
    }

    async fn moved(app: &App, scope: &Scope, id: PledgeId, wanted: Move<Status>) -> kernel::error::Result<Model> {
        service::move_pledge(app, scope, id, wanted).await
    }
}
