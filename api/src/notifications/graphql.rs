//! The team's view of what was sent to whom. Sending again is `letters`', which knows what each letter is about.

use async_graphql::{Context, Object, Result};

use super::{
    deliveries::delivery_list,
    types::{NotificationDelivery, NotificationDeliveryConnection, NotificationDeliveryWhere},
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
    /// What was sent in the tenant's name, to whom, and what became of it, the newest first. Team. Ask for `first` or `last`,
    /// 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn notification_deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list.")] before: Option<String>,
        #[graphql(name = "where", desc = "Which messages; all if not said.")] filter: Option<NotificationDeliveryWhere>,
    ) -> Result<NotificationDeliveryConnection> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let slice = delivery_list(filter)?.slice(ctx, &read, (first, after, last, before)).await?;
        Ok(slice.map(NotificationDelivery::new)?.into())
    }
}
