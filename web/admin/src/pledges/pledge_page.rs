//! The page of one pledge, with its parts and payments.

use std::sync::Arc;

use client::{ActedPledge, Error, Money, Pledge, PledgeAct, TimelineEntry};
use leptos::prelude::*;
use ui::{Amount, StatusTone, SummaryList, SummaryRow};

use super::words;
use crate::list::Look;
use crate::places::Page;
use crate::prefs::t;
use crate::strings::Strings;
use crate::submissions::{
    Act, Answer, Doing, Kind, Offer, OnePage, Outcome, Subject, Thing, channel, method_word, person,
};
use crate::text::{money, pick};
use crate::transport::Api;

/// One pledge.
#[component]
pub(crate) fn PledgePage() -> impl IntoView {
    let strings = t();
    let kind = Kind {
        page: Page::Pledges,
        title: strings.pledge,
        headings: [strings.gift, strings.pledger],
        ask: |api, id| Box::pin(async move { Ok(client::pledge(&api, &id).await?.map(thing)) }),
        more: None,
    };
    view! { <OnePage kind /> }
}

fn thing(pledge: Pledge) -> Thing {
    Arc::new(pledge)
}

fn outcome(answer: Result<ActedPledge, Error>) -> Result<Outcome, Error> {
    answer.map(|acted| Outcome { thing: acted.pledge.map(thing), refusals: acted.user_errors })
}

impl Subject for Pledge {
    fn number(&self) -> String {
        self.number.clone()
    }

    fn state(&self, strings: &'static Strings) -> (StatusTone, &'static str, &'static str) {
        (words::tone(self.status), words::status(self.status, strings), words::explained(self.status, strings))
    }

    fn facts(&self, look: &Look) -> Vec<(&'static str, AnyView)> {
        let strings = look.strings;
        vec![
            (strings.arrived, look.ago(&self.created_at)),
            (strings.channel, channel(self.channel, strings).into_any()),
            (strings.target, look.times().day_and_year(&self.target_date).into_any()),
        ]
    }

    fn texts(&self, strings: &'static Strings) -> Vec<(&'static str, Option<String>)> {
        vec![(strings.customer_note, self.note.clone())]
    }

    fn offers(&self, strings: &'static Strings) -> Vec<Offer> {
        words::offers(self.status, &self.allowed_transitions, strings)
    }

    fn contents(&self, look: &Look) -> AnyView {
        parts(self, look)
    }

    fn person(&self, strings: &'static Strings) -> AnyView {
        person(&self.pledger, strings.whatsapp_text_gift, &self.number, None, strings)
    }

    fn aside(&self, look: &Look, ask: Option<Callback<Offer>>) -> (&'static str, AnyView) {
        (look.strings.payments, payments(self, look, ask))
    }

    fn timeline(&self) -> &[TimelineEntry] {
        &self.timeline
    }

    fn named(&self, word: &str, strings: &'static Strings) -> Option<&'static str> {
        words::named(word, strings)
    }

    fn act(&self, api: Api, act: Act, answer: Answer) -> Doing {
        let (id, version) = (self.id.clone(), self.version);
        Box::pin(async move {
            let act = match act {
                Act::Pay => PledgeAct::Pay {
                    amount: answer.amount,
                    method: answer.method.unwrap_or_default(),
                    allow_over: answer.allow_over,
                },
                Act::Void(payment) => PledgeAct::Void(client::Id::new(payment), answer.reason.unwrap_or_default()),
                Act::CancelPledge => PledgeAct::Cancel(answer.reason, answer.notify),
                Act::ReopenPledge => PledgeAct::Reopen,
                Act::PledgeIsSpam => PledgeAct::MarkSpam,
                Act::Order(_) | Act::Donation(_) => return Ok(Outcome { thing: None, refusals: Vec::new() }),
            };
            outcome(client::act_on_pledge(&api, act, &id, version).await)
        })
    }

    fn note(&self, api: Api, text: String) -> Doing {
        let id = self.id.clone();
        Box::pin(async move { outcome(client::add_pledge_note(&api, &id, text).await) })
    }

    fn reference(&self) -> Option<&str> {
        self.external_reference.as_deref()
    }

    fn refer(&self, api: Api, reference: String) -> Doing {
        let (id, version) = (self.id.clone(), self.version);
        Box::pin(async move { outcome(client::set_pledge_reference(&api, &id, version, reference).await) })
    }
}

/// Whether all of an amount is paid: what came above the whole pledge stands in its last part.
fn covers(paid: &Money, amount: &Money) -> bool {
    let read = |money: &Money| Amount::parse(&money.amount, u8::try_from(money.fraction_digits).unwrap_or(3));
    read(paid).zip(read(amount)).is_some_and(|(paid, amount)| paid >= amount)
}

/// What is promised, in which parts, and how much of each has come.
fn parts(pledge: &Pledge, look: &Look) -> AnyView {
    let (locale, strings, times) = (look.locale, look.strings, look.times());
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
            let is_full = covers(&part.paid, &part.amount);
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
    .into_any()
}

/// The money that came; what is void stays, and is called so.
fn payments(pledge: &Pledge, look: &Look, ask: Option<Callback<Offer>>) -> AnyView {
    let (locale, strings, times) = (look.locale, look.strings, look.times());
    if pledge.payments.is_empty() {
        return view! { <p class="hint">{strings.no_payments}</p> }.into_any();
    }
    let items: Vec<_> = pledge
        .payments
        .iter()
        .map(|payment| {
            let id = payment.id.inner().to_owned();
            let is_void = payment.voided_at.is_some();
            let act = match ask.filter(|_| !is_void) {
                Some(ask) => view! {
                    <button type="button" class="button button-quiet" on:click=move |_| ask.run(words::void(&id, strings))>{strings.act_void}</button>
                }
                .into_any(),
                None if is_void => view! { <span class="unpaid">{strings.void}</span> }.into_any(),
                None => ().into_any(),
            };
            let amount = money(locale, &payment.amount);
            let amount = match is_void {
                true => view! { <s class="payment-void"><bdi>{amount}</bdi></s> }.into_any(),
                false => view! { <bdi class="cell-main">{amount}</bdi> }.into_any(),
            };
            let method = method_word(&payment.method, strings).to_owned();
            view! {
                <li class="receipt-row">
                    {amount}
                    {act}
                    <span class="cell-sub receipt-more"><bdi>{method}</bdi> " · " {times.day_and_year(&payment.received_on)}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="receipt-rows" role="list">{items}</ul> }.into_any()
}
