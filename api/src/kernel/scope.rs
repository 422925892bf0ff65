//! Who asks, of which tenant, in which language. Made once a request (or job) and handed down; never read from a global.

use std::sync::Arc;

use entity::ids::{ApiKeyId, TenantId, UserId};
use uuid::Uuid;

use super::{pace::Pace, text::Locale};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Anybody, without an account.
    Visitor,
    /// A signed-in person; their role is read in the transaction, so a removal acts at once.
    User(UserId),
    /// An integrator's key; what it may do is read in the transaction, so its end acts at once.
    Key(ApiKeyId),
    /// The worker, in a tenant's name.
    Job,
}

impl Actor {
    /// The audit log's word for the actor.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::User(_) => "member",
            Self::Key(_) => "key",
            Self::Job => "job",
        }
    }

    /// The actor's id, where there is one.
    #[must_use]
    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::User(id) => Some(id.0),
            Self::Key(id) => Some(id.0),
            Self::Visitor | Self::Job => None,
        }
    }
}

/// One tenant, one actor, one request.
#[derive(Debug, Clone)]
pub struct Scope {
    tenant: TenantId,
    actor: Actor,
    locale: Locale,
    request_id: Arc<str>,
}

impl Scope {
    /// The scope of a request whose host, key or header named `tenant`.
    #[must_use]
    pub fn request(tenant: TenantId, actor: Actor, locale: Locale, request_id: Arc<str>) -> Self {
        Self { tenant, actor, locale, request_id }
    }

    /// The scope of a job; only the worker and the seed build it, never a job from its own payload.
    #[must_use]
    pub fn job(tenant: TenantId) -> Self {
        Self { tenant, actor: Actor::Job, locale: Locale::default(), request_id: Arc::from("job") }
    }

    /// The tenant all of this request's transactions are bound to.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// Language of messages and of `resolved` texts.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// As in `x-request-id`.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.request_id
    }
}

/// Where a request comes from, for the limits on public submissions.
#[derive(Debug, Clone)]
pub struct Client {
    /// Address behind the trusted proxies.
    pub address: String,
    /// The visitor's cookie, if any.
    pub visitor: Option<String>,
    /// A form's traps say that no person filled it in.
    pub is_suspect: bool,
    /// What limiters have said to this request so far.
    pub pace: Pace,
}
