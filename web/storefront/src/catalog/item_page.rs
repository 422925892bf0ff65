//! The page of one item: pictures, price, choices, and the way into the basket; for a campaign the way to give.

use client::{Campaign, CatalogItem, CatalogItemType, Giving};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Icon, IconName, SummaryList, SummaryRow, WovenTile};

use crate::catalog::card::presets;
use crate::catalog::item_form::order_form;
use crate::giving::progress::{donors, progress};
use crate::shell::{LcpImage, Page, PageContext, Rendered, donate_action, product, render};
use crate::strings::duration;
use crate::text::{Load, day, excerpt, money, own, paragraphs, pick, picture, rendition_near};

/// How wide the large picture is.
const GALLERY_SIZES: &str = "(min-width: 75rem) 38rem, (min-width: 56rem) 52vw, 100vw";

/// Renders the page of an item.
#[must_use]
pub fn item(ctx: &PageContext, item: &CatalogItem, giving: Option<&Giving>) -> Rendered {
    render(ctx, || {
        let text = |text| Some(pick(ctx.locale, text)).filter(|text: &String| !text.trim().is_empty());
        let first = item.images.first();
        Page {
            title: own(ctx.locale, &item.seo_title).or_else(|| Some(pick(ctx.locale, &item.name))),
            description: own(ctx.locale, &item.seo_description).or_else(|| text(&item.description)),
            image: first.and_then(|image| rendition_near(image, 1200)).map(|size| size.url.clone()),
            og_type: if item.kind.is_campaign() { "website" } else { "product" },
            is_indexed: true,
            lcp: first.and_then(|image| LcpImage::new(image, GALLERY_SIZES)),
            json_ld: product(ctx, item).or_else(|| donate_action(ctx, item)),
            search_words: String::new(),
            class: "item-page",
            content: content(ctx, item, giving),
        }
    })
}

fn content(ctx: &PageContext, item: &CatalogItem, giving: Option<&Giving>) -> AnyView {
    let strings = ctx.strings();
    let name = pick(ctx.locale, &item.name);
    let description = paragraphs(&pick(ctx.locale, &item.description));
    let act = if item.kind.is_campaign() { give(ctx, item, giving) } else { order_form(ctx, item) };
    let minutes = item.duration_minutes.and_then(|minutes| u32::try_from(minutes).ok()).filter(|minutes| *minutes > 0);
    let duration = minutes.map(|minutes| {
        view! { <p class="item-fact"><Icon name=IconName::Clock /> <span>{strings.duration}{strings.colon}{duration(ctx.locale, minutes)}</span></p> }
    });
    view! {
        <article class="item">
            {gallery(ctx, item, &name)}
            <div class="item-panel">
                <h1 class="item-title">{name.clone()}</h1>
                {price(ctx, item)}
                {duration}
                {act}
                {(!description.is_empty()).then(|| view! {
                    <section class="item-details" aria-labelledby="details">
                        <h2 class="item-details-title" id="details">{strings.details}</h2>
                        <div class="prose">{description}</div>
                    </section>
                })}
                {giving.and_then(|giving| donors(ctx, &giving.donors))}
                {ask(ctx, item, &name)}
            </div>
        </article>
    }
    .into_any()
}

fn gallery(ctx: &PageContext, item: &CatalogItem, name: &str) -> AnyView {
    let pictures: Vec<AnyView> = item
        .images
        .iter()
        .enumerate()
        .filter_map(|(index, image)| {
            let alt = Some(pick(ctx.locale, &image.alt))
                .filter(|alt| !alt.trim().is_empty())
                .unwrap_or_else(|| name.to_owned());
            picture(image, alt, GALLERY_SIZES, if index == 0 { Load::First } else { Load::Later })
        })
        .collect();
    match pictures.len() {
        0 => view! { <div class="gallery"><div class="gallery-picture"><WovenTile /></div></div> }.into_any(),
        1 => view! { <div class="gallery"><div class="gallery-picture">{pictures}</div></div> }.into_any(),
        // Scrolls sideways on a phone, so it must be reachable by keyboard and have a name.
        _ => {
            let pictures =
                pictures.into_iter().map(|picture| view! { <li class="gallery-picture">{picture}</li> }).collect_view();
            view! { <ul class="gallery gallery-many" role="list" tabindex="0" aria-label=ctx.strings().pictures>{pictures}</ul> }.into_any()
        }
    }
}

