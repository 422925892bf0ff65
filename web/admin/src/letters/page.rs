//! The list of letters: to whom, about what, what became of each, and sending it again.

use std::sync::Arc;

use client::{
    Delivery, DeliveryListVariables, DeliverySort, DeliverySortField, DeliveryStatus, DeliveryWhere, Outcome,
    SavedViewList, SortDirection,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{ButtonKind, Icon, IconName, Status, StatusTone};

use super::texts::{LetterTexts, words};
use crate::list::{
    Asked, Bulk, BulkAct, Column, Filter, List, ListPage, ListQuery, Look, Nothing, Row, Rows, Shape, Sort,
};
use crate::places::{self, Page};
use crate::prefs::t;
use crate::strings::LETTERS;
use crate::submissions;
use crate::toasts::{Toasts, toasts};
use crate::transport::Api;

/// What became of a letter, as people ask for it.
const STATUSES: [(DeliveryStatus, &str); 5] = [
    (DeliveryStatus::Sent, "sent"),
    (DeliveryStatus::Failed, "missed"),
    (DeliveryStatus::Uncertain, "missed"),
    (DeliveryStatus::Queued, "waiting"),
    (DeliveryStatus::Sending, "waiting"),
];

/// What letters tell.
const EVENTS: [(&str, &str); 4] = [
    ("order_confirmation", "order-confirmation"),
    ("donation_receipt", "donation-receipt"),
    ("pledge_reminder", "pledge-reminder"),
    ("invitation", "invitation"),
];

/// What the rows need to send a letter again.
#[derive(Debug, Clone, Copy)]
struct Sending {
    api: StoredValue<Api>,
    is_busy: RwSignal<bool>,
    again: RwSignal<u32>,
    toasts: Toasts,
}

impl Sending {
    fn send(self, id: client::Id) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        let (api, done) = (self.api.get_value(), words().resent);
        spawn_local(async move {
            let answer = client::resend_delivery(&api, &id).await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Outcome { value: Some(_), .. }) => self.toasts.success(done),
                Ok(Outcome { user_errors, .. }) => {
                    if let Some(error) = user_errors.into_iter().next() {
                        self.toasts.danger(error.message);
                    }
                }
                Err(error) => self.toasts.fault(&error),
            }
            self.again.update(|times| *times += 1);
        });
    }
}

/// The list of letters.
#[component]
pub(crate) fn LettersPage() -> impl IntoView {
    let (strings, words) = (t(), words());
    let again = RwSignal::new(0);
    let api = StoredValue::new(Api::of_this_tenant());
    provide_context(Sending { api, is_busy: RwSignal::new(false), again, toasts: toasts() });
    let list = List {
        of: SavedViewList::Deliveries,
        page: Page::Letters,
        title: words.letters,
        search: words.search,
        filters: vec![
            Filter::open(
                "status",
                strings.status,
                vec![("sent", words.arrived), ("missed", words.missed), ("waiting", words.waiting)],
            ),
            Filter::of("event", words.letter, EVENTS.map(|(of, word)| (word, event(of, words))).into()),
        ],
        sorts: vec![
            Sort { word: "newest", label: strings.newest_first },
            Sort { word: "oldest", label: strings.oldest_first },
        ],
        columns: vec![
            Column::of("letter", words.letter),
            Column::of("recipient", words.recipient),
            Column::of("status", strings.status),
            Column::of("written", words.written),
        ],
        counted: &LETTERS,
        nothing: Nothing { icon: IconName::Mail, title: words.nothing_title, text: words.nothing_text, next: None },
        days: Some(words.written),
        hears: &[],
        bulk: submissions::may_work(&submissions::tenant()).then(|| {
            let send = |api: Api, id| async move { client::resend_delivery(&api, &id).await };
            Bulk::of(vec![BulkAct::one_by_one(words.resend, IconName::Mail, ButtonKind::Primary, send)])
        }),
        row_acts: Some(words.resend),
        tool: None,
        fetch,
    };
    view! { <ListPage list again=Some(again) /> }
}

