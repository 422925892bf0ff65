//! A person and their sessions as the API shows them.

use async_graphql::{ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};

use super::service::{Device, Person};
use crate::{graphql::types::UserError, kernel::text::Locale};

/// A person who can sign in.
#[derive(Debug, Clone, SimpleObject)]
pub struct User {
    /// `usr_…`.
    id: ID,
    /// Full name; empty if not told.
    name: String,
    /// Confirmed address.
    email: String,
    /// Language the person reads.
    locale: Locale,
    /// Whether a log-in asks for an authenticator's code.
    mfa_enabled: bool,
    /// Whether they may use the `platform…` fields.
    is_platform_operator: bool,
}

impl From<Person> for User {
    fn from(person: Person) -> Self {
        Self {
            id: person.id.to_string().into(),
            name: person.name,
            email: person.email,
            locale: Locale::from_tag(&person.locale).unwrap_or_default(),
            mfa_enabled: person.mfa_enabled_at.is_some(),
            is_platform_operator: person.is_platform_operator,
        }
    }
}

/// A device on which the person is signed in.
#[derive(Debug, Clone, SimpleObject)]
pub struct Session {
    /// `ses_…`.
    id: ID,
    /// Its log-in.
    created_at: DateTime<Utc>,
    /// Its last refresh; an app that is open refreshes every few minutes.
    last_used_at: DateTime<Utc>,
    /// What the browser called itself at the log-in; at most 200 characters, may be empty.
    user_agent: String,
    /// Whether this request comes from it.
    is_current: bool,
}

impl Session {
    /// From a row; `mark` is that of the request's own session.
    pub(super) fn new(device: Device, mark: Option<&str>) -> Self {
        Self {
            id: device.id.to_string().into(),
            created_at: device.created_at,
            last_used_at: device.last_used_at,
            user_agent: device.device,
            is_current: mark.is_some() && device.mark.as_deref() == mark,
        }
    }
}

/// What a person tells about themselves.
#[derive(Debug, InputObject)]
pub struct ProfileUpdateInput {
    /// Full name, at most 120 characters; stays if left out.
    pub name: Option<String>,
    /// Language of the app and of letters; stays if left out.
    pub locale: Option<Locale>,
}

/// A password and its successor.
#[derive(InputObject)]
pub struct PasswordChangeInput {
    /// The present password.
    pub current: String,
    /// The next one: 12 characters or more, none of the common ones.
    pub next: String,
}

/// The answer of `profileUpdate`.
#[derive(Debug, SimpleObject)]
pub struct ProfileUpdatePayload {
    /// The person as they are now; null if refused.
    pub user: Option<User>,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}

/// The answer of `passwordChange`.
#[derive(Debug, SimpleObject)]
pub struct PasswordChangePayload {
    /// Whether it was done.
    pub changed: bool,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}

/// The answer of `sessionRevoke`.
#[derive(Debug, SimpleObject)]
pub struct SessionRevokePayload {
    /// The session that is over now; null if the person has none of this id.
    pub revoked_id: Option<ID>,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}

/// The answer of `sessionRevokeOthers`.
#[derive(Debug, SimpleObject)]
pub struct SessionRevokeOthersPayload {
    /// How many sessions are over now.
    pub revoked: i32,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}

/// The answer of `mfaSetupBegin`. Its values are told this once.
#[derive(Debug, SimpleObject)]
pub struct MfaSetupBeginPayload {
    /// The secret in base32, to be typed into an authenticator; null if refused.
    pub secret: Option<String>,
    /// The secret as an address that an authenticator on the same device opens; null if refused.
    pub otpauth_uri: Option<String>,
    /// The same address as a QR code: a whole SVG element without style, script or outside reference; null if refused.
    pub qr_svg: Option<String>,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}

/// The answer of `mfaSetupConfirm`.
#[derive(Debug, SimpleObject)]
pub struct MfaSetupConfirmPayload {
    /// Ten codes for recovery, each good once, told this once; null if refused.
    pub recovery_codes: Option<Vec<String>>,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}

/// The answer of `recoveryCodesRenew`.
#[derive(Debug, SimpleObject)]
pub struct RecoveryCodesRenewPayload {
    /// Ten new codes for recovery; the ones before are worth nothing. Null if refused.
    pub recovery_codes: Option<Vec<String>>,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}

/// The answer of `mfaDisable`.
#[derive(Debug, SimpleObject)]
pub struct MfaDisablePayload {
    /// Whether it was done.
    pub disabled: bool,
    /// Why it was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
}
