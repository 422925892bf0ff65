//! The collections' fields.

use async_graphql::{ComplexObject, Context, ID, Object, Result};
use entity::ids::CollectionId;

use super::{
    service::{self, CollectionRef},
    types::{
        Collection, CollectionCreateInput, CollectionCreatePayload, CollectionDeletePayload, CollectionUpdateInput,
        CollectionUpdatePayload, CollectionsReorderPayload,
    },
};
use crate::{
    catalog::types::CatalogItemConnection,
    graphql::{
        connection::{Slice, TotalCount},
        context::RequestExt,
        limits::list_cost,
        types::{UserError, payload},
    },
    kernel::{error::Error, page::page_request, permission::Permission},
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

#[ComplexObject]
impl Collection {
    /// Its items in its own order; visitors see active ones, the team all. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list.")] before: Option<String>,
    ) -> Result<CatalogItemConnection> {
        let read = ctx.read(Permission::Browse).await?;
        let sort = format!("collection {}", self.key);
        let request = page_request(&sort, first, after, last, before)?;
        let (page, public) = service::page_of_items(&read, self.key, &request, ctx.asks_of_rows("images")).await?;
        let count = TotalCount::capped(u64::from(self.item_count.unsigned_abs()));
        let locale = ctx.locale();
        let slice = Slice::new(page, &sort, |(_, keys)| keys.clone(), count)?;
        Ok(slice.map(|(row, _)| public(row, locale))?.into())
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
