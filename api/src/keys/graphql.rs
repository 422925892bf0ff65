//! The fields of keys.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::ApiKeyId;

use super::{
    service::{self, Made},
    types::{ApiKey, ApiKeyCreateInput, ApiKeyCreatePayload, ApiKeyRevokePayload, ApiKeyRotatePayload},
};
use crate::{
    graphql::{context::RequestExt, types::payload},
    kernel::{error::Error, permission::Permission},
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct KeysQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct KeysMutation;

#[Object]
impl KeysQuery {
    /// The keys of integrators: all that stand, newest first, then those that have ended, at most 200 together. Owners and admins.
    #[graphql(complexity = "20 * child_complexity")]
    async fn api_keys(&self, ctx: &Context<'_>) -> Result<Vec<ApiKey>> {
        let read = ctx.read(Permission::ManageKeys).await?;
        Ok(service::list(&read, ctx.app().clock.now()).await?)
    }
}

#[Object]
impl KeysMutation {
    /// Makes a key and shows its secret, this once. Owners and admins.
    async fn api_key_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its name, what it may do, and when it ends.")] input: ApiKeyCreateInput,
    ) -> Result<ApiKeyCreatePayload> {
        let scope = ctx.mutate().await?;
        let (made, user_errors) = payload(service::create_key(ctx.app(), scope, input).await, ctx.locale())?;
        let (api_key, secret) = made.map(|made| (made.key, made.secret)).unzip();
        Ok(ApiKeyCreatePayload { api_key, secret, user_errors })
    }

    /// Ends a key at once. Owners and admins.
    async fn api_key_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`key_…`.")] id: ID,
    ) -> Result<ApiKeyRevokePayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<ApiKeyId>().map_err(|_| Error::NotFound)?;
        let (api_key, user_errors) = payload(service::revoke_key(ctx.app(), scope, id).await, ctx.locale())?;
        Ok(ApiKeyRevokePayload { api_key, user_errors })
    }

    /// Makes a key with the name and rights of an old one, which ends some hours later, so that nothing stands still while
    /// the secret is exchanged. Owners and admins.
    async fn api_key_rotate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`key_…` of the old one.")] id: ID,
        #[graphql(desc = "Hours both stand, 0 to 168.", default = 24)] overlap_hours: i32,
    ) -> Result<ApiKeyRotatePayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<ApiKeyId>().map_err(|_| Error::NotFound)?;
        let made = service::rotate_key(ctx.app(), scope, id, overlap_hours).await;
        let (made, user_errors) = payload(made, ctx.locale())?;
        let Some(Made { key, secret, replaced }) = made else {
            return Ok(ApiKeyRotatePayload { api_key: None, secret: None, replaced: None, user_errors });
        };
        Ok(ApiKeyRotatePayload { api_key: Some(key), secret: Some(secret), replaced, user_errors })
    }
}
