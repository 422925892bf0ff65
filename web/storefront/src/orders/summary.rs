//! The lines and the sums of an order, before it is placed and after.

use client::{Fulfilment, SubmissionStatus};
use leptos::prelude::*;
use ui::{Amount, SummaryList, SummaryRow};

use crate::basket::basket_page::amount;
use crate::basket::price::PricedBasket;
use crate::shell::PageContext;
use crate::text::{digits_of, money, pick};

fn row(term: &str, value: String) -> SummaryRow {
    SummaryRow { term: term.to_owned(), value, is_strong: false }
}

/// The delivery fee, or that there is none.
pub(super) fn fee_text(ctx: &PageContext) -> String {
    let fee = &ctx.storefront.delivery_fee;
    match Amount::parse(&fee.amount, digits_of(fee)) {
        Some(Amount(0)) => ctx.strings().free.to_owned(),
        _ => money(ctx.locale, fee),
    }
}

fn line(quantity: String, name: String, options: String, total: String) -> AnyView {
    view! {
        <li class="order-line">
            <span class="order-line-quantity"><bdi dir="ltr">{quantity}</bdi></span>
            <span class="order-line-name">
                {name}
                {(!options.is_empty()).then(|| view! { <span class="order-line-options">{options}</span> })}
            </span>
            <span class="order-line-total"><bdi>{total}</bdi></span>
        </li>
    }
    .into_any()
}

/// Beside the checkout's form. Both sums stand in it; the style sheet shows the one of the choice made.
pub(super) fn checkout_summary(ctx: &PageContext, basket: &PricedBasket) -> AnyView {
    let strings = ctx.strings();
    let storefront = &ctx.storefront;
    let lines = basket
        .lines
        .iter()
        .map(|priced| {
            let name = priced.item.as_ref().map(|item| pick(ctx.locale, &item.name)).unwrap_or_default();
            let options =
                priced.options.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(strings.date_comma);
            line(format!("{}×", priced.quantity), name, options, amount(ctx, priced.total))
        })
        .collect_view();
    let fee = Amount::parse(&storefront.delivery_fee.amount, digits_of(&storefront.delivery_fee)).unwrap_or_default();
    let total = |sum: Amount| SummaryRow { term: strings.total.to_owned(), value: amount(ctx, sum), is_strong: true };
    let with_delivery = vec![
        row(strings.subtotal, amount(ctx, basket.subtotal)),
        row(strings.delivery_fee, fee_text(ctx)),
        total(basket.subtotal.plus(fee)),
    ];
    let delivered = storefront
        .offers_delivery
        .then(|| view! { <div class="sum-delivery"><SummaryList rows=with_delivery /></div> });
    let picked_up = storefront.offers_pickup.then(|| {
        let class = if storefront.offers_delivery { "sum-pickup" } else { "sum" };
        view! { <div class=class><SummaryList rows=vec![total(basket.subtotal)] /></div> }
    });
    view! {
        <ul class="order-lines" role="list">{lines}</ul>
        {delivered}
        {picked_up}
    }
    .into_any()
}

/// On the thank-you page and the status page.
pub(super) fn placed_summary(ctx: &PageContext, status: &SubmissionStatus) -> AnyView {
    let strings = ctx.strings();
    let lines = status
        .lines
        .iter()
        .map(|ordered| {
            let options = ordered
                .options
                .iter()
                .map(|option| pick(ctx.locale, &option.label))
                .collect::<Vec<_>>()
                .join(strings.date_comma);
            line(
                format!("{}×", ordered.quantity),
                pick(ctx.locale, &ordered.name),
                options,
                money(ctx.locale, &ordered.line_total),
            )
        })
        .collect_view();
    let mut rows = Vec::new();
    if status.fulfilment == Some(Fulfilment::Delivery) {
        rows.push(row(strings.subtotal, money(ctx.locale, &status.subtotal)));
        rows.push(row(strings.delivery_fee, money(ctx.locale, &status.delivery_fee)));
    }
    rows.push(SummaryRow { term: strings.total.to_owned(), value: money(ctx.locale, &status.total), is_strong: true });
    view! {
        <ul class="order-lines" role="list">{lines}</ul>
        <SummaryList rows=rows />
    }
    .into_any()
}
