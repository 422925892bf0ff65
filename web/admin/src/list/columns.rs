//! Which columns a wide list shows: as the address says, else as this person chose in this browser, else all of them.

use leptos::prelude::*;
use ui::{Icon, IconName};

use super::page::Shared;
use super::texts::words;
use super::{Column, ListQuery};
use crate::browser;
use crate::session::session;

/// The columns that are shown, and the way to choose others.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    shared: Shared,
    /// Each column of the list: whether it is shown.
    pub(super) mask: Memo<Vec<bool>>,
    /// What the browser keeps.
    kept: RwSignal<Option<String>>,
    key: StoredValue<String>,
}

impl Shown {
    /// Those of a page that is being set up.
    pub(super) fn new(shared: Shared) -> Self {
        let person = session().viewer.with_untracked(|viewer| {
            viewer.as_ref().map(|viewer| viewer.user.id.inner().to_owned()).unwrap_or_default()
        });
        let word = shared.list.with_value(|list| list.page.word());
        let key = format!("sadu.columns.{word}.{person}");
        let kept = RwSignal::new(browser::kept(&key));
        let mask = Memo::new(move |_| {
            let (chosen, in_view) = shared.query.with(|query| (query.columns.clone(), query.view.is_some()));
            let keys: Vec<&str> = shared.list.with_value(|list| list.columns.iter().map(|column| column.key).collect());
            match (chosen, kept.get().filter(|_| !in_view)) {
                (Some(chosen), _) => mask(&keys, &chosen),
                (None, Some(kept)) => mask(&keys, &kept.split(',').collect::<Vec<_>>()),
                (None, None) => vec![true; keys.len()],
            }
        });
        Self { shared, mask, kept, key: StoredValue::new(key) }
    }

    /// The columns that are shown.
    pub(super) fn columns(self) -> Vec<Column> {
        let mask = self.mask.get();
        self.shared.list.with_value(|list| {
            list.columns.iter().zip(mask).filter(|(_, is_shown)| *is_shown).map(|(column, _)| *column).collect()
        })
    }

    /// The words of those that are shown; none if all are.
    pub(super) fn chosen(self) -> Option<Vec<&'static str>> {
        let is_all = self.mask.with(|mask| mask.iter().all(|is_shown| *is_shown));
        (!is_all).then(|| self.columns().into_iter().map(|column| column.key).collect())
    }

    fn set(self, index: usize, is_shown: bool) {
        let mut mask = self.mask.get_untracked();
        let Some(place) = mask.get_mut(index) else { return };
        *place = is_shown;
        let is_all = mask.iter().all(|is_shown| *is_shown);
        let keys: Vec<&'static str> = self.shared.list.with_value(|list| {
            list.columns.iter().zip(mask).filter(|(_, is_shown)| *is_shown).map(|(column, _)| column.key).collect()
        });
        let query = self.shared.query.get_untracked();
        if query.view.is_some() {
            // A change of the view: it stands in the address until it is saved.
            let columns = (!is_all).then_some(keys);
            self.shared.go.run((ListQuery { columns, ..query }, true));
            return;
        }
        let word = if is_all { String::new() } else { keys.join(",") };
        self.key.with_value(|key| browser::keep(key, &word));
        self.kept.set(Some(word).filter(|word| !word.is_empty()));
        if query.columns.is_some() {
            self.shared.go.run((ListQuery { columns: None, ..query }, true));
        }
    }
}

/// The first column names the row and always stands; words that no column has are passed over.
fn mask(keys: &[&str], chosen: &[&str]) -> Vec<bool> {
    let is_any = keys.iter().any(|key| chosen.contains(key));
    keys.iter().enumerate().map(|(index, key)| index == 0 || !is_any || chosen.contains(key)).collect()
}

/// A box for each column, behind a pill; where there is a table.
#[component]
pub(super) fn ColumnsMenu(columns: Vec<Column>, shown: Shown) -> impl IntoView {
    let is_set = move || shown.mask.with(|mask| mask.contains(&false));
    let option = move |(index, column): (usize, Column)| {
        view! {
            <label class="menu-item menu-check">
                <input
                    type="checkbox"
                    disabled=index == 0
                    prop:checked=move || shown.mask.with(|mask| mask.get(index).copied().unwrap_or(true))
                    on:change=move |event| shown.set(index, event_target_checked(&event))
                />
                <span>{column.label}</span>
            </label>
        }
    };
    view! {
        <details class="menu menu-columns">
            <summary class="pill" class:pill-set=is_set title=words().columns>
                <Icon name=IconName::Settings />
                <span class="visually-hidden">{words().columns}</span>
            </summary>
            <div class="menu-face" role="group" aria-label=words().columns>
                {columns.into_iter().enumerate().map(option).collect_view()}
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn the_first_column_always_stands() {
        let keys = ["number", "person", "amount"];
        assert_eq!(mask(&keys, &["amount"]), [true, false, true]);
        assert_eq!(mask(&keys, &["number"]), [true, false, false]);
        assert_eq!(mask(&keys, &["lost"]), [true, true, true], "a column that is no more hides nothing");
    }
}
