//! The list of pledges.

use std::future::Future;

use client::{
    BulkMove, Error, ExportKind, ExportRequestInput, PledgeListVariables, PledgeRow, PledgeSort, PledgeSortField,
    PledgeStatus, PledgeWhere, SortDirection, SubmissionKind, TotalCount,
};
use leptos::prelude::*;
use ui::{ButtonKind, IconName, Locale, Status};

use super::words::{self, STATUSES};
use crate::app::frame;
use crate::exports;
use crate::list::{BulkAct, BulkAsk, Column, Filter, ListPage, ListQuery, Listing, Memory, Nothing, Rows, Sort};
use crate::places::{self, Page};
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::strings::{PLEDGES, Strings, count_of};
use crate::submissions;
use crate::text::{money, phone, pick};
use crate::times::Times;
use crate::transport::Api;

/// The list of pledges.
#[component]
pub(crate) fn PledgesPage() -> impl IntoView {
    let frame = frame();
    let locale = prefs().locale.get();
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let listing = PledgesListing {
        api: Api::of_this_tenant(),
        tenant: frame.tenant.get_untracked().unwrap_or_default(),
        locale,
        strings: t(),
        zone,
        memory: frame.pledges,
    };
    view! { <ListPage listing /> }
}

#[derive(Clone)]
struct PledgesListing {
    api: Api,
    tenant: String,
    locale: Locale,
    strings: &'static Strings,
    zone: Memo<Option<String>>,
    memory: Memory<PledgeRow>,
}

impl PledgesListing {
    fn when(&self, row: &PledgeRow) -> impl IntoView + use<> {
        let (zone, locale, at) = (self.zone, self.locale, row.created_at.clone());
        move || Times::new(locale, zone.get()).ago_view(&at)
    }

    fn status(&self, row: &PledgeRow) -> impl IntoView + use<> {
        view! { <Status tone=words::tone(row.status) label=words::status(row.status, self.strings) /> }
    }

    fn day(&self, day: &str) -> String {
        Times::new(self.locale, None).day_and_year(day)
    }

    fn campaign(&self, row: &PledgeRow) -> String {
        let name = row.campaign.as_ref().map(|campaign| pick(self.locale, &campaign.name));
        name.unwrap_or_else(|| self.strings.no_campaign.to_owned())
    }

    fn sort_of(word: Option<&str>) -> Option<PledgeSort> {
        let (field, direction) = match word? {
            "oldest" => (PledgeSortField::CreatedAt, SortDirection::Asc),
            "highest" => (PledgeSortField::Amount, SortDirection::Desc),
            "lowest" => (PledgeSortField::Amount, SortDirection::Asc),
            "due" => (PledgeSortField::TargetDate, SortDirection::Asc),
            _ => return None,
        };
        Some(PledgeSort { field, direction })
    }

    fn filter(query: &ListQuery) -> PledgeWhere {
        PledgeWhere { status: query.picked("status", STATUSES), days: query.day_range() }
    }

    fn variables(query: &ListQuery) -> PledgeListVariables {
        PledgeListVariables::new(query.paging(), &query.search, Self::filter(query), Self::sort_of(query.sort))
    }
}

impl Listing for PledgesListing {
    type Row = PledgeRow;

