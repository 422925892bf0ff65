//! The log of letters: to whom, about what, what became of each, and sending it again.

use client::{Deliveries, Delivery, DeliveryStatus, DeliveryWhere, Outcome};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use ui::{EmptyState, Icon, IconName, Skeleton, Status, StatusTone};

use super::texts::{LetterTexts, words};
use crate::app::frame;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::places::{self, Page};
use crate::prefs::prefs;
use crate::times::Times;
use crate::toasts::toasts;
use crate::transport::Api;

/// Which letters are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Arrived,
    Missed,
}

impl Shown {
    const EACH: [Self; 3] = [Self::All, Self::Arrived, Self::Missed];

    fn label(self, words: &'static LetterTexts) -> &'static str {
        match self {
            Self::All => words.all,
            Self::Arrived => words.arrived,
            Self::Missed => words.missed,
        }
    }

    fn states(self) -> Option<Vec<DeliveryStatus>> {
        match self {
            Self::All => None,
            Self::Arrived => Some(vec![DeliveryStatus::Sent]),
            Self::Missed => Some(vec![DeliveryStatus::Failed, DeliveryStatus::Uncertain]),
        }
    }
}

/// The record whose letters are asked for: `?about=ord_…`.
fn about_of(search: &str) -> Option<String> {
    let search = search.trim_start_matches('?');
    let value = search.split('&').find_map(|part| part.strip_prefix("about="))?;
    let is_id = value.len() < 60 && value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    (is_id && !value.is_empty()).then(|| value.to_owned())
}

/// The page.
#[component]
pub(crate) fn LettersPage() -> impl IntoView {
    let words = words();
    let (frame, toasts) = (frame(), toasts());
    frame.set_title(words.letters);
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let location = use_location();
    let about = Memo::new(move |_| location.search.with(|search| about_of(search)));
    let shown = RwSignal::new(Shown::All);
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Deliveries>::new();
    let ask = move |after: Option<String>, before: Vec<Delivery>| {
        let api = api.get_value();
        let filter =
            DeliveryWhere { status: shown.get_untracked().states(), about: about.get_untracked().map(client::Id::new) };
        async move {
            let mut page = client::deliveries(&api, filter, after).await?;
            page.nodes.splice(0..0, before);
            Ok(page)
        }
    };
    Effect::new(move |_| {
        shown.track();
        about.track();
        loader.ask(ask(None, Vec::new()));
    });
    let is_busy = RwSignal::new(false);
    let resend = move |id: client::Id| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let api = api.get_value();
        spawn_local(async move {
            let answer = client::resend_delivery(&api, &id).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Outcome { value: Some(_), .. }) => toasts.success(words.resent),
                Ok(Outcome { user_errors, .. }) => {
                    if let Some(error) = user_errors.into_iter().next() {
                        toasts.danger(error.message);
                    }
                }
                Err(error) => toasts.fault(&error),
            }
            loader.ask_quietly(ask(None, Vec::new()));
        });
    };
    let tenant = StoredValue::new(tenant);
    let row = move |delivery: Delivery| entry(delivery, &tenant.get_value(), words, is_busy, resend);
    let pills = Shown::EACH
        .into_iter()
        .map(|each| {
            view! {
                <button
                    type="button"
                    class="pill"
                    aria-pressed=move || (shown.get() == each).to_string()
                    on:click=move |_| shown.set(each)
                >
                    {each.label(words)}
                </button>
            }
        })
        .collect_view();
    let one = move || {
        about.get().map(|_| {
            let all = Page::Letters.of(&tenant.get_value());
            view! { <p class="hint">{words.about_one} " · " <a class="link" href=all>{words.show_all}</a></p> }
        })
    };
    view! {
        <div class="team-page letters-page">
            <header class="page-head"><h1 class="page-title">{words.letters}</h1></header>
            {one}
            <div class="pills" role="group" aria-label=words.letters>{pills}</div>
            {move || match loader.state.get() {
                Loaded::Waiting => view! { <Skeleton width=60 /><Skeleton width=40 /> }.into_any(),
                Loaded::Failed(error) => {
                    let on_retry = Callback::new(move |()| loader.ask(ask(None, Vec::new())));
                    view! { <FaultState error on_retry /> }.into_any()
                }
                Loaded::Here(page) if page.nodes.is_empty() => {
                    view! { <EmptyState icon=IconName::Mail title=words.nothing_title text=words.nothing_text /> }
                        .into_any()
                }
                Loaded::Here(page) => {
                    let (nodes, next) = (page.nodes.clone(), page.page_info.end_cursor.clone());
                    let more = page
                        .page_info
                        .has_next_page
                        .then(|| {
                            let go_on = move |_| loader.ask(ask(next.clone(), nodes.clone()));
                            view! {
                                <button type="button" class="button button-secondary" on:click=go_on>
                                    {words.more}
                                </button>
                            }
                        });
                    view! {
                        <ul class="entries entries-boxed" role="list">
                            {page.nodes.into_iter().map(row).collect_view()}
                        </ul>
                        {more}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn event(word: &str, words: &'static LetterTexts) -> &'static str {
    match word {
        "order_confirmation" => words.order_confirmation,
        "donation_receipt" => words.donation_receipt,
        "invitation" => words.invitation,
        word if word.starts_with("pledge") => words.pledge_reminder,
        _ => words.other,
    }
}

/// Where the record stands that a letter is about.
fn record(tenant: &str, about: &str) -> Option<String> {
    match about.split('_').next() {
        Some("ord") => Some(places::order(tenant, about)),
        Some("don") => Some(places::donation(tenant, about)),
        Some("plg") => Some(places::pledge(tenant, about)),
        Some("mbr") => Some(Page::Team.of(tenant)),
        _ => None,
    }
}

fn entry(
    delivery: Delivery,
    tenant: &str,
    words: &'static LetterTexts,
    is_busy: RwSignal<bool>,
    resend: impl Fn(client::Id) + Copy + Send + 'static,
) -> AnyView {
    let times = Times::new(prefs().locale.get_untracked(), None);
    let (tone, label) = match delivery.status {
        DeliveryStatus::Queued => (StatusTone::Waiting, words.queued),
        DeliveryStatus::Sending => (StatusTone::Active, words.sending),
        DeliveryStatus::Sent => (StatusTone::Done, words.sent),
        DeliveryStatus::Failed => (StatusTone::Bad, words.failed),
        DeliveryStatus::Uncertain => (StatusTone::Waiting, words.uncertain),
    };
    let why = match (delivery.status, delivery.error) {
        (DeliveryStatus::Uncertain, _) => view! { <p class="entry-sub">{words.uncertain_text}</p> }.into_any(),
        (_, Some(code)) => view! { <p class="entry-sub"><bdi dir="ltr">{code}</bdi></p> }.into_any(),
        _ => ().into_any(),
    };
    let name = event(&delivery.event, words);
    let see = delivery.about.and_then(|about| record(tenant, about.inner())).map(|href| {
        view! { " · " <a class="link" href=href>{words.see}</a> }
    });
    let again = delivery.can_resend.then(|| {
        let id = delivery.id.clone();
        let label = format!("{}: {name}, {}", words.resend, delivery.recipient);
        view! {
            <button
                type="button"
                class="button button-secondary button-small"
                aria-label=label
                aria-disabled=move || is_busy.get().to_string()
                on:click=move |_| resend(id.clone())
            >
                {words.resend}
            </button>
        }
    });
    view! {
        <li class="entry letter">
            <span class="entry-mark" aria-hidden="true"><Icon name=IconName::Mail /></span>
            <div class="entry-body">
                <p class="entry-name">{name}</p>
                <p class="entry-sub"><bdi dir="ltr">{delivery.recipient}</bdi> " · " {times.ago_view(&delivery.created_at)} {see}</p>
                {why}
            </div>
            <div class="letter-acts"><Status tone label />{again}</div>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{about_of, record};

    #[test]
    fn a_record_is_read_from_the_address_and_leads_back() {
        assert_eq!(about_of("?about=ord_1").as_deref(), Some("ord_1"));
        assert_eq!(about_of("about=don_2&x=1").as_deref(), Some("don_2"));
        assert_eq!(about_of("?about=%3Cscript%3E"), None);
        assert_eq!(about_of(""), None);
        assert_eq!(record("dukkan", "ord_1").as_deref(), Some("/dukkan/orders/ord_1"));
        assert_eq!(record("dukkan", "x"), None);
    }
}
