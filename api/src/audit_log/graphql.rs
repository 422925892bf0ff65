//! The fields of the log.

use async_graphql::{Context, Object, Result};

use super::{
    service::{self, AuditList, SORT_NAME},
    types::{AuditEventConnection, AuditEventWhere},
};
use crate::{
    graphql::{
        connection::{self, TotalCount},
        context::RequestExt,
        limits::list_cost,
    },
    kernel::{page::page_request, permission::Permission},
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct AuditLogQuery;

#[Object]
impl AuditLogQuery {
    /// Who did what, newest first. Owners and admins. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn audit_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list.")] before: Option<String>,
        #[graphql(name = "where", desc = "Which lines.")] filter: Option<AuditEventWhere>,
    ) -> Result<AuditEventConnection> {
        let read = ctx.read(Permission::ViewAudit).await?;
        let list = AuditList::new(filter)?;
        let request = page_request(SORT_NAME, first, after, last, before)?;
        let page = list.page(&read, &request).await?;
        let names = service::names(&read, &page.rows).await?;
        let counted = if ctx.look_ahead().field("totalCount").exists() { list.count(&read).await? } else { 0 };
        let (rows, info) = connection::edges(page, SORT_NAME, service::keys, |row| Ok(service::public(row, &names)))?;
        Ok(AuditEventConnection::new(rows, info, TotalCount::capped(counted)))
    }
}
