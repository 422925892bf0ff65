//! The home page: who they are, and everything they offer.

use client::{ItemCard, ItemConnection, TenantKind};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Section};

use crate::catalog::card::{CARD_SIZES, campaigns, grid};
use crate::shell::{LcpImage, Page, PageContext, Rendered, render, store};
use crate::text::{Load, pick, picture, rendition_near};

/// How wide the cover is.
const COVER_SIZES: &str = "(min-width: 75rem) 40rem, (min-width: 48rem) 54vw, 100vw";

/// Renders the home page.
#[must_use]
pub fn home(ctx: &PageContext, items: &ItemConnection) -> Rendered {
    render(ctx, || {
        let (given, sold): (Vec<&ItemCard>, Vec<&ItemCard>) =
            items.nodes.iter().partition(|item| item.kind.is_campaign());
        let cover = ctx.storefront.cover.as_ref();
        let lcp = cover.and_then(|image| LcpImage::new(image, COVER_SIZES)).or_else(|| {
            let first = sold.first()?.images.first()?;
            LcpImage::new(first, CARD_SIZES)
        });
        Page {
            title: None,
            description: None,
            image: cover.and_then(|image| rendition_near(image, 1200)).map(|size| size.url.clone()),
            og_type: "website",
            is_indexed: true,
            lcp,
            json_ld: Some(store(ctx)),
            search_words: String::new(),
            class: "home",
            content: content(ctx, &given, &sold, items.page_info.has_next_page),
        }
    })
}

fn content(ctx: &PageContext, given: &[&ItemCard], sold: &[&ItemCard], has_more: bool) -> AnyView {
    let strings = ctx.strings();
    let campaigns = (!given.is_empty()).then(|| {
        let cards = campaigns(ctx, given, 3);
        view! { <Section id="campaigns" title=strings.campaigns_heading>{cards}</Section> }.into_any()
    });
    let products = (!sold.is_empty()).then(|| {
        let cards = grid(ctx, sold, 3, ctx.storefront.cover.is_none());
        view! { <Section id="products" title=strings.items_shop>{cards}</Section> }.into_any()
    });
    let more = has_more.then(|| {
        view! { <p class="more"><ButtonLink href=ctx.links().search() kind=ButtonKind::Secondary>{strings.see_all}</ButtonLink></p> }
    });
    let empty = (given.is_empty() && sold.is_empty()).then(|| {
        view! {
            <div class="empty">
                <h2 class="empty-title">{strings.empty_shop_title}</h2>
                <p>{strings.empty_shop_text}</p>
            </div>
        }
    });
    // A charity leads with what it collects for, a shop with what it sells.
    let (first, second) = match ctx.storefront.kind {
        TenantKind::Charity => (campaigns, products),
        TenantKind::Shop => (products, campaigns),
    };
    view! { {hero(ctx)} {first} {second} {more} {empty} }.into_any()
}

fn hero(ctx: &PageContext) -> AnyView {
    let strings = ctx.strings();
    let storefront = &ctx.storefront;
    let tagline = pick(ctx.locale, &storefront.tagline);
    let cover = storefront
        .cover
        .as_ref()
        .and_then(|image| picture(image, pick(ctx.locale, &image.alt), COVER_SIZES, Load::First));
    let class = if cover.is_some() { "hero hero-with-cover" } else { "hero" };
    let promises = (storefront.kind == TenantKind::Shop).then(|| {
        let promises = [
            storefront.offers_delivery.then_some(strings.delivery_promise),
            storefront.offers_pickup.then_some(strings.pickup_promise),
            Some(strings.no_account_promise),
        ];
        let items = promises.into_iter().flatten().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <ul class="promises" role="list">{items}</ul> }
    });
    view! {
        <div class=class>
            <div class="hero-text">
                <h1 class="hero-title">{ctx.name()}</h1>
                {(!tagline.trim().is_empty()).then(|| view! { <p class="hero-tagline">{tagline}</p> })}
                {promises}
            </div>
            {cover.map(|cover| view! { <div class="hero-cover">{cover}</div> })}
        </div>
    }
    .into_any()
}
