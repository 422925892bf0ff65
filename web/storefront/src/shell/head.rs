//! The document's head: what browsers, search engines and shared links read.

use client::Image;
use leptos::prelude::*;

use super::{PageContext, document::Page, icon::icon_address};
use crate::text::{excerpt, own, pick, rendition_near, srcset};

/// The picture a page is waited for, so that the browser asks for it before it has read the page.
pub(crate) struct LcpImage {
    src: String,
    srcset: Option<String>,
    sizes: &'static str,
}

impl LcpImage {
    /// Of a picture that is drawn with these `sizes`.
    pub(crate) fn new(image: &Image, sizes: &'static str) -> Option<Self> {
        Some(Self { src: rendition_near(image, 800)?.url.clone(), srcset: srcset(image), sizes })
    }
}

/// Everything in the head but the boot script.
pub(super) fn head(ctx: &PageContext, page: &Page, style: String) -> AnyView {
    let title = title_of(ctx, page);
    let description = description_of(ctx, page);
    let canonical = ctx.address_in(ctx.locale);
    let robots = (!page.is_indexed).then(|| view! { <meta name="robots" content="noindex" /> });
    let public = page.is_indexed.then(|| public_head(ctx, page, &title, &description, &canonical));
    let fonts = ctx
        .assets
        .fonts_of(ctx.locale)
        .iter()
        .map(|font| view! { <link rel="preload" href=font.clone() r#as="font" r#type="font/woff2" crossorigin="" /> })
        .collect_view();
    let lcp = page.lcp.as_ref().map(|image| {
        let sizes = image.srcset.is_some().then_some(image.sizes);
        view! {
            <link rel="preload" r#as="image" href=image.src.clone() imagesrcset=image.srcset.clone() imagesizes=sizes fetchpriority="high" />
        }
    });
    let icon = view! { <link rel="icon" href=icon_address(&ctx.storefront) /> };
    view! {
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content=description />
        {robots}
        {lcp}
        {fonts}
        <style>{style}</style>
        <link rel="stylesheet" href=ctx.assets.css.clone() />
        {public}
        {icon}
        <meta name="format-detection" content="telephone=no" />
        <meta name="theme-color" content="#ffffff" />
    }
    .into_any()
}

/// What only pages for everyone have: canonical address, the other language, shared links, linked data.
fn public_head(ctx: &PageContext, page: &Page, title: &str, description: &str, canonical: &str) -> AnyView {
    let locales = ctx.locales();
    let alternates = (locales.len() > 1).then(|| {
        let default = crate::text::locale_of(ctx.storefront.default_locale);
        let named = locales
            .iter()
            .map(|locale| view! { <link rel="alternate" hreflang=locale.code() href=ctx.address_in(*locale) /> })
            .collect_view();
        view! {
            {named}
            <link rel="alternate" hreflang="x-default" href=ctx.address_in(default) />
        }
    });
    let og_name = |locale: ui::Locale| if locale == ui::Locale::Ar { "ar_KW" } else { "en_US" };
    let og_locale = og_name(ctx.locale);
    let og_others = locales
        .iter()
        .filter(|locale| **locale != ctx.locale)
        .map(|locale| og("og:locale:alternate", og_name(*locale).to_owned()))
        .collect_view();
    let cover = || {
        ctx.storefront
            .cover
            .as_ref()
            .or(ctx.storefront.logo.as_ref())
            .and_then(|image| rendition_near(image, 1200))
            .map(|size| size.url.clone())
    };
    let image = page.image.clone().or_else(cover).map(|url| {
        view! {
            {og("og:image", ctx.absolute(&url))}
            <meta name="twitter:card" content="summary_large_image" />
        }
    });
    let json_ld = page.json_ld.clone().map(|json| view! { <script type="application/ld+json">{json}</script> });
    view! {
        <link rel="canonical" href=canonical.to_owned() />
        {alternates}
        {og("og:type", page.og_type.to_owned())}
        {og("og:site_name", ctx.name())}
        {og("og:title", title.to_owned())}
        {og("og:description", description.to_owned())}
        {og("og:url", canonical.to_owned())}
        {og("og:locale", og_locale.to_owned())}
        {og_others}
        {image}
        {json_ld}
    }
    .into_any()
}

/// One value for shared links.
fn og(property: &'static str, content: String) -> AnyView {
    leptos::html::meta().attr("property", property).content(content).into_any()
}

fn title_of(ctx: &PageContext, page: &Page) -> String {
    let name = ctx.name();
    match &page.title {
        Some(title) => format!("{title}{}{name}", ctx.strings().title_divider),
        None => own(ctx.locale, &ctx.storefront.seo_title).unwrap_or(name),
    }
}

fn description_of(ctx: &PageContext, page: &Page) -> String {
    let storefront = &ctx.storefront;
    let texts = [
        page.description.clone().unwrap_or_default(),
        own(ctx.locale, &storefront.seo_description).unwrap_or_default(),
        pick(ctx.locale, &storefront.tagline),
        pick(ctx.locale, &storefront.about),
    ];
    let text = texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_else(|| ctx.name());
    excerpt(&text, 160)
}
