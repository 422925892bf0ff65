//! The inbox as a list: newest first, by kind and by what it asks of the team.

use client::{
    InboxListVariables, InboxRow, InboxSort, InboxSortField, InboxState, InboxWhere, SavedViewList, SortDirection,
    SubmissionKind,
};
use leptos::prelude::*;
use ui::{IconName, StatusTone};

use super::texts::InboxTexts;
use crate::list::{Asked, Filter, List, ListPage, ListQuery, Look, Rows};
use crate::orders::words::CHANNELS;
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::start::FirstSteps;
use crate::strings::SUBMISSIONS;
use crate::submissions::{self, Line};
use crate::text::{money, phone, pick};
use crate::transport::Api;

const KINDS: [(SubmissionKind, &str); 3] =
    [(SubmissionKind::Order, "order"), (SubmissionKind::Donation, "donation"), (SubmissionKind::Pledge, "pledge")];

const STATES: [(InboxState, &str); 5] = [
    (InboxState::Waiting, "waiting"),
    (InboxState::UnderWay, "under-way"),
    (InboxState::Done, "done"),
    (InboxState::Closed, "closed"),
    (InboxState::Spam, "spam"),
];

/// The inbox.
#[component]
pub(crate) fn InboxPage() -> impl IntoView {
    let strings = t();
    let words = InboxTexts::of(prefs().locale.get());
    let states = [words.waiting, words.under_way, words.done, words.closed, words.spam];
    let kinds = [words.orders, words.donations, words.pledges];
    let list = List {
        of: SavedViewList::Inbox,
        page: Page::Inbox,
        title: strings.inbox,
        search: strings.search_orders,
        filters: vec![
            Filter::open(
                "state",
                strings.status,
                STATES.into_iter().zip(states).map(|((_, word), label)| (word, label)).collect(),
            ),
            Filter::of(
                "kind",
                words.kind,
                KINDS.into_iter().zip(kinds).map(|((_, word), label)| (word, label)).collect(),
            ),
            Filter::of(
                "channel",
                strings.channel,
                CHANNELS.map(|(channel, word)| (word, submissions::channel(channel, strings))).into(),
            ),
        ],
        sorts: submissions::sorts(strings).into_iter().take(2).collect(),
        columns: submissions::columns(strings, [words.kind, words.person, words.what, strings.amount], true),
        counted: &SUBMISSIONS,
        nothing: submissions::nothing(&submissions::tenant(), words.nothing_title, words.nothing_text, strings),
        days: Some(strings.came_in_on),
        hears: &[SubmissionKind::Order, SubmissionKind::Donation, SubmissionKind::Pledge],
        bulk: None,
        row_acts: None,
        tool: None,
        fetch,
    };
    view! {
        <FirstSteps />
        <ListPage list />
    }
}

fn fetch(api: Api, query: ListQuery) -> Asked {
    let filter = InboxWhere {
        kind: query.picked("kind", KINDS),
        state: query.picked("state", STATES),
        channel: query.picked("channel", CHANNELS),
        days: query.day_range(),
    };
    let sort = (query.sort == Some("oldest"))
        .then_some(InboxSort { field: InboxSortField::CreatedAt, direction: SortDirection::Asc });
    let variables = InboxListVariables::new(query.paging(), &query.search, filter, sort);
    Box::pin(async move {
        let page = client::inbox_list(&api, variables).await?;
        let row = |row: InboxRow| {
            let state = format!("{}{}", row.status, row.is_paid);
            let named = (row.kind, row.id.inner().to_owned(), row.number.clone());
            submissions::row(row, api.tenant(), named, &state, line)
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

fn line(row: &InboxRow, look: &Look) -> Line {
    let (strings, words) = (look.strings, InboxTexts::of(look.locale));
    let title = row.title.as_ref().map(|title| pick(look.locale, title)).filter(|title| !title.is_empty());
    let tone = match row.state {
        InboxState::Waiting => StatusTone::Waiting,
        InboxState::UnderWay => StatusTone::Active,
        InboxState::Done => StatusTone::Done,
        InboxState::Closed => StatusTone::Ended,
        InboxState::Spam => StatusTone::Bad,
    };
    // The state as its own kind calls it.
    let (icon, kind, status) = match row.kind {
        SubmissionKind::Order => (IconName::Basket, words.order, crate::orders::words::named(&row.status, strings)),
        SubmissionKind::Donation => (IconName::Heart, words.donation, crate::donations::named(&row.status, strings)),
        SubmissionKind::Pledge => (IconName::Calendar, words.pledge, crate::pledges::named(&row.status, strings)),
    };
    Line {
        number: row.number.clone(),
        at: row.created_at.clone(),
        kind: Some((icon, kind)),
        person: row.person_name.clone(),
        person_sub: phone(&row.person_phone),
        what: match (title, row.pieces) {
            (Some(title), 2..) => format!("{title} {}", words.more),
            (Some(title), _) => title,
            (None, _) => strings.no_campaign.to_owned(),
        },
        what_sub: submissions::channel(row.channel, strings).to_owned(),
        status: (tone, status.unwrap_or_default()),
        is_paid: Some(row.is_paid),
        amount: money(look.locale, &row.amount),
        amount_sub: None,
        card_end: String::new(),
    }
}
