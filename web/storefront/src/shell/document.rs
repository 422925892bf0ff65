//! The whole document, from its pieces.

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use client::Storefront;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use sha2::{Digest, Sha256};
use ui::{Locale, Theme, WovenPatterns};

use super::{
    Assets, PageContext, Rendered, footer::footer, head::LcpImage, head::head, header::header, icon::icon_address,
};

/// What one page is: its head's values and its content.
pub(crate) struct Page {
    /// Without the tenant's name; none on the home page, which has the tenant's own title.
    pub(crate) title: Option<String>,
    /// For search engines and shared links; the tenant's own if none.
    pub(crate) description: Option<String>,
    /// The picture of a shared link; the tenant's cover if none.
    pub(crate) image: Option<String>,
    /// `website` or `product`.
    pub(crate) og_type: &'static str,
    /// False for pages of one visitor and for results of a search.
    pub(crate) is_indexed: bool,
    /// The picture that the page is waited for.
    pub(crate) lcp: Option<LcpImage>,
    /// Linked data, ready to be printed.
    pub(crate) json_ld: Option<String>,
    /// What is typed into the search field.
    pub(crate) search_words: String,
    /// The class of `main`.
    pub(crate) class: &'static str,
    /// The content of `main`.
    pub(crate) content: AnyView,
}

impl Page {
    /// A page of one visitor: no search engine, no shared link.
    pub(crate) fn private(title: &str, class: &'static str, content: AnyView) -> Self {
        Self {
            title: Some(title.to_owned()),
            description: None,
            image: None,
            og_type: "website",
            is_indexed: false,
            lcp: None,
            json_ld: None,
            search_words: String::new(),
            class,
            content,
        }
    }
}

/// Renders a page of a tenant. `page` is called with the reactive owner in place that components need.
pub(crate) fn render(ctx: &PageContext, page: impl FnOnce() -> Page) -> Rendered {
    let style = Theme::from_accent(&ctx.storefront.accent_color).to_css();
    let style_hash = hash(&style);
    let html = with_owner(|| {
        let page = page();
        let strings = ctx.strings();
        let boot = ctx.assets.boot.clone();
        view! {
            <html lang=ctx.locale.code() dir=ctx.locale.direction()>
                <head>
                    {head(ctx, &page, style)}
                    <script type="module" src=boot></script>
                </head>
                <body>
                    <a class="skip-link" href="#main">{strings.skip_to_content}</a>
                    <WovenPatterns />
                    {ctx.is_preview.then(|| preview_bar(ctx))}
                    {header(ctx, &page.search_words)}
                    <main id="main" class=page.class tabindex="-1">
                        {page.content}
                    </main>
                    {footer(ctx)}
                </body>
            </html>
        }
        .to_html()
    });
    finish(html, style_hash)
}

/// Says that this is a look at the shop, whether visitors see it, and how to end it.
fn preview_bar(ctx: &PageContext) -> AnyView {
    let strings = ctx.strings();
    let text = if ctx.storefront.is_published { strings.preview_open } else { strings.preview_closed };
    view! {
        <form class="preview-bar" action=ctx.links().to("/preview") method="post">
            <p>{text}</p>
            <button class="preview-end" name="end" value="1">{strings.preview_end}</button>
        </form>
    }
    .into_any()
}

/// Renders a page without header, footer and island; in the tenant's colour if it is one's, else in the house's own.
pub(crate) fn render_bare(
    locale: Locale,
    assets: &Assets,
    title: &str,
    of: Option<&Storefront>,
    content: impl FnOnce() -> AnyView,
) -> Rendered {
    let style = Theme::from_accent(of.map_or("", |storefront| &storefront.accent_color)).to_css();
    // Without one, browsers ask for /favicon.ico.
    let icon = of.map_or_else(|| "data:,".to_owned(), icon_address);
    let style_hash = hash(&style);
    let html = with_owner(|| {
        view! {
            <html lang=locale.code() dir=locale.direction()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="robots" content="noindex" />
                    <title>{title.to_owned()}</title>
                    <link rel="icon" href=icon />
                    <style>{style}</style>
                    <link rel="stylesheet" href=assets.css.clone() />
                </head>
                <body>
                    <WovenPatterns />
                    <main id="main" class="bare">{content()}</main>
                </body>
            </html>
        }
        .to_html()
    });
    finish(html, style_hash)
}

fn with_owner(html: impl FnOnce() -> String) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(html);
    drop(owner);
    html
}

fn finish(html: String, style_hash: String) -> Rendered {
    let has_island = html.contains("<leptos-island");
    Rendered { html: format!("<!DOCTYPE html>{html}"), style_hash, has_island }
}

fn hash(style: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(style.as_bytes())))
}
