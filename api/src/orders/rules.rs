//! What an order may be and become. Pure.

use entity::{
    catalog,
    ids::ItemId,
    orders::{Address, Line, LineOption},
    storefront,
};
use serde::Serialize;

use super::errors;
use crate::{
    catalog::rules::{Metadata, is_sold},
    kernel::{
        error::{Error, ErrorCode, Result},
        money::{Currency, Money},
        refusals::Refusals,
        text::Bilingual,
    },
};

/// Most lines of one order.
pub const MAX_LINES: usize = 50;
/// Most pieces of one line.
pub const MAX_QUANTITY: i32 = 999;

/// A line as asked for, checked for its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WantedLine {
    /// Which item; None if the id names nothing.
    pub item: Option<ItemId>,
    /// 1..=999.
    pub quantity: i32,
    /// Option key and value key.
    pub options: Vec<(String, String)>,
    /// For this line.
    pub note: Option<String>,
}

/// How an order reaches its customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Fulfilment {
    /// To this address.
    Delivery(Address),
    /// At the tenant's.
    Pickup,
}

/// An order's lines and amounts, as the server prices them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    /// Copies of the items.
    pub lines: Vec<Line>,
    /// Sum of the lines.
    pub subtotal: Money,
    /// Zero for pick-up.
    pub delivery_fee: Money,
    /// Both.
    pub total: Money,
}

/// Prices wanted lines from the catalog and the tenant's terms. No price ever comes from the caller.
///
/// # Errors
/// A list of refusals, one a field: `NOT_FOUND`, `NOT_AVAILABLE`, `OUT_OF_STOCK`, `REQUIRED`, `INVALID`,
/// `BELOW_MINIMUM`, `OUT_OF_RANGE`.
pub fn price(
    wanted: &[WantedLine],
    items: &[catalog::Model],
    fulfilment: &Fulfilment,
    terms: &storefront::Model,
    currency: Currency,
) -> Result<Priced> {
    let mut refusals = Refusals::default();
    let mut lines = Vec::with_capacity(wanted.len());
    let mut subtotal = Money::zero(currency);
    for (n, want) in wanted.iter().enumerate() {
        if let Some((line, amount)) = refusals.gather(price_line(n, want, wanted, items, currency))? {
            subtotal = subtotal.plus(amount)?;
            lines.push(line);
        }
    }
    let offered = match fulfilment {
        Fulfilment::Delivery(_) => terms.offers_delivery,
        Fulfilment::Pickup => terms.offers_pickup,
    };
    if !offered {
        let message = Bilingual::new("المتجر لا يقدم هذه الطريقة", "The shop does not offer this");
        refusals.push("fulfilment", ErrorCode::NotAvailable, message);
    }
    let minimum = Money::new(terms.minimum_order, currency)?;
    if refusals.is_empty() && subtotal.amount() < minimum.amount() {
        let message = Bilingual::new(
            format!("الحد الأدنى للطلب {} {}", minimum.amount(), currency.code()),
            format!("The smallest order is {minimum}"),
        );
        refusals.push("lines", ErrorCode::BelowMinimum, message);
    }
    refusals.finish()?;
    let delivery_fee = match fulfilment {
        Fulfilment::Delivery(_) => Money::new(terms.delivery_fee, currency)?,
        Fulfilment::Pickup => Money::zero(currency),
    };
    Ok(Priced { lines, subtotal, delivery_fee, total: subtotal.plus(delivery_fee)? })
}

fn price_line(
    n: usize,
    want: &WantedLine,
    all: &[WantedLine],
    items: &[catalog::Model],
    currency: Currency,
) -> Result<(Line, Money)> {
    let refuse = |field: &str, code, message| Error::invalid(&format!("lines.{n}.{field}"), code, message);
    let unknown = || refuse("itemId", ErrorCode::NotFound, Bilingual::new("لا يوجد هذا الصنف", "There is no such item"));
    let item = items.iter().find(|item| Some(item.id) == want.item).ok_or_else(unknown)?;
    let base = match item.price {
        Some(price) if item.status == "active" && is_sold(item) => Money::new(price, currency)?,
        // A draft is not told from an unknown item: it is not public yet.
        _ if item.status == "draft" => return Err(unknown()),
        _ => {
            let message = Bilingual::new("لم يعد هذا الصنف متاحًا", "This item can no longer be ordered");
            return Err(refuse("itemId", ErrorCode::NotAvailable, message));
        }
    };
    if let Some(left) = item.stock {
        let wanted: i64 =
            all.iter().filter(|other| other.item == want.item).map(|other| i64::from(other.quantity)).sum();
        if wanted > i64::from(left) {
            return Err(Error::Invalid(vec![errors::out_of_stock(n, left)]));
        }
    }
    let (options, unit_price) = choose(n, want, item, base)?;
    let amount = unit_price.times(want.quantity)?;
    let line = Line {
        item_id: item.id,
        name: item.name.clone(),
        options,
        unit_price: unit_price.amount(),
        quantity: want.quantity,
        line_total: amount.amount(),
        note: want.note.clone(),
    };
    Ok((line, amount))
}

/// Exactly one value of each option, and none that the item does not have.
fn choose(n: usize, want: &WantedLine, item: &catalog::Model, base: Money) -> Result<(Vec<LineOption>, Money)> {
    let path = format!("lines.{n}.options");
    let refuse = |code, ar: String, en: String| Error::invalid(&path, code, Bilingual::new(ar, en));
    let metadata = Metadata::parse(&item.kind, &item.metadata, base.currency())?;
    let mut unit = base.amount();
    let mut chosen = Vec::new();
    for option in metadata.options() {
        let mut picks = want.options.iter().filter(|(key, _)| *key == option.key);
        let (Some((_, pick)), None) = (picks.next(), picks.next()) else {
            return Err(refuse(
                ErrorCode::Required,
                format!("اختر {}", option.name.ar),
                format!("Choose one {}", option.name.en),
            ));
        };
        let value = option.values.iter().find(|value| value.key == *pick).ok_or_else(|| {
            refuse(ErrorCode::Invalid, format!("خيار غير موجود: {pick}"), format!("No such {}: {pick}", option.name.en))
        })?;
        unit += value.price_difference;
        chosen.push(LineOption {
            key: option.key.clone(),
            value: value.key.clone(),
            name: option.name.clone(),
            label: value.label.clone(),
        });
    }
    if let Some((key, _)) = want.options.iter().find(|(key, _)| metadata.options().iter().all(|o| o.key != *key)) {
        return Err(refuse(ErrorCode::Invalid, format!("خيار غير موجود: {key}"), format!("No such option: {key}")));
    }
    if unit.is_sign_negative() {
        return Err(Error::fault("an item's options take its price below zero"));
    }
    Ok((chosen, Money::new(unit, base.currency())?))
}
