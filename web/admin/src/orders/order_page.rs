//! The page of one order.

use std::sync::Arc;

use client::{Acted, Error, Order, TimelineEntry};
use leptos::prelude::*;
use ui::StatusTone;

use super::acts::offers;
use super::payment::PaymentBar;
use super::{details, words};
use crate::list::Look;
use crate::places::Page;
use crate::prefs::t;
use crate::strings::Strings;
use crate::submissions::{Act, Answer, Doing, Kind, Offer, OnePage, Outcome, Subject, Thing, method_word, person};
use crate::transport::Api;

/// One order.
#[component]
pub(crate) fn OrderPage() -> impl IntoView {
    let strings = t();
    let kind = Kind {
        page: Page::Orders,
        title: strings.order,
        headings: [strings.contents, strings.customer],
        ask: |api, id| Box::pin(async move { Ok(client::order(&api, &id).await?.map(thing)) }),
        more: Some(|one| view! { <PaymentBar one /> }.into_any()),
    };
    view! { <OnePage kind /> }
}

pub(super) fn thing(order: Order) -> Thing {
    Arc::new(order)
}

fn outcome(answer: Result<Acted, Error>) -> Result<Outcome, Error> {
    answer.map(|acted| Outcome { thing: acted.order.map(thing), refusals: acted.user_errors })
}

impl Subject for Order {
    fn number(&self) -> String {
        self.number.clone()
    }

    fn state(&self, strings: &'static Strings) -> (StatusTone, &'static str, &'static str) {
        (words::tone(self.status), words::status(self.status, strings), words::explained(self.status, strings))
    }

    fn facts(&self, look: &Look) -> Vec<(&'static str, AnyView)> {
        let strings = look.strings;
        let (class, paid) = if self.paid_at.is_some() { ("paid", strings.paid) } else { ("unpaid", strings.unpaid) };
        let mut facts = vec![
            (strings.placed, look.ago(&self.created_at)),
            (strings.channel, words::channel(self.channel, strings).into_any()),
            (strings.payment, view! { <span class=class>{paid}</span> }.into_any()),
        ];
        let method = self.paid_by_method.as_deref().map(|method| method_word(method, strings).to_owned());
        facts.extend(method.map(|method| (strings.method, view! { <bdi>{method}</bdi> }.into_any())));
        facts
    }

    fn texts(&self, strings: &'static Strings) -> Vec<(&'static str, Option<String>)> {
        vec![(strings.customer_note, self.note.clone())]
    }

    fn offers(&self, strings: &'static Strings) -> Vec<Offer> {
        offers(&self.allowed_transitions, strings)
    }

    fn contents(&self, look: &Look) -> AnyView {
        details::lines(self, look.locale, look.strings).into_any()
    }

    fn person(&self, strings: &'static Strings) -> AnyView {
        person(&self.customer, strings.whatsapp_text, &self.number, None, strings)
    }

    fn aside(&self, look: &Look, _: Option<Callback<Offer>>) -> (&'static str, AnyView) {
        let strings = look.strings;
        let heading = if self.address.is_some() { strings.address } else { strings.pickup };
        (heading, details::destination(self, strings).into_any())
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
            let Act::Order(act) = act else { return Ok(Outcome { thing: None, refusals: Vec::new() }) };
            outcome(client::act_on_order(&api, act, &id, version, answer.reason).await)
        })
    }

    fn note(&self, api: Api, text: String) -> Doing {
        let id = self.id.clone();
        Box::pin(async move { outcome(client::add_order_note(&api, &id, text).await) })
    }

    fn reference(&self) -> Option<&str> {
        self.external_reference.as_deref()
    }

    fn refer(&self, api: Api, reference: String) -> Doing {
        let (id, version) = (self.id.clone(), self.version);
        Box::pin(async move { outcome(client::set_order_reference(&api, &id, version, reference).await) })
    }

    fn order(&self) -> Option<&Order> {
        Some(self)
    }
}
