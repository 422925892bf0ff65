//! The storefront's fields.

use async_graphql::{Context, Object, Result};

use super::{service, types::Storefront};
use crate::{graphql::context::RequestExt, kernel::permission::Permission};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct StorefrontQuery;

#[Object]
impl StorefrontQuery {
    /// The tenant's public face: brand, contact, terms of an order. Public.
    async fn storefront(&self, ctx: &Context<'_>) -> Result<Storefront> {
        Ok(service::view(&*ctx.read(Permission::Browse).await?, ctx.locale()).await?)
    }
}
