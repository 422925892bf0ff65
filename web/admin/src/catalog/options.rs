//! The options of a product while they are written: size, colour, each with its choices and their price differences.

use std::collections::BTreeSet;

use client::{ItemOption, ItemOptionInput, ItemOptionValue, ItemOptionValueInput};
use leptos::prelude::*;
use ui::{Icon, IconName, currency_sign};

use super::texts::words;
use crate::bound::{Both, BothField, BoundField, Faults, number};
use crate::prefs::prefs;

/// One choice of an option.
#[derive(Debug, Clone, Copy)]
struct ValueRow {
    at: u32,
    key: StoredValue<String>,
    label: Both,
    difference: RwSignal<String>,
}

/// One option.
#[derive(Debug, Clone, Copy)]
struct OptionRow {
    at: u32,
    key: StoredValue<String>,
    name: Both,
    values: RwSignal<Vec<ValueRow>>,
}

/// The options of a product.
#[derive(Debug, Clone, Copy)]
pub(super) struct OptionRows {
    rows: RwSignal<Vec<OptionRow>>,
    next: StoredValue<u32>,
}

impl OptionRows {
    /// As they are kept.
    pub(super) fn new(options: &[ItemOption]) -> Self {
        let this = Self { rows: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        let rows = options
            .iter()
            .map(|option| OptionRow {
                at: this.fresh(),
                key: StoredValue::new(option.key.clone()),
                name: Both::of(&option.name),
                values: RwSignal::new(option.values.iter().map(|value| this.value(Some(value))).collect()),
            })
            .collect();
        this.rows.set(rows);
        this
    }

    fn fresh(self) -> u32 {
        let at = self.next.get_value();
        self.next.set_value(at + 1);
        at
    }

    fn value(self, kept: Option<&ItemOptionValue>) -> ValueRow {
        let difference = kept
            .map(|value| value.price_difference.amount.clone())
            .filter(|amount| amount.bytes().any(|byte| (b'1'..=b'9').contains(&byte)));
        ValueRow {
            at: self.fresh(),
            key: StoredValue::new(kept.map(|value| value.key.clone()).unwrap_or_default()),
            label: kept.map_or_else(Both::empty, |value| Both::of(&value.label)),
            difference: RwSignal::new(difference.unwrap_or_default()),
        }
    }

    fn add(self) {
        let row = OptionRow {
            at: self.fresh(),
            key: StoredValue::new(String::new()),
            name: Both::empty(),
            values: RwSignal::new(vec![self.value(None), self.value(None)]),
        };
        self.rows.update(|rows| rows.push(row));
    }

    /// What is sent of them. Rows without a word in them were begun and left.
    pub(super) fn inputs(self) -> Vec<ItemOptionInput> {
        let mut taken = BTreeSet::new();
        self.rows.with_untracked(|rows| {
            rows.iter()
                .filter_map(|row| {
                    let mut own = BTreeSet::new();
                    let values: Vec<ItemOptionValueInput> = row
                        .values
                        .get_untracked()
                        .iter()
                        .filter(|value| !value.label.is_blank())
                        .map(|value| ItemOptionValueInput {
                            key: key_of(&value.key.get_value(), value.label, &mut own),
                            label: value.label.input(),
                            price_difference: number(value.difference),
                        })
                        .collect();
                    if row.name.is_blank() && values.is_empty() {
                        return None;
                    }
                    let key = key_of(&row.key.get_value(), row.name, &mut taken);
                    Some(ItemOptionInput { key, name: row.name.input(), values })
                })
                .collect()
        })
    }
}

/// The key that programs name it by: the one it has, else one made of its English name, each once.
fn key_of(kept: &str, name: Both, taken: &mut BTreeSet<String>) -> String {
    let own = if kept.is_empty() { slug(&name.en.get_untracked()) } else { kept.to_owned() };
    let own = if own.is_empty() { "choice".to_owned() } else { own };
    let key = (1..).map(|n| if n == 1 { own.clone() } else { format!("{own}-{n}") }).find(|key| !taken.contains(key));
    let key = key.unwrap_or(own);
    taken.insert(key.clone());
    key
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.trim().to_lowercase().chars().take(32) {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The options, to be written.
#[component]
pub(super) fn OptionsEditor(
    /// The rows.
    options: OptionRows,
    /// What is wrong.
    faults: Faults,
    /// ISO 4217, behind amounts.
    currency: String,
) -> impl IntoView {
    let words = words();
    let currency = StoredValue::new(currency_sign(&currency, prefs().locale.get_untracked()).to_owned());
    let place = move |at: u32| options.rows.with(|rows| rows.iter().position(|row| row.at == at).unwrap_or(0));
    let row = move |row: OptionRow| {
        let number = place(row.at);
        let value_view = move |value: ValueRow| {
            let index = move || row.values.with(|all| all.iter().position(|other| other.at == value.at).unwrap_or(0));
            let path = format!("options.{number}.values.{}", index());
            let label = move || words.value_n.replace("{n}", &(index() + 1).to_string());
            view! {
                <li class="option-value">
                    <BothField id=format!("{path}.label").replace('.', "-") label=label() value=value.label faults max_length=80 />
                    <BoundField
                        id=format!("{path}.priceDifference").replace('.', "-")
                        label=words.difference
                        value=value.difference
                        error=faults.at(format!("{path}.priceDifference"))
                        inputmode=Some("text")
                        direction=Some("ltr")
                        suffix=Some(currency.get_value())
                        max_length=14
                    />
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || format!("{}: {}", words.value_remove, index() + 1)
                        title=words.value_remove
                        on:click=move |_| row.values.update(|all| all.retain(|other| other.at != value.at))
                    >
                        <Icon name=IconName::Trash />
                    </button>
                </li>
            }
        };
        view! {
            <li class="option">
                <div class="option-head">
                    <BothField id=format!("options-{number}-name") label=words.option_name value=row.name faults max_length=80 />
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=words.option_remove
                        title=words.option_remove
                        on:click=move |_| options.rows.update(|rows| rows.retain(|other| other.at != row.at))
                    >
                        <Icon name=IconName::Trash />
                    </button>
                </div>
                <ol class="option-values" role="list">
                    <For each=move || row.values.get() key=|value| value.at children=value_view />
                </ol>
                <button
                    type="button"
                    class="button button-quiet"
                    on:click=move |_| row.values.update(|all| all.push(options.value(None)))
                >
                    <Icon name=IconName::Plus /> {words.value_add}
                </button>
            </li>
        }
    };
    view! {
        <p class="hint">{words.options_text}</p>
        <ol class="options" role="list"><For each=move || options.rows.get() key=|row| row.at children=row /></ol>
        <div>
            <button type="button" class="button button-secondary" on:click=move |_| options.add()>
                <Icon name=IconName::Plus /> {words.option_add}
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_key_is_made_of_the_english_name() {
        assert_eq!(slug(" Extra Large (XL) "), "extra-large-xl");
        assert_eq!(slug("كبير"), "");
    }
}
