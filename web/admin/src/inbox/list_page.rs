//! The inbox as a list: newest first, by kind and by what it asks of the team.

use std::future::Future;

use client::{
    Error, InboxListVariables, InboxRow, InboxSort, InboxSortField, InboxState, InboxWhere, SortDirection,
    SubmissionKind, TotalCount,
};
use leptos::prelude::*;
use ui::{Icon, IconName, Locale, Status, StatusTone};

use super::texts::InboxTexts;
use crate::app::frame;
use crate::list::{Column, Filter, ListPage, ListQuery, Listing, Memory, Nothing, Rows, Sort};
use crate::orders::words::CHANNELS;
use crate::places::{self, Page};
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::start::FirstSteps;
use crate::strings::{SUBMISSIONS, Strings, count_of};
use crate::submissions;
use crate::text::{money, phone, pick};
use crate::times::Times;
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
    let frame = frame();
    let locale = prefs().locale.get();
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let listing = InboxListing {
        api: Api::of_this_tenant(),
        tenant: frame.tenant.get_untracked().unwrap_or_default(),
        locale,
        strings: t(),
        words: InboxTexts::of(locale),
        zone,
        memory: frame.inbox,
    };
    view! {
        <FirstSteps />
        <ListPage listing />
    }
}

#[derive(Clone)]
struct InboxListing {
    api: Api,
    tenant: String,
    locale: Locale,
    strings: &'static Strings,
    words: &'static InboxTexts,
    zone: Memo<Option<String>>,
    memory: Memory<InboxRow>,
}

impl InboxListing {
    fn when(&self, row: &InboxRow) -> impl IntoView + use<> {
        let (zone, locale, at) = (self.zone, self.locale, row.created_at.clone());
        move || Times::new(locale, zone.get()).ago_view(&at)
    }

    /// The state as its own kind calls it.
    fn status(&self, row: &InboxRow) -> impl IntoView + use<> {
        let strings = self.strings;
        let tone = match row.state {
            InboxState::Waiting => StatusTone::Waiting,
            InboxState::UnderWay => StatusTone::Active,
            InboxState::Done => StatusTone::Done,
            InboxState::Closed => StatusTone::Ended,
            InboxState::Spam => StatusTone::Bad,
        };
        let label = match row.kind {
            SubmissionKind::Order => crate::orders::words::named(&row.status, strings),
            SubmissionKind::Donation => crate::donations::named(&row.status, strings),
            SubmissionKind::Pledge => crate::pledges::named(&row.status, strings),
        };
        view! { <Status tone label=label.unwrap_or_default() /> }
    }

    fn icon(row: &InboxRow) -> impl IntoView + use<> {
        let name = match row.kind {
            SubmissionKind::Order => IconName::Basket,
            SubmissionKind::Donation => IconName::Heart,
            SubmissionKind::Pledge => IconName::Calendar,
        };
        view! { <Icon name /> }
    }

    fn kind(&self, row: &InboxRow) -> &'static str {
        match row.kind {
            SubmissionKind::Order => self.words.order,
            SubmissionKind::Donation => self.words.donation,
            SubmissionKind::Pledge => self.words.pledge,
        }
    }

    fn title_of(&self, row: &InboxRow) -> String {
        let title = row.title.as_ref().map(|title| pick(self.locale, title)).filter(|title| !title.is_empty());
        match (title, row.pieces) {
            (Some(title), 2..) => format!("{title} {}", self.words.more),
            (Some(title), _) => title,
            (None, _) => self.strings.no_campaign.to_owned(),
        }
    }

    fn paid(&self, row: &InboxRow) -> impl IntoView + use<> {
        let (class, text) = if row.is_paid { ("paid", self.strings.paid) } else { ("unpaid", self.strings.unpaid) };
        view! { <span class=class>{text}</span> }
    }

    fn variables(query: &ListQuery) -> InboxListVariables {
        let filter = InboxWhere {
            kind: query.picked("kind", KINDS),
            state: query.picked("state", STATES),
            channel: query.picked("channel", CHANNELS),
            days: query.day_range(),
        };
        let sort = (query.sort == Some("oldest"))
            .then_some(InboxSort { field: InboxSortField::CreatedAt, direction: SortDirection::Asc });
        InboxListVariables::new(query.paging(), &query.search, filter, sort)
    }
}

impl Listing for InboxListing {
    type Row = InboxRow;

