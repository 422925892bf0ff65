//! The page of one order, donation or pledge: where it stands and what can be done first, then what, who, what belongs to
//! it, and what happened. A kind says by [`Subject`] what stands in each place.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use client::{Error, Order, TimelineEntry, UserError};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Status, StatusTone};

use super::ask::{Acts, Answer, Offer};
use super::note_box::NoteBox;
use super::parts::{Head, gone, timeline, waiting};
use super::reference_box::ReferenceBox;
use super::right::may_work;
use crate::app::frame;
use crate::browser;
use crate::fault::FaultState;
use crate::list::Look;
use crate::load::{Loaded, Loader};
use crate::places::Page;
use crate::strings::Strings;
use crate::transport::Api;

/// An order, a donation or a pledge.
pub(crate) type Thing = Arc<dyn Subject>;

/// The thing that was asked for; none if there is no such.
pub(crate) type Asking = Pin<Box<dyn Future<Output = Result<Option<Thing>, Error>>>>;

/// An act that is under way.
pub(crate) type Doing = Pin<Box<dyn Future<Output = Result<Outcome, Error>>>>;

/// What came of an act.
pub(crate) struct Outcome {
    /// The thing as it is now; none if the act was refused.
    pub(crate) thing: Option<Thing>,
    /// Why it was refused.
    pub(crate) refusals: Vec<UserError>,
}

