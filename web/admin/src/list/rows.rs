//! The rows: a table where there is width, cards where there is none, grey bars while they are on their way.

use leptos::prelude::*;
use ui::Skeleton;

use super::{Column, Listing, Rows};
use crate::prefs::t;

/// Grey rows shown at first.
const SKELETONS: usize = 8;

/// The rows as a table.
#[component]
pub(super) fn Table<L: Listing>(listing: L, rows: Signal<Rows<L::Row>>) -> impl IntoView {
    let keys = listing.clone();
    view! {
        <table class="table">
            <caption class="visually-hidden">{listing.title()}</caption>
            {head(&listing.columns())}
            <tbody>
                <For each=move || rows.get().rows key=move |row| keys.key(row) let:row>
                    {table_row(&listing, &row)}
                </For>
            </tbody>
        </table>
    }
}

fn head(columns: &[Column]) -> impl IntoView + use<> {
    let cells: Vec<_> = columns
        .iter()
        .map(|column| view! { <th scope="col" class:number=column.is_number>{column.label}</th> })
        .collect();
    view! { <thead><tr>{cells}</tr></thead> }
}

fn table_row<L: Listing>(listing: &L, row: &L::Row) -> impl IntoView + use<L> {
    let href = listing.href(row);
    let columns = listing.columns();
    let cells: Vec<AnyView> = listing
        .cells(row)
        .into_iter()
        .zip(columns)
        .enumerate()
        .map(|(index, (cell, column))| match (index, href.clone()) {
            // The first cell's link is drawn over the whole row.
            (0, Some(href)) => view! { <th scope="row"><a class="row-link" href=href>{cell}</a></th> }.into_any(),
            (0, None) => view! { <th scope="row">{cell}</th> }.into_any(),
            _ => view! { <td class:number=column.is_number>{cell}</td> }.into_any(),
        })
        .collect();
    let class = if href.is_some() { "row row-leads" } else { "row" };
    view! { <tr class=class>{cells}</tr> }
}

/// The rows as cards.
#[component]
pub(super) fn Cards<L: Listing>(listing: L, rows: Signal<Rows<L::Row>>) -> impl IntoView {
    let (keys, title) = (listing.clone(), listing.title());
    view! {
        <ul class="cards" role="list" aria-label=title>
            <For each=move || rows.get().rows key=move |row| keys.key(row) let:row>
                {
                    let card = listing.card(&row);
                    match listing.href(&row) {
                        Some(href) => view! { <li><a class="row-card row-card-leads" href=href>{card}</a></li> }.into_any(),
                        None => view! { <li class="row-card">{card}</li> }.into_any(),
                    }
                }
            </For>
        </ul>
    }
}

/// Grey rows in the shape of the list.
#[component]
pub(super) fn SkeletonRows(columns: Vec<Column>, is_wide: bool) -> impl IntoView {
    let rows = if is_wide {
        let cells = columns.len();
        let row = move |row: usize| {
            let cells: Vec<_> = (0..cells)
                .map(|cell| view! { <td><Skeleton width=if (row + cell).is_multiple_of(3) { 40 } else { 60 } /></td> })
                .collect();
            view! { <tr class="row">{cells}</tr> }
        };
        let body: Vec<_> = (0..SKELETONS).map(row).collect();
        view! { <table class="table" aria-hidden="true">{head(&columns)}<tbody>{body}</tbody></table> }.into_any()
    } else {
        let card = |_| {
            view! {
                <li class="row-card">
                    <span class="card-skeleton"><Skeleton width=40 /><Skeleton width=60 /><Skeleton width=80 /></span>
                </li>
            }
        };
        let cards: Vec<_> = (0..SKELETONS).map(card).collect();
        view! { <ul class="cards" role="list" aria-hidden="true">{cards}</ul> }.into_any()
    };
    view! {
        <div>
            <p class="visually-hidden" role="status">{t().loading}</p>
            {rows}
        </div>
    }
}
