//! The page of one donation.

use std::sync::Arc;

use client::{ActedDonation, Donation, Error, TimelineEntry, Told};
use leptos::prelude::*;
use ui::{Icon, IconName, StatusTone, SummaryList, SummaryRow};

use super::words;
use crate::list::Look;
use crate::places::Page;
use crate::prefs::t;
use crate::shell::storefront_address;
use crate::strings::Strings;
use crate::submissions::{
    Act, Answer, Doing, Kind, Offer, OnePage, Outcome, Subject, Thing, channel, method_word, person,
};
use crate::text::{money, pick};
use crate::transport::Api;

/// One donation.
#[component]
pub(crate) fn DonationPage() -> impl IntoView {
    let strings = t();
    let kind = Kind {
        page: Page::Donations,
        title: strings.donation,
        headings: [strings.gift, strings.donor],
        ask: |api, id| Box::pin(async move { Ok(client::donation(&api, &id).await?.map(thing)) }),
        more: None,
    };
    view! { <OnePage kind /> }
}

fn thing(donation: Donation) -> Thing {
    Arc::new(donation)
}

fn outcome(answer: Result<ActedDonation, Error>) -> Result<Outcome, Error> {
    answer.map(|acted| Outcome { thing: acted.donation.map(thing), refusals: acted.user_errors })
}

impl Subject for Donation {
    fn number(&self) -> String {
        self.number.clone()
    }

    fn state(&self, strings: &'static Strings) -> (StatusTone, &'static str, &'static str) {
        (words::tone(self.status), words::status(self.status, strings), words::explained(self.status, strings))
    }

    fn facts(&self, look: &Look) -> Vec<(&'static str, AnyView)> {
        let strings = look.strings;
        let mut facts = vec![
            (strings.arrived, look.ago(&self.created_at)),
            (strings.channel, channel(self.channel, strings).into_any()),
        ];
        let method = self.received_by_method.as_deref().map(|method| method_word(method, strings).to_owned());
        facts.extend(method.map(|method| (strings.method, view! { <bdi>{method}</bdi> }.into_any())));
        facts
    }

    fn texts(&self, strings: &'static Strings) -> Vec<(&'static str, Option<String>)> {
        vec![(strings.message, self.message.clone()), (strings.dedication, self.dedication.clone())]
    }

    fn offers(&self, strings: &'static Strings) -> Vec<Offer> {
        words::offers(self.received_at.is_some(), &self.allowed_transitions, strings)
    }

    fn contents(&self, look: &Look) -> AnyView {
        let (locale, strings) = (look.locale, look.strings);
        let row = |term: &str, value: String, is_strong| SummaryRow { term: term.to_owned(), value, is_strong };
        let campaign = self.campaign.as_ref().map(|campaign| pick(locale, &campaign.name));
        let yes = if self.wants_receipt { strings.yes } else { strings.no };
        let rows = vec![
            row(strings.campaign, campaign.unwrap_or_else(|| strings.no_campaign.to_owned()), false),
            row(strings.intent, words::intent(self.intent, strings).to_owned(), false),
            row(strings.wants_receipt, yes.to_owned(), false),
            row(strings.amount, money(locale, &self.amount), true),
        ];
        view! { <SummaryList rows /> }.into_any()
    }

    fn person(&self, strings: &'static Strings) -> AnyView {
        let hidden = self.is_anonymous.then_some(strings.hidden_name);
        person(&self.donor, strings.whatsapp_text_gift, &self.number, hidden, strings)
    }

    fn aside(&self, look: &Look, _: Option<Callback<Offer>>) -> (&'static str, AnyView) {
        (look.strings.receipts, receipts(self, look))
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
            let Act::Donation(act) = act else { return Ok(Outcome { thing: None, refusals: Vec::new() }) };
            let told = Told { reason: answer.reason, method: answer.method, notify: answer.notify };
            outcome(client::act_on_donation(&api, act, &id, version, told).await)
        })
    }

    fn note(&self, api: Api, text: String) -> Doing {
        let id = self.id.clone();
        Box::pin(async move { outcome(client::add_donation_note(&api, &id, text).await) })
    }

    fn reference(&self) -> Option<&str> {
        self.external_reference.as_deref()
    }

    fn refer(&self, api: Api, reference: String) -> Doing {
        let (id, version) = (self.id.clone(), self.version);
        Box::pin(async move { outcome(client::set_donation_reference(&api, &id, version, reference).await) })
    }
}

fn receipts(donation: &Donation, look: &Look) -> AnyView {
    let (strings, times) = (look.strings, look.times());
    if donation.receipts.is_empty() {
        return view! { <p class="hint">{strings.no_receipts}</p> }.into_any();
    }
    let address = storefront_address(&look.tenant);
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
