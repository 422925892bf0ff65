//! Whether an order is paid: marking it so with method and day, and taking that back with a reason.

use client::{Acted, ErrorCode, OrderStatus};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use ui::{Dialog, Icon, IconName};

use super::order_page::thing;
use crate::app::frame;
use crate::bound::{BoundField, filled};
use crate::places;
use crate::prefs::t;
use crate::submissions::{MethodField, One, method_of};
use crate::times::{instant_in, tenant_zone, today_in};
use crate::toasts::toasts;

/// The clock at which a day before today is said to have been paid.
const NOON: &str = "12:00:00";

/// The buttons beside the acts: paid, not paid, change.
#[component]
pub(super) fn PaymentBar(one: One) -> impl IntoView {
    let order = Signal::derive(move || one.thing.with(|thing| thing.as_ref().and_then(|thing| thing.order().cloned())));
    let strings = t();
    let frame = frame();
    let api = one.api;
    let toasts = toasts();
    let (is_open, is_busy) = (RwSignal::new(false), RwSignal::new(false));
    let zone = tenant_zone();
    let text = || RwSignal::new(String::new());
    let (method, day, reason) = (text(), text(), text());
    // Each time it is asked, today as the tenant counts days; until its zone is known no day is asked for.
    Effect::new(move |_| {
        if is_open.get() {
            day.set(zone.get().map(|zone| today_in(Some(&zone))).unwrap_or_default());
        }
    });
    let fault = RwSignal::new(None::<(String, String)>);
    let at = move |field: &'static str| {
        Signal::derive(move || {
            fault.with(|fault| fault.as_ref().filter(|(of, _)| of == field).map(|(_, text)| text.clone()))
        })
    };
    let is_paid = Memo::new(move |_| order.with(|order| order.as_ref().is_some_and(|order| order.paid_at.is_some())));
    let state = Memo::new(move |_| order.with(|order| order.as_ref().map(|order| order.status)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(order) = order.get_untracked().filter(|_| !is_busy.get_untracked()) else { return };
        let unpays = order.paid_at.is_some();
        let (needed, field) = if unpays { (filled(reason), "reason") } else { (method_of(method, strings), "method") };
        let Some(text) = needed else {
            let text = if unpays { strings.reason_needed } else { strings.method_needed };
            fault.set(Some((field.to_owned(), text.to_owned())));
            return;
        };
        fault.set(None);
        is_busy.set(true);
        // Today is now; another day is its noon, whatever the hour was.
        let paid_at = zone.get_untracked().and_then(|zone| {
            let chosen = filled(day).filter(|chosen| *chosen != today_in(Some(&zone)))?;
            instant_in(&chosen, NOON, &zone)
        });
        let api = api.get_value();
        spawn_local(async move {
            let heard = if unpays {
                client::mark_order_unpaid(&api, &order.id, order.version, text).await
            } else {
                client::mark_order_paid(&api, &order.id, order.version, text, paid_at).await
            };
            if is_busy.try_set(false).is_some() {
                return;
            }
            match heard {
                Ok(Acted { order: Some(order), .. }) => {
                    is_open.set(false);
                    reason.set(String::new());
                    one.loader.put(Some(thing(order)));
                    toasts.success(if unpays { strings.event_unpaid } else { strings.event_paid });
                }
                Ok(Acted { user_errors, .. }) => {
                    let Some(refused) = user_errors.into_iter().next() else { return };
                    if refused.code == ErrorCode::Stale {
                        is_open.set(false);
                        toasts.info(strings.stale);
                        one.ask_again();
                        return;
                    }
                    let field = refused.field.and_then(|path| path.into_iter().next_back()).unwrap_or_default();
                    let field = if matches!(field.as_str(), "paidAt" | "reason") { field } else { "method".to_owned() };
                    fault.set(Some((field, refused.message)));
                }
                Err(error) => toasts.fault(&error),
            }
        });
    };
    let title = move || (if is_paid.get() { strings.mark_unpaid } else { strings.mark_paid }).to_owned();
    let edit = move || {
        let tenant = frame.tenant.get().unwrap_or_default();
        let id = order.with(|order| order.as_ref().map(|order| order.id.inner().to_owned()));
        id.filter(|_| state.get() == Some(OrderStatus::Pending)).map(|id| {
            view! {
                <a class="button button-secondary" href=places::order_edit(&tenant, &id)>
                    <Icon name=IconName::Note />
                    <span>{strings.edit_order}</span>
                </a>
            }
        })
    };
    let pays = move || {
        (!matches!(state.get(), None | Some(OrderStatus::Cancelled | OrderStatus::Spam))).then(|| {
            view! {
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(true)>
                    <Icon name=if is_paid.get() { IconName::Undo } else { IconName::Check } />
                    <span>{title()}</span>
                </button>
            }
        })
    };
    view! {
        <div class="more-acts" role="group" aria-label=strings.payment>{pays}{edit}</div>
        <Dialog id="payment-title" open=is_open title=Signal::derive(title) close_label=Signal::derive(|| t().close.to_owned())>
            <form class="dialog-body" novalidate=true on:submit=submit>
                {move || if is_paid.get() {
                    view! { <BoundField id="unpaid-reason" label=strings.reason value=reason error=at("reason") max_length=500 /> }.into_any()
                } else {
                    view! {
                        <MethodField id="paid-method" value=method error=at("method") />
                        {move || zone.with(Option::is_some).then(|| view! {
                            <BoundField id="paid-day" label=strings.paid_day value=day error=at("paidAt") kind="date" />
                        })}
                    }.into_any()
                }}
                <div class="dialog-acts">
                    <button type="button" class="button button-secondary" on:click=move |_| is_open.set(false)>{strings.keep_it}</button>
                    <button type="submit" class="button button-primary" aria-disabled=move || is_busy.get().to_string()>
                        {move || if is_busy.get() { strings.working.to_owned() } else { title() }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
