//! The quiet parts of a page: head, person, timeline, skeleton, and what stands where there is nothing.

use client::{Channel, Person, TimelineEntry};
use leptos::prelude::*;
use ui::{EmptyState, Icon, IconName, Skeleton};

use super::method::payment_words;
use super::one::Subject;
use super::right::list_of;
use crate::app::frame;
use crate::list::Look;
use crate::places::Page;
use crate::prefs::t;
use crate::strings::Strings;
use crate::text::{phone, whatsapp_digits};

/// Where a submission came from.
pub(crate) fn channel(channel: Channel, strings: &Strings) -> &'static str {
    match channel {
        Channel::Web => strings.channel_web,
        Channel::Assistant => strings.channel_assistant,
        Channel::Phone => strings.channel_phone,
        Channel::Instagram => strings.channel_instagram,
        Channel::Whatsapp => strings.channel_whatsapp,
        Channel::WalkIn => strings.channel_walk_in,
    }
}

/// Number and state, the way back to the list and along it.
#[component]
pub(crate) fn Head(
    /// The list that leads here.
    page: Page,
    /// Said until the number is known.
    title: &'static str,
    /// The number, once it is known.
    number: Memo<Option<String>>,
    /// The state, drawn.
    #[prop(into)]
    status: ViewFn,
) -> impl IntoView {
    let strings = t();
    let frame = frame();
    let list = move || list_of(page);
    let around = Memo::new(move |_| frame.path.with(|path| frame.trail.with(|trail| trail.around(path))));
    // Where there is none the place is kept, so that the other one stays under the finger.
    let step = move |to: Option<String>, key: &'static str, label: &'static str, icon: IconName| match to {
        Some(to) => {
            view! { <a class="icon-button" data-key=key href=to aria-label=label title=label><Icon name=icon /></a> }
                .into_any()
        }
        None => view! { <span class="icon-button step-off" aria-hidden="true"><Icon name=icon /></span> }.into_any(),
    };
    view! {
        <header class="order-head">
            <a class="icon-button" href=list aria-label=strings.to_the_list title=strings.to_the_list>
                <Icon name=IconName::Back />
            </a>
            <div class="order-name">
                <h1 class="page-title">
                    {move || match number.get() {
                        Some(number) => view! { <bdi dir="ltr">{number}</bdi> }.into_any(),
                        None => title.into_any(),
                    }}
                </h1>
                <span role="status">{move || status.run()}</span>
            </div>
            <nav class="order-steps" aria-label=strings.pages>
                {move || step(around.get().0, "previous", strings.previous_one, IconName::Up)}
                {move || step(around.get().1, "next", strings.next_one, IconName::Down)}
            </nav>
        </header>
    }
}

/// What stands where the name of a person stood whose data was erased (api/src/submissions/erasure.rs).
pub(super) const NOBODY: &str = "—";
/// What stands where their phone stood.
const NO_PHONE: &str = "00000";

/// Whether the data of a person was erased.
pub(crate) fn is_erased(person: &Person) -> bool {
    person.name == NOBODY && person.phone == NO_PHONE
}

/// Who it is, one tap away.
pub(crate) fn person(
    person: &Person,
    greeting: &str,
    number: &str,
    hidden: Option<&'static str>,
    strings: &'static Strings,
) -> AnyView {
    if is_erased(person) {
        return view! { <p class="person-sub">{strings.erased_text}</p> }.into_any();
    }
    let person = person.clone();
    let text = format!("{greeting} {number}");
    let chat = format!("https://wa.me/{}?text={}", whatsapp_digits(&person.phone), js_sys::encode_uri_component(&text));
    let mail = person.email.clone().map(|email| {
        view! {
            <a class="button button-secondary" href=format!("mailto:{email}")>
                <Icon name=IconName::Mail />
                <span>{strings.send_email}</span>
            </a>
        }
    });
    let address = person.email.map(|email| view! { <p class="person-sub"><bdi dir="ltr">{email}</bdi></p> });
    view! {
        <p class="person-name"><bdi>{person.name}</bdi></p>
        {hidden.map(|text| view! { <p class="person-sub">{text}</p> })}
        <p class="person-sub"><bdi dir="ltr">{phone(&person.phone)}</bdi></p>
        {address}
        <div class="person-acts">
            <a class="button button-secondary" href=format!("tel:{}", person.phone)>
                <Icon name=IconName::Phone />
                <span>{strings.call}</span>
            </a>
            <a class="button button-secondary" href=chat target="_blank" rel="noopener noreferrer">
                <Icon name=IconName::Whatsapp />
                <span>{strings.whatsapp}</span>
            </a>
            {mail}
        </div>
    }
    .into_any()
}

