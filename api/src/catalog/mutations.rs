//! The catalog's acts, for the team.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entity::ids::ItemId;

use super::{
    edit,
    inputs::{CatalogItemCreateInput, CatalogItemUpdateInput},
    service::{self, ItemRef},
    types::CatalogItem,
};
use crate::{
    graphql::{
        context::RequestExt,
        types::{UserError, payload},
    },
    kernel::{error::Error, permission::Permission},
};

macro_rules! item_payloads {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, SimpleObject)]
        pub struct $name {
            /// The item as it is now; null if refused.
            item: Option<CatalogItem>,
            /// Why it was refused; empty if it was not.
            user_errors: Vec<UserError>,
        }

        impl From<(Option<CatalogItem>, Vec<UserError>)> for $name {
            fn from((item, user_errors): (Option<CatalogItem>, Vec<UserError>)) -> Self {
                Self { item, user_errors }
            }
        }
    )*};
}

item_payloads! {
    /// What `catalogItemCreate` answers.
    CatalogItemCreatePayload;
    /// What `catalogItemUpdate` answers.
    CatalogItemUpdatePayload;
    /// What `catalogItemActivate` answers.
    CatalogItemActivatePayload;
    /// What `catalogItemArchive` answers.
    CatalogItemArchivePayload;
}

/// What `catalogItemDelete` answers.
#[derive(Debug, SimpleObject)]
pub struct CatalogItemDeletePayload {
    /// The id that is gone; null if refused.
    deleted_id: Option<ID>,
    /// Why it was refused; empty if it was not.
    user_errors: Vec<UserError>,
}

/// What `catalogItemsReorder` answers.
#[derive(Debug, SimpleObject)]
pub struct CatalogItemsReorderPayload {
    /// The items in their new order, as given; null if refused.
    ids: Option<Vec<ID>>,
    /// Why it was refused; empty if it was not.
    user_errors: Vec<UserError>,
}

/// Acts on items.
#[derive(Debug, Default)]
pub struct CatalogMutation;

#[Object]
impl CatalogMutation {
    /// Makes an item. Team.
    async fn catalog_item_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The item.")] input: CatalogItemCreateInput,
    ) -> Result<CatalogItemCreatePayload> {
        let made = edit::create_item(ctx.app(), ctx.mutate().await?, input).await;
        answer(ctx, made).await.map(Into::into)
    }

    /// Changes an item; what is not given stays. A former address leads to the new one. Team.
    async fn catalog_item_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`itm_…`.")] id: ID,
        #[graphql(desc = "What shall be different.")] input: CatalogItemUpdateInput,
        #[graphql(desc = "Refused as STALE if the item is at another version.")] expected_version: Option<i32>,
    ) -> Result<CatalogItemUpdatePayload> {
        let (scope, id) = (ctx.mutate().await?, item_id(&id)?);
        let done = edit::update_item(ctx.app(), scope, id, input, expected_version).await;
        answer(ctx, done.map(|()| id)).await.map(Into::into)
    }

    /// Shows a draft or an archived item on the storefront. Team.
    async fn catalog_item_activate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`itm_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the item is at another version.")] expected_version: Option<i32>,
    ) -> Result<CatalogItemActivatePayload> {
        let (scope, id) = (ctx.mutate().await?, item_id(&id)?);
        let done = edit::move_item(ctx.app(), scope, id, "active", expected_version).await;
        answer(ctx, done.map(|()| id)).await.map(Into::into)
    }

    /// Takes an item off the storefront and keeps it. Team.
    async fn catalog_item_archive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`itm_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the item is at another version.")] expected_version: Option<i32>,
    ) -> Result<CatalogItemArchivePayload> {
        let (scope, id) = (ctx.mutate().await?, item_id(&id)?);
        let done = edit::move_item(ctx.app(), scope, id, "archived", expected_version).await;
        answer(ctx, done.map(|()| id)).await.map(Into::into)
    }

    /// Deletes an item for good; refused as IN_USE if donations or pledges refer to it. Orders keep their copy. Team.
    async fn catalog_item_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`itm_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the item is at another version.")] expected_version: Option<i32>,
    ) -> Result<CatalogItemDeletePayload> {
        let (scope, item) = (ctx.mutate().await?, item_id(&id)?);
        let done = edit::delete_item(ctx.app(), scope, item, expected_version).await;
        let (done, user_errors) = payload(done, ctx.locale())?;
        Ok(CatalogItemDeletePayload { deleted_id: done.map(|()| item.to_string().into()), user_errors })
    }

    /// Puts items into this order, on the places that they held together; every other item stays where it is. Team.
    async fn catalog_items_reorder(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 500 items, each once, in the wanted order.")] ids: Vec<ID>,
    ) -> Result<CatalogItemsReorderPayload> {
        let scope = ctx.mutate().await?;
        let items = ids.iter().map(item_id).collect::<Result<_, _>>()?;
        let (done, user_errors) = payload(edit::reorder_items(ctx.app(), scope, items).await, ctx.locale())?;
        Ok(CatalogItemsReorderPayload { ids: done.map(|()| ids), user_errors })
    }
}

fn item_id(id: &ID) -> Result<ItemId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// The item after an act, with its refusals.
async fn answer(
    ctx: &Context<'_>,
    done: crate::kernel::error::Result<ItemId>,
) -> Result<(Option<CatalogItem>, Vec<UserError>)> {
    let (id, user_errors) = payload(done, ctx.locale())?;
    let Some(id) = id else { return Ok((None, user_errors)) };
    let item = service::view(&*ctx.read(Permission::ViewCatalog).await?, ItemRef::Id(id), ctx.locale()).await?;
    Ok((item, user_errors))
}
