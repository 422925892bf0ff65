//! The list of orders.

use std::future::Future;

use client::{
    BulkMove, Error, ExportKind, ExportRequestInput, OrderListVariables, OrderRow, OrderSort, OrderSortField,
    OrderStatus, OrderWhere, SortDirection, SubmissionKind, TotalCount,
};
use leptos::prelude::*;
use ui::{ButtonKind, IconName, Locale, Status};

use super::words::{self, CHANNELS, STATUSES};
use crate::app::frame;
use crate::exports;
use crate::list::{BulkAct, BulkAsk, Column, Filter, ListPage, ListQuery, Listing, Memory, Nothing, Rows, Sort};
use crate::places::{self, Page};
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::start::FirstSteps;
use crate::strings::{ORDERS, Strings, count_of};
use crate::submissions;
use crate::text::{money, phone, pick};
use crate::times::Times;
use crate::transport::Api;

const PAID: &str = "yes";
const UNPAID: &str = "no";

/// The list of orders.
#[component]
pub(crate) fn OrdersPage() -> impl IntoView {
    let frame = frame();
    let locale = prefs().locale.get();
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let listing = OrdersListing {
        api: Api::of_this_tenant(),
        tenant: frame.tenant.get_untracked().unwrap_or_default(),
        locale,
        strings: t(),
        zone,
        memory: frame.orders,
    };
    view! {
        <FirstSteps />
        <ListPage listing />
    }
}

#[derive(Clone)]
struct OrdersListing {
    api: Api,
    tenant: String,
    locale: Locale,
    strings: &'static Strings,
    zone: Memo<Option<String>>,
    memory: Memory<OrderRow>,
}

impl OrdersListing {
    fn when(&self, row: &OrderRow) -> impl IntoView + use<> {
        let (zone, locale, at) = (self.zone, self.locale, row.created_at.clone());
        move || Times::new(locale, zone.get()).ago_view(&at)
    }

    fn status(&self, row: &OrderRow) -> impl IntoView + use<> {
        view! { <Status tone=words::tone(row.status) label=words::status(row.status, self.strings) /> }
    }

    fn paid(&self, row: &OrderRow) -> impl IntoView + use<> {
        match row.paid_at {
            Some(_) => view! { <span class="paid">{self.strings.paid}</span> },
            None => view! { <span class="unpaid">{self.strings.unpaid}</span> },
        }
    }

    /// `2 × قهوة عربية، 1 × تمر`: enough to know the order again.
    fn contents(&self, row: &OrderRow) -> String {
        let lines: Vec<String> = row
            .lines
            .iter()
            .map(|line| match line.quantity {
                1 => pick(self.locale, &line.name),
                many => format!("{many} × {}", pick(self.locale, &line.name)),
            })
            .collect();
        lines.join(self.strings.comma)
    }

    fn sort_of(word: Option<&str>) -> Option<OrderSort> {
        let (field, direction) = match word? {
            "oldest" => (OrderSortField::CreatedAt, SortDirection::Asc),
            "highest" => (OrderSortField::Total, SortDirection::Desc),
            "lowest" => (OrderSortField::Total, SortDirection::Asc),
            _ => return None,
        };
        Some(OrderSort { field, direction })
    }

    fn filter(query: &ListQuery) -> OrderWhere {
        let is_paid = match query.chosen("paid") {
            [PAID] => Some(true),
            [UNPAID] => Some(false),
            _ => None,
        };
        OrderWhere {
            status: query.picked("status", STATUSES),
            channel: query.picked("channel", CHANNELS),
            is_paid,
            days: query.day_range(),
        }
    }

    fn variables(query: &ListQuery) -> OrderListVariables {
        OrderListVariables::new(query.paging(), &query.search, Self::filter(query), Self::sort_of(query.sort))
    }
}

impl Listing for OrdersListing {
    type Row = OrderRow;

