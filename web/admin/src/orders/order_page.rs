//! The page of one order: where it stands and what can be done first, then what, who, where, and what happened.

use client::{Order, Permission};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{EmptyState, Icon, IconName, Skeleton, Status};

use super::act_bar::ActBar;
use super::note_box::NoteBox;
use super::payment::PaymentBar;
use super::{details, timeline::timeline, words};
use crate::app::frame;
use crate::browser;
use crate::fault::FaultState;
use crate::guard;
use crate::load::{Loaded, Loader};
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::session::session;
use crate::submissions;
use crate::times::Times;
use crate::transport::Api;

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Gone,
    Here,
    Failed,
}

/// One order.
#[component]
pub(crate) fn OrderPage() -> impl IntoView {
    let frame = frame();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Option<Order>>::new();
    let ask = move || {
        let (api, id) = (api.get_value(), id.get_untracked());
        async move { client::order(&api, &id).await }
    };
    Effect::new(move |_| {
        id.track();
        loader.state.set(Loaded::Waiting);
        loader.ask(ask());
    });
    // What a colleague did meanwhile.
    let returning = window_event_listener(leptos::ev::visibilitychange, move |_| {
        if browser::is_visible() && matches!(loader.state.get_untracked(), Loaded::Here(_)) {
            loader.ask_quietly(ask());
        }
    });
    on_cleanup(move || returning.remove());

    let stage = Memo::new(move |_| {
        loader.state.with(|state| match state {
            Loaded::Waiting => Stage::Waiting,
            Loaded::Here(None) => Stage::Gone,
            Loaded::Here(Some(_)) => Stage::Here,
            Loaded::Failed(_) => Stage::Failed,
        })
    });
    let order = Signal::derive(move || match loader.state.get() {
        Loaded::Here(order) => order,
        Loaded::Waiting | Loaded::Failed(_) => None,
    });
    let number = Memo::new(move |_| order.with(|order| order.as_ref().map(|order| order.number.clone())));
    let texts = t();
    Effect::new(move |_| frame.set_title(number.get().as_deref().unwrap_or(texts.order)));
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    view! {
        <div class="order-page">
            <Head number order />
            {move || match stage.get() {
                Stage::Waiting => waiting().into_any(),
                Stage::Gone => gone().into_any(),
                Stage::Here => view! { <Parts order loader /> }.into_any(),
                Stage::Failed => {
                    loader
                        .state
                        .with_untracked(|state| match state {
                            Loaded::Failed(error) => Some(error.clone()),
                            _ => None,
                        })
                        .map(|error| view! { <FaultState error on_retry /> })
                        .into_any()
                }
            }}
        </div>
    }
}

/// Number and state, the way back to the list and along it.
#[component]
fn Head(number: Memo<Option<String>>, order: Signal<Option<Order>>) -> impl IntoView {
    let strings = t();
    let frame = frame();
    let list = move || submissions::list_of(Page::Orders);
    let around = Memo::new(move |_| frame.path.with(|path| frame.trail.with(|trail| trail.around(path))));
    let step = move |to: Option<String>, key: &'static str, label: &'static str, icon: IconName| {
        to.map(|to| view! { <a class="icon-button" data-key=key href=to aria-label=label title=label><Icon name=icon /></a> })
    };
    let status = Memo::new(move |_| order.with(|order| order.as_ref().map(|order| order.status)));
    view! {
        <header class="order-head">
            <a class="icon-button" href=list aria-label=strings.to_the_list title=strings.to_the_list>
                <Icon name=IconName::Back />
            </a>
            <h1 class="page-title">
                {move || match number.get() {
                    Some(number) => view! { <bdi dir="ltr">{number}</bdi> }.into_any(),
                    None => strings.order.into_any(),
                }}
            </h1>
            <span role="status">
                {move || {
                    status.get().map(|status| view! { <Status tone=words::tone(status) label=words::status(status, strings) /> })
                }}
            </span>
            <nav class="order-steps" aria-label=strings.pages>
                {move || step(around.get().0, "previous", strings.previous_order, IconName::Up)}
                {move || step(around.get().1, "next", strings.next_order, IconName::Down)}
            </nav>
        </header>
    }
}

