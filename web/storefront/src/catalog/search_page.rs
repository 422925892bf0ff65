//! What was found, and everything if nothing was asked for.

use client::{ItemConnection, TenantKind};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Icon, IconName};

use crate::catalog::card::{CARD_SIZES, campaigns, grid};
use crate::shell::{LcpImage, Page, PageContext, Rendered, render};
use crate::strings::count_of_results;

/// The answer to a search.
#[derive(Debug, Clone)]
pub struct SearchData {
    /// The visitor's words; empty: everything.
    pub words: String,
    /// What was found.
    pub items: ItemConnection,
    /// Whether this is a later page of the results.
    pub is_continued: bool,
}

/// Renders the search page.
#[must_use]
pub fn search(ctx: &PageContext, data: &SearchData) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        let is_search = !data.words.is_empty();
        let title = if is_search { strings.search_title } else { strings.all_items_title };
        Page {
            lcp: data.items.nodes.first().and_then(|item| LcpImage::new(item.images.first()?, CARD_SIZES)),
            is_indexed: !is_search && !data.is_continued,
            search_words: data.words.clone(),
            ..Page::private(title, "listing", content(ctx, data, title))
        }
    })
}

fn content(ctx: &PageContext, data: &SearchData, title: &'static str) -> AnyView {
    let strings = ctx.strings();
    let count = u32::try_from(data.items.nodes.len()).unwrap_or(u32::MAX);
    let (given, sold): (Vec<_>, Vec<_>) = data.items.nodes.iter().partition(|item| item.kind.is_campaign());
    let found = (count > 0 && !data.words.is_empty() && !data.is_continued).then(|| {
        let count = count_of_results(ctx.locale, count, data.items.page_info.has_next_page);
        view! { <p class="listing-count">{count}{strings.colon} <bdi class="listing-words">{data.words.clone()}</bdi></p> }
    });
    let empty = (count == 0).then(|| {
        view! {
            <div class="empty">
                <h2 class="empty-title">{strings.nothing_found}</h2>
                <p>{strings.nothing_found_hint}</p>
                <ButtonLink href=ctx.links().search() kind=ButtonKind::Secondary>{strings.see_all}</ButtonLink>
            </div>
        }
    });
    let next = data.items.page_info.end_cursor.as_deref().filter(|_| data.items.page_info.has_next_page).map(|cursor| {
        let href = ctx.links().search_after(&data.words, cursor);
        view! { <p class="more"><ButtonLink href=href kind=ButtonKind::Secondary>{strings.next_page}</ButtonLink></p> }
    });
    view! {
        <h1 class="page-title">{title}</h1>
        {search_form(ctx, &data.words)}
        {found}
        {(!sold.is_empty()).then(|| grid(ctx, &sold, 2, true))}
        {(!given.is_empty()).then(|| campaigns(ctx, &given, 2))}
        {next}
        {empty}
    }
    .into_any()
}

/// The form in the page, for phones whose head bar has no room for it.
fn search_form(ctx: &PageContext, words: &str) -> AnyView {
    let strings = ctx.strings();
    let label = match ctx.storefront.kind {
        TenantKind::Shop => strings.search_label,
        TenantKind::Charity => strings.search_label_charity,
    };
    view! {
        <search class="page-search">
            <form class="search-form" action=ctx.links().search() method="get">
                <Icon name=IconName::Search />
                <input class="search-input" type="search" name="q" value=words.to_owned() placeholder=label aria-label=label maxlength="80" autocomplete="off" enterkeyhint="search" />
            </form>
        </search>
    }
    .into_any()
}
