//! The storefront's host: which path is which page, which pages may be kept, and what a form sets off.

mod basket;
mod checkout;
mod gifts;
mod operation;
mod pages;
mod preview;
mod privacy;
mod reply;
mod seo;

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Bytes,
    extract::{FromRequest, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use storefront::{Links, Locale, NoTenant, Place, place_of};

use super::{
    admin,
    edge::{self, Edge},
    limits,
    log::Learnt,
    shared::Shared,
    visits::{self, Followed},
};
use crate::kernel::{
    db::TenantAddress,
    error::{Error, Result},
    scope::{Actor, Scope},
    text,
};
use gifts::Gift;
use reply::{failure, redirect};

/// Everything that no fixed route takes is a page of the host's tenant.
pub fn routes(_: &Shared) -> Router<Shared> {
    Router::new().fallback(page)
}

/// A request to one page of one tenant.
pub(super) struct Visit {
    shared: Shared,
    edge: Edge,
    tenant: Arc<TenantAddress>,
    locale: Locale,
    path: String,
    query: String,
    headers: HeaderMap,
    /// A form's address is counted before the form is waited for.
    is_counted: bool,
}

impl Visit {
    /// The scope of this page's operations: a visitor's, in the page's language.
    fn scope(&self) -> Scope {
        edge::scope(&self.edge, &self.tenant, Actor::Visitor, own_locale(self.locale))
    }

    /// Scheme and host.
    fn origin(&self) -> String {
        self.shared.app.base.of(&self.tenant.slug)
    }

    /// The addresses of the page's language.
    fn links(&self) -> Links {
        let default = text::Locale::from_tag(&self.tenant.default_locale).unwrap_or_default();
        Links::new(self.locale, page_locale(default))
    }

    /// Counts a page of one visitor against the caller's rate.
    async fn admit(&self) -> Result<()> {
        let (app, client, tenant) = (&self.shared.app, &self.edge.client, Some(self.tenant.tenant()));
        if self.is_counted {
            return limits::admit_rest(app, client, tenant, 1).await;
        }
        limits::admit(app, client, tenant).await
    }

    /// This browser's visit, for a form that is shown or sent: hand its id to the submission, and its cookie on.
    async fn follow(&self) -> Followed {
        visits::of_form(&self.shared.app, &self.edge, &self.tenant, &self.headers, &self.path, &self.query).await
    }

    fn wants_json(&self) -> bool {
        self.headers
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|accept| accept.contains("application/json"))
    }

    /// A form of another site must not act here: browsers name the origin of every POST.
    fn is_from_here(&self) -> bool {
        match self.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) {
            Some(origin) => {
                origin.split_once("://").is_some_and(|(_, host)| host.eq_ignore_ascii_case(&self.edge.host))
            }
            None => true,
        }
    }
}

fn own_locale(locale: Locale) -> text::Locale {
    match locale {
        Locale::Ar => text::Locale::Ar,
        Locale::En => text::Locale::En,
    }
}

fn page_locale(locale: text::Locale) -> Locale {
    match locale {
        text::Locale::Ar => Locale::Ar,
        text::Locale::En => Locale::En,
    }
}

