//! The list of what the tenant offers, drafts and archived items included.

use std::future::Future;

use client::{
    CatalogItemSort, CatalogItemSortField, CatalogItemStatus, CatalogItemType, CatalogListVariables, CatalogRow, Error,
    SortDirection, TeamItemWhere, TotalCount,
};
use leptos::prelude::*;
use ui::{Icon, IconName, Locale, Status, StatusTone};

use super::texts::words;
use crate::app::frame;
use crate::list::{Column, Filter, ListPage, ListQuery, Listing, Memory, Nothing, Rows, Sort};
use crate::places::{self, Page};
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::strings::{ITEMS, Strings, count_of};
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
    let frame = frame();
    let listing = CatalogListing {
        api: Api::of_this_tenant(),
        tenant: frame.tenant.get_untracked().unwrap_or_default(),
        locale: prefs().locale.get(),
        strings: t(),
        memory: frame.items,
    };
    view! { <ListPage listing /> }
}

#[derive(Clone)]
struct CatalogListing {
    api: Api,
    tenant: String,
    locale: Locale,
    strings: &'static Strings,
    memory: Memory<CatalogRow>,
}

impl CatalogListing {
    fn price(&self, row: &CatalogRow) -> String {
        row.price.as_ref().map_or_else(|| self.strings.open_amount.to_owned(), |price| money(self.locale, price))
    }

    fn stock(&self, row: &CatalogRow) -> AnyView {
        match row.stock {
            Some(0) => view! { <span class="unpaid">{self.strings.sold_out}</span> }.into_any(),
            Some(left) => left.into_any(),
            None => view! { <span class="cell-sub">{self.strings.not_counted}</span> }.into_any(),
        }
    }

    fn status(&self, row: &CatalogRow) -> impl IntoView + use<> {
        let (tone, label) = status_word(row.status, self.strings);
        view! { <Status tone label /> }
    }

    /// The item's first picture, small.
    fn thumb(&self, row: &CatalogRow) -> AnyView {
        match row.images.first().and_then(|image| image.renditions.first()) {
            Some(size) => {
                let src = format!("{}{}", storefront_address(&self.tenant).trim_end_matches('/'), size.url);
                view! { <img class="thumb" src=src alt="" width="48" height="48" loading="lazy" /> }.into_any()
            }
            None => view! { <span class="thumb thumb-none" aria-hidden="true"><Icon name=IconName::Tag /></span> }
                .into_any(),
        }
    }

    fn other_name(&self, row: &CatalogRow) -> String {
        let (shown, other) = (pick(self.locale, &row.name), pick(self.locale.other(), &row.name));
        if shown == other { String::new() } else { other }
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

    fn variables(query: &ListQuery) -> CatalogListVariables {
        let filter = TeamItemWhere { kind: query.picked("type", TYPES), status: query.picked("status", STATUSES) };
        CatalogListVariables::new(query.paging(), &query.search, filter, Self::sort_of(query.sort))
    }
}

impl Listing for CatalogListing {
    type Row = CatalogRow;

    fn title(&self) -> &'static str {
        self.strings.catalog
    }

    fn path(&self) -> String {
        Page::Catalog.of(&self.tenant)
    }

    fn search_label(&self) -> &'static str {
        self.strings.search_items
    }

    fn filters(&self) -> Vec<Filter> {
        let strings = self.strings;
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
        vec![
            Filter {
                key: "status",
                label: strings.status,
                is_open: true,
                options: STATUSES.into_iter().map(|(value, word)| (word, status(value))).collect(),
            },
            Filter {
                key: "type",
                label: strings.item_type,
                is_open: false,
                options: TYPES.into_iter().map(|(value, word)| (word, kind(value))).collect(),
            },
        ]
    }

    fn sorts(&self) -> Vec<Sort> {
        vec![
            Sort { word: "position", label: self.strings.own_order },
            Sort { word: "newest", label: self.strings.newest_first },
            Sort { word: "name", label: self.strings.by_name },
            Sort { word: "price", label: self.strings.price_up },
            Sort { word: "price-down", label: self.strings.price_down },
        ]
    }

    fn columns(&self) -> Vec<Column> {
        let text = |label| Column { label, is_number: false };
        let number = |label| Column { label, is_number: true };
        vec![
            text(self.strings.item),
            text(self.strings.item_type),
            text(self.strings.status),
            number(self.strings.stock),
            number(self.strings.price),
        ]
    }

    fn count(&self, total: TotalCount) -> String {
        count_of(self.locale, &ITEMS, total)
    }

    fn nothing(&self) -> Nothing {
        Nothing {
            icon: IconName::Tag,
            title: self.strings.no_items_title,
            text: self.strings.no_items_text,
            next: Some((format!("{}/new", self.path()), words().new_item)),
        }
    }

    fn acts(&self) -> Option<AnyView> {
        let words = words();
        let path = self.path();
        let acts = view! {
            <div class="page-acts">
                <a class="button button-quiet" href=format!("{path}/import")>{words.import}</a>
                <a class="button button-quiet" href=format!("{path}/collections")>{words.collections}</a>
                <a class="button button-primary" href=format!("{path}/new")><Icon name=IconName::Plus /> {words.new_item}</a>
            </div>
        };
        Some(acts.into_any())
    }

    fn memory(&self) -> Memory<CatalogRow> {
        self.memory
    }

    fn key(&self, row: &CatalogRow) -> String {
        format!("{}{}{:?}", row.id.inner(), row.version, row.stock)
    }

    fn href(&self, row: &CatalogRow) -> Option<String> {
        Some(places::item(&self.tenant, row.id.inner()))
    }

    fn cells(&self, row: &CatalogRow) -> Vec<AnyView> {
        vec![
            view! {
                <span class="cell-pictured">
                    {self.thumb(row)}
                    <span class="cell-words">
                        <span class="cell-main cell-cut"><bdi>{pick(self.locale, &row.name)}</bdi></span>
                        <span class="cell-sub cell-cut"><bdi>{self.other_name(row)}</bdi></span>
                    </span>
                </span>
            }
            .into_any(),
            type_word(row.kind, self.strings).into_any(),
            self.status(row).into_any(),
            self.stock(row),
            view! { <bdi class="cell-main">{self.price(row)}</bdi> }.into_any(),
        ]
    }

    fn card(&self, row: &CatalogRow) -> AnyView {
        view! {
            {self.thumb(row)}
            <span class="card-line">
                <span class="card-name"><bdi>{pick(self.locale, &row.name)}</bdi></span>
                <bdi class="card-total">{self.price(row)}</bdi>
            </span>
            <span class="card-line">
                <span class="card-text">
                    {type_word(row.kind, self.strings)} " · " {self.strings.stock} ": " {self.stock(row)}
                </span>
                {self.status(row)}
            </span>
        }
        .into_any()
    }

    fn fetch(&self, query: &ListQuery) -> impl Future<Output = Result<Rows<CatalogRow>, Error>> + 'static {
        let (api, variables) = (self.api.clone(), Self::variables(query));
        async move {
            let page = client::catalog_list(&api, variables).await?;
            Ok(Rows { rows: page.nodes, info: page.page_info, total: page.total_count })
        }
    }
}
