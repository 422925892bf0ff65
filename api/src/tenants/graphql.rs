//! The fields of a tenant itself.

use async_graphql::{Context, Object, Result};

use super::{
    address, founding, service,
    types::{
        SlugAvailability, Tenant, TenantCreateInput, TenantCreatePayload, TenantSlugChangeInput,
        TenantSlugChangePayload, TenantUpdateInput, TenantUpdatePayload,
    },
};
use crate::{
    graphql::{context::RequestExt, types::payload},
    kernel::permission::Permission,
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct TenantsQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct TenantsMutation;

#[Object]
impl TenantsQuery {
    /// The tenant as its team sees it. Team.
    async fn tenant(&self, ctx: &Context<'_>) -> Result<Tenant> {
        let read = ctx.read(Permission::ViewTeam).await?;
        Ok(service::view(ctx.app(), &*read).await?)
    }

    /// Whether a slug can be had, while it is being typed, and one like it that can. Signed in; needs no tenant, but a
    /// named one may go back to a slug it had.
    #[graphql(complexity = "20")]
    async fn slug_availability(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was typed; a name in Arabic or English gets a suggestion.")] slug: String,
    ) -> Result<SlugAvailability> {
        ctx.person()?;
        Ok(ctx.aside(address::slug_availability(ctx.app(), ctx.tenant_id(), &slug, ctx.locale())).await?)
    }
}

#[Object]
impl TenantsMutation {
    /// Founds a shop or charity: itself, you as its owner, its storefront (not open yet) and its settings, all or nothing.
    /// Signed in; needs no tenant. At most 50 a person.
    async fn tenant_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is called, and what it is.")] input: TenantCreateInput,
    ) -> Result<TenantCreatePayload> {
        let user = ctx.person()?;
        let (locale, request_id) = (ctx.locale(), ctx.request_id());
        let result = ctx.aside(founding::create_tenant(ctx.app(), user, locale, request_id, input)).await;
        Ok(payload(result, locale)?.into())
    }

    /// Changes names, licence, time zone, language, and whether members need a second factor. Owner, admin.
    async fn tenant_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change; the rest stays.")] input: TenantUpdateInput,
        #[graphql(desc = "Refused as STALE if the tenant is at another version.")] expected_version: Option<i32>,
    ) -> Result<TenantUpdatePayload> {
        let scope = ctx.mutate().await?;
        Ok(payload(service::update_tenant(ctx.app(), scope, input, expected_version).await, ctx.locale())?.into())
    }

    /// Moves the tenant to another slug. Its former address leads on to the new one (301) and stays taken; a tenant has
    /// at most 5 slugs in all. Owner, admin.
    async fn tenant_slug_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The next slug.")] input: TenantSlugChangeInput,
    ) -> Result<TenantSlugChangePayload> {
        let scope = ctx.mutate().await?;
        Ok(payload(address::change_slug(ctx.app(), scope, &input.slug).await, ctx.locale())?.into())
    }
}
