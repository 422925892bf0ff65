//! The catalog's fields.

use async_graphql::{Context, Object, Result};

use super::{
    service::{self, ItemRef},
    types::{CatalogItem, CatalogItemConnection, CatalogItemSort, CatalogItemWhere},
};
use crate::{
    graphql::{context::RequestExt, limits::list_cost},
    kernel::permission::Permission,
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct CatalogQuery;

#[Object]
impl CatalogQuery {
    /// The tenant's items. Public; visitors see active ones, the team all. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn catalog_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(
            desc = "Words in either language, at most 100 characters; spelling of Arabic is folded, small typos are forgiven."
        )]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which items.")] filter: Option<CatalogItemWhere>,
        #[graphql(desc = "In which order; by position if not said.")] sort_by: Option<CatalogItemSort>,
    ) -> Result<CatalogItemConnection> {
        let read = ctx.read(Permission::Browse).await?;
        let sees_drafts = read.require(Permission::ViewCatalog).is_ok();
        let list = service::item_list(search.as_deref(), filter, sort_by, sees_drafts)?;
        let slice = list.slice(ctx, &read, (first, after, last, before)).await?;
        let public = service::with_pictures(&read, &slice.rows, ctx.asks_of_rows("images")).await?;
        let locale = ctx.locale();
        Ok(slice.map(|row| public(row, locale))?.into())
    }

    /// One item by the last part of its address, or of one it had before (its `slug` then differs); null if there is none
    /// that this caller may see. Public.
    async fn catalog_item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As in `/i/<slug>`.")] slug: String,
    ) -> Result<Option<CatalogItem>> {
        Ok(service::view(&*ctx.read(Permission::Browse).await?, ItemRef::Slug(slug), ctx.locale()).await?)
    }
}
