//! The fields of visits.

use async_graphql::{Context, Object, Result};

use super::{
    service,
    types::{VisitRecordInput, VisitRecordPayload},
};
use crate::graphql::{context::RequestExt, types::payload};

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct AttributionMutation;

#[Object]
impl AttributionMutation {
    /// Records a visit, once at its beginning (a new one begins after 30 minutes of silence). Public; the storefront's own
    /// pages do it by themselves.
    async fn visit_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it came from.")] input: VisitRecordInput,
    ) -> Result<VisitRecordPayload> {
        let scope = ctx.mutate().await?;
        let (visit, user_errors) = payload(service::record_foreign(ctx.app(), scope, input).await, ctx.locale())?;
        Ok(VisitRecordPayload { visit_id: visit.map(|id| id.to_string().into()), user_errors })
    }
}
