//! The page of a collection: its name, what it is about, its items in its own order.

use client::{Collection, ItemCard};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink};

use crate::catalog::card::{CARD_SIZES, campaigns, grid};
use crate::shell::{LcpImage, Page, PageContext, Rendered, item_list, render};
use crate::strings::count_of_items;
use crate::text::{own, paragraphs, pick, rendition_near};

/// Renders the page of a collection; a later page of it if `is_continued`.
#[must_use]
pub fn collection(ctx: &PageContext, collection: &Collection, is_continued: bool) -> Rendered {
    render(ctx, || {
        let text = |text| Some(pick(ctx.locale, text)).filter(|text: &String| !text.trim().is_empty());
        let nodes = &collection.items.nodes;
        let first = nodes.iter().find_map(|item| item.images.first());
        Page {
            title: own(ctx.locale, &collection.seo_title).or_else(|| text(&collection.name)),
            description: own(ctx.locale, &collection.seo_description).or_else(|| text(&collection.description)),
            image: first.and_then(|image| rendition_near(image, 1200)).map(|size| size.url.clone()),
            og_type: "website",
            is_indexed: !is_continued,
            lcp: nodes.first().and_then(|item| LcpImage::new(item.images.first()?, CARD_SIZES)),
            json_ld: Some(item_list(ctx, &pick(ctx.locale, &collection.name), nodes)),
            search_words: String::new(),
            class: "listing",
            content: content(ctx, collection, is_continued),
        }
    })
}

fn content(ctx: &PageContext, collection: &Collection, is_continued: bool) -> AnyView {
    let strings = ctx.strings();
    let (given, sold): (Vec<&ItemCard>, Vec<&ItemCard>) =
        collection.items.nodes.iter().partition(|item| item.kind.is_campaign());
    let about = if is_continued { Vec::new() } else { paragraphs(&pick(ctx.locale, &collection.description)) };
    let count = u32::try_from(collection.item_count).unwrap_or(0);
    let page = &collection.items.page_info;
    let next = page.end_cursor.as_deref().filter(|_| page.has_next_page).map(|cursor| {
        let href = ctx.links().collection_after(&collection.slug, cursor);
        view! { <p class="more"><ButtonLink href=href kind=ButtonKind::Secondary>{strings.next_page}</ButtonLink></p> }
    });
    let empty = collection.items.nodes.is_empty().then(|| {
        view! {
            <div class="empty">
                <h2 class="empty-title">{strings.empty_collection}</h2>
                <ButtonLink href=ctx.links().search() kind=ButtonKind::Secondary>{strings.see_all}</ButtonLink>
            </div>
        }
    });
    view! {
        <h1 class="page-title">{pick(ctx.locale, &collection.name)}</h1>
        {(count > 0).then(|| view! { <p class="listing-count">{count_of_items(ctx.locale, count)}</p> })}
        {(!about.is_empty()).then(|| view! { <div class="prose listing-about">{about}</div> })}
        {(!sold.is_empty()).then(|| grid(ctx, &sold, 2, true))}
        {(!given.is_empty()).then(|| campaigns(ctx, &given, 2))}
        {next}
        {empty}
    }
    .into_any()
}
