//! Acts on an order, a donation or a pledge: the buttons, and the question before those that take or tell something.

use client::ErrorCode;
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::{ButtonKind, Dialog, Icon, IconName, LiveArea, LiveField, fold_number};

use super::method::{MethodField, method_of};
use super::one::{Act, One, Outcome};
use crate::bound::Faults;
use crate::browser::{self, sleep_ms};
use crate::prefs::t;
use crate::toasts::toasts;

/// How long after an act the buttons stay deaf.
const DOUBLE_TAP_MS: i32 = 600;

/// What must be asked before an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// Nothing: it takes nothing away and can be undone.
    None,
    /// Only whether it is meant.
    Sure,
    /// Why, for the team alone; may be left empty.
    MaySay,
    /// Why, for the team alone.
    MustSay,
    /// How the money came.
    Method,
    /// How much came, and how.
    Payment,
}

/// How an act is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) act: Act,
    pub(crate) label: &'static str,
    pub(crate) done: &'static str,
    pub(crate) icon: IconName,
    pub(crate) kind: ButtonKind,
    pub(crate) question: Question,
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    /// The answer that does it.
    pub(crate) yes: &'static str,
}

/// What was answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) reason: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) amount: String,
    pub(crate) notify: bool,
    pub(crate) allow_over: bool,
}

/// The buttons and their dialog.
#[component]
pub(crate) fn Acts(
    one: One,
    /// An act whose button stands elsewhere on the page.
    asked_elsewhere: RwSignal<Option<Offer>>,
) -> impl IntoView {
    let strings = t();
    // Made anew only when other acts are allowed, so that the focus stays where it was.
    let offers =
        Memo::new(move |_| one.thing.with(|thing| thing.as_ref().map_or_else(Vec::new, |thing| thing.offers(strings))));
    let toasts = toasts();
    let (is_busy, is_open) = (RwSignal::new(false), RwSignal::new(false));
    let asked = RwSignal::new(None::<Offer>);
    let faults = Faults::new();
    let run = move |offer: Offer, answer: Answer| {
        if is_busy.get_untracked() {
            return;
        }
        let Some(thing) = one.thing.get_untracked() else { return };
        is_busy.set(true);
        let under_way = thing.act(one.api.get_value(), offer.act.clone(), answer);
        spawn_local(async move {
            let heard = under_way.await;
            if is_busy.is_disposed() {
                // The page is gone; the act is done all the same.
                return;
            }
            match heard {
                Ok(Outcome { thing: Some(thing), .. }) => {
                    is_open.set(false);
                    one.loader.put(Some(thing));
                    toasts.success(offer.done);
                    // The pressed button is gone, and with it the focus.
                    browser::focus_soon("#main");
                    // The next act stands where this one stood: a double tap must not set it off too.
                    sleep_ms(DOUBLE_TAP_MS).await;
                }
                Ok(Outcome { refusals, .. }) => {
                    if let Some(refusal) = refusals.into_iter().next() {
                        let last = refusal.field.as_ref().and_then(|path| path.last());
                        let of_form = last.filter(|last| ["reason", "method", "amount"].contains(&last.as_str()));
                        if let Some(field) = of_form.filter(|_| offer.question != Question::None) {
                            faults.add(field, &refusal.message);
                        } else {
                            is_open.set(false);
                            match refusal.code {
                                ErrorCode::Stale => toasts.info(strings.stale),
                                _ => toasts.danger(refusal.message),
                            }
                            one.ask_again();
                        }
                    }
                }
                Err(error) => toasts.fault(&error),
            }
            let _ = is_busy.try_set(false);
        });
    };
    let press = move |offer: Offer| {
        if is_busy.get_untracked() {
            return;
        }
        if offer.question == Question::None {
            run(offer, Answer { notify: true, ..Answer::default() });
        } else {
            faults.clear();
            asked.set(Some(offer));
            is_open.set(true);
        }
    };
    Effect::new(move |_| {
        if let Some(offer) = asked_elsewhere.get() {
            asked_elsewhere.set(None);
            press(offer);
        }
    });
    let button = move |offer: Offer| {
        let pressed = offer.clone();
        view! {
            <button
                type="button"
                class=offer.kind.class()
                aria-disabled=move || is_busy.get().to_string()
                on:click=move |_| press(pressed.clone())
            >
                <Icon name=offer.icon />
                <span>{offer.label}</span>
            </button>
        }
    };
    view! {
        {move || {
            let offers = offers.get();
            (!offers.is_empty()).then(|| {
                view! {
                    <div class="act-bar" role="group" aria-label=strings.status>
                        {offers.into_iter().map(button).collect_view()}
                    </div>
                }
            })
        }}
        <Dialog
            id="ask-title"
            open=is_open
            title=Signal::derive(move || asked.with(|offer| offer.as_ref().map(|offer| offer.title.to_owned())).unwrap_or_default())
            close_label=Signal::derive(|| t().close.to_owned())
        >
            {move || asked.get().map(|offer| view! { <Form offer faults is_busy is_open on_answer=Callback::new(move |(offer, answer)| run(offer, answer)) /> })}
        </Dialog>
    }
}

