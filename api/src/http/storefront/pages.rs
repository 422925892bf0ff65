//! The pages that only show: one operation, then a pure function of its data.

use std::{future::Future, sync::Arc};

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use storefront::{PageContext, Rendered, SearchData, status as status_page, thanks};

use super::{
    Visit,
    operation::{api, own_error},
    reply::{self, cacheable, private, send},
};
use crate::{
    http::{limits, page_cache::PageKey},
    kernel::error::{Error, Result},
};

/// Longest search, in characters; the API takes 100.
const MAX_WORDS: usize = 100;

/// What every page of the tenant is made with.
pub(super) fn context(visit: &Visit, storefront: client::Storefront) -> Result<PageContext> {
    Ok(PageContext {
        storefront,
        locale: visit.locale,
        origin: visit.origin(),
        path: visit.path.clone(),
        assets: Arc::new(reply::assets(&visit.shared)?),
    })
}

/// A page out of the cache, or rendered and put there. Only what is rendered counts against the caller's rate.
async fn kept<F>(visit: &Visit, parameters: String, render: impl FnOnce() -> F) -> Result<Response>
where
    F: Future<Output = Result<Rendered>>,
{
    let key = PageKey { path: visit.path.clone(), parameters, locale: super::own_locale(visit.locale) };
    let make = || async {
        limits::admit(&visit.shared.app, &visit.edge.client, Some(visit.tenant.tenant())).await?;
        cacheable(StatusCode::OK, render().await?)
    };
    match visit.shared.pages.page(&visit.shared.app, &visit.scope(), key, make).await {
        Ok(page) => Ok(send(&page, &visit.headers)),
        Err(Error::NotFound) => not_found(visit).await,
        Err(error) => Err(error),
    }
}

/// The context, unless the tenant is not open yet: then the one page it shows.
fn open_context(visit: &Visit, storefront: client::Storefront) -> Result<std::result::Result<PageContext, Rendered>> {
    let is_published = storefront.is_published;
    let ctx = context(visit, storefront)?;
    Ok(if is_published { Ok(ctx) } else { Err(storefront::coming_soon(&ctx)) })
}

pub(super) async fn home(visit: &Visit) -> Result<Response> {
    kept(visit, String::new(), || async {
        let data = client::home_page(&api(visit, false)).await.map_err(own_error)?;
        Ok(match open_context(visit, data.storefront)? {
            Ok(ctx) => storefront::home(&ctx, &data.catalog_items),
            Err(soon) => soon,
        })
    })
    .await
}

pub(super) async fn item(visit: &Visit, slug: &str) -> Result<Response> {
    kept(visit, String::new(), || async {
        let data = client::item_page(&api(visit, false), slug).await.map_err(own_error)?;
        match open_context(visit, data.storefront)? {
            Ok(ctx) => Ok(storefront::item(&ctx, &data.catalog_item.ok_or(Error::NotFound)?)),
            Err(soon) => Ok(soon),
        }
    })
    .await
}

pub(super) async fn about(visit: &Visit) -> Result<Response> {
    kept(visit, String::new(), || async {
        let data = client::storefront_only(&api(visit, false)).await.map_err(own_error)?;
        Ok(match open_context(visit, data.storefront)? {
            Ok(ctx) => storefront::about(&ctx),
            Err(soon) => soon,
        })
    })
    .await
}

#[derive(Debug, Default, Deserialize)]
struct SearchParameters {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: Option<String>,
}

pub(super) async fn search(visit: &Visit) -> Result<Response> {
    let parameters: SearchParameters = serde_urlencoded::from_str(&visit.query).unwrap_or_default();
    let words: String = parameters.q.trim().chars().take(MAX_WORDS).collect();
    let after = parameters.after.filter(|cursor| !cursor.is_empty());
    let key = format!("{words}\n{}", after.as_deref().unwrap_or_default());
    kept(visit, key, || async {
        let data = client::search_page(&api(visit, false), &words, after.as_deref()).await.map_err(|error| {
            // Words or a cursor that the API refuses come from the address, and no link of ours has it.
            if error.code() == Some("BAD_INPUT") { Error::NotFound } else { own_error(error) }
        })?;
        Ok(match open_context(visit, data.storefront)? {
            Ok(ctx) => {
                let found =
                    SearchData { words: words.clone(), items: data.catalog_items, is_continued: after.is_some() };
                storefront::search(&ctx, &found)
            }
            Err(soon) => soon,
        })
    })
    .await
}

/// The page by a signed link: right after the order, or later.
pub(super) async fn status(visit: &Visit, token: &str, is_thanks: bool) -> Result<Response> {
    admit(visit).await?;
    let data = client::status_page(&api(visit, false), token).await.map_err(own_error)?;
    let ctx = context(visit, data.storefront)?;
    let found = data.submission_status.as_ref();
    let code = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let page = if is_thanks { thanks(&ctx, found, token) } else { status_page(&ctx, found, token) };
    Ok(private(code, page))
}

/// The tenant's own page for an address that leads nowhere.
pub(super) async fn not_found(visit: &Visit) -> Result<Response> {
    admit(visit).await?;
    let data = client::storefront_only(&api(visit, false)).await.map_err(own_error)?;
    let ctx = context(visit, data.storefront)?;
    Ok(private(StatusCode::NOT_FOUND, storefront::not_found(&ctx)))
}

/// Counts a page of one visitor against the caller's rate.
pub(super) async fn admit(visit: &Visit) -> Result<()> {
    limits::admit(&visit.shared.app, &visit.edge.client, Some(visit.tenant.tenant())).await.map(|_| ())
}
