//! The buttons of an order and the question before those that take something away.

use client::{Acted, Error, ErrorCode, Order};
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::{ButtonKind, Dialog, Icon, LiveArea};

use super::acts::{Offer, Question, offers};
use crate::browser::{self, sleep_ms};
use crate::load::Loader;
use crate::prefs::t;
use crate::strings::Strings;
use crate::toasts::{Toasts, toasts};
use crate::transport::Api;

/// How long after an act the buttons stay deaf.
const DOUBLE_TAP_MS: i32 = 600;

/// What the buttons and the dialog share.
#[derive(Clone, Copy)]
struct Acting {
    api: StoredValue<Api>,
    loader: Loader<Option<Order>>,
    toasts: Toasts,
    /// An act is under way.
    is_busy: RwSignal<bool>,
    /// The act that is asked about.
    asked: RwSignal<Option<Offer>>,
    is_open: RwSignal<bool>,
    fault: RwSignal<Option<String>>,
}

impl Acting {
    fn press(self, order: &Order, offer: Offer) {
        if self.is_busy.get_untracked() {
            return;
        }
        if offer.question == Question::None {
            self.perform(order.clone(), offer, None);
        } else {
            self.fault.set(None);
            self.asked.set(Some(offer));
            self.is_open.set(true);
        }
    }

    fn perform(self, order: Order, offer: Offer, reason: Option<String>) {
        self.is_busy.set(true);
        let api = self.api.get_value();
        let strings = api.prefs().texts();
        spawn_local(async move {
            let answer = client::act_on_order(&api, offer.act, &order.id, order.version, reason).await;
            if self.is_busy.is_disposed() {
                // The page is gone; the act is done all the same.
                return;
            }
            let is_done = self.hear(&api, answer, &order, offer, strings);
            if is_done {
                // The next act stands where this one stood: a double tap must not set it off too.
                sleep_ms(DOUBLE_TAP_MS).await;
            }
            let _ = self.is_busy.try_set(false);
        });
    }

    /// Shows what came of it; whether the act is done.
    fn hear(
        self,
        api: &Api,
        answer: Result<Acted, Error>,
        order: &Order,
        offer: Offer,
        strings: &'static Strings,
    ) -> bool {
        let refusal = match answer {
            Ok(Acted { order: Some(order), .. }) => {
                self.is_open.set(false);
                self.loader.put(Some(order));
                self.toasts.success(offer.done);
                // The pressed button is gone, and with it the focus.
                browser::focus_soon("#main");
                return true;
            }
            Ok(Acted { user_errors, .. }) => user_errors.into_iter().next(),
            Err(error) => {
                self.toasts.fault(&error);
                return false;
            }
        };
        let Some(refusal) = refusal else { return false };
        let is_about_reason = refusal.field.as_ref().and_then(|path| path.last()).is_some_and(|last| last == "reason");
        if is_about_reason {
            self.fault.set(Some(refusal.message));
            return false;
        }
        self.is_open.set(false);
        match refusal.code {
            ErrorCode::Stale => self.toasts.info(strings.stale),
            _ => self.toasts.danger(refusal.message),
        }
        let (api, id) = (api.clone(), order.id.inner().to_owned());
        self.loader.ask_quietly(async move { client::order(&api, &id).await });
        false
    }
}

/// The buttons.
#[component]
pub(super) fn ActBar(
    /// The order as it is shown.
    order: Signal<Option<Order>>,
    /// Where its new state goes.
    loader: Loader<Option<Order>>,
) -> impl IntoView {
    let strings = t();
    let acting = Acting {
        api: StoredValue::new(Api::of_this_tenant()),
        loader,
        toasts: toasts(),
        is_busy: RwSignal::new(false),
        asked: RwSignal::new(None),
        is_open: RwSignal::new(false),
        fault: RwSignal::new(None),
    };
    // Made anew only when other acts are allowed, so that the focus stays where it was.
    let allowed = Memo::new(move |_| order.with(|order| order.as_ref().map(|order| order.allowed_transitions.clone())));
    let button = move |offer: Offer| {
        view! {
            <button
                type="button"
                class=offer.kind.class()
                aria-disabled=move || acting.is_busy.get().to_string()
                on:click=move |_| {
                    if let Some(order) = order.get_untracked() {
                        acting.press(&order, offer);
                    }
                }
            >
                <Icon name=offer.icon />
                <span>{offer.label}</span>
            </button>
        }
    };
    view! {
        {move || {
            let offers = offers(&allowed.get().unwrap_or_default(), strings);
            (!offers.is_empty())
                .then(|| {
                    view! {
                        <div class="act-bar" role="group" aria-label=strings.status>
                            {offers.into_iter().map(button).collect_view()}
                        </div>
                    }
                })
        }}
        <Dialog
            id="act-title"
            open=acting.is_open
            title=Signal::derive(move || acting.asked.get().map(|offer| offer.ask_title.to_owned()).unwrap_or_default())
            close_label=Signal::derive(move || strings.close.to_owned())
        >
            {move || acting.asked.get().map(|offer| view! { <Ask acting offer order /> })}
        </Dialog>
    }
}

/// The question.
#[component]
fn Ask(acting: Acting, offer: Offer, order: Signal<Option<Order>>) -> impl IntoView {
    let strings = t();
    let node = NodeRef::<html::Textarea>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let reason =
            node.get_untracked().map(|area| area.value().trim().to_owned()).filter(|reason| !reason.is_empty());
        if offer.question == Question::MustTell && reason.is_none() {
            acting.fault.set(Some(strings.reason_needed.to_owned()));
            browser::focus("#reason");
            return;
        }
        acting.fault.set(None);
        if let Some(order) = order.get_untracked()
            && !acting.is_busy.get_untracked()
        {
            acting.perform(order, offer, reason);
        }
    };
    let field = (offer.question != Question::Sure).then(|| {
        let optional_label = (offer.question == Question::MayTell).then(|| strings.optional.to_owned());
        view! {
            <LiveArea name="reason" label=strings.reason optional_label node error=Signal::from(acting.fault) />
            <p class="hint">{strings.reason_hint}</p>
        }
    });
    let kind = if offer.kind == ButtonKind::Danger { "button button-danger-strong" } else { "button button-primary" };
    view! {
        <form class="dialog-body" novalidate=true on:submit=submit>
            <p>{offer.ask_text}</p>
            {field}
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| acting.is_open.set(false)>
                    {strings.keep_it}
                </button>
                <button type="submit" class=kind aria-disabled=move || acting.is_busy.get().to_string()>
                    {move || if acting.is_busy.get() { strings.working } else { offer.ask_yes }}
                </button>
            </div>
        </form>
    }
}
