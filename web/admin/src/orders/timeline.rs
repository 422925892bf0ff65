//! What happened to an order: who, what, when, and why.

use client::TimelineEntry;
use leptos::prelude::*;
use ui::{Icon, IconName};

use super::words;
use crate::strings::Strings;
use crate::submissions::note;
use crate::times::Times;

fn actor(entry: &TimelineEntry, strings: &Strings) -> &'static str {
    match entry.actor.as_str() {
        "visitor" => strings.actor_visitor,
        "key" => strings.actor_key,
        "job" => strings.actor_job,
        "operator" => strings.actor_operator,
        _ => strings.actor_member,
    }
}

fn event(entry: &TimelineEntry, strings: &Strings) -> (IconName, &'static str) {
    match entry.kind.as_str() {
        "submitted" => (IconName::Inbox, strings.event_submitted),
        "note" => (IconName::Note, strings.event_note),
        "paid" => (IconName::Check, strings.event_paid),
        "edited" => (IconName::Note, strings.event_edited),
        "letter" => (IconName::Check, strings.event_letter),
        "letter_lost" => (IconName::Ban, strings.event_letter_lost),
        _ => match entry.to.as_deref().and_then(words::status_named) {
            Some(status) => (icon(status), words::status(status, strings)),
            None => (IconName::Clock, strings.event_edited),
        },
    }
}

fn icon(status: client::OrderStatus) -> IconName {
    match status {
        client::OrderStatus::Pending => IconName::Undo,
        client::OrderStatus::Confirmed => IconName::Check,
        client::OrderStatus::Fulfilled => IconName::Van,
        client::OrderStatus::Cancelled => IconName::Close,
        client::OrderStatus::Spam => IconName::Ban,
    }
}

/// The timeline, newest first: what just happened is what is looked for.
pub(super) fn timeline(entries: &[TimelineEntry], strings: &'static Strings, times: &Times) -> impl IntoView + use<> {
    let items: Vec<_> = entries
        .iter()
        .rev()
        .map(|entry| {
            let (icon, text) = event(entry, strings);
            let from = entry.from.as_deref().and_then(words::status_named).map(|from| {
                view! { <span class="event-from">{words::status(from, strings)} <Icon name=IconName::Forward /></span> }
            });
            let note = note(entry, strings).map(|note| view! { <p class="event-note" dir="auto">{note}</p> });
            view! {
                <li class="event">
                    <span class="event-mark"><Icon name=icon /></span>
                    <div class="event-body">
                        <p class="event-text">{from} <strong>{text}</strong></p>
                        {note}
                        <p class="event-by">{actor(entry, strings)} " · " {times.ago_view(&entry.at)}</p>
                    </div>
                </li>
            }
        })
        .collect();
    view! { <ol class="timeline" role="list">{items}</ol> }
}
