//! The list of donations.

use client::{
    BulkMove, DonationListVariables, DonationRow, DonationSort, DonationSortField, DonationStatus, DonationWhere,
    ExportKind, ExportRequestInput, SavedViewList, SubmissionKind,
};
use leptos::prelude::*;
use ui::{ButtonKind, IconName};

use super::words::{self, INTENTS, STATUSES};
use crate::exports;
use crate::list::{Asked, BY, Bulk, BulkAsk, Filter, List, ListPage, ListQuery, Look, Rows};
use crate::places::Page;
use crate::prefs::t;
use crate::strings::{DONATIONS, Strings};
use crate::submissions::{self, Line};
use crate::text::{money, phone, pick};
use crate::transport::Api;

/// The list of donations.
#[component]
pub(crate) fn DonationsPage() -> impl IntoView {
    let strings = t();
    let tenant = submissions::tenant();
    let list = List {
        of: SavedViewList::Donations,
        page: Page::Donations,
        title: strings.donations,
        search: strings.search_orders,
        filters: vec![
            Filter::open(
                "status",
                strings.status,
                STATUSES.map(|(of, word)| (word, words::statuses(of, strings))).into(),
            ),
            Filter::of("intent", strings.intent, INTENTS.map(|(of, word)| (word, words::intent(of, strings))).into()),
            // The days on which the money came, as the dashboard counts it.
            Filter::of(BY, "", vec![("received", "")]),
        ],
        sorts: submissions::sorts(strings),
        columns: submissions::columns(
            strings,
            [strings.donation, strings.donor, strings.campaign, strings.amount],
            false,
        ),
        counted: &DONATIONS,
        nothing: submissions::nothing(&tenant, strings.no_donations_title, strings.no_gifts_text, strings),
        days: Some(strings.came_in_on),
        hears: &[SubmissionKind::Donation],
        bulk: submissions::may_work(&tenant).then(|| bulk(strings)),
        row_acts: None,
        tool: Some(|api, query| {
            exports::tool(api, api.tenant(), move || {
                let query = query.get_untracked();
                let donations = Some(filter(&query));
                ExportRequestInput { donations, ..ExportRequestInput::of(ExportKind::Donation, &query.search) }
            })
        }),
        fetch,
    };
    let acts = submissions::record_link(Page::Donations, strings.record_donation);
    view! { <ListPage list acts /> }
}

fn bulk(strings: &'static Strings) -> Bulk {
    let act = |to, label, icon, kind, ask| submissions::moving(BulkMove::Donations(to), label, icon, kind, ask);
    Bulk::of(vec![
        act(DonationStatus::Received, strings.act_receive, IconName::Check, ButtonKind::Primary, BulkAsk::Sure),
        act(DonationStatus::Cancelled, strings.act_cancel, IconName::Close, ButtonKind::Danger, BulkAsk::Why),
    ])
}

fn filter(query: &ListQuery) -> DonationWhere {
    let by_reception = query.is_by("received");
    DonationWhere {
        status: query.picked("status", STATUSES),
        intent: query.picked("intent", INTENTS),
        days: query.day_range().filter(|_| !by_reception),
        received_days: query.day_range().filter(|_| by_reception),
    }
}

fn fetch(api: Api, query: ListQuery) -> Asked {
    let sort = submissions::sorted(query.sort).map(|(by_amount, direction)| DonationSort {
        field: if by_amount { DonationSortField::Amount } else { DonationSortField::CreatedAt },
        direction,
    });
    let variables = DonationListVariables::new(query.paging(), &query.search, filter(&query), sort);
    Box::pin(async move {
        let page = client::donation_list(&api, variables).await?;
        let row = |row: DonationRow| {
            let state = format!("{:?}", row.status);
            let named = (SubmissionKind::Donation, row.id.inner().to_owned(), row.number.clone());
            submissions::row(row, api.tenant(), named, &state, line)
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

fn line(row: &DonationRow, look: &Look) -> Line {
    let strings = look.strings;
    let campaign = row.campaign.as_ref().map(|campaign| pick(look.locale, &campaign.name));
    let intent = words::intent(row.intent, strings);
    Line {
        number: row.number.clone(),
        at: row.created_at.clone(),
        kind: None,
        person: row.donor.name.clone(),
        person_sub: if row.is_anonymous { strings.hidden_name.to_owned() } else { phone(&row.donor.phone) },
        what: campaign.unwrap_or_else(|| strings.no_campaign.to_owned()),
        what_sub: format!("{intent} · {}", submissions::channel(row.channel, strings)),
        status: (words::tone(row.status), words::status(row.status, strings)),
        is_paid: None,
        amount: money(look.locale, &row.amount),
        amount_sub: None,
        card_end: intent.to_owned(),
    }
}
