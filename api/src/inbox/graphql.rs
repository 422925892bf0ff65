//! Fields over all kinds of submission.

use async_graphql::{Context, Object, Result, SimpleObject, Subscription};
use futures_util::{Stream, TryStreamExt};

use super::{
    entries::{self, InboxEntry, InboxEntryConnection, InboxSort, InboxWhere},
    live::{self, SubmissionReceived},
    service,
    types::SubmissionStatus,
};
use crate::{
    graphql::{
        context::RequestExt,
        limits::list_cost,
        socket::Ending,
        types::{UserError, payload},
    },
    kernel::permission::Permission,
    submissions::status_link,
};

/// Answer to `submissionLinkFind`.
#[derive(Debug, SimpleObject)]
pub struct SubmissionLinkFindPayload {
    /// For `submissionStatus` and the page `/s/<token>`; null if nothing was found.
    pub status_token: Option<String>,
    /// Why not.
    pub user_errors: Vec<UserError>,
}

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct InboxMutation;

#[Object]
impl InboxMutation {
    /// Finds the lost link of a submission by its number and the phone it was made with. Public; ten tries in a quarter of an
    /// hour. Changes nothing.
    async fn submission_link_find(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ORD-00001`, `DON-00001` or `PLG-00001`.")] number: String,
        #[graphql(desc = "International form, or eight digits for Kuwait. ASCII digits.")] phone: String,
    ) -> Result<SubmissionLinkFindPayload> {
        let scope = ctx.mutate().await?;
        let found = service::find_link(ctx.app(), scope, ctx.client(), &number, &phone).await;
        let (status_token, user_errors) = payload(found, ctx.locale())?;
        Ok(SubmissionLinkFindPayload { status_token, user_errors })
    }
}

/// Queries of this room.
#[derive(Debug, Default)]
pub struct InboxQuery;

#[Object]
impl InboxQuery {
    /// Orders, donations and pledges in one list, newest first if not said. Team. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn inbox(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(desc = "Part of a number, name, phone or e-mail, at most 100 characters; Arabic is folded.")]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which submissions.")] filter: Option<InboxWhere>,
        #[graphql(desc = "In which order.")] sort_by: Option<InboxSort>,
    ) -> Result<InboxEntryConnection> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let list = entries::inbox_list(search.as_deref(), filter, sort_by)?;
        let slice = list.slice(ctx, &read, (first, after, last, before)).await?;
        Ok(slice.map(|row| InboxEntry::new(row, ctx.locale()))?.into())
    }

    /// A submission by the token of its signed link; null if the token does not stand. Public.
    async fn submission_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From `orderSubmit`, `donationSubmit`, `pledgeSubmit` or the address `/s/<token>`.")]
        token: String,
    ) -> Result<Option<SubmissionStatus>> {
        let read = ctx.read(Permission::Browse).await?;
        let Some(named) = status_link::read(ctx.app(), read.scope().tenant(), &token) else { return Ok(None) };
        Ok(service::status(ctx.app(), &read, named, ctx.locale()).await?)
    }
}

/// Subscriptions of this room.
#[derive(Debug, Default)]
pub struct InboxSubscription;

#[Subscription]
impl InboxSubscription {
    /// Each order, donation and pledge of the tenant as it comes in or moves, from now on. Team. Whoever loses the right to
    /// see them hears no more, and the socket is closed with 4403.
    async fn submission_received(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<SubmissionReceived>> + use<>> {
        let ending = ctx.data_opt::<Ending>().cloned();
        let events = live::follow(ctx.shared_app(), ctx.scope()?, ending).await?;
        Ok(events.map_err(Into::into))
    }
}
