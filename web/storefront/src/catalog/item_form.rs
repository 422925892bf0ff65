//! The form that puts an item into the basket. A plain form; the island around it only makes it quicker.

use client::{CatalogItem, ItemOption};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink, Choice, Icon, IconName, QuantityStepper};

use crate::basket::islands::AddToBasket;
use crate::shell::PageContext;
use crate::strings::only_left;
use crate::text::{difference, pick};

/// Few enough to tell the visitor.
const FEW: u32 = 5;

pub(super) fn order_form(ctx: &PageContext, item: &CatalogItem) -> AnyView {
    let strings = ctx.strings();
    let left = item.stock.and_then(|left| u32::try_from(left).ok());
    if item.price.is_none() || !item.is_available || left == Some(0) {
        return view! { <p class="item-out">{strings.sold_out}</p> }.into_any();
    }
    let links = ctx.links();
    let options = item.options.iter().map(|option| option_group(ctx, option)).collect_view();
    let item_id = item.id.inner().to_owned();
    let few =
        left.filter(|left| *left <= FEW).map(|left| view! { <p class="item-few">{only_left(ctx.locale, left)}</p> });
    view! {
        <AddToBasket>
            <form class="order-form" action=links.basket() method="post">
                <input type="hidden" name="action" value="add" />
                <input type="hidden" name="item" value=item_id />
                {options}
                {few}
                <div class="buy-bar">
                    <QuantityStepper label=strings.quantity less=strings.less more=strings.more maximum=left.unwrap_or(999).clamp(1, 999) />
                    <Button>
                        <Icon name=IconName::Basket />
                        {strings.add_to_basket}
                    </Button>
                </div>
            </form>
            <div class="toast-place" role="status"></div>
            <template>
                <div class="toast">
                    <span class="toast-mark"><Icon name=IconName::Check /></span>
                    <span class="toast-text">{strings.added}</span>
                    <ButtonLink href=links.basket() kind=ButtonKind::Secondary>{strings.view_basket}</ButtonLink>
                </div>
            </template>
        </AddToBasket>
    }
    .into_any()
}

fn option_group(ctx: &PageContext, option: &ItemOption) -> AnyView {
    let choices = option
        .values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let extra = difference(ctx.locale, &value.price_difference);
            let label = pick(ctx.locale, &value.label);
            view! {
                <Choice name=format!("opt_{}", option.key) value=value.key.clone() checked=index == 0>
                    <span>{label}</span>
                    {extra.map(|extra| view! { <span class="choice-extra"><bdi>{extra}</bdi></span> })}
                </Choice>
            }
        })
        .collect_view();
    view! {
        <fieldset class="option">
            <legend class="option-name">{pick(ctx.locale, &option.name)}</legend>
            <div class="choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}
