//! The cards of lists: one for what is sold, one for what is given to.

use client::{Campaign, ItemCard};
use leptos::prelude::*;
use ui::WovenTile;

use crate::giving::progress::progress;
use crate::shell::PageContext;
use crate::text::{Load, excerpt, money, pick, picture};

/// How wide a card of the grid is.
pub(crate) const CARD_SIZES: &str = "(min-width: 75rem) 18rem, (min-width: 48rem) 31vw, 46vw";
/// How wide a campaign's card is.
pub(crate) const CAMPAIGN_SIZES: &str = "(min-width: 75rem) 24rem, (min-width: 48rem) 46vw, 92vw";

/// How many cards stand above the fold of a phone.
const ABOVE_THE_FOLD: usize = 2;

/// A grid of cards. `is_on_top`: no large picture stands above it.
pub(crate) fn grid(ctx: &PageContext, items: &[&ItemCard], heading_level: u8, is_on_top: bool) -> AnyView {
    let cards = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let load = match index {
                0 if is_on_top => Load::First,
                index if is_on_top && index < ABOVE_THE_FOLD => Load::Now,
                _ => Load::Later,
            };
            view! { <li class="grid-cell">{card(ctx, item, heading_level, load)}</li> }
        })
        .collect_view();
    view! { <ul class="grid" role="list">{cards}</ul> }.into_any()
}

/// A list of campaigns.
pub(crate) fn campaigns(ctx: &PageContext, items: &[&ItemCard], heading_level: u8) -> AnyView {
    let cards = items
        .iter()
        .map(|item| view! { <li class="grid-cell">{campaign_card(ctx, item, heading_level)}</li> })
        .collect_view();
    view! { <ul class="grid grid-wide" role="list">{cards}</ul> }.into_any()
}

fn heading(level: u8, class: &'static str, content: AnyView) -> AnyView {
    if level == 2 {
        view! { <h2 class=class>{content}</h2> }.into_any()
    } else {
        view! { <h3 class=class>{content}</h3> }.into_any()
    }
}

/// The card's picture; the weave where there is none.
fn card_picture(ctx: &PageContext, item: &ItemCard, sizes: &'static str, load: Load) -> AnyView {
    // The name follows as a link: the picture would only say it twice.
    item.images
        .first()
        .and_then(|image| {
            let alt = if image.alt.ar.is_empty() && image.alt.en.is_empty() {
                String::new()
            } else {
                pick(ctx.locale, &image.alt)
            };
            picture(image, alt, sizes, load)
        })
        .unwrap_or_else(|| view! { <WovenTile /> }.into_any())
}

fn card(ctx: &PageContext, item: &ItemCard, heading_level: u8, load: Load) -> AnyView {
    let strings = ctx.strings();
    let name = pick(ctx.locale, &item.name);
    let link = view! { <a class="card-link" href=ctx.links().item(&item.slug)>{name}</a> }.into_any();
    let price = item.price.as_ref().map(|price| {
        let unit = item.unit.as_ref().map(|unit| pick(ctx.locale, unit)).filter(|unit| !unit.trim().is_empty());
        view! {
            <p class="price">
                <bdi>{money(ctx.locale, price)}</bdi>
                {unit.map(|unit| view! { <span class="price-unit">" / " {unit}</span> })}
            </p>
        }
    });
    let badge = (!item.is_available).then(|| view! { <span class="badge">{strings.sold_out}</span> });
    let class = if item.is_available { "item-card" } else { "item-card item-card-out" };
    view! {
        <article class=class>
            <div class="item-picture">{card_picture(ctx, item, CARD_SIZES, load)} {badge}</div>
            {heading(heading_level, "item-name", link)}
            {price}
        </article>
    }
    .into_any()
}

fn campaign_card(ctx: &PageContext, item: &ItemCard, heading_level: u8) -> AnyView {
    let name = pick(ctx.locale, &item.name);
    let text = excerpt(&pick(ctx.locale, &item.description), 140);
    let link = view! { <a class="card-link" href=ctx.links().item(&item.slug)>{name}</a> }.into_any();
    let goal = item.campaign.as_ref().and_then(|campaign| campaign.goal.as_ref());
    let bar = item.campaign_progress.as_ref().map(|collected| progress(ctx, collected, goal, false));
    view! {
        <article class="item-card campaign-card">
            <div class="item-picture item-picture-wide">{card_picture(ctx, item, CAMPAIGN_SIZES, Load::Later)}</div>
            <div class="campaign-body">
                {heading(heading_level, "item-name", link)}
                <p class="campaign-text">{text}</p>
                {bar}
            </div>
        </article>
    }
    .into_any()
}

/// The amounts that a campaign suggests.
pub(crate) fn presets(ctx: &PageContext, campaign: Option<&Campaign>) -> Option<AnyView> {
    let presets = &campaign?.presets;
    if presets.is_empty() {
        return None;
    }
    let items = presets
        .iter()
        .map(|preset| view! { <li class="chip"><bdi>{money(ctx.locale, preset)}</bdi></li> })
        .collect_view();
    Some(view! { <ul class="chips" role="list" aria-label=ctx.strings().suggested>{items}</ul> }.into_any())
}