fn actor(entry: &TimelineEntry, strings: &Strings) -> &'static str {
    match entry.actor.as_str() {
        "visitor" => strings.actor_visitor,
        "key" => strings.actor_key,
        "job" => strings.actor_job,
        "operator" => strings.actor_operator,
        _ => strings.actor_member,
    }
}

/// What an entry says besides: a reason or a note; of a payment, how it came; of a letter, which one and to whom.
fn note(entry: &TimelineEntry, look: &Look) -> Option<String> {
    let (note, strings) = (entry.note.clone()?, look.strings);
    if matches!(entry.kind.as_str(), "paid" | "unpaid") {
        return Some(payment_words(&note, look.locale, strings));
    }
    let Some((letter, to)) = note.split_once(' ').filter(|_| entry.kind.starts_with("letter")) else {
        return Some(note);
    };
    let name = match letter {
        "order_confirmation" => strings.letter_order,
        "donation_receipt" => strings.letter_receipt,
        "pledge_reminder" => strings.letter_reminder,
        other => other,
    };
    Some(format!("{name} · \u{2066}{to}\u{2069}"))
}

/// The mark of a state in the timeline.
fn mark(state: &str) -> IconName {
    match state.to_ascii_lowercase().as_str() {
        "confirmed" | "received" | "fulfilled" => IconName::Check,
        "pending" | "active" | "refunded" => IconName::Undo,
        "cancelled" => IconName::Close,
        "spam" => IconName::Ban,
        _ => IconName::Clock,
    }
}

/// The timeline, newest first: what just happened is what is looked for.
pub(super) fn timeline(thing: &dyn Subject, look: &Look) -> AnyView {
    let (strings, times) = (look.strings, look.times());
    let name = |word: &Option<String>| word.as_deref().and_then(|word| thing.named(word, strings));
    let items: Vec<_> = thing
        .timeline()
        .iter()
        .rev()
        .map(|entry| {
            let to = name(&entry.to);
            let (icon, text) = match entry.kind.as_str() {
                "submitted" => (IconName::Inbox, strings.event_submitted),
                "note" => (IconName::Note, strings.event_note),
                "paid" => (IconName::Check, strings.event_paid),
                "unpaid" => (IconName::Undo, strings.event_unpaid),
                "letter" => (IconName::Mail, strings.event_letter),
                "letter_lost" => (IconName::Ban, strings.event_letter_lost),
                _ => match (&entry.to, to) {
                    (Some(word), Some(to)) => (mark(word), to),
                    _ => (IconName::Note, strings.event_edited),
                },
            };
            let from = name(&entry.from).map(|from| {
                view! { <span class="event-from">{from} <Icon name=IconName::Forward /></span> }
            });
            let moved = (entry.kind != "status" && entry.from.is_some())
                .then_some(to)
                .flatten()
                .map(|to| view! { <span>" " {to}</span> });
            let note = note(entry, look).map(|note| view! { <p class="event-note" dir="auto">{note}</p> });
            view! {
                <li class="event">
                    <span class="event-mark"><Icon name=icon /></span>
                    <div class="event-body">
                        <p class="event-text">{from} <strong>{text}</strong>{moved}</p>
                        {note}
                        <p class="event-by">{actor(entry, strings)} " · " {times.ago_view(&entry.at)}</p>
                    </div>
                </li>
            }
        })
        .collect();
    view! { <ol class="timeline" role="list">{items}</ol> }.into_any()
}

/// Grey bars while the thing is on its way.
pub(crate) fn waiting() -> impl IntoView {
    let card = |class: &'static str| {
        view! { <div class=class><Skeleton width=40 /><Skeleton width=80 /><Skeleton width=60 /></div> }
    };
    view! {
        <p class="visually-hidden" role="status">{t().loading}</p>
        <div class="order-parts" aria-hidden="true">
            {card("card order-state")} {card("card order-lines")}
            <div class="order-side">{card("card")} {card("card")}</div>
        </div>
    }
}

/// There is no such thing.
pub(crate) fn gone(page: Page) -> impl IntoView {
    let strings = t();
    let tenant = frame().tenant.get_untracked().unwrap_or_default();
    view! {
        <EmptyState icon=IconName::Search title=strings.gone_title text=strings.order_gone_text>
            <a class="button button-primary" href=page.of(&tenant)>{strings.to_the_list}</a>
        </EmptyState>
    }
}
