//! The operator's fields. They need the operator's flag and no tenant.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::TenantId;

use super::{
    erasure,
    service::{self, Operator},
    types::{
        PersonEraseInput, PersonErasePayload, PlatformAuditEvent, PlatformTenantList, PlatformTenantPayload,
        PlatformUsage,
    },
};
use crate::{
    graphql::{context::RequestExt, types::payload},
    kernel::error::Error,
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct PlatformQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct PlatformMutation;

#[Object]
impl PlatformQuery {
    /// The platform's tenants with their use, newest first. Operators.
    #[graphql(complexity = "1 + limit.clamp(1, 100) as usize * child_complexity")]
    async fn platform_tenants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100.", default = 25)] limit: i32,
        #[graphql(desc = "How many are passed over.", default = 0)] offset: i32,
        #[graphql(desc = "Part of a slug or name, or the whole address of a member; at most 100 characters.")]
        search: Option<String>,
    ) -> Result<PlatformTenantList> {
        let (user, request_id) = (ctx.person()?, ctx.request_id());
        let operator = Operator { user, request_id: &request_id };
        let app = ctx.app();
        Ok(ctx.aside(service::tenants(app, operator, search.as_deref(), limit, offset)).await?)
    }

    /// The platform at a glance, over the last 30 days. Operators.
    async fn platform_usage(&self, ctx: &Context<'_>) -> Result<PlatformUsage> {
        let (user, request_id) = (ctx.person()?, ctx.request_id());
        let operator = Operator { user, request_id: &request_id };
        Ok(ctx.aside(service::usage(ctx.app(), operator)).await?)
    }

    /// What operators, the command line and people over their own accounts did, newest first. Operators.
    #[graphql(complexity = "1 + limit.clamp(1, 100) as usize * child_complexity")]
    async fn platform_audit_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100.", default = 50)] limit: i32,
        #[graphql(desc = "How many are passed over.", default = 0)] offset: i32,
    ) -> Result<Vec<PlatformAuditEvent>> {
        let (user, request_id) = (ctx.person()?, ctx.request_id());
        let operator = Operator { user, request_id: &request_id };
        Ok(ctx.aside(service::events(ctx.app(), operator, limit, offset)).await?)
    }
}

#[Object]
impl PlatformMutation {
    /// Closes a tenant's storefront and API: the API at once, pages within a second, jobs wait. Operators.
    async fn platform_tenant_suspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`tnt_…`.")] id: ID,
        #[graphql(desc = "Why, 1 to 500 characters; operators see it.")] reason: String,
    ) -> Result<PlatformTenantPayload> {
        act(ctx, id, false, Some(&reason)).await
    }

    /// Blanks a person in one tenant's books: names, phones, addresses and words go, their visits become nobody's, amounts
    /// and numbers stay; and takes their account away if that is asked for. There is no way back. Operators.
    async fn person_erase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, where and why.")] input: PersonEraseInput,
    ) -> Result<PersonErasePayload> {
        let (user, request_id) = (ctx.person()?, ctx.request_id());
        let operator = Operator { user, request_id: &request_id };
        let done = ctx.aside(erasure::erase_person(ctx.app(), operator, input)).await;
        let (erased, user_errors) = payload(done, ctx.locale())?;
        Ok(PersonErasePayload { erased, user_errors })
    }

    /// Opens a suspended tenant again. Operators.
    async fn platform_tenant_reactivate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`tnt_…`.")] id: ID,
    ) -> Result<PlatformTenantPayload> {
        act(ctx, id, true, None).await
    }
}

async fn act(ctx: &Context<'_>, id: ID, active: bool, reason: Option<&str>) -> Result<PlatformTenantPayload> {
    let (user, request_id) = (ctx.person()?, ctx.request_id());
    let operator = Operator { user, request_id: &request_id };
    let id = id.parse::<TenantId>().map_err(|_| Error::NotFound)?;
    let done = ctx.aside(service::set_active(ctx.app(), operator, id, active, reason)).await;
    let (tenant, user_errors) = payload(done, ctx.locale())?;
    Ok(PlatformTenantPayload { tenant, user_errors })
}
