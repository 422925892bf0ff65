//! `POST /storefront/{slug}/visit`: a page tells that somebody looks at it. Plain HTTP because a cookie is set.
//!
//! The cookie is this browser's visit at this tenant: signed, so that nobody can take another's, and read by nobody but
//! us. A page that comes out of the cache never counts: only the beacon does, or the first form of a visitor without
//! script. Who declined keeps no name: only the half hour of the visit itself is remembered.

use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use axum_extra::extract::CookieJar;
use chrono::{TimeDelta, Utc};
use entity::ids::{TenantId, VisitId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    edge::{self, Edge},
    graphql::status_of,
    limits,
    log::Learnt,
    shared::Shared,
};
use crate::{
    app::App,
    attribution::{
        rules::{self, Consent, IDLE},
        service::record_visit,
        types::NewVisit,
    },
    kernel::{
        db::TenantAddress,
        error::{Error, Result},
        scope::Actor,
        text::Locale,
    },
};

/// No beacon of ours is longer.
const MAX_BODY: usize = 8 * 1024;
/// Purpose of the cookie's signature.
const PURPOSE: &str = "visit";
/// How long a visitor is known.
const KNOWN_FOR: TimeDelta = TimeDelta::days(395);
/// The visitor's own choice, kept by the page about privacy.
pub const CONSENT_COOKIE: &str = "consent";

/// The routes; their layers are the router's.
pub fn routes() -> Router<Shared> {
    Router::new().route("/storefront/{slug}/visit", post(beacon)).layer(DefaultBodyLimit::max(MAX_BODY))
}

/// What a page tells about itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Hit {
    /// `utm_source`.
    pub utm_source: Option<String>,
    /// `utm_medium`.
    pub utm_medium: Option<String>,
    /// `utm_campaign`.
    pub utm_campaign: Option<String>,
    /// `utm_term`.
    pub utm_term: Option<String>,
    /// `utm_content`.
    pub utm_content: Option<String>,
    /// Where the page was come to from.
    pub referrer: Option<String>,
    /// The page.
    pub path: Option<String>,
    /// `granted`, `declined`, `unknown`.
    pub consent: Option<String>,
}

impl Hit {
    /// What the address of a page says: its path, and the marketing values of its query.
    #[must_use]
    pub fn of_address(path: &str, query: &str) -> Self {
        let hit = serde_urlencoded::from_str(query).unwrap_or_default();
        // Only the marketing values count: a query may hold anything.
        Self { referrer: None, consent: None, path: Some(path.to_owned()), ..hit }
    }
}

/// The cookie's content.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Known {
    t: TenantId,
    i: VisitId,
    /// None: declined.
    v: Option<Uuid>,
    /// Last hit, in milliseconds.
    s: i64,
}

/// The visit that a hit belongs to.
#[derive(Debug, Default)]
pub struct Followed {
    /// None: a robot.
    pub visit: Option<VisitId>,
    /// To be set.
    pub cookie: Option<HeaderValue>,
}