/// Everything below the head.
#[component]
fn Parts(order: Signal<Option<Order>>, loader: Loader<Option<Order>>) -> impl IntoView {
    let strings = t();
    let (frame, session) = (frame(), session());
    let locale = prefs().locale.get_untracked();
    let may_work = Memo::new(move |_| {
        let tenant = frame.tenant.get().unwrap_or_default();
        session
            .viewer
            .with(|viewer| viewer.as_ref().is_some_and(|viewer| guard::has(viewer, &tenant, Permission::WorkOrders)))
    });
    let times = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let times = move || Times::new(locale, times.get());
    let part = move |draw: fn(&Order, ui::Locale, &'static crate::strings::Strings) -> AnyView| {
        move || order.with(|order| order.as_ref().map(|order| draw(order, locale, strings)))
    };
    view! {
        <div class="order-parts">
            <section class="card order-state" aria-label=strings.state_now>
                {move || order.with(|order| order.as_ref().map(|order| state(order, strings, &times())))}
                <Show when=move || may_work.get()><ActBar order loader /><PaymentBar order loader /></Show>
            </section>
            <section class="card order-lines" aria-labelledby="part-lines">
                <h2 class="card-title" id="part-lines">{strings.contents}</h2>
                {part(|order, locale, strings| details::lines(order, locale, strings).into_any())}
            </section>
            <div class="order-side">
                <section class="card order-person" aria-labelledby="part-person">
                    <h2 class="card-title" id="part-person">{strings.customer}</h2>
                    {part(|order, _, strings| details::customer(order, strings).into_any())}
                </section>
                <section class="card order-where" aria-labelledby="part-where">
                    <h2 class="card-title" id="part-where">
                        {move || order.with(|order| {
                            let has_address = order.as_ref().is_some_and(|order| order.address.is_some());
                            if has_address { strings.address } else { strings.pickup }
                        })}
                    </h2>
                    {part(|order, _, strings| details::destination(order, strings).into_any())}
                </section>
            </div>
            <section class="card order-time" aria-labelledby="part-time">
                <h2 class="card-title" id="part-time">{strings.timeline}</h2>
                <Show when=move || may_work.get()><NoteBox order loader /></Show>
                {move || order.with(|order| order.as_ref().map(|order| timeline(&order.timeline, strings, &times())))}
            </section>
        </div>
    }
}

/// Where it stands, in a sentence and in facts; the customer's note, which must not be missed, beside it.
fn state(order: &Order, strings: &'static crate::strings::Strings, times: &Times) -> impl IntoView + use<> {
    let paid = if order.paid_at.is_some() { strings.paid } else { strings.unpaid };
    let paid_class = if order.paid_at.is_some() { "paid" } else { "unpaid" };
    let note = order.note.clone().map(|note| {
        view! {
            <div class="customer-note">
                <p class="customer-note-title">{strings.customer_note}</p>
                <p class="quote" dir="auto">{note}</p>
            </div>
        }
    });
    view! {
        <p class="state-text">{words::explained(order.status, strings)}</p>
        <dl class="facts">
            <div><dt>{strings.placed}</dt><dd>{times.ago_view(&order.created_at)}</dd></div>
            <div><dt>{strings.channel}</dt><dd>{words::channel(order.channel, strings)}</dd></div>
            <div><dt>{strings.payment}</dt><dd><span class=paid_class>{paid}</span></dd></div>
        </dl>
        {note}
    }
}

fn waiting() -> impl IntoView {
    let card = |class: &'static str| {
        view! { <div class=class><Skeleton width=40 /><Skeleton width=80 /><Skeleton width=60 /></div> }
    };
    view! {
        <p class="visually-hidden" role="status">{t().loading}</p>
        <div class="order-parts" aria-hidden="true">
            {card("card order-state")} {card("card order-lines")}
            <div class="order-side">{card("card")} {card("card")}</div>
        </div>
    }
}

fn gone() -> impl IntoView {
    let strings = t();
    let tenant = frame().tenant.get_untracked().unwrap_or_default();
    view! {
        <EmptyState icon=IconName::Search title=strings.order_gone_title text=strings.order_gone_text>
            <a class="button button-primary" href=Page::Orders.of(&tenant)>{strings.to_the_list}</a>
        </EmptyState>
    }
}
