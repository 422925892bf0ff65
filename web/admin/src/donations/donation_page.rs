//! The page of one donation: where it stands and what can be done first, then who, what, receipts, and what happened.

use std::rc::Rc;

use client::{ActedDonation, Donation, DonationAct, Error, Permission, Told};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Icon, IconName, Locale, Status, SummaryList, SummaryRow};

use super::words;
use crate::app::frame;
use crate::fault::FaultState;
use crate::guard;
use crate::load::{Loaded, Loader};
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::session::session;
use crate::shell::storefront_address;
use crate::strings::Strings;
use crate::submissions::{Acts, Answer, Head, NoteBox, Outcome, channel, gone, person, timeline, waiting};
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

/// One donation.
#[component]
pub(crate) fn DonationPage() -> impl IntoView {
    let (frame, params) = (frame(), use_params_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Option<Donation>>::new();
    let ask = move || {
        let (api, id) = (api.get_value(), id.get_untracked());
        async move { client::donation(&api, &id).await }
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
    let donation = Signal::derive(move || match loader.state.get() {
        Loaded::Here(donation) => donation,
        Loaded::Waiting | Loaded::Failed(_) => None,
    });
    let number =
        Memo::new(move |_| donation.with(|donation| donation.as_ref().map(|donation| donation.number.clone())));
    let strings = t();
    Effect::new(move |_| frame.set_title(number.get().as_deref().unwrap_or(strings.donation)));
    let status = move || {
        donation.with(|donation| donation.as_ref().map(|donation| donation.status)).map(|status| {
            view! { <Status tone=words::tone(status) label=words::status(status, strings) /> }
        })
    };
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    view! {
        <div class="order-page">
            <Head page=Page::Donations title=strings.donation number status />
            {move || match stage.get() {
                Stage::Waiting => waiting().into_any(),
                Stage::Gone => gone(Page::Donations).into_any(),
                Stage::Here => view! { <Parts donation loader id /> }.into_any(),
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

fn outcome(answer: Result<ActedDonation, Error>) -> Result<Outcome<Donation>, Error> {
    answer.map(|acted| Outcome { thing: acted.donation, refusals: acted.user_errors })
}

/// Everything below the head.
#[component]
fn Parts(donation: Signal<Option<Donation>>, loader: Loader<Option<Donation>>, id: Memo<String>) -> impl IntoView {
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
        donation.with(|donation| {
            donation.as_ref().map_or_else(Vec::new, |donation| {
                words::offers(donation.received_at.is_some(), &donation.allowed_transitions, strings)
            })
        })
    });
    let perform = Rc::new(move |act: DonationAct, answer: Answer| {
        let (api, donation) = (api.get_value(), donation.get_untracked());
        Box::pin(async move {
            let Some(donation) = donation else { return Ok(Outcome { thing: None, refusals: Vec::new() }) };
            let told = Told { reason: answer.reason, method: answer.method, notify: answer.notify };
            outcome(client::act_on_donation(&api, act, &donation.id, donation.version, told).await)
        }) as _
    });
    let again = Rc::new(move || {
        let (api, id) = (api.get_value(), id.get_untracked());
        Box::pin(async move { client::donation(&api, &id).await }) as _
    });
    let note = Rc::new(move |text: String| {
        let (api, donation) = (api.get_value(), donation.get_untracked());
        Box::pin(async move {
            let Some(donation) = donation else { return Ok(Outcome { thing: None, refusals: Vec::new() }) };
            outcome(client::add_donation_note(&api, &donation.id, text).await)
        }) as _
    });
    let (perform, again, note) =
        (StoredValue::new_local(perform), StoredValue::new_local(again), StoredValue::new_local(note));
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    view! {
        <div class="order-parts">
            <section class="card order-state" aria-label=strings.state_now>
                {move || donation.with(|donation| donation.as_ref().map(|donation| state(donation, strings, &times())))}
                <Show when=move || may_work.get()>
                    <Acts offers loader perform=perform.get_value() again=again.get_value() />
                </Show>
            </section>
            <section class="card order-lines" aria-labelledby="part-gift">
                <h2 class="card-title" id="part-gift">{strings.gift}</h2>
                {move || donation.with(|donation| donation.as_ref().map(|donation| gift(donation, locale, strings)))}
            </section>
            <div class="order-side">
                <section class="card order-person" aria-labelledby="part-person">
                    <h2 class="card-title" id="part-person">{strings.donor}</h2>
                    {move || donation.with(|donation| donation.as_ref().map(|donation| {
                        let hidden = donation.is_anonymous.then_some(strings.hidden_name);
                        person(&donation.donor, &donation.number, hidden, strings)
                    }))}
                </section>
                <section class="card" aria-labelledby="part-receipts">
                    <h2 class="card-title" id="part-receipts">{strings.receipts}</h2>
                    {move || donation.with(|donation| donation.as_ref().map(|donation| receipts(donation, &tenant, strings, &times())))}
                </section>
            </div>
            <section class="card order-time" aria-labelledby="part-time">
                <h2 class="card-title" id="part-time">{strings.timeline}</h2>
                <Show when=move || may_work.get()><NoteBox loader send=note.get_value() /></Show>
                {move || donation.with(|donation| donation.as_ref().map(|donation| timeline(&donation.timeline, words::named, strings, &times())))}
            </section>
        </div>
    }
}

fn state(donation: &Donation, strings: &'static Strings, times: &Times) -> impl IntoView + use<> {
    let method = donation.received_by_method.clone().map(|method| {
        view! { <div><dt>{strings.method}</dt><dd><bdi>{method}</bdi></dd></div> }
    });
    let words_of = [(strings.message, donation.message.clone()), (strings.dedication, donation.dedication.clone())];
    let words_of: Vec<_> = words_of
        .into_iter()
        .filter_map(|(title, text)| text.map(|text| (title, text)))
        .map(|(title, text)| {
            view! {
                <div class="customer-note">
                    <p class="customer-note-title">{title}</p>
                    <p class="quote" dir="auto">{text}</p>
                </div>
            }
        })
        .collect();
    view! {
        <p class="state-text">{words::explained(donation.status, strings)}</p>
        <dl class="facts">
            <div><dt>{strings.placed}</dt><dd>{times.ago_view(&donation.created_at)}</dd></div>
            <div><dt>{strings.channel}</dt><dd>{channel(donation.channel, strings)}</dd></div>
            {method}
        </dl>
        {words_of}
    }
}

fn gift(donation: &Donation, locale: Locale, strings: &'static Strings) -> impl IntoView + use<> {
    let row = |term: &str, value: String, is_strong| SummaryRow { term: term.to_owned(), value, is_strong };
    let campaign = donation.campaign.as_ref().map(|campaign| pick(locale, &campaign.name));
    let yes = if donation.wants_receipt { strings.yes } else { strings.no };
    let rows = vec![
        row(strings.campaign, campaign.unwrap_or_else(|| strings.no_campaign.to_owned()), false),
        row(strings.intent, words::intent(donation.intent, strings).to_owned(), false),
        row(strings.wants_receipt, yes.to_owned(), false),
        row(strings.amount, money(locale, &donation.amount), true),
    ];
    view! { <SummaryList rows /> }
}

fn receipts(donation: &Donation, tenant: &str, strings: &'static Strings, times: &Times) -> AnyView {
    if donation.receipts.is_empty() {
        return view! { <p class="hint">{strings.no_receipts}</p> }.into_any();
    }
    let address = storefront_address(tenant);
    let items: Vec<_> = donation
        .receipts
        .iter()
        .map(|receipt| {
            let href = format!("{}/receipt/{}", address.trim_end_matches('/'), receipt.token);
            let void = receipt.voided_at.is_some().then(|| view! { <span class="unpaid">{strings.void}</span> });
            view! {
                <li class="receipt-row">
                    <a class="link" href=href target="_blank" rel="noopener"><bdi dir="ltr">{receipt.number.clone()}</bdi> <Icon name=IconName::Out /></a>
                    <span class="cell-sub">{times.ago_view(&receipt.issued_at)}</span>
                    {void}
                </li>
            }
        })
        .collect();
    view! { <ul class="receipt-rows" role="list">{items}</ul> }.into_any()
}
