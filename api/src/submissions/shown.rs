//! What the API shows of every kind of submission.

use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use entity::submissions;
use uuid::Uuid;

use super::{
    trail,
    types::{Channel, TimelineEntry},
};
use crate::{
    graphql::{batch::Batch, context::RequestExt},
    kernel::permission::Permission,
};

/// The timelines of a page of submissions.
pub type Timelines = Batch<Uuid, Vec<submissions::Model>>;

/// What every kind shows beside its own; part of each.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Shown {
    /// Which.
    #[graphql(skip)]
    pub key: Uuid,
    /// For `isSuspect`.
    #[graphql(skip)]
    pub suspect: bool,
    /// For `timeline`, with those of the page it stands on.
    #[graphql(skip)]
    pub timelines: Timelines,
    /// How it came in.
    pub channel: Channel,
    /// The integrator's own number for it.
    pub external_reference: Option<String>,
    /// Rises with each change; send it back as `expectedVersion`.
    pub version: i32,
    /// When it came in.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

#[ComplexObject]
impl Shown {
    /// Whether it came in faster than a person types, or by a form that a robot filled in. The team's eyes only.
    async fn is_suspect(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        ctx.read(Permission::ViewSubmissions).await?;
        Ok(self.suspect)
    }

    /// What happened to it, oldest first; the newest 200 lines. The team's eyes only.
    #[graphql(complexity = "20 * child_complexity")]
    async fn timeline(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TimelineEntry>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let lines = self.timelines.get(&self.key, trail::timelines(&*read, self.timelines.keys())).await?;
        Ok(lines.unwrap_or_default().into_iter().map(TimelineEntry::from).collect())
    }
}