    fn title(&self) -> &'static str {
        self.strings.orders
    }

    fn path(&self) -> String {
        Page::Orders.of(&self.tenant)
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
                options: STATUSES.into_iter().map(|(status, word)| (word, words::statuses(status, strings))).collect(),
            },
            Filter {
                key: "channel",
                label: strings.channel,
                is_open: false,
                options: CHANNELS.into_iter().map(|(channel, word)| (word, words::channel(channel, strings))).collect(),
            },
            Filter {
                key: "paid",
                label: strings.payment,
                is_open: false,
                options: vec![(PAID, strings.paid), (UNPAID, strings.unpaid)],
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
            text(self.strings.order),
            text(self.strings.customer),
            text(self.strings.contents),
            text(self.strings.status),
            text(self.strings.payment),
            Column { label: self.strings.total, is_number: true },
        ]
    }

    fn count(&self, total: TotalCount) -> String {
        count_of(self.locale, &ORDERS, total)
    }

    fn nothing(&self) -> Nothing {
        Nothing {
            icon: IconName::Inbox,
            title: self.strings.no_orders_title,
            text: self.strings.no_orders_text,
            next: Some((storefront_address(&self.tenant), self.strings.view_storefront)),
        }
    }

    fn acts(&self) -> Option<AnyView> {
        submissions::record_link(&self.tenant, Page::Orders, self.strings.record_order)
    }

    fn hears(&self, kind: SubmissionKind) -> bool {
        kind == SubmissionKind::Order
    }

    fn bulk(&self) -> Vec<BulkAct> {
        let strings = self.strings;
        let act = |to, label, icon, kind, ask| BulkAct { to: BulkMove::Orders(to), label, icon, kind, ask };
        let acts = vec![
            act(OrderStatus::Confirmed, strings.act_confirm, IconName::Check, ButtonKind::Primary, BulkAsk::Nothing),
            act(OrderStatus::Fulfilled, strings.act_fulfil, IconName::Van, ButtonKind::Secondary, BulkAsk::Sure),
            act(OrderStatus::Cancelled, strings.act_cancel, IconName::Close, ButtonKind::Danger, BulkAsk::Why),
        ];
        if submissions::may_work(&self.tenant) { acts } else { Vec::new() }
    }

    fn pick(&self, row: &OrderRow) -> Option<(String, String)> {
        Some((row.id.inner().to_owned(), row.number.clone()))
    }

    fn memory(&self) -> Memory<OrderRow> {
        self.memory
    }

    fn key(&self, row: &OrderRow) -> String {
        format!("{}{:?}{}", row.id.inner(), row.status, row.paid_at.is_some())
    }

    fn href(&self, row: &OrderRow) -> Option<String> {
        Some(places::order(&self.tenant, row.id.inner()))
    }

    fn cells(&self, row: &OrderRow) -> Vec<AnyView> {
        let contents = self.contents(row);
        vec![
            view! {
                <span class="cell-main"><bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.when(row)}</span>
            }
            .into_any(),
            view! {
                <span class="cell-main cell-cut"><bdi>{row.customer.name.clone()}</bdi></span>
                <span class="cell-sub"><bdi dir="ltr">{phone(&row.customer.phone)}</bdi></span>
            }
            .into_any(),
            view! {
                <span class="cell-cut" title=contents.clone()><bdi>{contents.clone()}</bdi></span>
                <span class="cell-sub">
                    {words::channel(row.channel, self.strings)} " · " {words::fulfilment(row.fulfilment, self.strings)}
                </span>
            }
            .into_any(),
            self.status(row).into_any(),
            self.paid(row).into_any(),
            view! { <bdi class="cell-main">{money(self.locale, &row.total)}</bdi> }.into_any(),
        ]
    }

    fn card(&self, row: &OrderRow) -> AnyView {
        view! {
            <span class="card-line">
                <span class="card-number"><bdi dir="ltr">{row.number.clone()}</bdi></span>
                <span class="cell-sub">{self.when(row)}</span>
                {self.status(row)}
            </span>
            <span class="card-line">
                <span class="card-name"><bdi>{row.customer.name.clone()}</bdi></span>
                <bdi class="card-total">{money(self.locale, &row.total)}</bdi>
            </span>
            <span class="card-line">
                <span class="card-text"><bdi>{self.contents(row)}</bdi></span>
                {self.paid(row)}
            </span>
        }
        .into_any()
    }

    fn tools(&self, query: Memo<ListQuery>) -> Option<AnyView> {
        exports::tool(&self.api, &self.tenant, move || {
            let query = query.get_untracked();
            let orders = Some(Self::filter(&query));
            ExportRequestInput { orders, ..ExportRequestInput::of(ExportKind::Order, &query.search) }
        })
    }

    fn fetch(&self, query: &ListQuery) -> impl Future<Output = Result<Rows<OrderRow>, Error>> + 'static {
        let (api, variables) = (self.api.clone(), Self::variables(query));
        async move {
            let page = client::order_list(&api, variables).await?;
            Ok(Rows { rows: page.nodes, info: page.page_info, total: page.total_count })
        }
    }
}