fn fetch(api: Api, query: ListQuery) -> Asked {
    let filter = DeliveryWhere {
        status: query.picked("status", STATUSES),
        event: query.picked("event", EVENTS).map(|events| events.into_iter().map(str::to_owned).collect()),
        days: query.day_range(),
    };
    let sort = query.sort.map(|_| DeliverySort { field: DeliverySortField::CreatedAt, direction: SortDirection::Asc });
    let variables = DeliveryListVariables::new(query.paging(), &query.search, filter, sort);
    Box::pin(async move {
        let page = client::deliveries(&api, variables).await?;
        let row = |letter: Delivery| Row {
            id: letter.id.inner().to_owned(),
            name: letter.about_number.clone().unwrap_or_else(|| letter.recipient.clone()),
            key: format!("{}{:?}{:?}{}", letter.id.inner(), letter.status, letter.error, letter.recipient),
            href: letter.about.as_ref().and_then(|about| record(api.tenant(), about.inner())),
            acts: letter.can_resend.then(|| {
                let letter = letter.clone();
                Arc::new(move |_: &Look, shape| again(&letter, shape)) as _
            }),
            can_pick: letter.can_resend,
            draw: Arc::new(move |look, shape| drawn(&letter, look, shape)),
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

/// The name of what a letter tells.
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

/// The button that sends a letter again.
fn again(letter: &Delivery, shape: Shape) -> AnyView {
    let (words, sending) = (words(), expect_context::<Sending>());
    let id = letter.id.clone();
    let label = format!("{}: {}, {}", words.resend, event(&letter.event, words), letter.recipient);
    let (class, face) = match shape {
        Shape::Cells => ("button button-quiet button-small", words.resend.into_any()),
        Shape::Card => ("icon-button", view! { <Icon name=IconName::Mail /> }.into_any()),
    };
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            title=words.resend
            aria-disabled=move || sending.is_busy.get().to_string()
            on:click=move |_| sending.send(id.clone())
        >
            {face}
        </button>
    }
    .into_any()
}

fn drawn(letter: &Delivery, look: &Look, shape: Shape) -> Vec<AnyView> {
    let words = words();
    let (tone, label) = match letter.status {
        DeliveryStatus::Queued => (StatusTone::Waiting, words.queued),
        DeliveryStatus::Sending => (StatusTone::Active, words.sending),
        DeliveryStatus::Sent => (StatusTone::Done, words.sent),
        DeliveryStatus::Failed => (StatusTone::Bad, words.failed),
        DeliveryStatus::Uncertain => (StatusTone::Waiting, words.uncertain),
    };
    let status = view! { <Status tone label /> };
    let why = match (letter.status, letter.error.clone()) {
        (DeliveryStatus::Uncertain, _) => {
            Some(view! { <span class="cell-note">{words.uncertain_text}</span> }.into_any())
        }
        (_, Some(code)) => Some(view! { <span class="cell-note"><bdi dir="ltr">{code}</bdi></span> }.into_any()),
        _ => None,
    };
    let name = event(&letter.event, words);
    let number = letter.about_number.clone().map(|number| view! { <bdi dir="ltr">{number}</bdi> });
    let recipient = letter.recipient.clone();
    let ago = look.ago(&letter.created_at);
    if shape == Shape::Card {
        let card = view! {
            <span class="card-line">
                <span class="card-name">{name}</span>
                <span class="card-number">{number}</span>
                {status}
            </span>
            <span class="card-line">
                <span class="card-text"><bdi dir="ltr">{recipient}</bdi></span>
                <span class="cell-sub">{ago}</span>
            </span>
            {why}
        };
        return vec![card.into_any()];
    }
    vec![
        view! {
            <span class="cell-main">{name}</span>
            <span class="cell-sub">{number}</span>
        }
        .into_any(),
        view! { <bdi dir="ltr">{recipient}</bdi> }.into_any(),
        view! { {status} {why} }.into_any(),
        ago,
    ]
}

#[cfg(test)]
mod tests {
    use super::record;

    #[test]
    fn a_letter_leads_to_what_it_is_about() {
        assert_eq!(record("dukkan", "ord_1").as_deref(), Some("/dukkan/orders/ord_1"));
        assert_eq!(record("dukkan", "mbr_1").as_deref(), Some("/dukkan/team"));
        assert_eq!(record("dukkan", "x"), None);
    }
}
