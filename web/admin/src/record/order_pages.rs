//! The page that records an order, and the one that changes a pending one with the difference in sight.

use client::{Channel, Fulfilment, LocalizedText, Order, OrderRecordInput, OrderStatus, OrderUpdateInput};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{EmptyState, IconName, Locale};

use super::common::{channel_view, head, new_key};
use super::draft::Draft;
use super::lines_box::LinesBox;
use super::order_form::{bar, check, rest};
use super::texts::words;
use crate::app::frame;
use crate::bound::{Faults, WrongBox};
use crate::browser;
use crate::load::{Loaded, Loader};
use crate::places::{self, Page};
use crate::prefs::prefs;
use crate::submissions;
use crate::text::pick;
use crate::toasts::toasts;
use crate::transport::Api;

/// Records an order that came another way.
#[component]
pub(crate) fn NewOrderPage() -> impl IntoView {
    let words = words();
    let frame = frame();
    frame.set_title(words.new_order);
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let (draft, faults) = (Draft::empty(), Faults::new());
    let channel = RwSignal::new(Channel::Phone);
    let api = StoredValue::new(Api::of_this_tenant());
    let is_busy = RwSignal::new(false);
    let (toasts, navigate) = (toasts(), use_navigate());
    let key = StoredValue::new(new_key());
    let back = Page::Orders.of(&tenant);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if !check(draft, faults) {
            browser::focus_soon("#wrong");
            return;
        }
        is_busy.set(true);
        let input = OrderRecordInput {
            channel: channel.get_untracked(),
            lines: draft.line_inputs(),
            customer: draft.person.input(),
            fulfilment: draft.way.get_untracked(),
            address: draft.address(),
            note: crate::bound::filled(draft.note),
            idempotency_key: key.get_value(),
        };
        let (api, navigate, tenant) = (api.get_value(), navigate.clone(), tenant.clone());
        spawn_local(async move {
            let heard = client::record_order(&api, input).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match heard {
                Ok(client::Outcome { value: Some(id), .. }) => {
                    toasts.success(words.saved);
                    let to = places::order(&tenant, id.inner());
                    navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Ok(outcome) => {
                    faults.set(outcome.user_errors);
                    browser::focus_soon("#wrong");
                }
                Err(error) => toasts.fault(&error),
            }
        });
    };
    view! {
        <form class="edit" novalidate=true on:submit=submit>
            {head(back, words.new_order, words.new_text)}
            <WrongBox faults />
            <div class="edit-body">
                <section class="form-part">{channel_view(channel)}</section>
                <LinesBox draft faults api />
                {rest(draft, faults)}
            </div>
            {bar(draft, is_busy, words.save_order)}
        </form>
    }
}

/// Changes an order that is still pending.
#[component]
pub(crate) fn EditOrderPage() -> impl IntoView {
    let frame = frame();
    frame.set_title(words().edit_order);
    let params = use_params_map();
    let id = params.with_untracked(|params| params.get("id").unwrap_or_default());
    let api = Api::of_this_tenant();
    let loader = Loader::<Option<Order>>::new();
    let asked = id.clone();
    loader.ask(async move { client::order(&api, &asked).await });
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    move || {
        match loader.state.get() {
        Loaded::Waiting => submissions::waiting().into_any(),
        Loaded::Here(Some(order)) if order.status == OrderStatus::Pending => view! { <EditForm order /> }.into_any(),
        Loaded::Here(Some(order)) => {
            let to = places::order(&tenant, order.id.inner());
            view! {
                <EmptyState icon=IconName::Lock title=words().edit_gone text=words().edit_text>
                    <a class="button button-primary" href=to>{words().back}</a>
                </EmptyState>
            }
            .into_any()
        }
        Loaded::Here(None) => submissions::gone(Page::Orders).into_any(),
        Loaded::Failed(error) => {
            view! { <crate::fault::FaultState error on_retry=Callback::new(|()| { let _ = window().location().reload(); }) /> }.into_any()
        }
    }
    }
}

