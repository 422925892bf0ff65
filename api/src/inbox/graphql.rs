//! Fields over all kinds of submission.

use async_graphql::{Context, Object, Result};
use entity::ids::OrderId;

use super::types::SubmissionStatus;
use crate::{
    graphql::context::RequestExt,
    kernel::permission::Permission,
    orders, storefront,
    submissions::{status_link, types::SubmissionKind},
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct InboxQuery;

#[Object]
impl InboxQuery {
    /// A submission by the token of its signed link; null if the token does not stand. Public.
    async fn submission_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From `orderSubmit` or the address `/s/<token>`.")] token: String,
    ) -> Result<Option<SubmissionStatus>> {
        let read = ctx.read(Permission::Browse).await?;
        let Some((SubmissionKind::Order, id)) = status_link::read(ctx.app(), read.scope().tenant(), &token) else {
            return Ok(None);
        };
        let Some(order) = orders::service::find_order(&*read, OrderId(id)).await? else { return Ok(None) };
        let (_, terms) = storefront::service::terms(&*read).await?;
        Ok(Some(SubmissionStatus::of_order(order, terms, ctx.locale())?))
    }
}