/// What stands on the page of one of a kind.
pub(crate) trait Subject: Send + Sync {
    /// `ORD-00001`.
    fn number(&self) -> String;
    /// Its state: colour, name, and what it means for whoever opens the page.
    fn state(&self, strings: &'static Strings) -> (StatusTone, &'static str, &'static str);
    /// What is told beside the state.
    fn facts(&self, look: &Look) -> Vec<(&'static str, AnyView)>;
    /// What the person wrote, each text under its heading.
    fn texts(&self, strings: &'static Strings) -> Vec<(&'static str, Option<String>)>;
    /// What can be done now, the expected act first.
    fn offers(&self, strings: &'static Strings) -> Vec<Offer>;
    /// What was submitted.
    fn contents(&self, look: &Look) -> AnyView;
    /// Who submitted it.
    fn person(&self, strings: &'static Strings) -> AnyView;
    /// What belongs to it, under its heading: where it goes, receipts, payments. `ask` puts an act's question.
    fn aside(&self, look: &Look, ask: Option<Callback<Offer>>) -> (&'static str, AnyView);
    /// What happened to it, oldest first.
    fn timeline(&self) -> &[TimelineEntry];
    /// The name of the state that the API's word names.
    fn named(&self, word: &str, strings: &'static Strings) -> Option<&'static str>;
    /// Does an act of those it offers.
    fn act(&self, api: Api, act: Act, answer: Answer) -> Doing;
    /// Adds a note of the team.
    fn note(&self, api: Api, text: String) -> Doing;
    /// What it is called in another program.
    fn reference(&self) -> Option<&str>;
    /// Calls it something else there; an empty text for nothing.
    fn refer(&self, api: Api, reference: String) -> Doing;
    /// The order, if it is one.
    fn order(&self) -> Option<&Order> {
        None
    }
}

/// An act of one of the kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    Order(client::OrderAct),
    Donation(client::DonationAct),
    /// Money came on a pledge.
    Pay,
    /// A payment on a pledge is made void.
    Void(String),
    CancelPledge,
    ReopenPledge,
    PledgeIsSpam,
}

/// What tells one kind's page from the others.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// Its list.
    pub(crate) page: Page,
    /// Said until the number is known.
    pub(crate) title: &'static str,
    /// The headings of what was submitted and of who did.
    pub(crate) headings: [&'static str; 2],
    /// Asks for one.
    pub(crate) ask: fn(Api, String) -> Asking,
    /// What can be done beside its acts.
    pub(crate) more: Option<fn(One) -> AnyView>,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(crate) struct One {
    /// The thing as it is shown.
    pub(crate) thing: Signal<Option<Thing>>,
    /// Where its new state goes.
    pub(crate) loader: Loader<Option<Thing>>,
    pub(crate) api: StoredValue<Api>,
    id: Memo<String>,
    ask: fn(Api, String) -> Asking,
}

impl One {
    /// Asks for it again, without a word.
    pub(crate) fn ask_again(self) {
        self.loader.ask_quietly((self.ask)(self.api.get_value(), self.id.get_untracked()));
    }

    /// Draws from the thing as it is, each time it changes.
    fn drawn(self, draw: impl Fn(&Thing) -> AnyView + Send + 'static) -> impl Fn() -> Option<AnyView> + Send + 'static {
        move || self.thing.with(|thing| thing.as_ref().map(&draw))
    }
}

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Gone,
    Here,
    Failed,
}

/// The page.
#[component]
pub(crate) fn OnePage(kind: Kind) -> impl IntoView {
    let (frame, params, look) = (frame(), use_params_map(), Look::of_this_page());
    let strings = look.strings;
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Option<Thing>>::new();
    let thing = Signal::derive(move || match loader.state.get() {
        Loaded::Here(thing) => thing,
        Loaded::Waiting | Loaded::Failed(_) => None,
    });
    let one = One { thing, loader, api, id, ask: kind.ask };
    Effect::new(move |_| {
        let id = id.get();
        loader.state.set(Loaded::Waiting);
        loader.ask((kind.ask)(api.get_value(), id));
    });
    // What a colleague did meanwhile.
    let returning = window_event_listener(leptos::ev::visibilitychange, move |_| {
        if browser::is_visible() && matches!(loader.state.get_untracked(), Loaded::Here(_)) {
            one.ask_again();
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
    let number = Memo::new(move |_| thing.with(|thing| thing.as_ref().map(|thing| thing.number())));
    Effect::new(move |_| frame.set_title(number.get().as_deref().unwrap_or(kind.title)));
    let now = Memo::new(move |_| thing.with(|thing| thing.as_ref().map(|thing| thing.state(strings))));
    let status = move || now.get().map(|(tone, label, _)| view! { <Status tone label /> });
    let on_retry = Callback::new(move |()| loader.ask((kind.ask)(api.get_value(), id.get_untracked())));
    let look = StoredValue::new(look);
    view! {
        <div class="order-page">
            <Head page=kind.page title=kind.title number status />
            {move || match stage.get() {
                Stage::Waiting => waiting().into_any(),
                Stage::Gone => gone(kind.page).into_any(),
                Stage::Here => parts(one, kind, look.get_value()),
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

/// Everything below the head.
fn parts(one: One, kind: Kind, look: Look) -> AnyView {
    let strings = look.strings;
    let tenant = StoredValue::new(look.tenant.clone());
    let may = Memo::new(move |_| tenant.with_value(|tenant| may_work(tenant)));
    let look = StoredValue::new(look);
    // A button beside the acts asks through the same dialog.
    let asked = RwSignal::new(None::<Offer>);
    let ask = Callback::new(move |offer| asked.set(Some(offer)));
    let aside = move |thing: &Thing| look.with_value(|look| thing.aside(look, may.get().then_some(ask)));
    let [contents, person] = kind.headings;
    view! {
        <div class="order-parts">
            <section class="card order-state" aria-label=strings.state_now>
                {one.drawn(move |thing| look.with_value(|look| state(&**thing, look)))}
                <Show when=move || may.get()><Acts one asked_elsewhere=asked />{kind.more.map(|more| more(one))}</Show>
            </section>
            <section class="card order-lines" aria-labelledby="part-contents">
                <h2 class="card-title" id="part-contents">{contents}</h2>
                {one.drawn(move |thing| look.with_value(|look| thing.contents(look)))}
            </section>
            <div class="order-side">
                <section class="card order-person" aria-labelledby="part-person">
                    <h2 class="card-title" id="part-person">{person}</h2>
                    {one.drawn(move |thing| thing.person(strings))}
                </section>
                {one.drawn(move |thing| {
                    let (heading, body) = aside(thing);
                    view! {
                        <section class="card order-where" aria-labelledby="part-aside">
                            <h2 class="card-title" id="part-aside">{heading}</h2>
                            {body}
                        </section>
                    }
                    .into_any()
                })}
            </div>
            <section class="card order-time" aria-labelledby="part-time">
                <h2 class="card-title" id="part-time">{strings.timeline}</h2>
                <Show when=move || may.get()><NoteBox one /></Show>
                {one.drawn(move |thing| look.with_value(|look| timeline(&**thing, look)))}
                <ReferenceBox one may />
            </section>
        </div>
    }
    .into_any()
}

/// Where it stands, in a sentence and in facts; what the person wrote, which must not be missed, below.
fn state(thing: &dyn Subject, look: &Look) -> AnyView {
    let fact = |(term, value): (&'static str, AnyView)| view! { <div><dt>{term}</dt><dd>{value}</dd></div> };
    let written = |(title, text): (&'static str, Option<String>)| {
        text.map(|text| {
            view! {
                <div class="customer-note">
                    <p class="customer-note-title">{title}</p>
                    <p class="quote" dir="auto">{text}</p>
                </div>
            }
        })
    };
    view! {
        <p class="state-text">{thing.state(look.strings).2}</p>
        <dl class="facts">{thing.facts(look).into_iter().map(fact).collect_view()}</dl>
        {thing.texts(look.strings).into_iter().filter_map(written).collect_view()}
    }
    .into_any()
}
