//! How the proof calls the API: in process, by the same resolvers, limits and transactions that a request over HTTP meets.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use async_graphql::{Request, Variables};
use entity::ids::{TenantId, UserId};
use serde_json::Value;

use crate::{
    app::App,
    graphql::{context::RequestContext, errors, limits::Limits},
    kernel::{
        pace::Pace,
        scope::{Actor, Client, Scope},
        text::Locale,
    },
    schema::{self, Schema},
};

/// Who calls, and which tenant's host or header they name.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// For the report.
    pub(super) name: &'static str,
    /// The named tenant.
    pub(super) tenant: Option<TenantId>,
    /// Who.
    pub(super) actor: Actor,
}

impl Caller {
    /// Anybody, at no tenant.
    pub(super) fn nobody() -> Self {
        Self { name: "nobody", tenant: None, actor: Actor::Visitor }
    }

    /// A visitor of a tenant.
    pub(super) fn visitor(name: &'static str, tenant: TenantId) -> Self {
        Self { name, tenant: Some(tenant), actor: Actor::Visitor }
    }

    /// A signed-in person at a tenant.
    pub(super) fn person(name: &'static str, tenant: Option<TenantId>, user: UserId) -> Self {
        Self { name, tenant, actor: Actor::User(user) }
    }
}

/// The API.
#[derive(Clone)]
pub(super) struct Door {
    app: Arc<App>,
    schema: Schema,
    addresses: Arc<AtomicU32>,
    /// A broken program: it believes this tenant and this person whatever the caller named.
    believes: Option<(TenantId, UserId)>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").finish_non_exhaustive()
    }
}

impl Door {
    /// The API over `app`.
    pub(super) fn new(app: Arc<App>) -> Self {
        Self { app, schema: schema::build(Limits::default()), addresses: Arc::default(), believes: None }
    }

    /// The same API as it would be if tenant and person were taken from an argument.
    pub(super) fn that_believes(&self, tenant: TenantId, user: UserId) -> Self {
        Self { believes: Some((tenant, user)), ..self.clone() }
    }

    /// The application behind it.
    pub(super) fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Asks; the answer as JSON.
    pub(super) async fn ask(&self, caller: &Caller, query: &str, variables: Value) -> Value {
        let request_id: Arc<str> = Arc::from("isolation-proof");
        let (tenant, actor) = match self.believes {
            Some((tenant, user)) => (Some(tenant), Actor::User(user)),
            None => (caller.tenant, caller.actor),
        };
        let scope = tenant.map(|tenant| Scope::request(tenant, actor, Locale::En, Arc::clone(&request_id)));
        // Each call from an address of its own (of the range kept for benchmarks): limits are not what is tried here.
        let n = self.addresses.fetch_add(1, Ordering::Relaxed);
        let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(198, 18, 0, 0)) + n % 131_072);
        let client = Client { address: address.to_string(), visitor: None, is_suspect: false, pace: Pace::default() };
        let context =
            RequestContext::new(Arc::clone(&self.app), scope, actor, Locale::En, client, Arc::clone(&request_id));
        let request = Request::new(query).variables(Variables::from_json(variables)).data(context);
        let mut response = self.schema.execute(request).await;
        errors::publish(&mut response, Locale::En, &request_id);
        serde_json::to_value(&response).unwrap_or(Value::Null)
    }
}

/// Whether the field itself, and not only something within its answer, is kept from who is not signed in.
pub(super) fn is_refused_whole(answer: &Value) -> bool {
    code(answer) == "UNAUTHENTICATED" && answer["errors"][0]["path"].as_array().is_some_and(|path| path.len() == 1)
}

/// Code of the first error; empty without one.
pub(super) fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}
