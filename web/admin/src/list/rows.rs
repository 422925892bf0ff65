//! The rows: a table where there is width, cards where there is none, grey bars while they are on their way.

use leptos::prelude::*;
use ui::Skeleton;

use super::bulk::{Selection, all_box, row_box};
use super::{Column, Listing, Rows};
use crate::prefs::t;

/// Grey rows shown at first.
const SKELETONS: usize = 8;

/// The rows as a table.
#[component]
pub(super) fn Table<L: Listing>(
    listing: L,
    rows: Signal<Rows<L::Row>>,
    /// The rows that came last slide in.
    fresh: RwSignal<Vec<String>>,
    selection: Option<Selection>,
) -> impl IntoView {
    let (keys, picking) = (listing.clone(), listing.clone());
    let all = Signal::derive(move || rows.with(|rows| rows.rows.iter().filter_map(|row| picking.pick(row)).collect()));
    let pick_all = selection.map(|selection| all_box(selection, all).into_any());
    view! {
        <table class="table">
            <caption class="visually-hidden">{listing.title()}</caption>
            {head(&listing.columns(), pick_all)}
            <tbody>
                <For each=move || rows.get().rows key=move |row| keys.key(row) let:row>
                    {table_row(&listing, &row, fresh, selection)}
                </For>
            </tbody>
        </table>
    }
}

fn head(columns: &[Column], pick_all: Option<AnyView>) -> impl IntoView + use<> {
    let cells: Vec<_> = columns
        .iter()
        .map(|column| view! { <th scope="col" class:number=column.is_number>{column.label}</th> })
        .collect();
    let pick_all = pick_all.map(|pick| view! { <th class="pick-cell">{pick}</th> });
    view! { <thead><tr>{pick_all}{cells}</tr></thead> }
}

/// Whether a row came just now.
fn is_fresh(fresh: RwSignal<Vec<String>>, href: Option<&String>) -> bool {
    href.is_some_and(|href| fresh.with_untracked(|fresh| fresh.contains(href)))
}

fn table_row<L: Listing>(
    listing: &L,
    row: &L::Row,
    fresh: RwSignal<Vec<String>>,
    selection: Option<Selection>,
) -> impl IntoView + use<L> {
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
    let pick = selection.map(|selection| {
        let pick = listing.pick(row).map(|(id, name)| row_box(selection, id, name));
        view! { <td class="pick-cell">{pick}</td> }
    });
    let class = if href.is_some() { "row row-leads" } else { "row" };
    view! { <tr class=class class:row-fresh=is_fresh(fresh, href.as_ref())>{pick}{cells}</tr> }
}

/// The rows as cards.
#[component]
pub(super) fn Cards<L: Listing>(
    listing: L,
    rows: Signal<Rows<L::Row>>,
    fresh: RwSignal<Vec<String>>,
    selection: Option<Selection>,
) -> impl IntoView {
    let (keys, title) = (listing.clone(), listing.title());
    view! {
        <ul class="cards" role="list" aria-label=title>
            <For each=move || rows.get().rows key=move |row| keys.key(row) let:row>
                {
                    let card = listing.card(&row);
                    let pick = selection.zip(listing.pick(&row)).map(|(selection, (id, name))| {
                        let shown = move || selection.is_selecting.get().then(|| row_box(selection, id.clone(), name.clone()));
                        view! { {shown} }
                    });
                    match listing.href(&row) {
                        Some(href) => {
                            let is_fresh = is_fresh(fresh, Some(&href));
                            view! { <li class="card-row" class:row-fresh=is_fresh>{pick}<a class="row-card row-card-leads" href=href>{card}</a></li> }.into_any()
                        }
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
        view! { <table class="table" aria-hidden="true">{head(&columns, None)}<tbody>{body}</tbody></table> }.into_any()
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