async fn page(
    State(shared): State<Shared>,
    Extension(edge): Extension<Edge>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Response {
    if edge.label.as_deref() == Some(edge::APP_LABEL) {
        return admin::page(&shared, &edge, &method, uri.path());
    }
    let locale = page_locale(edge.locale.unwrap_or_default());
    // Only forms have a body; a page is shown without waiting for one.
    let body = if method == Method::POST {
        if let Err(error) = limits::admit_address(&shared.app, &edge.client).await {
            return failure(&shared, &edge, locale, &error);
        }
        match Bytes::from_request(request, &shared).await {
            Ok(body) => body,
            Err(refused) => return refused.into_response(),
        }
    } else {
        Bytes::new()
    };
    let tenant = match edge.slug() {
        Some(_) => edge::tenant(&shared.app, &edge, &headers).await,
        None => Ok(None),
    };
    let tenant = match tenant {
        Ok(Some(tenant)) => tenant,
        Ok(None) | Err(Error::NotFound) => return reply::without_tenant(&shared, locale, NoTenant::Unknown),
        Err(error) => return failure(&shared, &edge, locale, &error),
    };
    let learnt = Learnt { tenant: Some(tenant.tenant()), user: None };
    let mut response = match answer(&shared, &edge, tenant, &method, &uri, headers, &body).await {
        Ok(response) => response,
        Err(error) => failure(&shared, &edge, locale, &error),
    };
    response.extensions_mut().insert(learnt);
    response
}

async fn answer(
    shared: &Shared,
    edge: &Edge,
    tenant: Arc<TenantAddress>,
    method: &Method,
    uri: &Uri,
    headers: HeaderMap,
    body: &Bytes,
) -> Result<Response> {
    let query = uri.query().unwrap_or_default();
    if !tenant.is_current {
        let to = format!("{}{}", shared.app.base.of(&tenant.slug), uri.path_and_query().map_or("/", |p| p.as_str()));
        return Ok(redirect(StatusCode::MOVED_PERMANENTLY, &to));
    }
    if !tenant.is_active {
        return Err(Error::TenantSuspended);
    }
    let default = text::Locale::from_tag(&tenant.default_locale).unwrap_or_default();
    let Place { locale, path, is_canonical } = place_of(uri.path(), page_locale(default));
    if !is_canonical {
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        return Ok(redirect(StatusCode::MOVED_PERMANENTLY, &format!("{path}{query}")));
    }
    let visit = Visit {
        shared: shared.clone(),
        edge: edge.clone(),
        tenant,
        locale,
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        is_counted: *method == Method::POST,
    };
    route(&visit, method, body).await
}

async fn route(visit: &Visit, method: &Method, body: &Bytes) -> Result<Response> {
    let segments: Vec<&str> = visit.path.split('/').skip(1).collect();
    let reads = matches!(*method, Method::GET | Method::HEAD);
    match segments.as_slice() {
        [""] if reads => pages::home(visit).await,
        ["i", slug] if reads => pages::item(visit, slug).await,
        ["c", slug] if reads => pages::collection(visit, slug).await,
        ["search"] if reads => pages::search(visit).await,
        ["about"] if reads => pages::about(visit).await,
        ["basket"] if reads => basket::show(visit, None).await,
        ["basket"] if *method == Method::POST => basket::change(visit, body).await,
        ["checkout"] if reads => checkout::show(visit).await,
        ["checkout"] if *method == Method::POST => checkout::submit(visit, body).await,
        ["donate", slug] if reads => gifts::show(visit, Gift::Donation, slug).await,
        ["donate", slug] if *method == Method::POST => gifts::submit(visit, Gift::Donation, slug, body).await,
        ["pledge", slug] if reads => gifts::show(visit, Gift::Pledge, slug).await,
        ["pledge", slug] if *method == Method::POST => gifts::submit(visit, Gift::Pledge, slug, body).await,
        ["receipt", token] if reads => gifts::receipt(visit, token).await,
        ["s"] if reads => gifts::show_find(visit).await,
        ["s"] if *method == Method::POST => gifts::find(visit, body).await,
        ["thanks", token] if reads => pages::status(visit, token, true).await,
        ["s", token] if reads => pages::status(visit, token, false).await,
        ["preview"] if *method == Method::POST => preview::begin(visit, body).await,
        ["robots.txt"] if reads => seo::robots(visit).await,
        ["sitemap.xml"] if reads => seo::sitemap(visit).await,
        ["sitemap", part] if reads => seo::sitemap_part(visit, part).await,
        ["favicon.ico"] if reads => seo::favicon(visit).await,
        ["favicon.svg"] if reads => seo::letter(visit).await,
        ["privacy"] if reads => privacy::show(visit).await,
        ["privacy"] if *method == Method::POST => privacy::choose(visit, body).await,
        ["basket" | "checkout" | "privacy" | "s"] | ["donate" | "pledge", _] => {
            Ok(StatusCode::METHOD_NOT_ALLOWED.into_response())
        }
        _ => pages::not_found(visit).await,
    }
}