    fn title(&self) -> &'static str {
        self.strings.inbox
    }

    fn path(&self) -> String {
        Page::Inbox.of(&self.tenant)
    }

    fn search_label(&self) -> &'static str {
        self.strings.search_orders
    }

    fn filters(&self) -> Vec<Filter> {
        let (strings, words) = (self.strings, self.words);
        let states = [words.waiting, words.under_way, words.done, words.closed, words.spam];
        let kinds = [words.orders, words.donations, words.pledges];
        vec![
            Filter {
                key: "state",
                label: strings.status,
                is_open: true,
                options: STATES.into_iter().zip(states).map(|((_, word), label)| (word, label)).collect(),
            },
            Filter {
                key: "kind",
                label: words.kind,
                is_open: false,
                options: KINDS.into_iter().zip(kinds).map(|((_, word), label)| (word, label)).collect(),
            },
            Filter {
                key: "channel",
                label: strings.channel,
                is_open: false,
                options: CHANNELS
                    .into_iter()
                    .map(|(channel, word)| (word, submissions::channel(channel, strings)))
                    .collect(),
            },
        ]
    }

    fn sorts(&self) -> Vec<Sort> {
        vec![
            Sort { word: "newest", label: self.strings.newest_first },
            Sort { word: "oldest", label: self.strings.oldest_first },
        ]
    }

    fn columns(&self) -> Vec<Column> {
        let text = |label| Column { label, is_number: false };
        vec![
            text(self.words.kind),
            text(self.words.person),
            text(self.words.what),
            text(self.strings.status),
            text(self.strings.payment),
            Column { label: self.strings.amount, is_number: true },
        ]
    }

    fn count(&self, total: TotalCount) -> String {
        count_of(self.locale, &SUBMISSIONS, total)
    }

    fn nothing(&self) -> Nothing {
        Nothing {
            icon: IconName::Inbox,
            title: self.words.nothing_title,
            text: self.words.nothing_text,
            next: Some((storefront_address(&self.tenant), self.strings.view_storefront)),
        }
    }

    fn hears(&self, _: SubmissionKind) -> bool {
        true
    }

    fn memory(&self) -> Memory<InboxRow> {
        self.memory
    }

    fn key(&self, row: &InboxRow) -> String {
        format!("{}{}{}", row.id.inner(), row.status, row.is_paid)
    }

    fn href(&self, row: &InboxRow) -> Option<String> {
        let id = row.id.inner();
        Some(match row.kind {
            SubmissionKind::Order => places::order(&self.tenant, id),
            SubmissionKind::Donation => places::donation(&self.tenant, id),
            SubmissionKind::Pledge => places::pledge(&self.tenant, id),
        })
    }

    fn cells(&self, row: &InboxRow) -> Vec<AnyView> {
        let title = self.title_of(row);
        vec![
            view! {
                <span class="cell-main inbox-kind">{Self::icon(row)}<bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.kind(row)} " · " {self.when(row)}</span>
            }
            .into_any(),
            view! {
                <span class="cell-main cell-cut"><bdi>{row.person_name.clone()}</bdi></span>
                <span class="cell-sub"><bdi dir="ltr">{phone(&row.person_phone)}</bdi></span>
            }
            .into_any(),
            view! {
                <span class="cell-cut" title=title.clone()><bdi>{title.clone()}</bdi></span>
                <span class="cell-sub">{submissions::channel(row.channel, self.strings)}</span>
            }
            .into_any(),
            self.status(row).into_any(),
            self.paid(row).into_any(),
            view! { <bdi class="cell-main">{money(self.locale, &row.amount)}</bdi> }.into_any(),
        ]
    }

    fn card(&self, row: &InboxRow) -> AnyView {
        view! {
            <span class="card-line">
                <span class="card-number inbox-kind">{Self::icon(row)}<bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.when(row)}</span>
                {self.status(row)}
            </span>
            <span class="card-line">
                <span class="card-name"><bdi>{row.person_name.clone()}</bdi></span>
                <bdi class="card-total">{money(self.locale, &row.amount)}</bdi>
            </span>
            <span class="card-line">
                <span class="card-text"><bdi>{self.title_of(row)}</bdi></span>
                {self.paid(row)}
            </span>
        }
        .into_any()
    }

    fn fetch(&self, query: &ListQuery) -> impl Future<Output = Result<Rows<InboxRow>, Error>> + 'static {
        let (api, variables) = (self.api.clone(), Self::variables(query));
        async move {
            let page = client::inbox_list(&api, variables).await?;
            Ok(Rows { rows: page.nodes, info: page.page_info, total: page.total_count })
        }
    }
}
