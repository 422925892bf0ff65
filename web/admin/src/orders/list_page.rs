//! The list of orders.

use client::{
    BulkMove, ExportKind, ExportRequestInput, OrderListVariables, OrderRow, OrderSort, OrderSortField, OrderStatus,
    OrderWhere, SavedViewList, SubmissionKind,
};
use leptos::prelude::*;
use ui::{ButtonKind, IconName};

use super::words::{self, CHANNELS, STATUSES};
use crate::exports;
use crate::list::{Asked, Bulk, BulkAsk, Filter, List, ListPage, ListQuery, Look, Rows};
use crate::places::Page;
use crate::prefs::t;
use crate::start::FirstSteps;
use crate::strings::{ORDERS, Strings};
use crate::submissions::{self, Line};
use crate::text::{money, phone, pick};
use crate::transport::Api;

const PAID: &str = "yes";
const UNPAID: &str = "no";

/// The list of orders.
#[component]
pub(crate) fn OrdersPage() -> impl IntoView {
    let strings = t();
    let tenant = submissions::tenant();
    let list = List {
        of: SavedViewList::Orders,
        page: Page::Orders,
        title: strings.orders,
        search: strings.search_orders,
        filters: vec![
            Filter::open(
                "status",
                strings.status,
                STATUSES.map(|(of, word)| (word, words::statuses(of, strings))).into(),
            ),
            Filter::of(
                "channel",
                strings.channel,
                CHANNELS.map(|(of, word)| (word, words::channel(of, strings))).into(),
            ),
            Filter::of("paid", strings.payment, vec![(PAID, strings.paid), (UNPAID, strings.unpaid)]),
        ],
        sorts: submissions::sorts(strings),
        columns: submissions::columns(
            strings,
            [strings.order, strings.customer, strings.contents, strings.total],
            true,
        ),
        counted: &ORDERS,
        nothing: submissions::nothing(&tenant, strings.no_orders_title, strings.no_orders_text, strings),
        days: Some(strings.came_in_on),
        hears: &[SubmissionKind::Order],
        bulk: submissions::may_work(&tenant).then(|| bulk(strings)),
        row_acts: None,
        tool: Some(|api, query| {
            exports::tool(api, api.tenant(), move || {
                let query = query.get_untracked();
                let orders = Some(filter(&query));
                ExportRequestInput { orders, ..ExportRequestInput::of(ExportKind::Order, &query.search) }
            })
        }),
        fetch,
    };
    let acts = submissions::record_link(Page::Orders, strings.record_order);
    view! {
        <FirstSteps />
        <ListPage list acts />
    }
}

fn bulk(strings: &'static Strings) -> Bulk {
    let act = |to, label, icon, kind, ask| submissions::moving(BulkMove::Orders(to), label, icon, kind, ask);
    Bulk::of(vec![
        act(OrderStatus::Confirmed, strings.act_confirm, IconName::Check, ButtonKind::Primary, BulkAsk::Nothing),
        act(OrderStatus::Fulfilled, strings.act_fulfil, IconName::Van, ButtonKind::Secondary, BulkAsk::Sure),
        act(OrderStatus::Cancelled, strings.act_cancel, IconName::Close, ButtonKind::Danger, BulkAsk::Why),
    ])
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

fn fetch(api: Api, query: ListQuery) -> Asked {
    let sort = submissions::sorted(query.sort).map(|(by_amount, direction)| OrderSort {
        field: if by_amount { OrderSortField::Total } else { OrderSortField::CreatedAt },
        direction,
    });
    let variables = OrderListVariables::new(query.paging(), &query.search, filter(&query), sort);
    Box::pin(async move {
        let page = client::order_list(&api, variables).await?;
        let row = |row: OrderRow| {
            let state = format!("{:?}{}", row.status, row.paid_at.is_some());
            let named = (SubmissionKind::Order, row.id.inner().to_owned(), row.number.clone());
            submissions::row(row, api.tenant(), named, &state, line)
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

fn line(row: &OrderRow, look: &Look) -> Line {
    let strings = look.strings;
    // `2 × قهوة عربية، 1 × تمر`: enough to know the order again.
    let lines: Vec<String> = row
        .lines
        .iter()
        .map(|line| match line.quantity {
            1 => pick(look.locale, &line.name),
            many => format!("{many} × {}", pick(look.locale, &line.name)),
        })
        .collect();
    Line {
        number: row.number.clone(),
        at: row.created_at.clone(),
        kind: None,
        person: row.customer.name.clone(),
        person_sub: phone(&row.customer.phone),
        what: lines.join(strings.comma),
        what_sub: format!("{} · {}", words::channel(row.channel, strings), words::fulfilment(row.fulfilment, strings)),
        status: (words::tone(row.status), words::status(row.status, strings)),
        is_paid: Some(row.paid_at.is_some()),
        amount: money(look.locale, &row.total),
        amount_sub: None,
        card_end: String::new(),
    }
}
