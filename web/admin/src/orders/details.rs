//! The parts of an order's page: lines and sums, the address.

use client::{Address, Fulfilment, Order, TeamOrderLine};
use leptos::prelude::*;
use ui::{Icon, IconName, Locale, SummaryList, SummaryRow};

use crate::strings::Strings;
use crate::submissions::is_erased;
use crate::text::{money, pick};

use super::words;

/// What was ordered and what it comes to.
pub(super) fn lines(order: &Order, locale: Locale, strings: &'static Strings) -> impl IntoView + use<> {
    let rows = [
        (strings.subtotal, &order.subtotal, false),
        (strings.delivery_fee, &order.delivery_fee, false),
        (strings.total, &order.total, true),
    ]
    .into_iter()
    .filter(|(term, _, _)| *term != strings.delivery_fee || order.fulfilment == Fulfilment::Delivery)
    .map(|(term, amount, is_strong)| SummaryRow { term: term.to_owned(), value: money(locale, amount), is_strong })
    .collect();
    let lines: Vec<_> = order.lines.iter().map(|line| one_line(line, locale)).collect();
    view! {
        <ul class="lines" role="list">{lines}</ul>
        <SummaryList rows />
    }
}

fn one_line(line: &TeamOrderLine, locale: Locale) -> impl IntoView + use<> {
    let options: Vec<String> = line
        .options
        .iter()
        .map(|option| format!("{}: {}", pick(locale, &option.name), pick(locale, &option.label)))
        .collect();
    let options = (!options.is_empty()).then(|| view! { <p class="line-sub"><bdi>{options.join(" · ")}</bdi></p> });
    let each = (line.quantity > 1).then(|| {
        view! { <p class="line-sub"><bdi dir="ltr">{line.quantity}</bdi> " × " <bdi>{money(locale, &line.unit_price)}</bdi></p> }
    });
    let note = line.note.clone().map(|note| view! { <p class="quote" dir="auto">{note}</p> });
    view! {
        <li class="line">
            <span class="line-count"><bdi>{line.quantity} "×"</bdi></span>
            <div class="line-body"><p class="line-name"><bdi>{pick(locale, &line.name)}</bdi></p>{options}{each}{note}</div>
            <bdi class="line-total">{money(locale, &line.line_total)}</bdi>
        </li>
    }
}

/// Where it goes: as a driver reads it.
pub(super) fn destination(order: &Order, strings: &'static Strings) -> impl IntoView + use<> {
    match &order.address {
        Some(_) if is_erased(&order.customer) => view! { <p class="person-sub">{strings.erased_text}</p> }.into_any(),
        Some(address) => delivery(address, strings).into_any(),
        None => view! {
            <p class="address-area">
                <Icon name=IconName::Shop />
                <span>{words::fulfilment(order.fulfilment, strings)}</span>
            </p>
        }
        .into_any(),
    }
}

fn delivery(address: &Address, strings: &'static Strings) -> impl IntoView + use<> {
    let parts = [(strings.block, &address.block), (strings.street, &address.street), (strings.house, &address.house)];
    let parts: Vec<_> = parts
        .into_iter()
        .map(|(term, value)| view! { <div><dt>{term}</dt><dd><bdi>{value.clone()}</bdi></dd></div> })
        .collect();
    let note = address.note.clone().map(|note| view! { <p class="quote" dir="auto">{note}</p> });
    let place = format!("{} {} {} {} Kuwait", address.area, address.block, address.street, address.house);
    let map = format!("https://www.google.com/maps/search/?api=1&query={}", js_sys::encode_uri_component(&place));
    view! {
        <p class="address-area">
            <Icon name=IconName::Pin />
            <bdi>{address.area.clone()}</bdi>
        </p>
        <dl class="address-parts">{parts}</dl>
        {note}
        <a class="link" href=map target="_blank" rel="noopener noreferrer">{strings.open_map}</a>
    }
}
