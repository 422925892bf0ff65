//! What an item may be and become: price by type, addresses, the states of its life. Pure.

use entity::catalog;
use rust_decimal::Decimal;

pub use super::metadata::{Campaign, EndRule, InstalmentRule, ItemOption, Metadata, OptionValue, Product, Service};
use crate::kernel::{
    error::{Error, ErrorCode, FieldError, RefusedTransition, Result},
    money::{Currency, Money},
    refusals::Refusals,
    text::Bilingual,
};

/// The four types, as the database writes them.
pub const TYPES: [&str; 4] = ["product", "service", "donation_campaign", "pledge_campaign"];

/// The largest count of pieces.
pub const MAX_STOCK: i32 = 1_000_000;

/// Whether an item can be put into an order now.
#[must_use]
pub fn is_orderable(item: &catalog::Model) -> bool {
    item.status == "active" && is_sold(item) && item.stock.is_none_or(|left| left > 0)
}

/// Whether the item's type is one that orders hold: products and services.
#[must_use]
pub fn is_sold(item: &catalog::Model) -> bool {
    matches!(item.kind.as_str(), "product" | "service") && item.price.is_some()
}

/// Checks price and stock against the type and what its choices add or take off.
///
/// # Errors
/// `REQUIRED`, `INVALID`, `OUT_OF_RANGE`, `TOO_MANY_DIGITS` beside `price`, `stock`, `options`.
pub fn check_terms(
    kind: &str,
    price: Option<Decimal>,
    stock: Option<i32>,
    metadata: &Metadata,
    currency: Currency,
) -> Result<()> {
    let mut refusals = Refusals::default();
    match (price, metadata.campaign()) {
        (None, None) => refusals.add("price", ErrorCode::Required, "حدد السعر", "Say what it costs"),
        (Some(_), Some(_)) => {
            let (ar, en) = ("المتبرع يختار المبلغ: لا سعر للحملات", "The giver chooses: a campaign has no price");
            refusals.add("price", ErrorCode::Invalid, ar, en);
        }
        (Some(price), None) if Money::new(price, currency).is_err() => {
            let (ar, en) = ("خانات أكثر من عملة المتجر", "More decimals than the tenant's currency has");
            refusals.add("price", ErrorCode::TooManyDigits, ar, en);
        }
        (Some(price), None) => {
            let lowest = match metadata {
                Metadata::Product(product) => product.lowest_difference(),
                _ => Decimal::ZERO,
            };
            if price + lowest < Decimal::ZERO {
                let (ar, en) = ("خيار يجعل السعر أقل من صفر", "A choice takes the price below zero");
                refusals.add("options", ErrorCode::OutOfRange, ar, en);
            }
        }
        (None, Some(_)) => {}
    }
    match stock {
        Some(_) if kind != "product" => {
            refusals.add("stock", ErrorCode::Invalid, "المخزون للمنتجات فقط", "Only products are counted");
        }
        Some(pieces) if !(0..=MAX_STOCK).contains(&pieces) => {
            refusals.add("stock", ErrorCode::OutOfRange, "من صفر إلى مليون", "Between 0 and 1,000,000");
        }
        _ => {}
    }
    refusals.finish()
}

/// Where an item in state `from` can go.
#[must_use]
pub fn allowed_moves(from: &str) -> &'static [&'static str] {
    match from {
        "draft" => &["active", "archived"],
        "active" => &["archived"],
        _ => &["active"],
    }
}

/// Checks the move of an item to another state.
///
/// # Errors
/// `TRANSITION_REFUSED` with from, to, allowed.
pub fn check_move(from: &'static str, to: &'static str) -> Result<()> {
    let allowed = allowed_moves(from);
    if allowed.contains(&to) {
        return Ok(());
    }
    let label = |state: &str| match state {
        "draft" => ("مسودة", "a draft"),
        "active" => ("معروض", "on the storefront"),
        _ => ("مؤرشف", "archived"),
    };
    let message = if from == to {
        Bilingual::new(format!("الصنف {} أصلًا", label(to).0), format!("The item is {} already", label(to).1))
    } else {
        Bilingual::new(
            format!("لا ينتقل الصنف من «{}» إلى «{}»", label(from).0, label(to).0),
            format!("An item that is {} cannot become one that is {}", label(from).1, label(to).1),
        )
    };
    let mut error = FieldError::new("", ErrorCode::TransitionRefused, message);
    error.transition = Some(RefusedTransition { from, to, allowed: allowed.to_vec() });
    Err(Error::Invalid(vec![error]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code_of(result: Result<()>) -> Option<(String, ErrorCode)> {
        match result {
            Err(Error::Invalid(errors)) => errors.first().map(|error| (error.field.join("."), error.code)),
            _ => None,
        }
    }

    #[test]
    fn what_is_sold_has_a_price_and_a_campaign_has_none() {
        let product = Metadata::parse("product", &json!({}), Currency::KWD).unwrap();
        let campaign = Metadata::parse("donation_campaign", &json!({}), Currency::KWD).unwrap();
        let check = |kind, price: Option<&str>, stock, metadata| {
            code_of(check_terms(kind, price.map(|text| text.parse().unwrap()), stock, metadata, Currency::KWD))
        };
        assert_eq!(check("product", Some("1.250"), Some(0), &product), None);
        assert_eq!(check("donation_campaign", None, None, &campaign), None);
        let refused = |field: &str, code| Some((field.to_owned(), code));
        assert_eq!(check("product", None, None, &product), refused("price", ErrorCode::Required));
        assert_eq!(check("product", Some("1.2505"), None, &product), refused("price", ErrorCode::TooManyDigits));
        assert_eq!(check("product", Some("1"), Some(-1), &product), refused("stock", ErrorCode::OutOfRange));
        assert_eq!(check("donation_campaign", Some("1"), None, &campaign), refused("price", ErrorCode::Invalid));
        assert_eq!(check("donation_campaign", None, Some(1), &campaign), refused("stock", ErrorCode::Invalid));
    }

    #[test]
    fn no_choice_takes_the_price_below_zero() {
        let option = |key: &str, less: &str| {
            json!({ "key": key, "name": {"en": key}, "values": [
                { "key": "a", "label": {"en": "A"} }, { "key": "b", "label": {"en": "B"}, "price_difference": less }] })
        };
        let two = json!({ "options": [option("size", "-1.000"), option("colour", "-0.500")] });
        let metadata = Metadata::parse("product", &two, Currency::KWD).unwrap();
        let check = |price: &str| code_of(check_terms("product", price.parse().ok(), None, &metadata, Currency::KWD));
        assert_eq!(check("1.500"), None);
        assert_eq!(check("1.499"), Some(("options".to_owned(), ErrorCode::OutOfRange)));
    }

    #[test]
    fn an_item_never_becomes_a_draft_again() {
        for (from, to) in [("draft", "active"), ("draft", "archived"), ("active", "archived"), ("archived", "active")] {
            assert!(check_move(from, to).is_ok(), "{from} -> {to}");
        }
        for (from, to) in [("active", "active"), ("active", "draft"), ("archived", "archived"), ("archived", "draft")] {
            assert_eq!(code_of(check_move(from, to)).map(|(_, code)| code), Some(ErrorCode::TransitionRefused));
        }
    }
}
