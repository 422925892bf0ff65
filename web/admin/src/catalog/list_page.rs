//! The list of what the tenant offers, drafts and archived items included.

use std::sync::Arc;

use client::{
    CatalogItemSort, CatalogItemSortField, CatalogItemStatus, CatalogItemType, CatalogListVariables, CatalogRow,
    Permission, SavedViewList, SortDirection, TeamItemWhere,
};
use leptos::prelude::*;
use ui::{ButtonKind, Icon, IconName, Status, StatusTone};

use super::texts::{CatalogTexts, words};
use crate::app::frame;
use crate::guard;
use crate::list::{
    Asked, Bulk, BulkAct, Column, Filter, List, ListPage, ListQuery, Look, Nothing, Row, Rows, Shape, Sort,
};
use crate::places::{self, Page};
use crate::prefs::t;
use crate::session::session;
use crate::shell::storefront_address;
use crate::strings::{ITEMS, Strings};
use crate::text::{money, pick};
use crate::transport::Api;

const STATUSES: [(CatalogItemStatus, &str); 3] = [
    (CatalogItemStatus::Active, "active"),
    (CatalogItemStatus::Draft, "draft"),
    (CatalogItemStatus::Archived, "archived"),
];

const TYPES: [(CatalogItemType, &str); 4] = [
    (CatalogItemType::Product, "product"),
    (CatalogItemType::Service, "service"),
    (CatalogItemType::DonationCampaign, "donation"),
    (CatalogItemType::PledgeCampaign, "pledge"),
];

pub(super) fn status_word(status: CatalogItemStatus, strings: &Strings) -> (StatusTone, &'static str) {
    match status {
        CatalogItemStatus::Active => (StatusTone::Done, strings.item_active),
        CatalogItemStatus::Draft => (StatusTone::Waiting, strings.item_draft),
        CatalogItemStatus::Archived => (StatusTone::Ended, strings.item_archived),
    }
}

pub(super) fn type_word(kind: CatalogItemType, strings: &Strings) -> &'static str {
    match kind {
        CatalogItemType::Product => strings.type_product,
        CatalogItemType::Service => strings.type_service,
        CatalogItemType::DonationCampaign => strings.type_donation,
        CatalogItemType::PledgeCampaign => strings.type_pledge,
    }
}

/// The list of items.
#[component]
pub(crate) fn CatalogPage() -> impl IntoView {
    let (strings, texts) = (t(), words());
    let may_edit = session().viewer.with_untracked(|viewer| {
        let tenant = frame().tenant.get_untracked().unwrap_or_default();
        viewer.as_ref().is_some_and(|viewer| guard::has(viewer, &tenant, Permission::EditCatalog))
    });
    let path = Page::Catalog.of(&frame().tenant.get_untracked().unwrap_or_default());
    let status = |status| match status {
        CatalogItemStatus::Active => strings.items_active,
        CatalogItemStatus::Draft => strings.items_draft,
        CatalogItemStatus::Archived => strings.items_archived,
    };
    let kind = |kind| match kind {
        CatalogItemType::Product => strings.types_product,
        CatalogItemType::Service => strings.types_service,
        CatalogItemType::DonationCampaign => strings.types_donation,
        CatalogItemType::PledgeCampaign => strings.types_pledge,
    };
    let column = |key, label, is_number| Column { key, label, is_number };
    let list = List {
        of: SavedViewList::Catalog,
        page: Page::Catalog,
        title: strings.catalog,
        search: strings.search_items,
        filters: vec![
            Filter::open("status", strings.status, STATUSES.map(|(value, word)| (word, status(value))).into()),
            Filter::of("type", strings.item_type, TYPES.map(|(value, word)| (word, kind(value))).into()),
        ],
        sorts: vec![
            Sort { word: "position", label: strings.own_order },
            Sort { word: "newest", label: strings.newest_first },
            Sort { word: "name", label: strings.by_name },
            Sort { word: "price", label: strings.price_up },
            Sort { word: "price-down", label: strings.price_down },
        ],
        columns: vec![
            column("item", strings.item, false),
            column("type", strings.item_type, false),
            column("status", strings.status, false),
            column("stock", strings.stock, true),
            column("price", strings.price, true),
        ],
        counted: &ITEMS,
        nothing: Nothing {
            icon: IconName::Tag,
            title: strings.no_items_title,
            text: strings.no_items_text,
            next: Some((format!("{path}/new"), texts.new_item)),
        },
        days: None,
        hears: &[],
        bulk: may_edit.then(|| bulk(texts)),
        row_acts: None,
        tool: None,
        fetch,
    };
    let acts = view! {
        <div class="page-acts">
            <a class="button button-quiet" href=format!("{path}/import")>{texts.import}</a>
            <a class="button button-quiet" href=format!("{path}/collections")>{texts.collections}</a>
            <a class="button button-primary" href=format!("{path}/new")><Icon name=IconName::Plus /> {texts.new_item}</a>
        </div>
    };
    view! { <ListPage list acts=Some(acts.into_any()) /> }
}

