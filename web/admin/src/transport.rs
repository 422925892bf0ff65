//! Carries the typed operations to `/graphql`: with the token, for one tenant, once more where that may help.

use client::{Request, Transport, TransportError};
use leptos::prelude::GetUntracked;

use crate::browser::sleep_ms;
use crate::net;
use crate::prefs::Prefs;
use crate::session::Session;

/// Further attempts at a question that found the API away; an act is never repeated by itself.
const RETRIES: u32 = 2;

/// The API as seen by one tenant's team.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    session: Session,
    prefs: Prefs,
    tenant: Option<String>,
}

impl Api {
    /// For operations that concern no tenant.
    pub(crate) fn without_tenant(session: Session, prefs: Prefs) -> Self {
        Self { session, prefs, tenant: None }
    }

    /// For the operations of one tenant's team.
    pub(crate) fn new(session: Session, prefs: Prefs, tenant: &str) -> Self {
        Self { session, prefs, tenant: Some(tenant.to_owned()) }
    }

    /// For the operations of the tenant in the address; while a page is set up, not from its events.
    pub(crate) fn of_this_tenant() -> Self {
        let tenant = crate::app::frame().tenant.get_untracked().unwrap_or_default();
        Self::new(crate::session::session(), crate::prefs::prefs(), &tenant)
    }

    /// The user's choices, for what is told about an answer.
    pub(crate) fn prefs(&self) -> Prefs {
        self.prefs
    }

    async fn post(&self, body: &str, token: &str) -> Result<net::Reply, net::Unreachable> {
        let bearer = format!("Bearer {token}");
        let mut headers = vec![
            ("accept", "application/graphql-response+json, application/json"),
            ("accept-language", self.prefs.locale.get_untracked().code()),
            ("authorization", bearer.as_str()),
        ];
        if let Some(tenant) = &self.tenant {
            headers.push(("x-tenant", tenant));
        }
        net::post("/graphql", body, &headers).await
    }
}

fn refused(reason: &str, status: u16) -> TransportError {
    TransportError { reason: reason.to_owned(), status: Some(status) }
}

impl Transport for Api {
    async fn send(&self, request: Request) -> Result<Vec<u8>, TransportError> {
        let may_repeat = request.query.trim_start().starts_with("query");
        let body = serde_json::to_string(&request).map_err(|fault| TransportError::new(fault.to_string()))?;
        let mut token = self.session.token().await.ok_or_else(|| refused("no session", 401))?;
        let mut may_renew = true;
        let mut attempt = 0;
        loop {
            let answer = self.post(&body, &token).await;
            let wait = match answer {
                Ok(reply) if reply.status == 401 && may_renew => {
                    may_renew = false;
                    token = self.session.token_instead_of(&token).await.ok_or_else(|| refused("session over", 401))?;
                    continue;
                }
                Ok(reply) if reply.status == 401 => {
                    self.session.forget();
                    return Err(refused("session over", 401));
                }
                Ok(reply) if reply.status == 503 && may_repeat && attempt < RETRIES => reply.retry_after.unwrap_or(1),
                Ok(reply) if reply.body.is_empty() => {
                    let id = reply.request_id.unwrap_or_default();
                    return Err(refused(&format!("empty answer, request {id}"), reply.status));
                }
                Ok(reply) => return Ok(reply.body),
                Err(_) if may_repeat && attempt < RETRIES => 1,
                Err(net::Unreachable(reason)) => return Err(TransportError::new(reason)),
            };
            attempt += 1;
            sleep_ms(i32::try_from(wait.min(5)).unwrap_or(1) * 700).await;
        }
    }
}