fn price(ctx: &PageContext, item: &CatalogItem) -> AnyView {
    let strings = ctx.strings();
    let badge = (!item.is_available && !item.kind.is_campaign())
        .then(|| view! { <span class="badge">{strings.sold_out}</span> });
    match &item.price {
        Some(price) => {
            let unit = item.unit.as_ref().map(|unit| pick(ctx.locale, unit)).filter(|unit| !unit.trim().is_empty());
            view! {
                <p class="item-price">
                    <bdi>{money(ctx.locale, price)}</bdi>
                    {unit.map(|unit| view! { <span class="price-unit">" / " {unit}</span> })}
                    {badge}
                </p>
            }
            .into_any()
        }
        None => view! { <p class="item-open-price">{strings.open_amount}</p> }.into_any(),
    }
}

/// How far a campaign has come, what it collects for, and the way to give.
fn give(ctx: &PageContext, item: &CatalogItem, giving: Option<&Giving>) -> AnyView {
    let (strings, links) = (ctx.strings(), ctx.links());
    let campaign = item.campaign.as_ref();
    let rows = campaign.map(|campaign| campaign_rows(ctx, campaign)).unwrap_or_default();
    let collected = giving.and_then(|giving| giving.campaign_progress.as_ref());
    let is_open = collected.is_some_and(|progress| progress.is_open);
    let bar = collected.map(|p| progress(ctx, p, campaign.and_then(|campaign| campaign.goal.as_ref()), true));
    let is_pledge = item.kind == CatalogItemType::PledgeCampaign;
    let (href, label) = if is_pledge {
        (links.pledge(&item.slug), strings.pledge_now)
    } else {
        (links.donate(&item.slug), strings.donate_now)
    };
    let act = if is_open {
        view! { <ButtonLink href=href>{label}</ButtonLink> }.into_any()
    } else {
        view! { <p class="item-out">{strings.campaign_closed_title}</p> }.into_any()
    };
    view! {
        <div class="giving">
            {bar}
            {act}
            {presets(ctx, campaign)}
            {(!rows.is_empty()).then(|| view! { <SummaryList rows=rows /> })}
        </div>
    }
    .into_any()
}

fn campaign_rows(ctx: &PageContext, campaign: &Campaign) -> Vec<SummaryRow> {
    let strings = ctx.strings();
    let amount = |term: &str, value: Option<&client::Money>, is_strong| {
        value.map(|value| SummaryRow { term: term.to_owned(), value: money(ctx.locale, value), is_strong })
    };
    let ends = campaign
        .ends_at
        .as_deref()
        .map(|time| day(time, &ctx.storefront.time_zone, strings))
        .filter(|day| !day.is_empty());
    [
        amount(strings.goal, campaign.goal.as_ref(), true),
        amount(strings.minimum_gift, campaign.minimum.as_ref(), false),
        amount(strings.maximum_gift, campaign.maximum.as_ref(), false),
        ends.map(|day| SummaryRow { term: strings.ends.to_owned(), value: day, is_strong: false }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn ask(ctx: &PageContext, item: &CatalogItem, name: &str) -> Option<AnyView> {
    if item.kind.is_campaign() {
        return None;
    }
    let strings = ctx.strings();
    let address = format!("{}{}", ctx.origin, ctx.links().item(&item.slug));
    let href = ctx.whatsapp(&format!("{} {}\n{address}", strings.ask_text, excerpt(name, 80)))?;
    let view = view! {
        <p class="item-ask">
            <ButtonLink href=href kind=ButtonKind::Quiet external=true>
                <Icon name=IconName::Whatsapp />
                {strings.ask_by_whatsapp}
            </ButtonLink>
        </p>
    };
    Some(view.into_any())
}
