//! The storefront's fields.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};

use super::{edit, inputs::StorefrontUpdateInput, service, types::Storefront};
use crate::{
    graphql::{
        context::RequestExt,
        types::{UserError, payload},
    },
    kernel::permission::Permission,
};

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

macro_rules! storefront_payloads {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, SimpleObject)]
        pub struct $name {
            /// The storefront as it is now; null if refused.
            storefront: Option<Storefront>,
            /// Why it was refused; empty if it was not.
            user_errors: Vec<UserError>,
        }

        impl From<(Option<Storefront>, Vec<UserError>)> for $name {
            fn from((storefront, user_errors): (Option<Storefront>, Vec<UserError>)) -> Self {
                Self { storefront, user_errors }
            }
        }
    )*};
}

storefront_payloads! {
    /// What `storefrontUpdate` answers. `storefront.palette` says whether the chosen colour was corrected.
    StorefrontUpdatePayload;
    /// What `storefrontPublish` answers.
    StorefrontPublishPayload;
    /// What `storefrontUnpublish` answers.
    StorefrontUnpublishPayload;
}

/// What `storefrontPreviewTicket` answers.
#[derive(Debug, SimpleObject)]
pub struct StorefrontPreviewTicketPayload {
    /// A secret for one use: post it as the form field `ticket` to `url`; null if refused.
    ticket: Option<String>,
    /// Address on the storefront's host that takes the form and leads to the home page.
    url: Option<String>,
    /// When the ticket is worth nothing any more, a minute from now; the preview itself lasts 15 minutes.
    expires_at: Option<DateTime<Utc>>,
    /// Why it was refused; empty if it was not.
    user_errors: Vec<UserError>,
}

/// Acts on the storefront.
#[derive(Debug, Default)]
pub struct StorefrontMutation;

#[Object]
impl StorefrontMutation {
    /// Changes the storefront's settings; what is not given stays. Owners and admins.
    async fn storefront_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What shall be different.")] input: StorefrontUpdateInput,
        #[graphql(desc = "Refused as STALE if the settings are at another version.")] expected_version: Option<i32>,
    ) -> Result<StorefrontUpdatePayload> {
        let done = edit::update(ctx.app(), ctx.mutate().await?, input, expected_version).await;
        answer(ctx, done).await.map(Into::into)
    }

    /// Opens the storefront to visitors. Owners and admins.
    async fn storefront_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Refused as STALE if the settings are at another version.")] expected_version: Option<i32>,
    ) -> Result<StorefrontPublishPayload> {
        let done = edit::set_published(ctx.app(), ctx.mutate().await?, true, expected_version).await;
        answer(ctx, done).await.map(Into::into)
    }

    /// Closes the storefront behind "coming soon". Owners and admins.
    async fn storefront_unpublish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Refused as STALE if the settings are at another version.")] expected_version: Option<i32>,
    ) -> Result<StorefrontUnpublishPayload> {
        let done = edit::set_published(ctx.app(), ctx.mutate().await?, false, expected_version).await;
        answer(ctx, done).await.map(Into::into)
    }

    /// A ticket for a look at the storefront before it is open, for one browser. Owners and admins.
    async fn storefront_preview_ticket(&self, ctx: &Context<'_>) -> Result<StorefrontPreviewTicketPayload> {
        let made = edit::preview_ticket(ctx.app(), ctx.mutate().await?).await;
        let (made, user_errors) = payload(made, ctx.locale())?;
        let (ticket, url, expires_at) = match made {
            Some(made) => (Some(made.ticket), Some(made.url), Some(made.expires_at)),
            None => (None, None, None),
        };
        Ok(StorefrontPreviewTicketPayload { ticket, url, expires_at, user_errors })
    }
}

/// The storefront after an act, with its refusals.
async fn answer(
    ctx: &Context<'_>,
    done: crate::kernel::error::Result<()>,
) -> Result<(Option<Storefront>, Vec<UserError>)> {
    let (done, user_errors) = payload(done, ctx.locale())?;
    if done.is_none() {
        return Ok((None, user_errors));
    }
    let storefront = service::view(&*ctx.read(Permission::Browse).await?, ctx.locale()).await?;
    Ok((Some(storefront), user_errors))
}