    fn title(&self) -> &'static str {
        self.strings.pledges
    }

    fn path(&self) -> String {
        Page::Pledges.of(&self.tenant)
    }

    fn search_label(&self) -> &'static str {
        self.strings.search_orders
    }

    fn filters(&self) -> Vec<Filter> {
        let strings = self.strings;
        vec![Filter {
            key: "status",
            label: strings.status,
            is_open: true,
            options: STATUSES.into_iter().map(|(status, word)| (word, words::status(status, strings))).collect(),
        }]
    }

    fn sorts(&self) -> Vec<Sort> {
        vec![
            Sort { word: "newest", label: self.strings.newest_first },
            Sort { word: "oldest", label: self.strings.oldest_first },
            Sort { word: "highest", label: self.strings.highest_total },
            Sort { word: "lowest", label: self.strings.lowest_total },
            Sort { word: "due", label: self.strings.soonest_target },
        ]
    }

    fn columns(&self) -> Vec<Column> {
        let text = |label| Column { label, is_number: false };
        vec![
            text(self.strings.pledge),
            text(self.strings.pledger),
            text(self.strings.campaign),
            text(self.strings.status),
            Column { label: self.strings.amount, is_number: true },
        ]
    }

    fn count(&self, total: TotalCount) -> String {
        count_of(self.locale, &PLEDGES, total)
    }

    fn nothing(&self) -> Nothing {
        Nothing {
            icon: IconName::Inbox,
            title: self.strings.no_pledges_title,
            text: self.strings.no_gifts_text,
            next: Some((storefront_address(&self.tenant), self.strings.view_storefront)),
        }
    }

    fn acts(&self) -> Option<AnyView> {
        submissions::record_link(&self.tenant, Page::Pledges, self.strings.record_pledge)
    }

    fn hears(&self, kind: SubmissionKind) -> bool {
        kind == SubmissionKind::Pledge
    }

    fn bulk(&self) -> Vec<BulkAct> {
        let strings = self.strings;
        let act = |to, label, icon, kind, ask| BulkAct { to: BulkMove::Pledges(to), label, icon, kind, ask };
        let acts = vec![
            act(PledgeStatus::Cancelled, strings.act_cancel, IconName::Close, ButtonKind::Danger, BulkAsk::Why),
            act(PledgeStatus::Spam, strings.act_spam, IconName::Ban, ButtonKind::Danger, BulkAsk::Sure),
        ];
        if submissions::may_work(&self.tenant) { acts } else { Vec::new() }
    }

    fn pick(&self, row: &PledgeRow) -> Option<(String, String)> {
        Some((row.id.inner().to_owned(), row.number.clone()))
    }

    fn memory(&self) -> Memory<PledgeRow> {
        self.memory
    }

    fn key(&self, row: &PledgeRow) -> String {
        format!("{}{:?}{}", row.id.inner(), row.status, row.fulfilled_amount.amount)
    }

    fn href(&self, row: &PledgeRow) -> Option<String> {
        Some(places::pledge(&self.tenant, row.id.inner()))
    }

    fn cells(&self, row: &PledgeRow) -> Vec<AnyView> {
        let campaign = self.campaign(row);
        let sub = phone(&row.pledger.phone);
        vec![
            view! {
                <span class="cell-main"><bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.when(row)}</span>
            }
            .into_any(),
            view! {
                <span class="cell-main cell-cut"><bdi>{row.pledger.name.clone()}</bdi></span>
                <span class="cell-sub"><bdi>{sub}</bdi></span>
            }
            .into_any(),
            view! {
                <span class="cell-cut" title=campaign.clone()><bdi>{campaign.clone()}</bdi></span>
                <span class="cell-sub">
                    {self.strings.target} " " <bdi>{self.day(&row.target_date)}</bdi> " · " {submissions::channel(row.channel, self.strings)}
                </span>
            }
            .into_any(),
            self.status(row).into_any(),
            view! {
                <bdi class="cell-main">{money(self.locale, &row.amount)}</bdi>
                <span class="cell-sub">{self.strings.paid_of} " " <bdi>{money(self.locale, &row.fulfilled_amount)}</bdi></span>
            }
            .into_any(),
        ]
    }

    fn card(&self, row: &PledgeRow) -> AnyView {
        view! {
            <span class="card-line">
                <span class="card-number"><bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.when(row)}</span>
                {self.status(row)}
            </span>
            <span class="card-line">
                <span class="card-name"><bdi>{row.pledger.name.clone()}</bdi></span>
                <bdi class="card-total">{money(self.locale, &row.amount)}</bdi>
            </span>
            <span class="card-line">
                <span class="card-text"><bdi>{self.campaign(row)}</bdi></span>
                <span class="cell-sub"><bdi>{self.day(&row.target_date)}</bdi></span>
            </span>
        }
        .into_any()
    }

    fn tools(&self, query: Memo<ListQuery>) -> Option<AnyView> {
        exports::tool(&self.api, &self.tenant, move || {
            let query = query.get_untracked();
            let pledges = Some(Self::filter(&query));
            ExportRequestInput { pledges, ..ExportRequestInput::of(ExportKind::Pledge, &query.search) }
        })
    }

    fn fetch(&self, query: &ListQuery) -> impl Future<Output = Result<Rows<PledgeRow>, Error>> + 'static {
        let (api, variables) = (self.api.clone(), Self::variables(query));
        async move {
            let page = client::pledge_list(&api, variables).await?;
            Ok(Rows { rows: page.nodes, info: page.page_info, total: page.total_count })
        }
    }
}
