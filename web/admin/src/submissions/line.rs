//! A row of the inbox, of orders, donations or pledges: what it says, and how that is drawn as cells and as a card; and what
//! their lists share.

use std::sync::Arc;

use client::{BulkMove, SortDirection, SubmissionKind};
use leptos::prelude::*;
use ui::{ButtonKind, Icon, IconName, Status, StatusTone};

use super::parts::NOBODY;
use crate::list::{BulkAct, BulkAsk, Column, Draw, Look, Nothing, Row, Shape, Sort, Told};
use crate::places::{self, Page};
use crate::shell::storefront_address;
use crate::strings::Strings;

/// What a row says.
pub(crate) struct Line {
    /// `ORD-00001`.
    pub(crate) number: String,
    /// When it came in, RFC 3339.
    pub(crate) at: String,
    /// Its kind, where the list has several.
    pub(crate) kind: Option<(IconName, &'static str)>,
    /// Who.
    pub(crate) person: String,
    /// Their phone, or what stands in its place.
    pub(crate) person_sub: String,
    /// What it is about.
    pub(crate) what: String,
    /// And more of it.
    pub(crate) what_sub: String,
    /// Where it stands.
    pub(crate) status: (StatusTone, &'static str),
    /// Whether it is paid, where the list tells that.
    pub(crate) is_paid: Option<bool>,
    /// What it comes to.
    pub(crate) amount: String,
    /// And more of it.
    pub(crate) amount_sub: Option<String>,
    /// At the end of the card, if it is not whether it is paid.
    pub(crate) card_end: String,
}

/// A row of a kind: `tell` says what it shows whenever it is drawn.
pub(crate) fn row<T: Send + Sync + 'static>(
    thing: T,
    tenant: &str,
    (kind, id, name): (SubmissionKind, String, String),
    state: &str,
    tell: fn(&T, &Look) -> Line,
) -> Row {
    let href = match kind {
        SubmissionKind::Order => places::order(tenant, &id),
        SubmissionKind::Donation => places::donation(tenant, &id),
        SubmissionKind::Pledge => places::pledge(tenant, &id),
    };
    let key = format!("{id}{state}");
    let draw: Draw = Arc::new(move |look, shape| drawn(tell(&thing, look), look, shape));
    Row { id, name, key, href: Some(href), draw, acts: None, can_pick: true }
}

fn drawn(mut line: Line, look: &Look, shape: Shape) -> Vec<AnyView> {
    let strings = look.strings;
    if line.person == NOBODY {
        line.person = strings.erased.to_owned();
        line.person_sub.clear();
    }
    let (tone, label) = line.status;
    let status = view! { <Status tone label /> };
    let paid = line.is_paid.map(|is_paid| {
        let (class, text) = if is_paid { ("paid", strings.paid) } else { ("unpaid", strings.unpaid) };
        view! { <span class=class>{text}</span> }
    });
    let (icon, kind) = line.kind.map(|(name, kind)| (view! { <Icon name /> }, kind)).unzip();
    let ago = look.ago(&line.at);
    let number = view! { {icon}<bdi dir="ltr">{line.number}</bdi> };
    if shape == Shape::Card {
        let end = match paid {
            Some(paid) => paid.into_any(),
            None => view! { <span class="cell-sub"><bdi>{line.card_end}</bdi></span> }.into_any(),
        };
        let card = view! {
            <span class="card-line">
                <span class="card-number inbox-kind">{number}</span>
                <span class="cell-sub">{ago}</span>
                {status}
            </span>
            <span class="card-line">
                <span class="card-name" dir="auto">{line.person}</span>
                <bdi class="card-total">{line.amount}</bdi>
            </span>
            <span class="card-line">
                <span class="card-text" dir="auto">{line.what}</span>
                {end}
            </span>
        };
        return vec![card.into_any()];
    }
    let kind = kind.map(|kind| format!("{kind} · "));
    // A number keeps its plus in front in either direction.
    let direction = line.person_sub.starts_with('+').then_some("ltr");
    let amount_sub = line.amount_sub.map(|text| view! { <span class="cell-sub"><bdi>{text}</bdi></span> });
    let mut cells = vec![
        view! {
            <span class="cell-main inbox-kind">{number}</span>
            <span class="cell-sub">{kind}{ago}</span>
        }
        .into_any(),
        view! {
            <span class="cell-main cell-cut cell-who" dir="auto" title=line.person.clone()>{line.person.clone()}</span>
            <span class="cell-sub"><bdi dir=direction>{line.person_sub}</bdi></span>
        }
        .into_any(),
        view! {
            <span class="cell-cut cell-what" dir="auto" title=line.what.clone()>{line.what.clone()}</span>
            <span class="cell-sub">{line.what_sub}</span>
        }
        .into_any(),
        status.into_any(),
    ];
    cells.extend(paid.map(IntoAny::into_any));
    cells.push(view! { <bdi class="cell-main">{line.amount}</bdi> {amount_sub} }.into_any());
    cells
}

/// Moves many of a kind at once.
pub(crate) fn moving(to: BulkMove, label: &'static str, icon: IconName, kind: ButtonKind, ask: BulkAsk) -> BulkAct {
    let run = move |api, ids, reason| -> Told {
        Box::pin(async move { client::move_many(&api, to, ids, reason, true).await })
    };
    BulkAct { label, icon, kind, ask, run: Arc::new(run) }
}

/// The columns of such a list: number, person, what, state, payment if the list tells it, amount.
pub(crate) fn columns(
    strings: &'static Strings,
    [number, person, what, amount]: [&'static str; 4],
    tells_payment: bool,
) -> Vec<Column> {
    let column = |key, label| Column { key, label, is_number: key == "amount" };
    let mut columns = vec![
        column("number", number),
        column("person", person),
        column("what", what),
        column("status", strings.status),
        column("paid", strings.payment),
        column("amount", amount),
    ];
    columns.retain(|column| tells_payment || column.key != "paid");
    columns
}

/// The ways in which each of them can be sorted.
pub(crate) fn sorts(strings: &'static Strings) -> Vec<Sort> {
    vec![
        Sort { word: "newest", label: strings.newest_first },
        Sort { word: "oldest", label: strings.oldest_first },
        Sort { word: "highest", label: strings.highest_total },
        Sort { word: "lowest", label: strings.lowest_total },
    ]
}

/// What the word of a sort stands for: whether by amount (else by time), and which way.
pub(crate) fn sorted(word: Option<&str>) -> Option<(bool, SortDirection)> {
    match word? {
        "oldest" => Some((false, SortDirection::Asc)),
        "highest" => Some((true, SortDirection::Desc)),
        "lowest" => Some((true, SortDirection::Asc)),
        _ => None,
    }
}

/// What is said where nothing has come in: the storefront is the next step.
pub(crate) fn nothing(tenant: &str, title: &'static str, text: &'static str, strings: &'static Strings) -> Nothing {
    Nothing { icon: IconName::Inbox, title, text, next: Some((storefront_address(tenant), strings.view_storefront)) }
}

/// The tenant of the page that is being set up.
pub(crate) fn tenant() -> String {
    crate::app::frame().tenant.get_untracked().unwrap_or_default()
}

/// The way to the form that records what came another way, for those who may.
pub(crate) fn record_link(page: Page, label: &'static str) -> Option<AnyView> {
    super::right::record_link(&tenant(), page, label)
}
