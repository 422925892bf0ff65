//! The list of pledges.

use client::{
    BulkMove, ExportKind, ExportRequestInput, PledgeListVariables, PledgeRow, PledgeSort, PledgeSortField,
    PledgeStatus, PledgeWhere, SavedViewList, SortDirection, SubmissionKind,
};
use leptos::prelude::*;
use ui::{ButtonKind, IconName};

use super::words::{self, STATUSES};
use crate::exports;
use crate::list::{Asked, Bulk, BulkAsk, Filter, List, ListPage, ListQuery, Look, Rows, Sort};
use crate::places::Page;
use crate::prefs::t;
use crate::strings::{PLEDGES, Strings};
use crate::submissions::{self, Line};
use crate::text::{money, phone, pick};
use crate::times::Times;
use crate::transport::Api;

/// The list of pledges.
#[component]
pub(crate) fn PledgesPage() -> impl IntoView {
    let strings = t();
    let tenant = submissions::tenant();
    let mut sorts = submissions::sorts(strings);
    sorts.push(Sort { word: "due", label: strings.soonest_target });
    let list = List {
        of: SavedViewList::Pledges,
        page: Page::Pledges,
        title: strings.pledges,
        search: strings.search_orders,
        filters: vec![Filter::open(
            "status",
            strings.status,
            STATUSES.map(|(of, word)| (word, words::statuses(of, strings))).into(),
        )],
        sorts,
        columns: submissions::columns(
            strings,
            [strings.pledge, strings.pledger, strings.campaign, strings.amount],
            false,
        ),
        counted: &PLEDGES,
        nothing: submissions::nothing(&tenant, strings.no_pledges_title, strings.no_gifts_text, strings),
        days: Some(strings.came_in_on),
        hears: &[SubmissionKind::Pledge],
        bulk: submissions::may_work(&tenant).then(|| bulk(strings)),
        row_acts: None,
        tool: Some(|api, query| {
            exports::tool(api, api.tenant(), move || {
                let query = query.get_untracked();
                let pledges = Some(filter(&query));
                ExportRequestInput { pledges, ..ExportRequestInput::of(ExportKind::Pledge, &query.search) }
            })
        }),
        fetch,
    };
    let acts = submissions::record_link(Page::Pledges, strings.record_pledge);
    view! { <ListPage list acts /> }
}

fn bulk(strings: &'static Strings) -> Bulk {
    let act = |to, label, icon, kind, ask| submissions::moving(BulkMove::Pledges(to), label, icon, kind, ask);
    Bulk::of(vec![
        act(PledgeStatus::Cancelled, strings.act_cancel, IconName::Close, ButtonKind::Danger, BulkAsk::Why),
        act(PledgeStatus::Spam, strings.act_pledge_spam, IconName::Ban, ButtonKind::Danger, BulkAsk::Sure),
    ])
}

fn filter(query: &ListQuery) -> PledgeWhere {
    PledgeWhere { status: query.picked("status", STATUSES), days: query.day_range() }
}

fn sort_of(word: Option<&str>) -> Option<PledgeSort> {
    if word == Some("due") {
        return Some(PledgeSort { field: PledgeSortField::TargetDate, direction: SortDirection::Asc });
    }
    let (by_amount, direction) = submissions::sorted(word)?;
    Some(PledgeSort { field: if by_amount { PledgeSortField::Amount } else { PledgeSortField::CreatedAt }, direction })
}

fn fetch(api: Api, query: ListQuery) -> Asked {
    let variables = PledgeListVariables::new(query.paging(), &query.search, filter(&query), sort_of(query.sort));
    Box::pin(async move {
        let page = client::pledge_list(&api, variables).await?;
        let row = |row: PledgeRow| {
            let state = format!("{:?}{}", row.status, row.fulfilled_amount.amount);
            let named = (SubmissionKind::Pledge, row.id.inner().to_owned(), row.number.clone());
            submissions::row(row, api.tenant(), named, &state, line)
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

fn line(row: &PledgeRow, look: &Look) -> Line {
    let strings = look.strings;
    let day = Times::new(look.locale, None).day_and_year(&row.target_date);
    Line {
        number: row.number.clone(),
        at: row.created_at.clone(),
        kind: None,
        person: row.pledger.name.clone(),
        person_sub: phone(&row.pledger.phone),
        what: row
            .campaign
            .as_ref()
            .map_or_else(|| strings.no_campaign.to_owned(), |campaign| pick(look.locale, &campaign.name)),
        what_sub: format!("{} \u{2068}{day}\u{2069} · {}", strings.target, submissions::channel(row.channel, strings)),
        status: (words::tone(row.status), words::status(row.status, strings)),
        is_paid: None,
        amount: money(look.locale, &row.amount),
        amount_sub: Some(format!("{} \u{2068}{}\u{2069}", strings.paid_of, money(look.locale, &row.fulfilled_amount))),
        card_end: day,
    }
}
