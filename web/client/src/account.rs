//! One's own account: profile, password, second factor, the devices one is signed in on.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::schema;
use crate::storefront::Locale;
use crate::transport::{Transport, execute};
use crate::viewer::User;

/// A device on which the person is signed in.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Session {
    /// `ses_…`.
    pub id: cynic::Id,
    /// RFC 3339; its log-in.
    pub created_at: String,
    /// RFC 3339; its last refresh.
    pub last_used_at: String,
    /// What the browser called itself.
    pub user_agent: String,
    /// The one that asks.
    pub is_current: bool,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Sessions {
    sessions: Vec<Session>,
}

/// What is needed to set up an authenticator. Told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MfaSetup {
    /// The secret in base32, to be typed in by hand.
    pub secret: String,
    /// The secret as an address that an authenticator on the same device opens.
    pub otpauth_uri: String,
    /// The address as a QR code: an SVG element.
    pub qr_svg: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
struct ProfileUpdateInput {
    #[cynic(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    locale: Option<Locale>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ProfileVariables {
    input: ProfileUpdateInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ProfileVariables")]
struct UpdateProfile {
    #[arguments(input: $input)]
    profile_update: ProfileUpdatePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct ProfileUpdatePayload {
    user: Option<User>,
    user_errors: Vec<UserError>,
}

#[derive(Clone, cynic::InputObject)]
struct PasswordChangeInput {
    current: String,
    next: String,
}

#[derive(Clone, cynic::QueryVariables)]
struct PasswordVariables {
    input: PasswordChangeInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PasswordVariables")]
struct ChangePassword {
    #[arguments(input: $input)]
    password_change: PasswordChangePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct PasswordChangePayload {
    changed: bool,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct SessionVariables {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SessionVariables")]
struct RevokeSession {
    #[arguments(id: $id)]
    session_revoke: SessionRevokePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct SessionRevokePayload {
    revoked_id: Option<cynic::Id>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation")]
struct RevokeOthers {
    session_revoke_others: SessionRevokeOthersPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct SessionRevokeOthersPayload {
    revoked: i32,
    user_errors: Vec<UserError>,
}

#[derive(Clone, cynic::QueryVariables)]
struct BeginMfaVariables {
    password: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "BeginMfaVariables")]
struct BeginMfa {
    #[arguments(password: $password)]
    mfa_setup_begin: MfaSetupBeginPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct MfaSetupBeginPayload {
    secret: Option<String>,
    otpauth_uri: Option<String>,
    qr_svg: Option<String>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct CodeVariables {
    code: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CodeVariables")]
struct ConfirmMfa {
    #[arguments(code: $code)]
    mfa_setup_confirm: MfaSetupConfirmPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct MfaSetupConfirmPayload {
    recovery_codes: Option<Vec<String>>,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CodeVariables")]
struct DisableMfa {
    #[arguments(code: $code)]
    mfa_disable: MfaDisablePayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct MfaDisablePayload {
    disabled: bool,
    user_errors: Vec<UserError>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CodeVariables")]
struct RenewCodes {
    #[arguments(code: $code)]
    recovery_codes_renew: RecoveryCodesRenewPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct RecoveryCodesRenewPayload {
    recovery_codes: Option<Vec<String>>,
    user_errors: Vec<UserError>,
}

/// Asks for the devices one is signed in on.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`. So for all of these.
pub async fn sessions(transport: &impl Transport) -> Result<Vec<Session>, Error> {
    Ok(execute(transport, Sessions::build(())).await?.sessions)
}

/// Ends one of them.
///
/// # Errors
/// As [`sessions`].
pub async fn revoke_session(transport: &impl Transport, id: &cynic::Id) -> Result<Outcome<cynic::Id>, Error> {
    let operation = RevokeSession::build(SessionVariables { id: id.clone() });
    let SessionRevokePayload { revoked_id, user_errors } = execute(transport, operation).await?.session_revoke;
    Ok(Outcome { value: revoked_id, user_errors })
}

/// Ends all but the one that asks; tells how many.
///
/// # Errors
/// As [`sessions`].
pub async fn revoke_other_sessions(transport: &impl Transport) -> Result<Outcome<i32>, Error> {
    let SessionRevokeOthersPayload { revoked, user_errors } =
        execute(transport, RevokeOthers::build(())).await?.session_revoke_others;
    Ok(Outcome { value: user_errors.is_empty().then_some(revoked), user_errors })
}

/// Changes name, language, or both; what is none stays.
///
/// # Errors
/// As [`sessions`].
pub async fn update_profile(
    transport: &impl Transport,
    name: Option<String>,
    locale: Option<Locale>,
) -> Result<Outcome<User>, Error> {
    let operation = UpdateProfile::build(ProfileVariables { input: ProfileUpdateInput { name, locale } });
    let ProfileUpdatePayload { user, user_errors } = execute(transport, operation).await?.profile_update;
    Ok(Outcome { value: user, user_errors })
}

/// Changes the password.
///
/// # Errors
/// As [`sessions`].
pub async fn change_password(transport: &impl Transport, current: String, next: String) -> Result<Outcome<()>, Error> {
    let operation = ChangePassword::build(PasswordVariables { input: PasswordChangeInput { current, next } });
    let PasswordChangePayload { changed, user_errors } = execute(transport, operation).await?.password_change;
    Ok(Outcome { value: changed.then_some(()), user_errors })
}

/// Begins setting up a second factor, by the person's password.
///
/// # Errors
/// As [`sessions`].
pub async fn begin_mfa(transport: &impl Transport, password: String) -> Result<Outcome<MfaSetup>, Error> {
    let MfaSetupBeginPayload { secret, otpauth_uri, qr_svg, user_errors } =
        execute(transport, BeginMfa::build(BeginMfaVariables { password })).await?.mfa_setup_begin;
    let value = match (secret, otpauth_uri, qr_svg) {
        (Some(secret), Some(otpauth_uri), Some(qr_svg)) => Some(MfaSetup { secret, otpauth_uri, qr_svg }),
        _ => None,
    };
    Ok(Outcome { value, user_errors })
}

/// Finishes setting it up with the authenticator's first code; gives the recovery codes.
///
/// # Errors
/// As [`sessions`].
pub async fn confirm_mfa(transport: &impl Transport, code: String) -> Result<Outcome<Vec<String>>, Error> {
    let MfaSetupConfirmPayload { recovery_codes, user_errors } =
        execute(transport, ConfirmMfa::build(CodeVariables { code })).await?.mfa_setup_confirm;
    Ok(Outcome { value: recovery_codes, user_errors })
}

/// Takes the second factor away.
///
/// # Errors
/// As [`sessions`].
pub async fn disable_mfa(transport: &impl Transport, code: String) -> Result<Outcome<()>, Error> {
    let MfaDisablePayload { disabled, user_errors } =
        execute(transport, DisableMfa::build(CodeVariables { code })).await?.mfa_disable;
    Ok(Outcome { value: disabled.then_some(()), user_errors })
}

/// Makes new recovery codes; the old ones are worth nothing then.
///
/// # Errors
/// As [`sessions`].
pub async fn renew_recovery_codes(transport: &impl Transport, code: String) -> Result<Outcome<Vec<String>>, Error> {
    let RecoveryCodesRenewPayload { recovery_codes, user_errors } =
        execute(transport, RenewCodes::build(CodeVariables { code })).await?.recovery_codes_renew;
    Ok(Outcome { value: recovery_codes, user_errors })
}
