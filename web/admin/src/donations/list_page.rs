//! The list of donations.

use std::future::Future;

use client::{
    BulkMove, DonationListVariables, DonationRow, DonationSort, DonationSortField, DonationStatus, DonationWhere,
    Error, ExportKind, ExportRequestInput, SortDirection, SubmissionKind, TotalCount,
};
use leptos::prelude::*;
use ui::{ButtonKind, IconName, Locale, Status};

use super::words::{self, INTENTS, STATUSES};
use crate::app::frame;
use crate::exports;
use crate::list::{BulkAct, BulkAsk, Column, Filter, ListPage, ListQuery, Listing, Memory, Nothing, Rows, Sort};
use crate::places::{self, Page};
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::strings::{DONATIONS, Strings, count_of};
use crate::submissions;
use crate::text::{money, phone, pick};
use crate::times::Times;
use crate::transport::Api;

/// The list of donations.
#[component]
pub(crate) fn DonationsPage() -> impl IntoView {
    let frame = frame();
    let locale = prefs().locale.get();
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let listing = DonationsListing {
        api: Api::of_this_tenant(),
        tenant: frame.tenant.get_untracked().unwrap_or_default(),
        locale,
        strings: t(),
        zone,
        memory: frame.donations,
    };
    view! { <ListPage listing /> }
}

#[derive(Clone)]
struct DonationsListing {
    api: Api,
    tenant: String,
    locale: Locale,
    strings: &'static Strings,
    zone: Memo<Option<String>>,
    memory: Memory<DonationRow>,
}

impl DonationsListing {
    fn when(&self, row: &DonationRow) -> impl IntoView + use<> {
        let (zone, locale, at) = (self.zone, self.locale, row.created_at.clone());
        move || Times::new(locale, zone.get()).ago_view(&at)
    }

    fn status(&self, row: &DonationRow) -> impl IntoView + use<> {
        view! { <Status tone=words::tone(row.status) label=words::status(row.status, self.strings) /> }
    }

    fn campaign(&self, row: &DonationRow) -> String {
        let name = row.campaign.as_ref().map(|campaign| pick(self.locale, &campaign.name));
        name.unwrap_or_else(|| self.strings.no_campaign.to_owned())
    }

    fn sort_of(word: Option<&str>) -> Option<DonationSort> {
        let (field, direction) = match word? {
            "oldest" => (DonationSortField::CreatedAt, SortDirection::Asc),
            "highest" => (DonationSortField::Amount, SortDirection::Desc),
            "lowest" => (DonationSortField::Amount, SortDirection::Asc),
            _ => return None,
        };
        Some(DonationSort { field, direction })
    }

    fn filter(query: &ListQuery) -> DonationWhere {
        DonationWhere {
            status: query.picked("status", STATUSES),
            intent: query.picked("intent", INTENTS),
            days: query.day_range(),
        }
    }

    fn variables(query: &ListQuery) -> DonationListVariables {
        DonationListVariables::new(query.paging(), &query.search, Self::filter(query), Self::sort_of(query.sort))
    }
}

impl Listing for DonationsListing {
    type Row = DonationRow;

