//! The fields of exports.

use async_graphql::{Context, Object, Result};

use super::{
    service,
    types::{ExportRequestInput, ExportRequestPayload},
};
use crate::graphql::{connection::TotalCount, context::RequestExt, types::payload};

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct ExportsMutation;

#[Object]
impl ExportsMutation {
    /// Asks for a CSV file: a ticket that a form posts within 60 seconds, so that the browser saves the file
    /// and no token stands in an address. Owners and admins. Integrators get the same file with their own token or key.
    async fn export_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the file shall hold.")] input: ExportRequestInput,
    ) -> Result<ExportRequestPayload> {
        let scope = ctx.mutate().await?;
        let kind = input.kind;
        let (ticket, user_errors) = payload(service::request_ticket(ctx.app(), scope, input).await, ctx.locale())?;
        Ok(ExportRequestPayload {
            path: ticket.as_ref().map(|_| format!("/exports/{}.csv", kind.file())),
            row_count: ticket.as_ref().map(|ticket| TotalCount::capped(ticket.rows)),
            ticket: ticket.map(|ticket| ticket.text),
            user_errors,
        })
    }
}
