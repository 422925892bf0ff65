//! The home page: who they are, and everything they offer.

use client::{CollectionLink, HomeSection, ItemCard, ItemConnection, TenantKind};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Section};

use crate::catalog::card::{CARD_SIZES, campaigns, grid};
use crate::shell::{LcpImage, Page, PageContext, Rendered, render, store};
use crate::text::{Load, pick, picture, rendition_near};

/// How wide the cover is.
const COVER_SIZES: &str = "(min-width: 75rem) 40rem, (min-width: 48rem) 54vw, 100vw";

/// What the home page shows.
#[derive(Debug, Clone, Default)]
pub struct HomeData {
    /// Every collection that visitors see.
    pub collections: Vec<CollectionLink>,
    /// Those that are sections here.
    pub sections: Vec<HomeSection>,
    /// The first of all items.
    pub items: ItemConnection,
}

/// Renders the home page.
#[must_use]
pub fn home(ctx: &PageContext, data: &HomeData) -> Rendered {
    render(ctx, || {
        let items = &data.items;
        // What stands in a section is not said twice.
        let is_shelved = |item: &&ItemCard| {
            data.sections
                .iter()
                .any(|section| section.top_items.iter().take(shown_of(section)).any(|one| one.id == item.id))
        };
        let (given, sold): (Vec<&ItemCard>, Vec<&ItemCard>) =
            items.nodes.iter().filter(|item| !is_shelved(item)).partition(|item| item.kind.is_campaign());
        let cover = ctx.storefront.cover.as_ref();
        let lcp = cover.and_then(|image| LcpImage::new(image, COVER_SIZES)).or_else(|| {
            let shelved = data.sections.iter().find_map(|section| section.top_items.first());
            let first = shelved.or(sold.first().copied())?.images.first()?;
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
            content: content(ctx, data, &given, &sold),
        }
    })
}

fn content(ctx: &PageContext, data: &HomeData, given: &[&ItemCard], sold: &[&ItemCard]) -> AnyView {
    let strings = ctx.strings();
    let has_more = data.items.page_info.has_next_page;
    let sections: Vec<AnyView> = data.sections.iter().filter_map(|section| shelf(ctx, section)).collect();
    let is_first = ctx.storefront.cover.is_none() && sections.is_empty();
    let campaigns = (!given.is_empty()).then(|| {
        let cards = campaigns(ctx, given, 3);
        view! { <Section id="campaigns" title=strings.campaigns_heading>{cards}</Section> }.into_any()
    });
    let products = (!sold.is_empty()).then(|| {
        let cards = grid(ctx, sold, 3, is_first);
        let title = if data.sections.is_empty() { strings.items_shop } else { strings.more_items };
        view! { <Section id="products" title=title>{cards}</Section> }.into_any()
    });
    let more = has_more.then(|| {
        view! { <p class="more"><ButtonLink href=ctx.links().search() kind=ButtonKind::Secondary>{strings.see_all}</ButtonLink></p> }
    });
    let empty = (given.is_empty() && sold.is_empty() && sections.is_empty()).then(|| {
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
    view! { {hero(ctx)} {shelves(ctx, &data.collections)} {sections} {first} {second} {more} {empty} }.into_any()
}

/// Links to every collection that has something in it.
fn shelves(ctx: &PageContext, collections: &[CollectionLink]) -> Option<AnyView> {
    let links: Vec<_> = collections
        .iter()
        .filter(|collection| collection.item_count > 0)
        .map(|collection| {
            let name = pick(ctx.locale, &collection.name);
            view! { <li><a class="chip" href=ctx.links().collection(&collection.slug)>{name}</a></li> }
        })
        .collect();
    if links.is_empty() {
        return None;
    }
    let label = ctx.strings().collections;
    Some(view! { <nav class="shelves" aria-label=label><ul class="chips" role="list">{links}</ul></nav> }.into_any())
}

/// How many of a section's items are shown: whole rows on any screen, where two or four of them stand side by side.
fn shown_of(section: &HomeSection) -> usize {
    if section.top_items.len() < 8 { 4 } else { 8 }
}

/// A collection as a section: its first items, and the way to the rest.
fn shelf(ctx: &PageContext, section: &HomeSection) -> Option<AnyView> {
    if section.top_items.is_empty() {
        return None;
    }
    let shown = shown_of(section);
    let (given, sold): (Vec<&ItemCard>, Vec<&ItemCard>) =
        section.top_items.iter().take(shown).partition(|item| item.kind.is_campaign());
    let name = pick(ctx.locale, &section.name);
    let has_more = usize::try_from(section.item_count).unwrap_or(0) > shown;
    let more = has_more.then(|| {
        let label = format!("{}{}{name}", ctx.strings().see_all, ctx.strings().colon);
        view! {
            <p class="more">
                <a class="button button-secondary" href=ctx.links().collection(&section.slug) aria-label=label>{ctx.strings().see_all}</a>
            </p>
        }
    });
    let id = format!("shelf-{}", section.slug);
    let label = id.clone();
    let view = view! {
        <section class="section" aria-labelledby=label>
            <h2 class="section-title" id=id><a class="section-link" href=ctx.links().collection(&section.slug)>{name}</a></h2>
            {(!sold.is_empty()).then(|| grid(ctx, &sold, 3, false))}
            {(!given.is_empty()).then(|| campaigns(ctx, &given, 3))}
            {more}
        </section>
    };
    Some(view.into_any())
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
