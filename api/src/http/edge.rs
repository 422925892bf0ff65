//! Who calls: host, address, language, token. Read once, before anything else, and handed down as an extension.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::limits;
use crate::{
    app::App,
    identity,
    kernel::{
        db::TenantAddress,
        error::{Error, Result},
        pace::Pace,
        scope::{Actor, Client, Scope},
        text::Locale,
    },
    keys, tenants,
};

/// The label of the admin app's host.
pub const APP_LABEL: &str = "app";

/// What the edge knows of a request before anybody looks at its path.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Label of the host directly below the base domain; None on the base itself and on foreign hosts.
    pub label: Option<String>,
    /// The host as called, with its port.
    pub host: String,
    /// Address and visitor cookie.
    pub client: Client,
    /// Language of messages, from `Accept-Language`.
    pub locale: Option<Locale>,
    /// As sent by a proxy in front, else our own.
    pub request_id: Arc<str>,
}

impl Edge {
    /// The label of a storefront's host.
    #[must_use]
    pub fn slug(&self) -> Option<&str> {
        self.label.as_deref().filter(|label| *label != APP_LABEL)
    }
}

/// Name of the cookie that tells a visitor from another; `__Host-` needs https.
#[must_use]
pub fn visitor_cookie(app: &App) -> &'static str {
    if app.base.is_https() { "__Host-visitor" } else { "visitor" }
}

/// Puts an [`Edge`] into the request and its id into the answer.
pub async fn mark(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let request_id: Arc<str> = headers
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .filter(|id| {
            (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        })
        .map_or_else(|| Uuid::now_v7().simple().to_string().into(), Arc::from);
    let host = host_of(headers, request.uri()).unwrap_or_default().to_lowercase();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let edge = Edge {
        label: app.base.label_of(&host).map(str::to_owned),
        client: Client {
            address: client_address(headers, peer, app.config.trusted_proxies),
            visitor: CookieJar::from_headers(headers)
                .get(visitor_cookie(&app))
                .map(|c| c.value().to_owned())
                .filter(|v| v.len() <= 64),
            is_suspect: false,
            pace: Pace::default(),
        },
        locale: headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .and_then(Locale::from_accept_language),
        request_id: Arc::clone(&request_id),
        host,
    };
    let pace = edge.client.pace.clone();
    request.extensions_mut().insert(edge);
    let mut response = next.run(request).await;
    let status = response.status();
    limits::tell(&pace, status, response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

fn host_of(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    uri.authority().map(ToString::to_string).or_else(|| headers.get(header::HOST)?.to_str().ok().map(str::to_owned))
}

/// The address `trusted` proxies from the right of `X-Forwarded-For`; the peer itself if none is trusted.
fn client_address(headers: &HeaderMap, peer: Option<SocketAddr>, trusted: usize) -> String {
    let peer = peer.map_or_else(|| "unknown".to_owned(), |peer| peer.ip().to_string());
    if trusted == 0 {
        return peer;
    }
    let chain: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    chain
        .len()
        .checked_sub(trusted)
        .and_then(|n| chain.get(n))
        .and_then(|text| text.parse::<std::net::IpAddr>().ok())
        .map_or(peer, |ip| ip.to_string())
}

/// The tenant a request names: by its host, else by its key, else by the header `X-Tenant`. None if it names none.
///
/// # Errors
/// `NOT_FOUND` for a name that leads nowhere; `UNAVAILABLE` when the database is away.
pub async fn tenant(app: &App, edge: &Edge, headers: &HeaderMap) -> Result<Option<Arc<TenantAddress>>> {
    if edge.slug().is_none()
        && let Ok(Some(token)) = bearer(headers)
        && keys::service::is_key(token.expose_secret())
    {
        let (_, slug) = keys::service::authenticate(app, token.expose_secret()).await?;
        return tenants::address::by_slug(app, &slug).await?.map(Some).ok_or(Error::NotFound);
    }
    let named = edge.slug().or_else(|| headers.get("x-tenant").and_then(|value| value.to_str().ok()));
    let Some(slug) = named else { return Ok(None) };
    tenants::address::by_slug(app, slug).await?.map(Some).ok_or(Error::NotFound)
}

/// Who the request's bearer token speaks for; a visitor without one.
///
/// # Errors
/// `UNAUTHENTICATED` for a token that does not stand.
pub async fn actor(app: &App, headers: &HeaderMap) -> Result<Actor> {
    let Some(token) = bearer(headers)? else { return Ok(Actor::Visitor) };
    let token = token.expose_secret();
    if keys::service::is_key(token) {
        return Ok(Actor::Key(keys::service::authenticate(app, token).await?.0));
    }
    Ok(Actor::User(identity::service::authenticate(app, token).await?))
}

/// The request's bearer token, not yet judged.
///
/// # Errors
/// `UNAUTHENTICATED` for any other kind of authorization.
pub fn bearer(headers: &HeaderMap) -> Result<Option<SecretString>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let token = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or(Error::Unauthenticated("only bearer tokens are read"))?;
    Ok(Some(token.to_owned().into()))
}

/// The scope of a request to `tenant` by `actor`.
#[must_use]
pub fn scope(edge: &Edge, tenant: &TenantAddress, actor: Actor, locale: Locale) -> Scope {
    Scope::request(tenant.tenant(), actor, locale, Arc::clone(&edge.request_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("9.9.9.9, 1.2.3.4"));
        headers.append("x-forwarded-for", HeaderValue::from_static("10.0.0.1"));
        let peer: SocketAddr = "127.0.0.1:5".parse().unwrap();
        assert_eq!(client_address(&headers, Some(peer), 0), "127.0.0.1");
        assert_eq!(client_address(&headers, Some(peer), 1), "10.0.0.1");
        assert_eq!(client_address(&headers, Some(peer), 2), "1.2.3.4");
        assert_eq!(
            client_address(&headers, Some(peer), 9),
            "127.0.0.1",
            "a shorter chain than configured is not believed"
        );
    }
}
