//! The fields of whoever is signed in.

use async_graphql::{Context, Object, Result};

use super::{service, types::Viewer};
use crate::{graphql::context::RequestExt, kernel::scope::Actor};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct MembersQuery;

#[Object]
impl MembersQuery {
    /// Whoever is signed in, with the teams they belong to; null without a token. Needs no tenant: it answers on the
    /// admin app's host too.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        let Actor::User(user) = ctx.actor() else { return Ok(None) };
        Ok(Some(ctx.aside(service::view(ctx.app(), user)).await?))
    }
}
