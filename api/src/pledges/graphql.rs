//! The fields of pledges.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object, Result};
use entity::{
    ids::{PaymentId, PledgeId},
    pledges::{instalment, pledge},
};

use super::{
    payments,
    service::{self, Move},
    status::Status,
    submit::{self, Submitted},
    types::{
        Pledge, PledgeCancelPayload, PledgeConnection, PledgeMarkSpamPayload, PledgeNoteAddPayload, PledgePaymentInput,
        PledgePaymentRecordPayload, PledgePaymentVoidPayload, PledgeRecordInput, PledgeReferenceSetPayload,
        PledgeReopenPayload, PledgeSort, PledgeSubmitInput, PledgeSubmitPayload, PledgeWhere, PledgesMovePayload,
        PledgesMoveResult,
    },
};
use crate::{
    catalog,
    graphql::{
        connection::{self, TotalCount},
        context::RequestExt,
        limits::list_cost,
        types::{UserError, payload},
    },
    kernel::{db::TenantRead, error::Error, page::page_request, permission::Permission},
    submissions::{
        intake::{self, Arrival},
        list, pace, trail,
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
        let request = page_request(&list.sort_name(), first, after, last, before)?;
        let page = list.page(&read, &request).await?;
        let look = ctx.look_ahead();
        let wants = |field: &str| {
            look.field("nodes").field(field).exists() || look.field("edges").field("node").field(field).exists()
        };
        let timelines = if wants("timeline") {
            let ids: Vec<_> = page.rows.iter().map(|row| row.id.0).collect();
            Some(trail::timelines(&*read, &ids).await?)
        } else {
            None
        };
        let campaigns = if wants("campaign") { campaigns(&read, &page.rows).await? } else { None };
        let parts = if wants("instalments") { Some(parts(&read, &page.rows).await?) } else { None };
        let counted = if look.field("totalCount").exists() { list.count(&*read).await? } else { 0 };
        let public = |row: pledge::Model| {
            let (id, campaign) = (row.id.0, row.campaign_id);
            let mut pledge = Pledge::new(row)?;
            if let Some(all) = &timelines {
                pledge = pledge.with_timeline(all.get(&id).cloned().unwrap_or_default());
            }
            if let Some(all) = &campaigns {
                pledge = pledge.with_campaign(all.get(&campaign).cloned());
            }
            if let Some(all) = &parts {
                pledge = pledge.with_parts(all.get(&id).cloned().unwrap_or_default());
            }
            Ok(pledge)
        };
        let (rows, info) = connection::edges(page, &list.sort_name(), |row| list.keys(row), public)?;
        Ok(PledgeConnection::new(rows, info, TotalCount::capped(counted)))
    }

    /// One pledge; null if the tenant has none with this id. Team.
    async fn pledge(&self, ctx: &Context<'_>, #[graphql(desc = "`plg_…`.")] id: ID) -> Result<Option<Pledge>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let Ok(id) = id.parse::<PledgeId>() else { return Ok(None) };
        Ok(service::find_pledge(&*read, id).await?.map(Pledge::new).transpose()?)
    }
}

