//! The rows: a table where there is width, cards where there is none, grey bars while they are on their way.

use leptos::prelude::*;
use ui::Skeleton;

use super::bulk::{Selection, all_box, row_box};
use super::page::Shared;
use super::{Column, Row, Rows, Shape};
use crate::prefs::t;

/// Grey rows shown at first.
const SKELETONS: usize = 8;

/// The rows as a table.
#[component]
pub(super) fn Table(
    shared: Shared,
    /// The columns that are shown.
    columns: Vec<Column>,
    /// Which of all they are.
    mask: Vec<bool>,
    rows: Signal<Rows>,
    /// The rows that came last slide in.
    fresh: RwSignal<Vec<String>>,
    selection: Option<Selection>,
) -> impl IntoView {
    let all = Signal::derive(move || {
        rows.with(|rows| {
            let picked = rows.rows.iter().filter(|row| row.can_pick);
            picked.map(|row| (row.id.clone(), row.name.clone())).collect()
        })
    });
    // The boxes' column goes where no row has one.
    let can_pick = Memo::new(move |_| rows.with(Rows::can_pick));
    let pick = selection.map(|selection| Pick { selection, can_pick });
    let pick_all = pick.map(|pick| {
        let boxes = move || can_pick.get().then(|| all_box(pick.selection, all));
        view! { <th class="pick-cell" hidden=move || !can_pick.get()>{boxes}</th> }.into_any()
    });
    let (title, acts) = shared.list.with_value(|list| (list.title, list.row_acts));
    let head = head(&columns, pick_all, acts);
    view! {
        <table class="table">
            <caption class="visually-hidden">{title}</caption>
            {head}
            <tbody>
                <For each=move || rows.get().rows key=|row| row.key.clone() let:row>
                    {table_row(shared, &columns, &mask, &row, fresh, pick)}
                </For>
            </tbody>
        </table>
    }
}

/// What the boxes of a table share.
#[derive(Clone, Copy)]
struct Pick {
    selection: Selection,
    /// Whether any row has one.
    can_pick: Memo<bool>,
}

fn head(columns: &[Column], pick_all: Option<AnyView>, acts: Option<&'static str>) -> impl IntoView + use<> {
    let cells: Vec<_> = columns
        .iter()
        .map(|column| view! { <th scope="col" class:number=column.is_number>{column.label}</th> })
        .collect();
    let acts =
        acts.map(|acts| view! { <th scope="col" class="acts-cell"><span class="visually-hidden">{acts}</span></th> });
    view! { <thead><tr>{pick_all}{cells}{acts}</tr></thead> }
}

fn table_row(
    shared: Shared,
    columns: &[Column],
    mask: &[bool],
    row: &Row,
    fresh: RwSignal<Vec<String>>,
    pick: Option<Pick>,
) -> AnyView {
    let href = row.href.clone();
    let is_fresh = fresh.with_untracked(|fresh| fresh.contains(&row.id));
    let leads = href.is_some();
    let drawn = shared.look.with_value(|look| (row.draw)(look, Shape::Cells));
    let drawn = drawn.into_iter().zip(mask).filter(|(_, is_shown)| **is_shown).map(|(cell, _)| cell);
    let cells: Vec<AnyView> = drawn
        .zip(columns)
        .enumerate()
        .map(|(index, (cell, column))| match index {
            // The first cell's link is drawn over the whole row.
            0 => match href.clone() {
                Some(href) => view! { <th scope="row"><a class="row-link" href=href>{cell}</a></th> }.into_any(),
                None => view! { <th scope="row">{cell}</th> }.into_any(),
            },
            _ => view! { <td class:number=column.is_number>{cell}</td> }.into_any(),
        })
        .collect();
    let pick = pick.map(|pick| {
        let own = row.can_pick.then(|| row_box(pick.selection, row.id.clone(), row.name.clone()));
        view! { <td class="pick-cell" hidden=move || !pick.can_pick.get()>{own}</td> }
    });
    let has_acts = shared.list.with_value(|list| list.row_acts.is_some());
    let acts = has_acts.then(|| view! { <td class="acts-cell">{acts_of(shared, row, Shape::Cells)}</td> });
    view! { <tr class="row" class:row-leads=leads class:row-fresh=is_fresh>{pick}{cells}{acts}</tr> }.into_any()
}

/// What can be done with a row.
fn acts_of(shared: Shared, row: &Row, shape: Shape) -> Option<AnyView> {
    row.acts.as_ref().map(|acts| shared.look.with_value(|look| acts(look, shape)))
}

/// The rows as cards.
#[component]
pub(super) fn Cards(
    shared: Shared,
    rows: Signal<Rows>,
    fresh: RwSignal<Vec<String>>,
    selection: Option<Selection>,
) -> impl IntoView {
    let title = shared.list.with_value(|list| list.title);
    let card = move |row: Row| {
        let acts = acts_of(shared, &row, Shape::Card).map(|acts| view! { <div class="card-acts">{acts}</div> });
        let Row { id, name, href, draw, can_pick, .. } = row;
        let is_fresh = fresh.with_untracked(|fresh| fresh.contains(&id));
        let card = shared.look.with_value(|look| draw(look, Shape::Card));
        let card = match href {
            Some(href) => view! { <a class="row-card row-card-leads" href=href>{card}</a> }.into_any(),
            None => view! { <div class="row-card">{card}</div> }.into_any(),
        };
        let pick = selection.filter(|_| can_pick).map(|selection| {
            move || selection.is_selecting.get().then(|| row_box(selection, id.clone(), name.clone()))
        });
        view! { <li class="card-entry" class:row-fresh=is_fresh>{pick}{card}{acts}</li> }.into_any()
    };
    view! {
        <ul class="cards" role="list" aria-label=title>
            <For each=move || rows.get().rows key=|row| row.key.clone() let:row>{card(row)}</For>
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
        view! { <table class="table" aria-hidden="true">{head(&columns, None, None)}<tbody>{body}</tbody></table> }
            .into_any()
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