/// The question.
#[component]
fn Form(
    offer: Offer,
    faults: Faults,
    is_busy: RwSignal<bool>,
    is_open: RwSignal<bool>,
    on_answer: Callback<(Offer, Answer)>,
) -> impl IntoView {
    let strings = t();
    let reason = NodeRef::<html::Textarea>::new();
    let (method, amount) = (RwSignal::new(String::new()), NodeRef::<html::Input>::new());
    let (notify, over) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let question = offer.question;
    let class = if offer.kind == ButtonKind::Danger { "button button-danger-strong" } else { "button button-primary" };
    let (yes, text) = (offer.yes, offer.text);
    let says = matches!(question, Question::MaySay | Question::MustSay);
    let is_optional = question == Question::MaySay;
    let asks_money = matches!(question, Question::Method | Question::Payment);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let answer = Answer {
            reason: reason.get_untracked().and_then(|area| typed(area.value())),
            method: method_of(method, strings),
            amount: amount.get_untracked().map(|field| fold_number(&field.value())).unwrap_or_default(),
            notify: notify.get_untracked().is_none_or(|field| field.checked()),
            allow_over: over.get_untracked().is_some_and(|field| field.checked()),
        };
        faults.clear();
        // In the order in which they stand.
        let missing = [
            (question == Question::Payment && answer.amount.is_empty(), "amount", strings.amount_needed),
            (asks_money && answer.method.is_none(), "method", strings.method_needed),
            (question == Question::MustSay && answer.reason.is_none(), "reason", strings.reason_needed),
        ];
        let missing: Vec<_> = missing.into_iter().filter(|(is_missing, ..)| *is_missing).collect();
        for (_, field, text) in &missing {
            faults.add(field, text);
        }
        if let Some((_, first, _)) = missing.first() {
            browser::focus(&format!("#{first}"));
            return;
        }
        on_answer.run((offer.clone(), answer));
    };
    let check = |node: NodeRef<html::Input>, name: &'static str, label: &'static str, checked: bool| {
        view! {
            <label class="check" for=name>
                <input class="check-box" type="checkbox" node_ref=node id=name name=name prop:checked=checked />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <form class="dialog-body" novalidate=true on:submit=submit>
            <p>{text}</p>
            {(question == Question::Payment).then(|| view! {
                <LiveField name="amount" label=strings.amount node=amount error=faults.at("amount") inputmode="decimal" direction="ltr" max_length=20 />
            })}
            {asks_money.then(|| view! {
                <MethodField id="method" value=method error=faults.at("method") />
            })}
            {says.then(|| view! {
                <LiveArea
                    name="reason" label=strings.reason
                    optional_label=is_optional.then(|| strings.optional.to_owned())
                    node=reason error=faults.at("reason")
                />
            })}
            {says.then(|| view! { <p class="hint">{strings.reason_hint}</p> })}
            {(question == Question::Payment).then(|| check(over, "over", strings.allow_over, false))}
            {(question == Question::Method).then(|| check(notify, "notify", strings.send_receipt, true))}
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(false)>{strings.keep_it}</button>
                <button type="submit" class=class aria-disabled=move || is_busy.get().to_string()>
                    {move || if is_busy.get() { strings.working } else { yes }}
                </button>
            </div>
        </form>
    }
}
