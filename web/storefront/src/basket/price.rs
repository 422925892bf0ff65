//! What a basket would cost, for showing it. The order itself is priced again by the API.

use client::{CatalogItem, OrderLineInput, OrderLineOptionInput};
use ui::{Amount, Locale};

use crate::basket::cookie::{Basket, BasketLine};
use crate::text::{digits_of, pick};

/// Why a line cannot be ordered as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// The item is no longer offered.
    Gone,
    /// The item is sold out.
    SoldOut,
    /// There are only so many.
    OnlyLeft(u32),
    /// The options have changed since it was put in.
    OptionsChanged,
}

/// A line with what is known about it.
#[derive(Debug, Clone)]
pub struct PricedLine {
    /// Its place in the basket.
    pub index: usize,
    /// The item; none if it is gone.
    pub item: Option<CatalogItem>,
    /// Names of the options and labels of the values, in the page's language.
    pub options: Vec<(String, String)>,
    /// How many.
    pub quantity: u32,
    /// For one.
    pub unit: Amount,
    /// For all of them.
    pub total: Amount,
    /// Why it cannot be ordered.
    pub fault: Option<LineFault>,
}

/// A basket with its prices.
#[derive(Debug, Clone, Default)]
pub struct PricedBasket {
    /// Its lines.
    pub lines: Vec<PricedLine>,
    /// Of the lines that can be ordered.
    pub subtotal: Amount,
}

impl PricedBasket {
    /// Whether every line can be ordered, and there is one.
    #[must_use]
    pub fn can_be_ordered(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|line| line.fault.is_none())
    }
}

/// Prices a basket with the items that the API returned for its ids.
#[must_use]
pub fn price_basket(basket: &Basket, items: &[CatalogItem], locale: Locale) -> PricedBasket {
    let mut priced = PricedBasket::default();
    for (index, line) in basket.lines().iter().enumerate() {
        let item = items.iter().find(|item| item.id.inner() == line.item);
        let line = price_line(index, line, item, locale);
        if line.fault.is_none() {
            priced.subtotal = priced.subtotal.plus(line.total);
        }
        priced.lines.push(line);
    }
    priced
}

/// The lines as the API wants them.
#[must_use]
pub fn order_lines(basket: &Basket) -> Vec<OrderLineInput> {
    let option = |(key, value): &(String, String)| OrderLineOptionInput { key: key.clone(), value: value.clone() };
    basket
        .lines()
        .iter()
        .map(|line| OrderLineInput {
            item_id: cynic::Id::new(line.item.as_str()),
            quantity: i32::try_from(line.quantity).unwrap_or(i32::MAX),
            options: Some(line.options.iter().map(option).collect()),
        })
        .collect()
}

fn price_line(index: usize, line: &BasketLine, item: Option<&CatalogItem>, locale: Locale) -> PricedLine {
    let mut priced = PricedLine {
        index,
        item: item.cloned(),
        options: Vec::new(),
        quantity: line.quantity,
        unit: Amount::default(),
        total: Amount::default(),
        fault: Some(LineFault::Gone),
    };
    let Some((item, price)) = item.and_then(|item| Some((item, item.price.as_ref()?))) else { return priced };
    let digits = digits_of(price);
    let mut unit = Amount::parse(&price.amount, digits).unwrap_or_default();
    let mut is_complete = line.options.len() == item.options.len();
    for option in &item.options {
        let chosen = line.options.iter().find(|(key, _)| *key == option.key);
        let value = chosen.and_then(|(_, value)| option.values.iter().find(|offered| offered.key == *value));
        match value {
            Some(value) => {
                unit = unit.plus(Amount::parse(&value.price_difference.amount, digits).unwrap_or_default());
                priced.options.push((pick(locale, &option.name), pick(locale, &value.label)));
            }
            None => is_complete = false,
        }
    }
    priced.unit = unit;
    priced.total = unit.times(line.quantity);
    priced.fault = match item.stock.map(|left| u32::try_from(left).unwrap_or(0)) {
        _ if item.kind.is_campaign() => Some(LineFault::Gone),
        _ if !is_complete => Some(LineFault::OptionsChanged),
        _ if !item.is_available => Some(LineFault::SoldOut),
        Some(0) => Some(LineFault::SoldOut),
        Some(left) if left < line.quantity => Some(LineFault::OnlyLeft(left)),
        _ => None,
    };
    priced
}
