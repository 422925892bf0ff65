//! The fields of figures.

use async_graphql::{Context, Object, Result};

use super::{
    rules::Range,
    service,
    types::{AiUsageMonth, ChannelFigures, DashboardSummary, Interval, SubmissionsOverTime, TopItem},
};
use crate::{
    graphql::{context::RequestExt, types::DateRangeInput},
    kernel::permission::Permission,
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct DashboardQuery;

#[Object]
impl DashboardQuery {
    /// The figures of some days beside as many days right before: orders, donations, pledges, visits, conversions. Team.
    async fn dashboard_summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which days, at most ten years.")] range: DateRangeInput,
    ) -> Result<DashboardSummary> {
        let range = Range::of(range)?;
        let read = ctx.read(Permission::ViewFigures).await?;
        Ok(service::summary(&*read, range).await?)
    }

    /// Where visits and submissions of some days came from, most submissions first; at most 100 lines. Team.
    #[graphql(complexity = "20 * child_complexity")]
    async fn conversions_by_channel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which days, at most ten years.")] range: DateRangeInput,
    ) -> Result<Vec<ChannelFigures>> {
        let range = Range::of(range)?;
        let read = ctx.read(Permission::ViewFigures).await?;
        Ok(service::channels(&*read, range).await?)
    }

    /// What came in over some days, hour by hour, day by day, week by week or month by month in the tenant's time zone,
    /// beside as many days right before. Team.
    #[graphql(complexity = "20 * child_complexity")]
    async fn submissions_over_time(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which days, at most ten years.")] range: DateRangeInput,
        #[graphql(desc = "What they are cut into.")] interval: Interval,
    ) -> Result<SubmissionsOverTime> {
        let range = Range::of(range)?;
        let read = ctx.read(Permission::ViewFigures).await?;
        Ok(service::over_time(&*read, range, interval).await?)
    }

    /// The items whose orders of some days come to most, without cancelled ones and spam. Team.
    #[graphql(complexity = "10 * child_complexity")]
    async fn top_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which days, at most ten years.")] range: DateRangeInput,
        #[graphql(desc = "How many items, 1 to 50.", default = 5)] first: i32,
    ) -> Result<Vec<TopItem>> {
        let range = Range::of(range)?;
        let read = ctx.read(Permission::ViewFigures).await?;
        Ok(service::top_items(&*read, range, first, ctx.locale()).await?)
    }

    /// What the assistant used and cost in each of the last calendar months, oldest first; the last is the running one. All zero as long as there
    /// is no assistant.
    /// Team.
    #[graphql(complexity = "5 * child_complexity")]
    async fn ai_usage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many months, 1 to 24.", default = 6)] months: i32,
    ) -> Result<Vec<AiUsageMonth>> {
        let read = ctx.read(Permission::ViewFigures).await?;
        Ok(service::ai_usage(&*read, ctx.app().clock.now(), months).await?)
    }
}