fn bulk(texts: &'static CatalogTexts) -> Bulk {
    let show = |api: Api, id| async move { client::show_item(&api, &id, true, None).await };
    let hide = |api: Api, id| async move { client::show_item(&api, &id, false, None).await };
    Bulk::of(vec![
        BulkAct::one_by_one(texts.show, IconName::Check, ButtonKind::Primary, show),
        BulkAct::one_by_one(texts.hide, IconName::Ban, ButtonKind::Danger, hide),
    ])
}

fn sort_of(word: Option<&str>) -> Option<CatalogItemSort> {
    let (field, direction) = match word? {
        "name" => (CatalogItemSortField::Name, SortDirection::Asc),
        "price" => (CatalogItemSortField::Price, SortDirection::Asc),
        "price-down" => (CatalogItemSortField::Price, SortDirection::Desc),
        "newest" => (CatalogItemSortField::CreatedAt, SortDirection::Desc),
        _ => return None,
    };
    Some(CatalogItemSort { field, direction })
}

fn fetch(api: Api, query: ListQuery) -> Asked {
    let filter = TeamItemWhere { kind: query.picked("type", TYPES), status: query.picked("status", STATUSES) };
    let variables = CatalogListVariables::new(query.paging(), &query.search, filter, sort_of(query.sort));
    Box::pin(async move {
        let page = client::catalog_list(&api, variables).await?;
        let locale = api.prefs().locale.get_untracked();
        let row = |row: CatalogRow| {
            let id = row.id.inner().to_owned();
            Row {
                key: format!("{id}{}{:?}", row.version, row.stock),
                href: Some(places::item(api.tenant(), &id)),
                acts: None,
                can_pick: true,
                id,
                name: pick(locale, &row.name),
                draw: Arc::new(move |look, shape| drawn(&row, look, shape)),
            }
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

/// The item's first picture, small.
fn thumb(row: &CatalogRow, look: &Look) -> AnyView {
    match row.images.first().and_then(|image| image.renditions.first()) {
        Some(size) => {
            let src = format!("{}{}", storefront_address(&look.tenant).trim_end_matches('/'), size.url);
            view! { <img class="thumb" src=src alt="" width="48" height="48" loading="lazy" /> }.into_any()
        }
        None => {
            view! { <span class="thumb thumb-none" aria-hidden="true"><Icon name=IconName::Tag /></span> }.into_any()
        }
    }
}

fn drawn(row: &CatalogRow, look: &Look, shape: Shape) -> Vec<AnyView> {
    let (locale, strings) = (look.locale, look.strings);
    let (name, other) = (pick(locale, &row.name), pick(locale.other(), &row.name));
    let price = row.price.as_ref().map_or_else(|| strings.open_amount.to_owned(), |price| money(locale, price));
    let (tone, label) = status_word(row.status, strings);
    let status = view! { <Status tone label /> };
    let stock = match row.stock {
        Some(0) => view! { <span class="unpaid">{strings.sold_out}</span> }.into_any(),
        Some(left) => left.into_any(),
        None => view! { <span class="cell-sub">{strings.not_counted}</span> }.into_any(),
    };
    if shape == Shape::Card {
        let card = view! {
            {thumb(row, look)}
            <span class="card-line">
                <span class="card-name"><bdi>{name}</bdi></span>
                <bdi class="card-total">{price}</bdi>
            </span>
            <span class="card-line">
                <span class="card-text">{type_word(row.kind, strings)} " · " {strings.stock} ": " {stock}</span>
                {status}
            </span>
        };
        return vec![card.into_any()];
    }
    let other = if name == other { String::new() } else { other };
    vec![
        view! {
            <span class="cell-pictured">
                {thumb(row, look)}
                <span class="cell-words">
                    <span class="cell-main cell-cut"><bdi>{name}</bdi></span>
                    <span class="cell-sub cell-cut"><bdi>{other}</bdi></span>
                </span>
            </span>
        }
        .into_any(),
        type_word(row.kind, strings).into_any(),
        status.into_any(),
        stock,
        view! { <bdi class="cell-main">{price}</bdi> }.into_any(),
    ]
}
