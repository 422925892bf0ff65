//! The page of one pledge: where it stands and what can be done first, then its parts, payments, and what happened.

use std::rc::Rc;

use client::{ActedPledge, Error, Permission, Pledge, PledgeAct};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Locale, Status, SummaryList, SummaryRow};

use super::words::{self, Act};
use crate::app::frame;
use crate::fault::FaultState;
use crate::guard;
use crate::load::{Loaded, Loader};
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::session::session;
use crate::strings::Strings;
use crate::submissions::{Acts, Answer, Head, NoteBox, Offer, Outcome, channel, gone, person, timeline, waiting};
use crate::text::{money, pick};
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

/// One pledge.
#[component]
pub(crate) fn PledgePage() -> impl IntoView {
    let (frame, params) = (frame(), use_params_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Option<Pledge>>::new();
    let ask = move || {
        let (api, id) = (api.get_value(), id.get_untracked());
        async move { client::pledge(&api, &id).await }
    };
    Effect::new(move |_| {
        id.track();
        loader.state.set(Loaded::Waiting);
        loader.ask(ask());
    });
    let stage = Memo::new(move |_| {
        loader.state.with(|state| match state {
            Loaded::Waiting => Stage::Waiting,
            Loaded::Here(None) => Stage::Gone,
            Loaded::Here(Some(_)) => Stage::Here,
            Loaded::Failed(_) => Stage::Failed,
        })
    });
    let pledge = Signal::derive(move || match loader.state.get() {
        Loaded::Here(pledge) => pledge,
        Loaded::Waiting | Loaded::Failed(_) => None,
    });
    let number = Memo::new(move |_| pledge.with(|pledge| pledge.as_ref().map(|pledge| pledge.number.clone())));
    let strings = t();
    Effect::new(move |_| frame.set_title(number.get().as_deref().unwrap_or(strings.pledge)));
    let status = move || {
        pledge.with(|pledge| pledge.as_ref().map(|pledge| pledge.status)).map(|status| {
            view! { <Status tone=words::tone(status) label=words::status(status, strings) /> }
        })
    };
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    view! {
        <div class="order-page">
            <Head page=Page::Pledges title=strings.pledge number status />
            {move || match stage.get() {
                Stage::Waiting => waiting().into_any(),
                Stage::Gone => gone(Page::Pledges).into_any(),
                Stage::Here => view! { <Parts pledge loader id /> }.into_any(),
                Stage::Failed => loader
                    .state
                    .with_untracked(|state| match state {
                        Loaded::Failed(error) => Some(error.clone()),
                        _ => None,
                    })
                    .map(|error| view! { <FaultState error on_retry /> })
                    .into_any(),
            }}
        </div>
    }
}

fn outcome(answer: Result<ActedPledge, Error>) -> Result<Outcome<Pledge>, Error> {
    answer.map(|acted| Outcome { thing: acted.pledge, refusals: acted.user_errors })
}

/// Everything below the head.
#[component]
fn Parts(pledge: Signal<Option<Pledge>>, loader: Loader<Option<Pledge>>, id: Memo<String>) -> impl IntoView {
    let strings = t();
    let (frame, session) = (frame(), session());
    let locale = prefs().locale.get_untracked();
    let may_work = Memo::new(move |_| {
        let tenant = frame.tenant.get().unwrap_or_default();
        session
            .viewer
            .with(|viewer| viewer.as_ref().is_some_and(|viewer| guard::has(viewer, &tenant, Permission::WorkOrders)))
    });
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let times = move || Times::new(locale, zone.get());
    let api = StoredValue::new(Api::of_this_tenant());
    let offers = Memo::new(move |_| {
        pledge.with(|pledge| {
            pledge
                .as_ref()
                .map_or_else(Vec::new, |pledge| words::offers(pledge.status, &pledge.allowed_transitions, strings))
        })
    });
    let perform = Rc::new(move |act: Act, answer: Answer| {
        let (api, pledge) = (api.get_value(), pledge.get_untracked());
        Box::pin(async move {
            let Some(pledge) = pledge else { return Ok(Outcome { thing: None, refusals: Vec::new() }) };
            let act = match act {
                Act::Pay => PledgeAct::Pay {
                    amount: answer.amount,
                    method: answer.method.unwrap_or_default(),
                    allow_over: answer.allow_over,
                },
                Act::Void(payment) => PledgeAct::Void(client::Id::new(payment), answer.reason.unwrap_or_default()),
                Act::Cancel => PledgeAct::Cancel(answer.reason, answer.notify),
                Act::Reopen => PledgeAct::Reopen,
                Act::MarkSpam => PledgeAct::MarkSpam,
            };
            outcome(client::act_on_pledge(&api, act, &pledge.id, pledge.version).await)
        }) as _
    });
    let again = Rc::new(move || {
        let (api, id) = (api.get_value(), id.get_untracked());
        Box::pin(async move { client::pledge(&api, &id).await }) as _
    });
    let note = Rc::new(move |text: String| {
        let (api, pledge) = (api.get_value(), pledge.get_untracked());
        Box::pin(async move {
            let Some(pledge) = pledge else { return Ok(Outcome { thing: None, refusals: Vec::new() }) };
            outcome(client::add_pledge_note(&api, &pledge.id, text).await)
        }) as _
    });
    let (perform, again, note) =
        (StoredValue::new_local(perform), StoredValue::new_local(again), StoredValue::new_local(note));
    // A payment's own button asks through the same dialog.
    let asked = RwSignal::new(None::<Offer<Act>>);
    let on_void = Callback::new(move |payment: String| asked.set(Some(words::void(&payment, strings))));
    view! {
        <div class="order-parts">
            <section class="card order-state" aria-label=strings.state_now>
                {move || pledge.with(|pledge| pledge.as_ref().map(|pledge| state(pledge, strings, &times())))}
                <Show when=move || may_work.get()>
                    <Acts offers loader perform=perform.get_value() again=again.get_value() asked_elsewhere=asked />
                </Show>
            </section>
            <section class="card order-lines" aria-labelledby="part-gift">
                <h2 class="card-title" id="part-gift">{strings.gift}</h2>
                {move || pledge.with(|pledge| pledge.as_ref().map(|pledge| gift(pledge, locale, strings, &times())))}
            </section>
            <div class="order-side">
                <section class="card order-person" aria-labelledby="part-person">
                    <h2 class="card-title" id="part-person">{strings.pledger}</h2>
                    {move || pledge.with(|pledge| pledge.as_ref().map(|pledge| {
                        person(&pledge.pledger, &pledge.number, None, strings)
                    }))}
                </section>
                <section class="card" aria-labelledby="part-payments">
                    <h2 class="card-title" id="part-payments">{strings.payments}</h2>
                    {move || {
                        let on_void = may_work.get().then_some(on_void);
                        pledge.with(|pledge| pledge.as_ref().map(|pledge| payments(pledge, locale, strings, &times(), on_void)))
                    }}
                </section>
            </div>
            <section class="card order-time" aria-labelledby="part-time">
                <h2 class="card-title" id="part-time">{strings.timeline}</h2>
                <Show when=move || may_work.get()><NoteBox loader send=note.get_value() /></Show>
                {move || pledge.with(|pledge| pledge.as_ref().map(|pledge| timeline(&pledge.timeline, words::named, strings, &times())))}
            </section>
        </div>
    }
}

fn state(pledge: &Pledge, strings: &'static Strings, times: &Times) -> impl IntoView + use<> {
    let note = pledge.note.clone().map(|note| {
        view! {
            <div class="customer-note">
                <p class="customer-note-title">{strings.customer_note}</p>
                <p class="quote" dir="auto">{note}</p>
            </div>
        }
    });
    view! {
        <p class="state-text">{words::explained(pledge.status, strings)}</p>
        <dl class="facts">
            <div><dt>{strings.placed}</dt><dd>{times.ago_view(&pledge.created_at)}</dd></div>
            <div><dt>{strings.channel}</dt><dd>{channel(pledge.channel, strings)}</dd></div>
            <div><dt>{strings.target}</dt><dd>{times.day_and_year(&pledge.target_date)}</dd></div>
        </dl>
        {note}
    }
}

/// What is promised, in which parts, and how much of each has come.
fn gift(pledge: &Pledge, locale: Locale, strings: &'static Strings, times: &Times) -> impl IntoView + use<> {
    let row = |term: &str, value: String, is_strong| SummaryRow { term: term.to_owned(), value, is_strong };
    let campaign = pledge.campaign.as_ref().map(|campaign| pick(locale, &campaign.name)).unwrap_or_default();
    let rows = vec![
        row(strings.campaign, campaign, false),
        row(strings.amount, money(locale, &pledge.amount), false),
        row(strings.paid_of, money(locale, &pledge.fulfilled_amount), false),
        row(strings.still_open, money(locale, &pledge.open_amount), true),
    ];
    let parts: Vec<_> = pledge
        .instalments
        .iter()
        .map(|part| {
            let is_full = part.paid.amount == part.amount.amount;
            view! {
                <tr>
                    <td>{times.day_and_year(&part.due_date)}</td>
                    <td><bdi>{money(locale, &part.amount)}</bdi></td>
                    <td class:paid=is_full><bdi>{money(locale, &part.paid)}</bdi></td>
                </tr>
            }
        })
        .collect();
    view! {
        <SummaryList rows />
        <table class="parts">
            <caption class="visually-hidden">{strings.parts}</caption>
            <thead><tr><th scope="col">{strings.due}</th><th scope="col">{strings.amount}</th><th scope="col">{strings.paid}</th></tr></thead>
            <tbody>{parts}</tbody>
        </table>
    }
}

/// The money that came; what is void stays, and is called so.
fn payments(
    pledge: &Pledge,
    locale: Locale,
    strings: &'static Strings,
    times: &Times,
    on_void: Option<Callback<String>>,
) -> AnyView {
    if pledge.payments.is_empty() {
        return view! { <p class="hint">{strings.no_payments}</p> }.into_any();
    }
    let items: Vec<_> = pledge
        .payments
        .iter()
        .map(|payment| {
            let id = payment.id.inner().to_owned();
            let is_void = payment.voided_at.is_some();
            let act = match on_void.filter(|_| !is_void) {
                Some(on_void) => view! {
                    <button type="button" class="button button-quiet" on:click=move |_| on_void.run(id.clone())>{strings.act_void}</button>
                }
                .into_any(),
                None if is_void => view! { <span class="unpaid">{strings.void}</span> }.into_any(),
                None => ().into_any(),
            };
            view! {
                <li class="receipt-row">
                    <span><bdi class="cell-main">{money(locale, &payment.amount)}</bdi> " · " <bdi>{payment.method.clone()}</bdi></span>
                    <span class="cell-sub">{times.day_and_year(&payment.received_on)}</span>
                    {act}
                </li>
            }
        })
        .collect();
    view! { <ul class="receipt-rows" role="list">{items}</ul> }.into_any()
}
