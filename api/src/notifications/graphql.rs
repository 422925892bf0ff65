//! The team's view of what was sent to whom. Sending again is `letters`', which knows what each letter is about.

use async_graphql::{Context, Object, Result};

use super::{
    deliveries::{delivery_list, shown},
    types::{NotificationDeliveryConnection, NotificationDeliverySort, NotificationDeliveryWhere},
};
use crate::{
    graphql::{context::RequestExt, limits::list_cost},
    kernel::permission::Permission,
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct NotificationsQuery;

#[Object]
impl NotificationsQuery {
    /// What was sent in the tenant's name, to whom, and what became of it, the newest first if not said. Team.
    /// Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn notification_deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(
            desc = "What it is about: `ORD-00012` or `12`, or part of a name, phone or e-mail (of the newest 500 submissions that have it); or the whole address it went to. At most 100 characters; Arabic is folded."
        )]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which messages; all if not said.")] filter: Option<NotificationDeliveryWhere>,
        #[graphql(desc = "In which order.")] sort_by: Option<NotificationDeliverySort>,
    ) -> Result<NotificationDeliveryConnection> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let list = delivery_list(ctx.app(), &read, search.as_deref(), filter, sort_by).await?;
        let slice = list.slice(ctx, &read, (first, after, last, before)).await?;
        let public = shown(&read, &slice.rows).await?;
        Ok(slice.map(public)?.into())
    }
}