/// The campaigns of a page of pledges, in one statement.
async fn campaigns(
    read: &TenantRead,
    rows: &[pledge::Model],
) -> Result<Option<HashMap<entity::ids::ItemId, entity::catalog::Model>>> {
    let mut ids: Vec<_> = rows.iter().map(|row| row.campaign_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let items = catalog::service::items_in(read, &ids).await?;
    Ok(Some(items.into_iter().map(|item| (item.id, item)).collect()))
}

/// The parts of a page of pledges, in one statement.
async fn parts(read: &TenantRead, rows: &[pledge::Model]) -> Result<HashMap<uuid::Uuid, Vec<instalment::Model>>> {
    let ids: Vec<PledgeId> = rows.iter().map(|row| row.id).collect();
    let mut by_pledge: HashMap<uuid::Uuid, Vec<instalment::Model>> = HashMap::new();
    for part in service::parts(read, &ids).await? {
        by_pledge.entry(part.pledge_id.0).or_default().push(part);
    }
    Ok(by_pledge)
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
        submitted(ctx, submit::submit_pledge(ctx.app(), scope, input, arrival).await)
    }

    /// Records a pledge that came by phone, message or at the door. Team. Same rules and numbers as `pledgeSubmit`.
    async fn pledge_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How much, for what, by whom, by which way.")] input: PledgeRecordInput,
    ) -> Result<PledgeSubmitPayload> {
        let scope = ctx.mutate().await?;
        let result = match intake::recorded("channel", input.channel, input.external_reference.as_deref()) {
            Ok(arrival) => submit::submit_pledge(ctx.app(), scope, input.into(), arrival).await,
            Err(refused) => Err(refused),
        };
        submitted(ctx, result)
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
        let id = id.parse::<PledgeId>().map_err(|_| Error::NotFound)?;
        answer(ctx, payments::record_payment(ctx.app(), scope, id, input, expected_version).await).map(Into::into)
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
        answer(ctx, payments::void_payment(ctx.app(), scope, id, &reason, expected_version).await).map(Into::into)
    }

    /// Cancels an active or overdue pledge; what was paid on it stays. Team.
    async fn pledge_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Whether the pledger is told.", default = true)] notify: bool,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgeCancelPayload> {
        let wanted = Move { to: Status::Cancelled, expected: expected_version, reason, notify };
        act(ctx, id, wanted).await.map(Into::into)
    }

    /// Takes back a pledge that was wrongly marked as spam. Team.
    async fn pledge_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgeReopenPayload> {
        let wanted = Move { to: Status::Active, expected: expected_version, reason, notify: false };
        act(ctx, id, wanted).await.map(Into::into)
    }

    /// Sets an active pledge on which no money came aside as spam; it counts in no total. Team.
    async fn pledge_mark_spam(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the pledge is at another version.")] expected_version: Option<i32>,
    ) -> Result<PledgeMarkSpamPayload> {
        act(ctx, id, Move { to: Status::Spam, expected: expected_version, reason: None, notify: false })
            .await
            .map(Into::into)
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
        let (ids, user_errors) = payload(list::checked_ids(ids), ctx.locale())?;
        let mut results = Vec::new();
        for id in ids.unwrap_or_default() {
            let wanted = Move { to, expected: None, reason: reason.clone(), notify };
            let scope = ctx.mutate().await?;
            let outcome = match id.parse::<PledgeId>() {
                Ok(id) => service::move_pledge(ctx.app(), scope, id, wanted).await,
                Err(_) => Err(Error::NotFound),
            };
            let (pledge, user_errors) = answer(ctx, list::told(outcome))?;
            results.push(PledgesMoveResult { id, pledge, user_errors });
        }
        Ok(PledgesMovePayload { results, user_errors })
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
        let scope = ctx.mutate().await?;
        let id = id.parse::<PledgeId>().map_err(|_| Error::NotFound)?;
        let reference = external_reference.as_deref();
        answer(ctx, service::set_reference(ctx.app(), scope, id, reference, expected_version).await).map(Into::into)
    }

    /// Adds a note to a pledge's timeline, for the team's eyes only. Team.
    async fn pledge_note_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`plg_…`.")] id: ID,
        #[graphql(desc = "1 to 2,000 characters.")] note: String,
    ) -> Result<PledgeNoteAddPayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<PledgeId>().map_err(|_| Error::NotFound)?;
        answer(ctx, service::add_note(ctx.app(), scope, id, &note).await).map(Into::into)
    }
}

/// The acts differ only in where they move the pledge.
async fn act(ctx: &Context<'_>, id: ID, wanted: Move) -> Result<(Option<Pledge>, Vec<UserError>)> {
    let scope = ctx.mutate().await?;
    let id = id.parse::<PledgeId>().map_err(|_| Error::NotFound)?;
    answer(ctx, service::move_pledge(ctx.app(), scope, id, wanted).await)
}

/// A pledge and its refusals, as a payload holds them.
fn answer(
    ctx: &Context<'_>,
    result: crate::kernel::error::Result<pledge::Model>,
) -> Result<(Option<Pledge>, Vec<UserError>)> {
    let (pledge, user_errors) = payload(result, ctx.locale())?;
    Ok((pledge.map(Pledge::new).transpose()?, user_errors))
}

fn submitted(ctx: &Context<'_>, result: crate::kernel::error::Result<Submitted>) -> Result<PledgeSubmitPayload> {
    let (submitted, user_errors) = payload(result, ctx.locale())?;
    Ok(match submitted {
        Some(Submitted { pledge, status_token }) => {
            PledgeSubmitPayload { pledge: Some(Pledge::new(pledge)?), status_token: Some(status_token), user_errors }
        }
        None => PledgeSubmitPayload { pledge: None, status_token: None, user_errors },
    })
}
