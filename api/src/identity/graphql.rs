//! The fields of whoever is signed in, about themselves alone. They need no tenant and look at none.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::{SessionId, UserId};
use qrcode::{QrCode, render::svg};
use secrecy::{ExposeSecret, SecretString};

use super::{
    caller::Caller,
    factor, service, sessions,
    types::{
        MfaDisablePayload, MfaSetupBeginPayload, MfaSetupConfirmPayload, PasswordChangeInput, PasswordChangePayload,
        ProfileUpdateInput, ProfileUpdatePayload, RecoveryCodesRenewPayload, Session, SessionRevokeOthersPayload,
        SessionRevokePayload,
    },
};
use crate::{
    graphql::{
        context::RequestExt,
        types::{input_id, payload},
    },
    kernel::{
        error::{Error, ErrorCode},
        text::Bilingual,
    },
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct IdentityQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct IdentityMutation;

type Own<T> = crate::kernel::error::Result<T>;

/// Who asks, and the access token they sent.
fn me<'a>(ctx: &'a Context<'_>) -> Own<(UserId, &'a SecretString)> {
    let bearer = ctx.bearer().ok_or(Error::Unauthenticated("this needs a signed-in person"))?;
    Ok((ctx.person()?, bearer))
}

/// Where the request comes from; its device is not asked for here.
fn caller<'a>(ctx: &'a Context<'_>, request_id: &'a str) -> Caller<'a> {
    let client = ctx.client();
    Caller { address: &client.address, device: "", request_id, pace: &client.pace }
}

#[Object]
impl IdentityQuery {
    /// Where the person who asks is signed in, the last used first; at most 100. Signed in.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let (user, access) = me(ctx)?;
        let (devices, mark) = ctx.aside(service::devices(ctx.app(), user, access)).await?;
        Ok(devices.into_iter().map(|device| Session::new(device, mark.as_deref())).collect())
    }
}

#[Object]
impl IdentityMutation {
    /// Ends one of the person's sessions; its access tokens are refused within half a minute everywhere. Signed in.
    async fn session_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ses_…`.")] id: ID,
    ) -> Result<SessionRevokePayload> {
        let (user, _) = me(ctx)?;
        let done = ctx.aside(revoke(ctx, user, &id)).await;
        let (_, user_errors) = payload(done, ctx.locale())?;
        Ok(SessionRevokePayload { revoked_id: user_errors.is_empty().then_some(id), user_errors })
    }

    /// Ends all of the person's sessions but the one that asks. Signed in.
    async fn session_revoke_others(&self, ctx: &Context<'_>) -> Result<SessionRevokeOthersPayload> {
        let (user, access) = me(ctx)?;
        let done = ctx.aside(service::revoke_others(ctx.app(), user, access, &ctx.request_id())).await;
        let (revoked, user_errors) = payload(done, ctx.locale())?;
        Ok(SessionRevokeOthersPayload {
            revoked: revoked.and_then(|n| i32::try_from(n).ok()).unwrap_or(0),
            user_errors,
        })
    }

    /// Begins to set up an authenticator; nothing is asked for until `mfaSetupConfirm`. Signed in.
    async fn mfa_setup_begin(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's password: a token alone sets nothing up.")] password: String,
    ) -> Result<MfaSetupBeginPayload> {
        let (user, access) = me(ctx)?;
        let (password, request) = (SecretString::from(password), ctx.request_id());
        let begun = factor::begin(ctx.app(), user, Some(access), &password, caller(ctx, &request));
        let done = ctx.aside(begun).await;
        let (setup, user_errors) = payload(done, ctx.locale())?;
        let Some(setup) = setup else {
            return Ok(MfaSetupBeginPayload { secret: None, otpauth_uri: None, qr_svg: None, user_errors });
        };
        let uri = setup.uri.expose_secret().to_owned();
        Ok(MfaSetupBeginPayload {
            secret: Some(setup.secret.expose_secret().to_owned()),
            qr_svg: Some(qr_svg(&uri)?),
            otpauth_uri: Some(uri),
            user_errors,
        })
    }

    /// Ends the set-up by the authenticator's first code: from now on a log-in asks for one. Signed in.
    async fn mfa_setup_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Six digits.")] code: String,
    ) -> Result<MfaSetupConfirmPayload> {
        let (user, access) = me(ctx)?;
        let done =
            ctx.aside(factor::confirm(ctx.app(), user, Some(access), &code, caller(ctx, &ctx.request_id()))).await;
        let (recovery_codes, user_errors) = payload(done, ctx.locale())?;
        Ok(MfaSetupConfirmPayload { recovery_codes, user_errors })
    }

    /// Asks for no code any more, after one last. Signed in.
    async fn mfa_disable(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Six digits, or a code for recovery.")] code: String,
    ) -> Result<MfaDisablePayload> {
        let (user, access) = me(ctx)?;
        let done =
            ctx.aside(factor::disable(ctx.app(), user, Some(access), &code, caller(ctx, &ctx.request_id()))).await;
        let (done, user_errors) = payload(done, ctx.locale())?;
        Ok(MfaDisablePayload { disabled: done.is_some(), user_errors })
    }

    /// Makes new codes for recovery; the ones before are worth nothing then. Signed in.
    async fn recovery_codes_renew(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Six digits, or a code for recovery.")] code: String,
    ) -> Result<RecoveryCodesRenewPayload> {
        let (user, _) = me(ctx)?;
        let done = ctx.aside(factor::renew_codes(ctx.app(), user, &code, caller(ctx, &ctx.request_id()))).await;
        let (recovery_codes, user_errors) = payload(done, ctx.locale())?;
        Ok(RecoveryCodesRenewPayload { recovery_codes, user_errors })
    }

    /// Changes what the person tells about themselves. Signed in.
    async fn profile_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: ProfileUpdateInput,
    ) -> Result<ProfileUpdatePayload> {
        let (user, _) = me(ctx)?;
        let ProfileUpdateInput { name, locale } = input;
        let request = ctx.request_id();
        let change = service::update_profile(ctx.app(), user, name.as_deref(), locale, &request);
        let (person, user_errors) = payload(ctx.aside(change).await, ctx.locale())?;
        Ok(ProfileUpdatePayload { user: person.map(Into::into), user_errors })
    }

    /// Changes the person's password and ends their other sessions. Signed in.
    async fn password_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The present password and the next.")] input: PasswordChangeInput,
    ) -> Result<PasswordChangePayload> {
        let (user, access) = me(ctx)?;
        let (current, next) = (SecretString::from(input.current), SecretString::from(input.next));
        let request = ctx.request_id();
        let change = service::change_password(ctx.app(), user, access, &current, &next, caller(ctx, &request));
        let (done, user_errors) = payload(ctx.aside(change).await, ctx.locale())?;
        Ok(PasswordChangePayload { changed: done.is_some(), user_errors })
    }
}

async fn revoke(ctx: &Context<'_>, user: UserId, id: &ID) -> Own<()> {
    let session: SessionId = input_id("id", id)?;
    if sessions::revoke(ctx.app(), user, session, &ctx.request_id()).await? {
        return Ok(());
    }
    let message = Bilingual::new("غير موجود", "There is no such thing here");
    Err(Error::invalid("id", ErrorCode::NotFound, message))
}

/// A QR code as one SVG element, black on white in either theme, since cameras want it so.
fn qr_svg(text: &str) -> Own<String> {
    let code = QrCode::new(text).map_err(|e| Error::fault(e.to_string()))?;
    let svg = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build();
    Ok(svg.split_once("?>").map_or(svg.clone(), |(_, element)| element.to_owned()))
}
