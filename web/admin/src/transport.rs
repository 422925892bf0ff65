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
    /// Whether nobody has to be signed in.
    is_public: bool,
}

impl Api {
    /// For what needs nobody signed in.
    pub(crate) fn public(session: Session, prefs: Prefs) -> Self {
        Self { session, prefs, tenant: None, is_public: true }
    }

    /// For operations that concern no tenant.
    pub(crate) fn without_tenant(session: Session, prefs: Prefs) -> Self {
        Self { session, prefs, tenant: None, is_public: false }
    }

    /// For the operations of one tenant's team.
    pub(crate) fn new(session: Session, prefs: Prefs, tenant: &str) -> Self {
        Self { session, prefs, tenant: Some(tenant.to_owned()), is_public: false }
    }

    /// For the operations of the tenant in the address; while a page is set up, not from its events.
    pub(crate) fn of_this_tenant() -> Self {
        let tenant = crate::app::frame().tenant.get_untracked().unwrap_or_default();
        Self::new(crate::session::session(), crate::prefs::prefs(), &tenant)
    }

    /// The slug of the tenant it speaks for; empty for none.
    pub(crate) fn tenant(&self) -> &str {
        self.tenant.as_deref().unwrap_or_default()
    }

    /// The user's choices, for what is told about an answer.
    pub(crate) fn prefs(&self) -> Prefs {
        self.prefs
    }

    /// Who asks, for which tenant, in which language: for the few requests that carry no operation.
    pub(crate) async fn headers(&self) -> Vec<(String, String)> {
        let mut headers = vec![("accept-language".to_owned(), self.prefs.locale.get_untracked().code().to_owned())];
        headers.extend(self.session.token().await.map(|token| ("authorization".to_owned(), format!("Bearer {token}"))));
        headers.extend(self.tenant.clone().map(|tenant| ("x-tenant".to_owned(), tenant)));
        headers
    }

    async fn post(&self, body: &str, token: Option<&str>) -> Result<net::Reply, net::Unreachable> {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let mut headers = vec![
            ("accept", "application/graphql-response+json, application/json"),
            ("accept-language", self.prefs.locale.get_untracked().code()),
        ];
        if let Some(bearer) = &bearer {
            headers.push(("authorization", bearer));
        }
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
        let mut token = match self.is_public {
            true => None,
            false => Some(self.session.token().await.ok_or_else(|| refused("no session", 401))?),
        };
        let mut may_renew = true;
        let mut attempt = 0;
        loop {
            let answer = self.post(&body, token.as_deref()).await;
            let wait = match answer {
                Ok(reply) if reply.status == 401 && may_renew && token.is_some() => {
                    may_renew = false;
                    let old = token.unwrap_or_default();
                    token =
                        Some(self.session.token_instead_of(&old).await.ok_or_else(|| refused("session over", 401))?);
                    continue;
                }
                Ok(reply) if reply.status == 401 && token.is_some() => {
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
