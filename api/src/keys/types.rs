//! Keys as the API shows and takes them.

use async_graphql::{ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};

use super::store::KeyRow;
use crate::{graphql::types::UserError, kernel::permission::Permission};

/// A key of an integrator. Its secret is shown once, when it is made.
#[derive(Debug, Clone, SimpleObject)]
pub struct ApiKey {
    /// `key_…`.
    id: ID,
    /// The team's name for it.
    name: String,
    /// What it may do.
    scopes: Vec<Permission>,
    /// The end of its secret, to know it again.
    last_four: String,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// Who made it; null if they left the team.
    created_by: Option<String>,
    /// When it ends by itself; null for never.
    expires_at: Option<DateTime<Utc>>,
    /// When it was ended by hand.
    revoked_at: Option<DateTime<Utc>>,
    /// When it was last used, at most a minute behind; null for never.
    last_used_at: Option<DateTime<Utc>>,
    /// Whether it stands now.
    is_active: bool,
}

impl ApiKey {
    /// The public form of a key at `now`.
    pub(super) fn new(row: KeyRow, now: DateTime<Utc>) -> Self {
        Self {
            id: row.id.to_string().into(),
            name: row.name,
            scopes: row.scopes.iter().filter_map(|word| Permission::parse(word)).collect(),
            last_four: row.last_four,
            created_at: row.created_at,
            created_by: row.creator,
            is_active: row.revoked_at.is_none() && row.expires_at.is_none_or(|at| at > now),
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            last_used_at: row.last_used_at,
        }
    }
}

/// A key to be made.
#[derive(Debug, Clone, InputObject)]
pub struct ApiKeyCreateInput {
    /// 1 to 80 characters: what it is for.
    pub name: String,
    /// What it may do, at least one right. Rights over the team, its tenant and its keys are no key's.
    pub scopes: Vec<Permission>,
    /// When it ends by itself; in the future. Null for never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Answer to `apiKeyCreate`.
#[derive(Debug, SimpleObject)]
pub struct ApiKeyCreatePayload {
    /// The key; null if it was refused.
    pub api_key: Option<ApiKey>,
    /// `sk_…`, to be sent as `Authorization: Bearer`. Shown this once.
    pub secret: Option<String>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Answer to `apiKeyRotate`.
#[derive(Debug, SimpleObject)]
pub struct ApiKeyRotatePayload {
    /// The new key; null if it was refused.
    pub api_key: Option<ApiKey>,
    /// Its secret. Shown this once.
    pub secret: Option<String>,
    /// The old key with its end.
    pub replaced: Option<ApiKey>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Answer to `apiKeyRevoke`.
#[derive(Debug, SimpleObject)]
pub struct ApiKeyRevokePayload {
    /// The key, ended; null if it was refused.
    pub api_key: Option<ApiKey>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}