#[component]
fn EditForm(order: Order) -> impl IntoView {
    let words = words();
    let tenant = frame().tenant.get_untracked().unwrap_or_default();
    let (draft, faults) = (Draft::of(&order), Faults::new());
    let api = StoredValue::new(Api::of_this_tenant());
    let is_busy = RwSignal::new(false);
    let (toasts, navigate) = (toasts(), use_navigate());
    let back = places::order(&tenant, order.id.inner());
    let (to, before) = (back.clone(), StoredValue::new(order));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if !check(draft, faults) {
            browser::focus_soon("#wrong");
            return;
        }
        is_busy.set(true);
        let order = before.get_value();
        let input = change(&order, draft);
        let (api, navigate, to) = (api.get_value(), navigate.clone(), to.clone());
        spawn_local(async move {
            let heard = client::update_order(&api, &order.id, order.version, input).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match heard {
                Ok(client::Acted { order: Some(_), .. }) => {
                    toasts.success(words.changed);
                    navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Ok(acted) => {
                    faults.set(acted.user_errors);
                    browser::focus_soon("#wrong");
                }
                Err(error) => toasts.fault(&error),
            }
        });
    };
    let locale = prefs().locale.get_untracked();
    let lines = move || {
        let told = before.with_value(|order| difference(order, draft, locale));
        if told.is_empty() {
            return view! { <p class="hint">{words.no_difference}</p> }.into_any();
        }
        let items: Vec<_> = told.into_iter().map(|line| view! { <li>{line}</li> }).collect();
        view! { <ul class="difference" role="list">{items}</ul> }.into_any()
    };
    view! {
        <form class="edit" novalidate=true on:submit=submit>
            {head(back, words.edit_order, words.edit_text)}
            <WrongBox faults />
            <div class="edit-body">
                <LinesBox draft faults api />
                {rest(draft, faults)}
                <section class="form-part" aria-labelledby="part-difference" aria-live="polite">
                    <h2 class="card-title" id="part-difference">{words.difference}</h2>
                    {lines}
                </section>
            </div>
            {bar(draft, is_busy, words.save_change)}
        </form>
    }
}

/// What is sent: only what differs, so that lines nobody touched keep the prices they were ordered at.
fn change(order: &Order, draft: Draft) -> OrderUpdateInput {
    let old = Draft::of(order);
    let (lines, was) = (draft.line_inputs(), old.line_inputs());
    let (person, before) = (draft.person.input(), old.person.input());
    let (way, address) = (draft.way.get_untracked(), draft.address());
    let note = draft.note.get_untracked().trim().to_owned();
    OrderUpdateInput {
        lines: (lines != was).then_some(lines),
        customer: (person != before).then_some(person),
        fulfilment: (way != order.fulfilment).then_some(way),
        address: if address == old.address() { None } else { address },
        note: (note != order.note.clone().unwrap_or_default()).then_some(note),
    }
}

/// A text in a direction of its own, whatever stands around it.
fn apart(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// From one value to another: the arrow goes along the line.
fn moved(locale: Locale, before: &str, after: &str) -> String {
    let arrow = if locale == Locale::Ar { "←" } else { "→" };
    format!("{} {arrow} {}", apart(before), apart(after))
}

/// The difference in words, a line each.
fn difference(order: &Order, draft: Draft, locale: Locale) -> Vec<String> {
    let mut told = Vec::new();
    let name = |text: &LocalizedText| apart(&pick(locale, text));
    draft.lines.with(|lines| {
        for line in lines {
            let was = order.lines.get(usize::try_from(line.key).unwrap_or(usize::MAX));
            let count = line.count().unwrap_or(0);
            match was {
                None => told.push(format!("+ {count} × {}", name(&line.name))),
                Some(was) if was.quantity.unsigned_abs() != count => {
                    let count = moved(locale, &was.quantity.to_string(), &count.to_string());
                    told.push(format!("{count} × {}", name(&line.name)));
                }
                Some(_) => {}
            }
        }
        for (index, was) in order.lines.iter().enumerate() {
            if !lines.iter().any(|line| usize::try_from(line.key) == Ok(index)) {
                told.push(format!("− {} × {}", was.quantity, name(&was.name)));
            }
        }
    });
    let words = words();
    let mut text = |label: &str, before: &str, after: String| {
        if before != after.trim() {
            told.push(format!("{label}: {}", moved(locale, before, after.trim())));
        }
    };
    text(words.name, &order.customer.name, draft.person.name.get());
    text(words.phone, &order.customer.phone, draft.person.phone.get());
    text(words.email, order.customer.email.as_deref().unwrap_or_default(), draft.person.email.get());
    let way = |way: Fulfilment| if way == Fulfilment::Delivery { words.delivery } else { words.pickup };
    text(words.way, way(order.fulfilment), way(draft.way.get()).to_owned());
    if draft.way.get() == Fulfilment::Delivery {
        let blank = client::Address {
            area: String::new(),
            block: String::new(),
            street: String::new(),
            house: String::new(),
            note: None,
        };
        let was = order.address.clone().unwrap_or(blank);
        text(words.area, &was.area, draft.area.get());
        text(words.block, &was.block, draft.block.get());
        text(words.street, &was.street, draft.street.get());
        text(words.house, &was.house, draft.house.get());
        text(words.driver, was.note.as_deref().unwrap_or_default(), draft.driver.get());
    }
    text(words.note, order.note.as_deref().unwrap_or_default(), draft.note.get());
    told
}
