//! Fields over all kinds of submission.

use async_graphql::{Context, Object, Result, SimpleObject};

use super::{service, types::SubmissionStatus};
use crate::{
    graphql::{
        context::RequestExt,
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