    fn title(&self) -> &'static str {
        self.strings.donations
    }

    fn path(&self) -> String {
        Page::Donations.of(&self.tenant)
    }

    fn search_label(&self) -> &'static str {
        self.strings.search_orders
    }

    fn filters(&self) -> Vec<Filter> {
        let strings = self.strings;
        vec![
            Filter {
                key: "status",
                label: strings.status,
                is_open: true,
                options: STATUSES.into_iter().map(|(status, word)| (word, words::status(status, strings))).collect(),
            },
            Filter {
                key: "intent",
                label: strings.intent,
                is_open: false,
                options: INTENTS.into_iter().map(|(intent, word)| (word, words::intent(intent, strings))).collect(),
            },
        ]
    }

    fn sorts(&self) -> Vec<Sort> {
        vec![
            Sort { word: "newest", label: self.strings.newest_first },
            Sort { word: "oldest", label: self.strings.oldest_first },
            Sort { word: "highest", label: self.strings.highest_total },
            Sort { word: "lowest", label: self.strings.lowest_total },
        ]
    }

    fn columns(&self) -> Vec<Column> {
        let text = |label| Column { label, is_number: false };
        vec![
            text(self.strings.donation),
            text(self.strings.donor),
            text(self.strings.campaign),
            text(self.strings.status),
            Column { label: self.strings.amount, is_number: true },
        ]
    }

    fn count(&self, total: TotalCount) -> String {
        count_of(self.locale, &DONATIONS, total)
    }

    fn nothing(&self) -> Nothing {
        Nothing {
            icon: IconName::Inbox,
            title: self.strings.no_donations_title,
            text: self.strings.no_gifts_text,
            next: Some((storefront_address(&self.tenant), self.strings.view_storefront)),
        }
    }

    fn acts(&self) -> Option<AnyView> {
        submissions::record_link(&self.tenant, Page::Donations, self.strings.record_donation)
    }

    fn hears(&self, kind: SubmissionKind) -> bool {
        kind == SubmissionKind::Donation
    }

    fn bulk(&self) -> Vec<BulkAct> {
        let strings = self.strings;
        let act = |to, label, icon, kind, ask| BulkAct { to: BulkMove::Donations(to), label, icon, kind, ask };
        let acts = vec![
            act(DonationStatus::Received, strings.act_receive, IconName::Check, ButtonKind::Primary, BulkAsk::Sure),
            act(DonationStatus::Cancelled, strings.act_cancel, IconName::Close, ButtonKind::Danger, BulkAsk::Why),
        ];
        if submissions::may_work(&self.tenant) { acts } else { Vec::new() }
    }

    fn pick(&self, row: &DonationRow) -> Option<(String, String)> {
        Some((row.id.inner().to_owned(), row.number.clone()))
    }

    fn memory(&self) -> Memory<DonationRow> {
        self.memory
    }

    fn key(&self, row: &DonationRow) -> String {
        format!("{}{:?}", row.id.inner(), row.status)
    }

    fn href(&self, row: &DonationRow) -> Option<String> {
        Some(places::donation(&self.tenant, row.id.inner()))
    }

    fn cells(&self, row: &DonationRow) -> Vec<AnyView> {
        let campaign = self.campaign(row);
        let sub = if row.is_anonymous { self.strings.hidden_name.to_owned() } else { phone(&row.donor.phone) };
        vec![
            view! {
                <span class="cell-main"><bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.when(row)}</span>
            }
            .into_any(),
            view! {
                <span class="cell-main cell-cut"><bdi>{row.donor.name.clone()}</bdi></span>
                <span class="cell-sub"><bdi>{sub}</bdi></span>
            }
            .into_any(),
            view! {
                <span class="cell-cut" title=campaign.clone()><bdi>{campaign.clone()}</bdi></span>
                <span class="cell-sub">
                    {words::intent(row.intent, self.strings)} " · " {submissions::channel(row.channel, self.strings)}
                </span>
            }
            .into_any(),
            self.status(row).into_any(),
            view! { <bdi class="cell-main">{money(self.locale, &row.amount)}</bdi> }.into_any(),
        ]
    }

    fn card(&self, row: &DonationRow) -> AnyView {
        view! {
            <span class="card-line">
                <span class="card-number"><bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.when(row)}</span>
                {self.status(row)}
            </span>
            <span class="card-line">
                <span class="card-name"><bdi>{row.donor.name.clone()}</bdi></span>
                <bdi class="card-total">{money(self.locale, &row.amount)}</bdi>
            </span>
            <span class="card-line">
                <span class="card-text"><bdi>{self.campaign(row)}</bdi></span>
                <span class="cell-sub">{words::intent(row.intent, self.strings)}</span>
            </span>
        }
        .into_any()
    }

    fn tools(&self, query: Memo<ListQuery>) -> Option<AnyView> {
        exports::tool(&self.api, &self.tenant, move || {
            let query = query.get_untracked();
            let donations = Some(Self::filter(&query));
            ExportRequestInput { donations, ..ExportRequestInput::of(ExportKind::Donation, &query.search) }
        })
    }

    fn fetch(&self, query: &ListQuery) -> impl Future<Output = Result<Rows<DonationRow>, Error>> + 'static {
        let (api, variables) = (self.api.clone(), Self::variables(query));
        async move {
            let page = client::donation_list(&api, variables).await?;
            Ok(Rows { rows: page.nodes, info: page.page_info, total: page.total_count })
        }
    }
}
