//! A submission as its submitter sees it.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use entity::{orders, storefront};

use crate::{
    graphql::types::{LocalizedTextType, MoneyType},
    kernel::{
        error::Result,
        money::{Currency, Money},
        text::Locale,
    },
    orders::types::{Fulfilment, OrderLine},
    submissions::types::SubmissionKind,
};

/// What the bearer of a signed link may know: no name, phone or address.
#[derive(Debug, Clone, SimpleObject)]
pub struct SubmissionStatus {
    /// What was submitted.
    kind: SubmissionKind,
    /// For people: `ORD-00001`.
    number: String,
    /// State of its kind, e.g. `PENDING`.
    status: String,
    /// What it comes to.
    total: MoneyType,
    /// What was ordered; empty for other kinds.
    lines: Vec<OrderLine>,
    /// Sum of the lines.
    subtotal: MoneyType,
    /// Zero for pick-up and other kinds.
    delivery_fee: MoneyType,
    /// For orders.
    fulfilment: Option<Fulfilment>,
    /// Whether the team has marked it paid.
    is_paid: bool,
    /// How to pay.
    payment_instructions: LocalizedTextType,
    /// When it came in.
    placed_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl SubmissionStatus {
    /// An order as its submitter sees it. Spam looks pending: whoever sends it learns nothing.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn of_order(order: orders::Model, terms: storefront::Model, locale: Locale) -> Result<Self> {
        let currency = Currency::parse(&order.currency)?;
        let money = |amount| Money::new(amount, currency).map(MoneyType::from);
        Ok(Self {
            kind: SubmissionKind::Order,
            status: if order.status == "spam" { "PENDING".to_owned() } else { order.status.to_uppercase() },
            total: money(order.total)?,
            lines: OrderLine::list(&order.items, currency, locale)?,
            subtotal: money(order.subtotal)?,
            delivery_fee: money(order.delivery_fee)?,
            fulfilment: Some(if order.fulfilment == "pickup" { Fulfilment::Pickup } else { Fulfilment::Delivery }),
            is_paid: order.paid_at.is_some(),
            payment_instructions: LocalizedTextType::new(terms.payment_instructions, locale),
            placed_at: order.created_at,
            updated_at: order.updated_at,
            number: order.order_number,
        })
    }
}
