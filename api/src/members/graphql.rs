//! The fields of whoever is signed in, and of a tenant's team.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::MemberId;

use super::{
    invitations::{self, Invited},
    service, team,
    types::{
        Invitation, InvitationAcceptPayload, InvitationResendPayload, InvitationRevokePayload, Member,
        MemberConnection, MemberInviteInput, MemberInvitePayload, MemberRemovePayload, MemberRoleChangePayload,
        MemberSort, MemberWhere, Viewer,
    },
};
use crate::{
    graphql::{
        context::RequestExt,
        limits::list_cost,
        types::{UserError, payload},
    },
    kernel::{
        error::Error,
        permission::{Permission, Role},
        scope::Actor,
    },
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct MembersQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct MembersMutation;

#[Object]
impl MembersQuery {
    /// Whoever is signed in, with the teams they belong to; null without a token. Needs no tenant: it answers on the
    /// admin app's host too.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        let Actor::User(user) = ctx.actor() else { return Ok(None) };
        Ok(Some(ctx.aside(service::view(ctx.app(), user)).await?))
    }

    /// The tenant's team and whom it has asked to join, the first to come first if not said. Team. Ask for `first` or `last`,
    /// 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(desc = "Part of a name or address, at most 100 characters; Arabic is folded.")] search: Option<
            String,
        >,
        #[graphql(name = "where", desc = "Which members; those who left only if asked for.")] filter: Option<
            MemberWhere,
        >,
        #[graphql(desc = "In which order.")] sort_by: Option<MemberSort>,
    ) -> Result<MemberConnection> {
        let read = ctx.read(Permission::ViewTeam).await?;
        let list = team::member_list(search.as_deref(), filter, sort_by)?;
        let slice = list.slice(ctx, &read, (first, after, last, before)).await?;
        let public = team::shown(ctx.app(), &*read, ctx.actor(), &slice.rows).await?;
        Ok(slice.map(public)?.into())
    }

    /// What an invitation is about, by its token; null if it does not stand (any more). Public: whoever has the token
    /// was given it. Needs no tenant.
    async fn invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`inv_…`, as behind `#token=` in the invitation's link.")] token: String,
    ) -> Result<Option<Invitation>> {
        let work = invitations::look_up(ctx.app(), &token, ctx.locale(), ctx.request_id());
        Ok(ctx.aside(work).await?)
    }
}

#[Object]
impl MembersMutation {
    /// Asks somebody to join the team, by mail; they have seven days. Owner, admin (members only).
    async fn member_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and as what.")] input: MemberInviteInput,
    ) -> Result<MemberInvitePayload> {
        let scope = ctx.mutate().await?;
        invitations::admit(ctx.app(), scope, ctx.client()).await?;
        let result = invitations::invite(ctx.app(), scope, &input.email, input.role).await;
        let (member, link, user_errors) = invited(payload(result, ctx.locale())?);
        Ok(MemberInvitePayload { member, link, user_errors })
    }

    /// Sends an invitation again, with a new link for another seven days; the former link ends. Owner, admin (members only).
    async fn invitation_resend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`mbr_…`.")] id: ID,
    ) -> Result<InvitationResendPayload> {
        let scope = ctx.mutate().await?;
        invitations::admit(ctx.app(), scope, ctx.client()).await?;
        let result = invitations::resend(ctx.app(), scope, member_id(&id)?).await;
        let (member, link, user_errors) = invited(payload(result, ctx.locale())?);
        Ok(InvitationResendPayload { member, link, user_errors })
    }

    /// Takes an invitation back; its link ends. Owner, admin (not an owner's).
    async fn invitation_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`mbr_…`.")] id: ID,
    ) -> Result<InvitationRevokePayload> {
        let scope = ctx.mutate().await?;
        let result = invitations::revoke(ctx.app(), scope, member_id(&id)?).await;
        let (member, user_errors) = payload(result, ctx.locale())?;
        Ok(InvitationRevokePayload { member, user_errors })
    }

    /// Joins the team that an invitation is for: once, within its term, and only by the person whose confirmed address was
    /// invited. Signed in; needs no tenant.
    async fn invitation_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`inv_…`, as behind `#token=` in the invitation's link.")] token: String,
    ) -> Result<InvitationAcceptPayload> {
        let user = ctx.person()?;
        let work = invitations::accept(ctx.app(), user, ctx.locale(), ctx.request_id(), &token);
        let (membership, user_errors) = payload(ctx.aside(work).await, ctx.locale())?;
        Ok(InvitationAcceptPayload { membership, user_errors })
    }

    /// Gives a colleague, or somebody invited, another role. Owner. The last owner stays one.
    async fn member_role_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`mbr_…`.")] id: ID,
        #[graphql(desc = "The next role.")] role: Role,
        #[graphql(desc = "Refused as STALE if the member is at another version.")] expected_version: Option<i32>,
    ) -> Result<MemberRoleChangePayload> {
        let scope = ctx.mutate().await?;
        let result = team::change_role(ctx.app(), scope, member_id(&id)?, role, expected_version).await;
        let (member, user_errors) = payload(result, ctx.locale())?;
        Ok(MemberRoleChangePayload { member, user_errors })
    }

    /// Takes somebody out of the team at once. Owner; admin, but not an owner; everybody themselves. The last owner stays.
    async fn member_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`mbr_…`.")] id: ID,
    ) -> Result<MemberRemovePayload> {
        let scope = ctx.mutate().await?;
        let result = team::remove(ctx.app(), scope, member_id(&id)?).await;
        let (member, user_errors) = payload(result, ctx.locale())?;
        Ok(MemberRemovePayload { member, user_errors })
    }
}

fn member_id(id: &ID) -> crate::kernel::error::Result<MemberId> {
    id.parse::<MemberId>().map_err(|_| Error::NotFound)
}

type Told = (Option<Member>, Option<String>, Vec<UserError>);

fn invited((done, user_errors): (Option<Invited>, Vec<UserError>)) -> Told {
    let (member, link) = done.map(|done| (done.member, done.link)).unzip();
    (member, link, user_errors)
}
