//! The pages that only show: one operation, then a pure function of its data.

use std::{future::Future, sync::Arc};

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use storefront::{HomeData, PageContext, Rendered, SearchData, status as status_page, thanks};

use super::{
    Visit,
    operation::{api, own_error},
    preview,
    reply::{self, cacheable, private, redirect, send},
};
use crate::{
    http::{
        limits,
        page_cache::{CachedPage, PageKey},
    },
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
        is_preview: preview::is_on(visit),
    })
}

/// A page out of the cache, or rendered and put there. Only what is rendered counts against the caller's rate.
async fn kept<F>(visit: &Visit, parameters: String, render: impl FnOnce() -> F) -> Result<Response>
where
    F: Future<Output = Result<Rendered>>,
{
    // A look at what is not open yet is one person's, and so is the page made for it.
    if preview::is_on(visit) {
        admit(visit).await?;
        return match render().await {
            Ok(page) => Ok(preview::page(visit, page)),
            Err(Error::NotFound) => not_found(visit).await,
            Err(error) => Err(error),
        };
    }
    keep(visit, parameters, || async { cacheable(StatusCode::OK, render().await?) }).await
}

/// Whatever can be kept, out of the cache or made and put there.
async fn keep<F>(visit: &Visit, parameters: String, make: impl FnOnce() -> F) -> Result<Response>
where
    F: Future<Output = Result<CachedPage>>,
{
    let key = PageKey { path: visit.path.clone(), parameters, locale: super::own_locale(visit.locale) };
    let make = || async {
        limits::admit(&visit.shared.app, &visit.edge.client, Some(visit.tenant.tenant())).await?;
        make().await
    };
    match visit.shared.pages.page(&visit.shared.app, &visit.scope(), key, make).await {
        Ok(page) => Ok(send(&page, &visit.headers)),
        Err(Error::NotFound) => not_found(visit).await,
        Err(error) => Err(error),
    }
}

/// Types of files that are no pages.
pub(super) struct File;

impl File {
    pub(super) const XML: &'static str = "application/xml; charset=utf-8";
}

/// A file that is kept like a page.
pub(super) async fn file<F>(visit: &Visit, kind: &'static str, make: impl FnOnce() -> F) -> Result<Response>
where
    F: Future<Output = Result<String>>,
{
    // Nothing is loaded by what is no page, even if a browser shows it as one.
    let policy = "default-src 'none'; frame-ancestors 'none'".to_owned();
    keep(visit, String::new(), || async { Ok(CachedPage::new(200, make().await?, policy)?.typed(kind)) }).await
}

/// The tenant's public face alone.
pub(super) async fn face(visit: &Visit) -> Result<client::Storefront> {
    Ok(client::storefront_only(&api(visit, false)).await.map_err(own_error)?.storefront)
}

/// The languages that a tenant's pages are in.
pub(super) fn locales(face: &client::Storefront) -> Vec<storefront::Locale> {
    storefront::locales(face)
}

/// The addresses of one language.
pub(super) fn links_of(face: &client::Storefront, locale: storefront::Locale) -> storefront::Links {
    storefront::Links::new(locale, storefront::default_locale(face))
}

/// The context, unless the tenant is not open yet: then the one page it shows.
pub(super) fn open_context(
    visit: &Visit,
    storefront: client::Storefront,
) -> Result<std::result::Result<PageContext, Rendered>> {
    let is_published = storefront.is_published;
    // A language that the tenant does not keep has no pages.
    if !locales(&storefront).contains(&visit.locale) {
        return Err(Error::NotFound);
    }
    let ctx = context(visit, storefront)?;
    Ok(if is_published || ctx.is_preview { Ok(ctx) } else { Err(storefront::coming_soon(&ctx)) })
}

pub(super) async fn home(visit: &Visit) -> Result<Response> {
    kept(visit, String::new(), || async {
        let data = client::home_page(&api(visit, false)).await.map_err(own_error)?;
        Ok(match open_context(visit, data.storefront)? {
            Ok(ctx) => {
                let home =
                    HomeData { collections: data.collections, sections: data.sections, items: data.catalog_items };
                storefront::home(&ctx, &home)
            }
            Err(soon) => soon,
        })
    })
    .await
}

pub(super) async fn item(visit: &Visit, slug: &str) -> Result<Response> {
    let response = kept(visit, String::new(), || async {
        let data = client::item_page(&api(visit, false), slug).await.map_err(own_error)?;
        match open_context(visit, data.storefront)? {
            // Found by an address that it had before: that is not its page.
            Ok(ctx) => {
                let item = data.catalog_item.filter(|item| item.slug == slug).ok_or(Error::NotFound)?;
                Ok(storefront::item(&ctx, &item, data.giving.as_ref()))
            }
            Err(soon) => Ok(soon),
        }
    })
    .await?;
    if response.status() != StatusCode::NOT_FOUND {
        return Ok(response);
    }
    let data = client::item_page(&api(visit, false), slug).await.map_err(own_error)?;
    match data.catalog_item {
        Some(item) if item.slug != slug => Ok(moved(visit, &visit.links().item(&item.slug))),
        _ => Ok(response),
    }
}

#[derive(Debug, Default, Deserialize)]
struct CollectionParameters {
    #[serde(default)]
    after: Option<String>,
}

pub(super) async fn collection(visit: &Visit, slug: &str) -> Result<Response> {
    let parameters: CollectionParameters = serde_urlencoded::from_str(&visit.query).unwrap_or_default();
    let after = parameters.after.filter(|cursor| !cursor.is_empty());
    let response = kept(visit, after.clone().unwrap_or_default(), || async {
        let data = client::collection_page(&api(visit, false), slug, after.as_deref()).await.map_err(|error| {
            // A cursor that the API refuses comes from the address, and no link of ours has it.
            if error.code() == Some("BAD_INPUT") { Error::NotFound } else { own_error(error) }
        })?;
        match open_context(visit, data.storefront)? {
            Ok(ctx) => {
                let found = data.collection.filter(|found| found.slug == slug).ok_or(Error::NotFound)?;
                Ok(storefront::collection(&ctx, &found, after.is_some()))
            }
            Err(soon) => Ok(soon),
        }
    })
    .await?;
    if response.status() != StatusCode::NOT_FOUND {
        return Ok(response);
    }
    let data = client::collection_page(&api(visit, false), slug, None).await.map_err(own_error)?;
    match data.collection {
        Some(found) if found.slug != slug => Ok(moved(visit, &visit.links().collection(&found.slug))),
        _ => Ok(response),
    }
}

/// Leads to where a page is now, for good, with whatever else stands in the address.
fn moved(visit: &Visit, to: &str) -> Response {
    let query = if visit.query.is_empty() { String::new() } else { format!("?{}", visit.query) };
    redirect(StatusCode::MOVED_PERMANENTLY, &format!("{to}{query}"))
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
    let is_open = ctx.storefront.is_published || ctx.is_preview;
    let page = if is_open { storefront::not_found(&ctx) } else { storefront::coming_soon(&ctx) };
    Ok(private(StatusCode::NOT_FOUND, page))
}

/// Counts a page of one visitor against the caller's rate.
pub(super) async fn admit(visit: &Visit) -> Result<()> {
    visit.admit().await
}
