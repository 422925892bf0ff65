//! What search engines and browsers ask for beside pages: robots.txt, the sitemap, the sign in a tab.

use std::fmt::Write;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use storefront::Locale;

use super::{
    Visit,
    pages::{self, File},
    reply::redirect,
};
use crate::{
    catalog::service::{self as catalog, Listed},
    kernel::{
        error::{Error, Result},
        permission::Permission,
    },
};

/// Addresses of one file of the sitemap; each stands there once for each language.
const ADDRESSES_OF_A_FILE: u64 = 1_000;
/// Pages of one visitor are nothing to index.
const PRIVATE: [&str; 8] = ["/basket", "/checkout", "/donate", "/pledge", "/thanks/", "/s/", "/receipt/", "/preview"];

/// What robots may read.
pub(super) async fn robots(visit: &Visit) -> Result<Response> {
    pages::file(visit, "text/plain; charset=utf-8", || async {
        let face = pages::face(visit).await?;
        let mut text = "User-agent: *\n".to_owned();
        if face.is_published {
            for locale in pages::locales(&face) {
                for path in PRIVATE {
                    let _ = writeln!(text, "Disallow: {}", pages::links_of(&face, locale).to(path));
                }
            }
            let _ = writeln!(text, "\nSitemap: {}/sitemap.xml", visit.origin());
        } else {
            text.push_str("Disallow: /\n");
        }
        Ok(text)
    })
    .await
}

/// Every public address, in every language: one file, or a list of files when there are many.
pub(super) async fn sitemap(visit: &Visit) -> Result<Response> {
    pages::file(visit, File::XML, || async {
        let face = pages::face(visit).await?;
        if !face.is_published {
            return Err(Error::NotFound);
        }
        let read = visit.shared.app.db.read(&visit.scope(), Permission::Browse).await?;
        let listed = catalog::listed(&read, 0, ADDRESSES_OF_A_FILE + 1).await?;
        let collections = catalog::listed_collections(&read).await?;
        let total = if listed.len() as u64 > ADDRESSES_OF_A_FILE { catalog::count_listed(&read).await? } else { 0 };
        drop(read);
        if total > 0 {
            return Ok(index(&visit.origin(), total.div_ceil(ADDRESSES_OF_A_FILE)));
        }
        let mut addresses = vec![Address::plain("/"), Address::plain("/about"), Address::plain("/search")];
        addresses.extend(collections.into_iter().map(|one| Address::of("/c/", one)));
        addresses.extend(listed.into_iter().map(|one| Address::of("/i/", one)));
        Ok(urls(&visit.origin(), &face, &addresses))
    })
    .await
}

/// One of several files, counted from 1.
pub(super) async fn sitemap_part(visit: &Visit, name: &str) -> Result<Response> {
    let part = name.strip_suffix(".xml").and_then(|digits| digits.parse::<u64>().ok()).filter(|part| *part > 0);
    let Some(part) = part.filter(|part| *part <= 1_000) else { return pages::not_found(visit).await };
    pages::file(visit, File::XML, || async {
        let face = pages::face(visit).await?;
        let read = visit.shared.app.db.read(&visit.scope(), Permission::Browse).await?;
        let listed = catalog::listed(&read, (part - 1) * ADDRESSES_OF_A_FILE, ADDRESSES_OF_A_FILE).await?;
        let collections = if part == 1 { catalog::listed_collections(&read).await? } else { Vec::new() };
        drop(read);
        if listed.is_empty() || !face.is_published {
            return Err(Error::NotFound);
        }
        let mut addresses = Vec::new();
        if part == 1 {
            addresses.extend(["/", "/about", "/search"].map(Address::plain));
            addresses.extend(collections.into_iter().map(|one| Address::of("/c/", one)));
        }
        addresses.extend(listed.into_iter().map(|one| Address::of("/i/", one)));
        Ok(urls(&visit.origin(), &face, &addresses))
    })
    .await
}

/// A path without language and the day it last changed.
struct Address {
    path: String,
    changed: Option<String>,
}

impl Address {
    fn plain(path: &str) -> Self {
        Self { path: path.to_owned(), changed: None }
    }

    fn of(prefix: &str, one: Listed) -> Self {
        Self { path: format!("{prefix}{}", one.slug), changed: Some(one.updated_at.format("%Y-%m-%d").to_string()) }
    }
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

fn index(origin: &str, files: u64) -> String {
    let mut text = format!("{DECLARATION}\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for file in 1..=files {
        let _ = writeln!(text, "<sitemap><loc>{origin}/sitemap/{file}.xml</loc></sitemap>");
    }
    text.push_str("</sitemapindex>\n");
    text
}

/// Slugs and hosts are of letters, digits, hyphens and dots, so nothing here needs escaping.
fn urls(origin: &str, face: &client::Storefront, addresses: &[Address]) -> String {
    let mut text = format!(
        "{DECLARATION}\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    );
    let locales = pages::locales(face);
    for Address { path, changed } in addresses {
        let at = |locale: Locale| format!("{origin}{}", pages::links_of(face, locale).to(path));
        for locale in &locales {
            let _ = write!(text, "<url><loc>{}</loc>", at(*locale));
            if let Some(day) = changed {
                let _ = write!(text, "<lastmod>{day}</lastmod>");
            }
            if locales.len() > 1 {
                for other in &locales {
                    let _ = write!(
                        text,
                        "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                        other.code(),
                        at(*other)
                    );
                }
            }
            text.push_str("</url>\n");
        }
    }
    text.push_str("</urlset>\n");
    text
}

/// The sign in a tab, for browsers that ask without having been told: the logo, else the tenant's letter.
pub(super) async fn favicon(visit: &Visit) -> Result<Response> {
    pages::admit(visit).await?;
    let face = pages::face(visit).await?;
    let to = storefront::icon_address(&face);
    Ok(redirect(StatusCode::FOUND, &to))
}

/// The tenant's first letter on its colour.
pub(super) async fn letter(visit: &Visit) -> Result<Response> {
    let response = pages::file(visit, "image/svg+xml", || async {
        let face = pages::face(visit).await?;
        Ok(storefront::letter_icon(&face))
    })
    .await?;
    Ok(response.into_response())
}
