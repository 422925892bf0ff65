//! The fields of an order below its lines: for whom, where to, what else.

use client::Fulfilment;
use leptos::prelude::*;

use super::draft::Draft;
use super::texts::words;
use crate::bound::{BoundField, Choices, Faults};
use crate::prefs::{prefs, t};
use crate::text::money;

/// For whom, where to, what else.
pub(super) fn rest(draft: Draft, faults: Faults) -> AnyView {
    let words = words();
    let ways = vec![
        (Fulfilment::Delivery, words.delivery.to_owned(), None),
        (Fulfilment::Pickup, words.pickup.to_owned(), None),
    ];
    view! {
        <section class="form-part" aria-labelledby="part-customer">
            <h2 class="card-title" id="part-customer">{words.customer}</h2>
            {draft.person.view("customer", faults)}
        </section>
        <section class="form-part">
            <Choices name="way" label=words.way options=ways value=draft.way />
            <Show when=move || draft.way.get() == Fulfilment::Delivery>{address(draft, faults)}</Show>
            <BoundField
                id="note" label=words.note value=draft.note error=faults.at("note") optional=Some(t().optional) max_length=1000
            />
        </section>
    }
    .into_any()
}

fn address(draft: Draft, faults: Faults) -> AnyView {
    let words = words();
    let at = |field: &str| faults.at(format!("address.{field}"));
    view! {
        <div class="address-grid">
            <BoundField id="address-area" label=words.area value=draft.area error=at("area") max_length=80 />
            <BoundField id="address-block" label=words.block value=draft.block error=at("block") max_length=40 />
            <BoundField id="address-street" label=words.street value=draft.street error=at("street") max_length=80 />
            <BoundField id="address-house" label=words.house value=draft.house error=at("house") max_length=80 />
        </div>
        <BoundField
            id="address-note" label=words.driver value=draft.driver error=at("note") optional=Some(t().optional) max_length=300
        />
    }
    .into_any()
}

/// What it comes to, and the button that saves it.
pub(super) fn bar(draft: Draft, is_busy: RwSignal<bool>, label: &'static str) -> AnyView {
    let locale = prefs().locale.get_untracked();
    let sum = move || draft.sum().map(|sum| money(locale, &sum));
    view! {
        <div class="edit-bar">
            <p class="edit-sum">
                <span class="cell-sub">{words().subtotal}</span>
                <bdi class="cell-main" role="status">{sum}</bdi>
                {move || (draft.way.get() == Fulfilment::Delivery).then(|| view! { <span class="cell-sub">{words().subtotal_hint}</span> })}
            </p>
            <button type="submit" class="button button-primary" aria-disabled=move || is_busy.get().to_string()>
                {move || if is_busy.get() { t().working } else { label }}
            </button>
        </div>
    }
    .into_any()
}

/// What can be told without asking the server.
pub(super) fn check(draft: Draft, faults: Faults) -> bool {
    let words = words();
    faults.clear();
    let blank = |value: RwSignal<String>| value.with_untracked(|text| text.trim().is_empty());
    if draft.lines.with_untracked(Vec::is_empty) {
        faults.add("lines", words.no_lines);
    }
    let mut needed = vec![("customer.name", draft.person.name), ("customer.phone", draft.person.phone)];
    if draft.way.get_untracked() == Fulfilment::Delivery {
        needed.extend([
            ("address.area", draft.area),
            ("address.block", draft.block),
            ("address.street", draft.street),
            ("address.house", draft.house),
        ]);
    }
    for (path, value) in needed {
        if blank(value) {
            faults.add(path, words.needed);
        }
    }
    !faults.any()
}
