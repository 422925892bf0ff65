//! The fields of saved views.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::SavedViewId;

use super::{
    service,
    types::{
        SavedView, SavedViewCreateInput, SavedViewCreatePayload, SavedViewDeletePayload, SavedViewList,
        SavedViewUpdateInput, SavedViewUpdatePayload,
    },
};
use crate::{
    graphql::{context::RequestExt, types::payload},
    kernel::{error::Error, permission::Permission},
};

/// Queries over saved views.
#[derive(Debug, Default)]
pub struct ViewsQuery;

/// Acts on saved views.
#[derive(Debug, Default)]
pub struct ViewsMutation;

#[Object]
impl ViewsQuery {
    /// The views of a list, or of all: the team's first, then the caller's own, each in the order they were kept; at most
    /// 40 of a list. A key sees the team's alone. Team.
    #[graphql(complexity = "20 * child_complexity")]
    async fn saved_views(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only views of this list.")] list: Option<SavedViewList>,
    ) -> Result<Vec<SavedView>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        Ok(service::list(&read, list).await?)
    }
}

#[Object]
impl ViewsMutation {
    /// Keeps a view: one's own, or the team's, which is for owners and admins. People only, no keys. Team.
    async fn saved_view_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The view.")] input: SavedViewCreateInput,
    ) -> Result<SavedViewCreatePayload> {
        let made = service::create(ctx.app(), ctx.mutate().await?, input).await;
        let (saved_view, user_errors) = payload(made, ctx.locale())?;
        Ok(SavedViewCreatePayload { saved_view, user_errors })
    }

    /// Changes a view: one's own, or the team's, which is for owners and admins. Team.
    async fn saved_view_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`viw_…`.")] id: ID,
        #[graphql(desc = "What shall be different.")] input: SavedViewUpdateInput,
        #[graphql(desc = "Refused as STALE if the view is at another version.")] expected_version: Option<i32>,
    ) -> Result<SavedViewUpdatePayload> {
        let (scope, id) = (ctx.mutate().await?, view_id(&id)?);
        let done = service::update(ctx.app(), scope, id, input, expected_version).await;
        let (saved_view, user_errors) = payload(done, ctx.locale())?;
        Ok(SavedViewUpdatePayload { saved_view, user_errors })
    }

    /// Lets a view go: one's own, or the team's, which is for owners and admins. Team.
    async fn saved_view_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`viw_…`.")] id: ID,
    ) -> Result<SavedViewDeletePayload> {
        let (scope, key) = (ctx.mutate().await?, view_id(&id)?);
        let (done, user_errors) = payload(service::delete(ctx.app(), scope, key).await, ctx.locale())?;
        Ok(SavedViewDeletePayload { deleted_id: done.map(|()| id), user_errors })
    }
}

fn view_id(id: &ID) -> Result<SavedViewId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}
