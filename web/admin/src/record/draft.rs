//! An order being written down: its lines with what was chosen, and where it goes.

use client::{
    AddressInput, Choosable, Fulfilment, ItemOption, LocalizedText, Money, Order, OrderLineInput, OrderLineOptionInput,
};
use leptos::prelude::*;
use ui::{Amount, fold_digits, fold_number};

use super::common::PersonDraft;
use crate::bound::filled;

/// A line.
#[derive(Debug, Clone)]
pub(super) struct DraftLine {
    /// Tells it from the others.
    pub(super) key: u32,
    pub(super) item: client::Id,
    pub(super) name: LocalizedText,
    /// Of one piece, before its options; of one piece as it was, for a line that stands already.
    price: Option<Money>,
    /// What can be chosen; empty for a line that stands already, whose choice stays.
    pub(super) options: Vec<ItemOption>,
    /// Key and value of each choice.
    pub(super) chosen: RwSignal<Vec<(String, String)>>,
    /// The words of a choice that stays.
    pub(super) fixed: Vec<LocalizedText>,
    pub(super) quantity: RwSignal<String>,
}

impl DraftLine {
    /// How many are wanted; none if that is no number.
    pub(super) fn count(&self) -> Option<u32> {
        fold_number(&self.quantity.get()).parse().ok().filter(|count| (1..=999).contains(count))
    }

    /// Of one piece with what is chosen, in the smallest unit.
    fn unit(&self) -> Amount {
        let parse = |money: &Money| Amount::parse(&money.amount, digits(money)).unwrap_or_default();
        let base = self.price.as_ref().map(parse).unwrap_or_default();
        self.chosen.get().iter().fold(base, |sum, (key, value)| {
            let option = self.options.iter().find(|option| option.key == *key);
            let found = option.and_then(|option| option.values.iter().find(|one| one.key == *value));
            found.map_or(sum, |one| sum.plus(parse(&one.price_difference)))
        })
    }

    fn input(&self) -> OrderLineInput {
        let chosen = self.chosen.get_untracked();
        let options = chosen.into_iter().map(|(key, value)| OrderLineOptionInput { key, value }).collect::<Vec<_>>();
        let typed = fold_number(&self.quantity.get_untracked());
        OrderLineInput {
            item_id: self.item.clone(),
            quantity: typed.parse().unwrap_or(0),
            options: (!options.is_empty()).then_some(options),
        }
    }
}

fn digits(money: &Money) -> u8 {
    u8::try_from(money.fraction_digits).unwrap_or(3).min(6)
}

/// An order being written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub(super) lines: RwSignal<Vec<DraftLine>>,
    next: StoredValue<u32>,
    pub(super) person: PersonDraft,
    pub(super) way: RwSignal<Fulfilment>,
    pub(super) area: RwSignal<String>,
    pub(super) block: RwSignal<String>,
    pub(super) street: RwSignal<String>,
    pub(super) house: RwSignal<String>,
    pub(super) driver: RwSignal<String>,
    pub(super) note: RwSignal<String>,
}

impl Draft {
    /// Nothing yet.
    pub(super) fn empty() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            lines: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            person: PersonDraft::new("", "", ""),
            way: RwSignal::new(Fulfilment::Delivery),
            area: text(),
            block: text(),
            street: text(),
            house: text(),
            driver: text(),
            note: text(),
        }
    }

    /// An order as it stands.
    pub(super) fn of(order: &Order) -> Self {
        let draft = Self::empty();
        let customer = &order.customer;
        let draft = Self {
            person: PersonDraft::new(&customer.name, &customer.phone, customer.email.as_deref().unwrap_or_default()),
            ..draft
        };
        for line in &order.lines {
            draft.push(DraftLine {
                key: 0,
                item: line.item_id.clone(),
                name: line.name.clone(),
                price: Some(line.unit_price.clone()),
                options: Vec::new(),
                chosen: RwSignal::new(line.options.iter().map(|one| (one.key.clone(), one.value.clone())).collect()),
                fixed: line.options.iter().map(|one| one.label.clone()).collect(),
                quantity: RwSignal::new(line.quantity.to_string()),
            });
        }
        draft.way.set(order.fulfilment);
        if let Some(address) = &order.address {
            draft.area.set(address.area.clone());
            draft.block.set(address.block.clone());
            draft.street.set(address.street.clone());
            draft.house.set(address.house.clone());
            draft.driver.set(address.note.clone().unwrap_or_default());
        }
        draft.note.set(order.note.clone().unwrap_or_default());
        draft
    }

    fn push(self, mut line: DraftLine) {
        line.key = self.next.get_value();
        self.next.set_value(line.key + 1);
        self.lines.update(|lines| lines.push(line));
    }

    /// Adds one of an item, with the first answer to each choice.
    pub(super) fn add(self, item: &Choosable) {
        let first = |option: &ItemOption| option.values.first().map(|value| (option.key.clone(), value.key.clone()));
        self.push(DraftLine {
            key: 0,
            item: item.id.clone(),
            name: item.name.clone(),
            price: item.price.clone(),
            options: item.options.clone(),
            chosen: RwSignal::new(item.options.iter().filter_map(first).collect()),
            fixed: Vec::new(),
            quantity: RwSignal::new("1".to_owned()),
        });
    }

    /// Takes a line away.
    pub(super) fn remove(self, key: u32) {
        self.lines.update(|lines| lines.retain(|line| line.key != key));
    }

    /// What the lines come to, as far as it can be told here; the server prices them.
    pub(super) fn sum(self) -> Option<Money> {
        self.lines.with(|lines| {
            let of = lines.iter().find_map(|line| line.price.clone())?;
            let add = |sum: Amount, line: &DraftLine| sum.plus(line.unit().times(line.count().unwrap_or(0)));
            let sum = lines.iter().fold(Amount(0), add);
            Some(Money { amount: sum.to_decimal(digits(&of)), ..of })
        })
    }

    /// The lines as they are sent.
    pub(super) fn line_inputs(self) -> Vec<OrderLineInput> {
        self.lines.with_untracked(|lines| lines.iter().map(DraftLine::input).collect())
    }

    /// Where to; none for pick-up.
    pub(super) fn address(self) -> Option<AddressInput> {
        (self.way.get_untracked() == Fulfilment::Delivery).then(|| AddressInput {
            area: filled(self.area).unwrap_or_default(),
            block: filled(self.block).map(|text| fold_digits(&text)).unwrap_or_default(),
            street: filled(self.street).unwrap_or_default(),
            house: filled(self.house).unwrap_or_default(),
            note: filled(self.driver),
        })
    }
}