impl Followed {
    /// Sets the cookie.
    pub fn tell(self, response: &mut Response) {
        if let Some(cookie) = self.cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

async fn beacon(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let tenant = match edge::tenant(&shared.app, &edge, &HeaderMap::new()).await {
        Ok(Some(tenant)) if tenant.is_active && tenant.slug == slug => tenant,
        Ok(_) | Err(Error::NotFound) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return status_of(&error).into_response(),
    };
    if !is_from_here(&edge, &headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    // Not counted before: only a visit that begins counts, and whether one does stands in the body.
    let body = match Bytes::from_request(request, &shared).await {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    let Ok(hit) = serde_json::from_slice::<Hit>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let mut response = match follow(&shared.app, &edge, &tenant, &headers, &hit).await {
        Ok(followed) => {
            let id = followed.visit.map(|visit| visit.to_string());
            let mut response = Json(json!({ "visit_id": id })).into_response();
            followed.tell(&mut response);
            response
        }
        Err(error) => {
            let mut response = status_of(&error).into_response();
            limits::tell_retry(&error, response.headers_mut());
            response
        }
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(Learnt { tenant: Some(tenant.tenant()), user: None });
    response
}

/// Browsers name the origin of every POST; another site's page must not count here.
fn is_from_here(edge: &Edge, headers: &HeaderMap) -> bool {
    match headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) {
        Some(origin) => origin.split_once("://").is_some_and(|(_, host)| host.eq_ignore_ascii_case(&edge.host)),
        None => true,
    }
}

/// The visit of this browser: the one that goes on, or a new one.
///
/// # Errors
/// `RATE_LIMITED`, `TENANT_SUSPENDED`; `UNAVAILABLE` when the database is away.
pub async fn follow(
    app: &App,
    edge: &Edge,
    tenant: &TenantAddress,
    headers: &HeaderMap,
    hit: &Hit,
) -> Result<Followed> {
    if rules::is_robot(text(headers, header::USER_AGENT.as_str())) {
        return Ok(Followed::default());
    }
    let now = app.clock.now();
    let known = known(app, tenant, headers);
    let consent = consent(headers, hit);
    let is_declined = consent == Consent::Declined;
    if let Some(known) = known
        && now.timestamp_millis() - known.s < IDLE.num_milliseconds()
        && known.v.is_none() == is_declined
    {
        let cookie = cookie(app, Known { s: now.timestamp_millis(), ..known }, now)?;
        return Ok(Followed { visit: Some(known.i), cookie });
    }
    limits::admit(app, &edge.client, Some(tenant.tenant())).await?;
    let visitor = if is_declined { None } else { Some(known.and_then(|known| known.v).unwrap_or_else(Uuid::new_v4)) };
    let mut visit = NewVisit {
        // Who declined is a stranger each time.
        visitor: visitor.unwrap_or_else(Uuid::new_v4),
        landing_path: rules::landing_path(hit.path.as_deref().unwrap_or_default()),
        consent,
        ..NewVisit::default()
    };
    if !is_declined {
        visit.source = rules::value(hit.utm_source.as_deref());
        visit.medium = rules::value(hit.utm_medium.as_deref());
        visit.campaign = rules::value(hit.utm_campaign.as_deref());
        visit.term = rules::value(hit.utm_term.as_deref());
        visit.content = rules::value(hit.utm_content.as_deref());
        visit.referrer = rules::referrer(hit.referrer.as_deref(), &edge.host);
    }
    let scope = edge::scope(edge, tenant, Actor::Visitor, Locale::default());
    let id = record_visit(app, &scope, &visit).await?;
    let cookie = cookie(app, Known { t: tenant.tenant(), i: id, v: visitor, s: now.timestamp_millis() }, now)?;
    Ok(Followed { visit: Some(id), cookie })
}

/// The visit of whoever sends or opens a form, told by the address of the form or of the page before it: so visitors
/// without script are counted too. A form is never refused for it.
pub async fn of_form(
    app: &App,
    edge: &Edge,
    tenant: &TenantAddress,
    headers: &HeaderMap,
    path: &str,
    query: &str,
) -> Followed {
    let before = text(headers, header::REFERER.as_str()).unwrap_or_default();
    let own = format!("://{}/", edge.host);
    let hit = match before.split_once(&own) {
        Some((_, rest)) if !query.contains("utm_") => {
            let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
            Hit::of_address(&format!("/{path}"), query)
        }
        _ => Hit { referrer: Some(before.to_owned()), ..Hit::of_address(path, query) },
    };
    follow(app, edge, tenant, headers, &hit).await.unwrap_or_else(|error| {
        tracing::debug!(%error, "a visit was not recorded");
        Followed::default()
    })
}

fn known(app: &App, tenant: &TenantAddress, headers: &HeaderMap) -> Option<Known> {
    let jar = CookieJar::from_headers(headers);
    let known: Known = app.links.read(PURPOSE, jar.get(cookie_name(app))?.value(), app.clock.now())?;
    (known.t == tenant.tenant()).then_some(known)
}

/// Name of the visit's cookie; `__Host-` needs https.
#[must_use]
pub fn cookie_name(app: &App) -> &'static str {
    if app.base.is_https() { "__Host-visit" } else { "visit" }
}

fn cookie(app: &App, known: Known, now: chrono::DateTime<Utc>) -> Result<Option<HeaderValue>> {
    let life = if known.v.is_some() { KNOWN_FOR } else { IDLE };
    let value = app.links.sign(PURPOSE, &known, now + life)?;
    let secure = if app.base.is_https() { "; Secure" } else { "" };
    let text =
        format!("{}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", cookie_name(app), life.num_seconds());
    Ok(HeaderValue::from_str(&text).ok())
}

/// A browser's standing no counts before anything a page says; then the visitor's own choice, then the page's word.
fn consent(headers: &HeaderMap, hit: &Hit) -> Consent {
    let says_no = |name: &str| text(headers, name) == Some("1");
    if says_no("sec-gpc") || says_no("dnt") {
        return Consent::Declined;
    }
    let jar = CookieJar::from_headers(headers);
    jar.get(CONSENT_COOKIE)
        .and_then(|cookie| Consent::parse(cookie.value()))
        .or_else(|| hit.consent.as_deref().and_then(Consent::parse))
        .unwrap_or_default()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
