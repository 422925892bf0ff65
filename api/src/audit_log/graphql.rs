//! The fields of the log.

use async_graphql::{Context, Object, Result};

use super::{
    service,
    types::{AuditEventConnection, AuditEventSort, AuditEventWhere},
};
use crate::{
    graphql::{context::RequestExt, limits::list_cost},
    kernel::permission::Permission,
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct AuditLogQuery;

#[Object]
impl AuditLogQuery {
    /// Who did what, newest first if not said. Owners and admins. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn audit_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(
            desc = "The number of a submission it was done to, `ORD-00012` or `12`; or part of the name of who did it, a colleague or a key. At most 100 characters; Arabic is folded."
        )]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which lines.")] filter: Option<AuditEventWhere>,
        #[graphql(desc = "In which order.")] sort_by: Option<AuditEventSort>,
    ) -> Result<AuditEventConnection> {
        let read = ctx.read(Permission::ViewAudit).await?;
        let slice = service::audit_list(search.as_deref(), filter, sort_by)?
            .slice(ctx, &read, (first, after, last, before))
            .await?;
        let named = service::named(&read, &slice.rows).await?;
        Ok(slice.map(|row| Ok(named(row)))?.into())
    }
}
