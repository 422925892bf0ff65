//! The collections' fields.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::CollectionId;

use super::{
    service::{self, CollectionRef},
    types::{
        Collection, CollectionCreateInput, CollectionCreatePayload, CollectionDeletePayload, CollectionUpdateInput,
        CollectionUpdatePayload, CollectionsReorderPayload,
    },
};
use crate::{
    graphql::{
        context::RequestExt,
        types::{UserError, payload},
    },
    kernel::{error::Error, permission::Permission},
};

/// Queries over collections.
#[derive(Debug, Default)]
pub struct CollectionsQuery;

#[Object]
impl CollectionsQuery {
    /// The tenant's collections in their order, at most 100. Public; visitors see visible ones, the team all.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    async fn collections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only sections of the home page.")] on_home: Option<bool>,
    ) -> Result<Vec<Collection>> {
        let read = ctx.read(Permission::Browse).await?;
        let top = ctx.look_ahead().field("topItems").exists();
        Ok(service::list(&read, on_home.unwrap_or(false), top, ctx.locale()).await?)
    }

    /// One collection by the last part of its address, or of one it had before (its `slug` then differs); null if there is
    /// none that this caller may see. Public.
    async fn collection(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As in `/c/<slug>`.")] slug: String,
    ) -> Result<Option<Collection>> {
        let read = ctx.read(Permission::Browse).await?;
        let top = ctx.look_ahead().field("topItems").exists();
        Ok(service::view(&read, CollectionRef::Slug(slug), top, ctx.locale()).await?)
    }
}

/// Acts on collections.
#[derive(Debug, Default)]
pub struct CollectionsMutation;

#[Object]
impl CollectionsMutation {
    /// Makes a collection, after the others. At most 100. Team.
    async fn collection_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The collection.")] input: CollectionCreateInput,
    ) -> Result<CollectionCreatePayload> {
        let made = service::create(ctx.app(), ctx.mutate().await?, input).await;
        answer(ctx, made).await.map(Into::into)
    }

    /// Changes a collection; what is not given stays. A former address leads to the new one. Team.
    async fn collection_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`col_…`.")] id: ID,
        #[graphql(desc = "What shall be different.")] input: CollectionUpdateInput,
        #[graphql(desc = "Refused as STALE if the collection is at another version.")] expected_version: Option<i32>,
    ) -> Result<CollectionUpdatePayload> {
        let (scope, id) = (ctx.mutate().await?, collection_id(&id)?);
        let done = service::update(ctx.app(), scope, id, input, expected_version).await;
        answer(ctx, done.map(|()| id)).await.map(Into::into)
    }

    /// Deletes a collection; its items stay. Team.
    async fn collection_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`col_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the collection is at another version.")] expected_version: Option<i32>,
    ) -> Result<CollectionDeletePayload> {
        let (scope, key) = (ctx.mutate().await?, collection_id(&id)?);
        let done = service::delete(ctx.app(), scope, key, expected_version).await;
        let (done, user_errors) = payload(done, ctx.locale())?;
        Ok(CollectionDeletePayload { deleted_id: done.map(|()| key.to_string().into()), user_errors })
    }

    /// Puts the collections into this order; those that are not named come after. Team.
    async fn collections_reorder(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100 collections, each once, in the wanted order.")] ids: Vec<ID>,
    ) -> Result<CollectionsReorderPayload> {
        let scope = ctx.mutate().await?;
        let keys = ids.iter().map(collection_id).collect::<Result<_, _>>()?;
        let (done, user_errors) = payload(service::reorder(ctx.app(), scope, keys).await, ctx.locale())?;
        Ok(CollectionsReorderPayload { ids: done.map(|()| ids), user_errors })
    }
}

fn collection_id(id: &ID) -> Result<CollectionId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// The collection after an act, with its refusals.
async fn answer(
    ctx: &Context<'_>,
    done: crate::kernel::error::Result<CollectionId>,
) -> Result<(Option<Collection>, Vec<UserError>)> {
    let (id, user_errors) = payload(done, ctx.locale())?;
    let Some(id) = id else { return Ok((None, user_errors)) };
    let top = ctx.look_ahead().field("collection").field("topItems").exists();
    let read = ctx.read(Permission::ViewCatalog).await?;
    Ok((service::view(&read, CollectionRef::Id(id), top, ctx.locale()).await?, user_errors))
}
