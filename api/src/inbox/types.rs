//! A submission as its submitter sees it.

use async_graphql::SimpleObject;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{donations::donation, orders, pledges::pledge, storefront, text::Localized};
use rust_decimal::Decimal;

use crate::{
    donations::rules::Intent,
    graphql::types::{LocalDate, LocalizedTextType, MoneyType},
    kernel::{
        error::Result,
        money::{Currency, Money},
        text::Locale,
    },
    orders::types::{Fulfilment, OrderLine},
    submissions::types::SubmissionKind,
};

/// A row of a pledge's schedule as its submitter sees it.
#[derive(Debug, Clone, SimpleObject)]
pub struct ScheduleRow {
    /// In the tenant's time zone.
    due_date: LocalDate,
    /// What falls due.
    amount: MoneyType,
    /// What has been paid of it; the oldest open row is filled first.
    paid: MoneyType,
}

/// What the bearer of a signed link may know: no name, phone or address.
#[derive(Debug, Clone, SimpleObject)]
pub struct SubmissionStatus {
    /// What was submitted.
    kind: SubmissionKind,
    /// For people: `ORD-00001`, `DON-00001`, `PLG-00001`.
    number: String,
    /// State of its kind, e.g. `PENDING`.
    status: String,
    /// What it comes to.
    total: MoneyType,
    /// What was ordered; empty for other kinds.
    lines: Vec<OrderLine>,
    /// Sum of the lines; the total for other kinds.
    subtotal: MoneyType,
    /// Zero for pick-up and other kinds.
    delivery_fee: MoneyType,
    /// For orders.
    fulfilment: Option<Fulfilment>,
    /// Whether the team has the whole amount.
    is_paid: bool,
    /// What the team has of it.
    paid: MoneyType,
    /// The campaign of a donation or pledge.
    campaign: Option<LocalizedTextType>,
    /// What a donation is meant as.
    intent: Option<Intent>,
    /// For the page `/receipt/<token>` of a donation's receipt, if one stands.
    receipt_token: Option<String>,
    /// Until when a pledge is promised.
    target_date: Option<LocalDate>,
    /// A pledge's schedule, the first due first; empty for other kinds.
    schedule: Vec<ScheduleRow>,
    /// How to pay.
    payment_instructions: LocalizedTextType,
    /// When it came in.
    placed_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// What every kind has, before its own.
struct Common {
    kind: SubmissionKind,
    number: String,
    status: String,
    currency: Currency,
    total: Decimal,
    paid: Decimal,
    placed_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A row of a pledge's schedule: when, how much, how much of it is paid.
pub(super) type Due = (NaiveDate, Decimal, Decimal);

impl SubmissionStatus {
    fn new(common: Common, terms: storefront::Model, locale: Locale) -> Result<Self> {
        let money = |amount| Money::new(amount, common.currency).map(MoneyType::from);
        Ok(Self {
            kind: common.kind,
            number: common.number,
            status: common.status,
            total: money(common.total)?,
            lines: Vec::new(),
            subtotal: money(common.total)?,
            delivery_fee: Money::zero(common.currency).into(),
            fulfilment: None,
            is_paid: common.paid >= common.total,
            paid: money(common.paid)?,
            campaign: None,
            intent: None,
            receipt_token: None,
            target_date: None,
            schedule: Vec::new(),
            payment_instructions: LocalizedTextType::new(terms.payment_instructions, locale),
            placed_at: common.placed_at,
            updated_at: common.updated_at,
        })
    }

    /// An order as its submitter sees it. Spam looks pending: whoever sends it learns nothing.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn of_order(order: orders::Model, terms: storefront::Model, locale: Locale) -> Result<Self> {
        let currency = Currency::parse(&order.currency)?;
        let money = |amount| Money::new(amount, currency).map(MoneyType::from);
        let common = Common {
            kind: SubmissionKind::Order,
            number: order.order_number,
            status: shown(&order.status, "PENDING"),
            currency,
            total: order.total,
            paid: if order.paid_at.is_some() { order.total } else { Decimal::ZERO },
            placed_at: order.created_at,
            updated_at: order.updated_at,
        };
        Ok(Self {
            lines: OrderLine::list(&order.items, currency, locale)?,
            subtotal: money(order.subtotal)?,
            delivery_fee: money(order.delivery_fee)?,
            fulfilment: Some(if order.fulfilment == "pickup" { Fulfilment::Pickup } else { Fulfilment::Delivery }),
            is_paid: order.paid_at.is_some(),
            ..Self::new(common, terms, locale)?
        })
    }

    /// A donation as its donor sees it.
    ///
    /// # Errors
    /// As [`Self::of_order`].
    pub fn of_donation(
        donation: donation::Model,
        campaign: Option<Localized>,
        receipt_token: Option<String>,
        terms: storefront::Model,
        locale: Locale,
    ) -> Result<Self> {
        let common = Common {
            kind: SubmissionKind::Donation,
            number: donation.donation_number,
            status: shown(&donation.status, "PENDING"),
            currency: Currency::parse(&donation.currency)?,
            total: donation.amount,
            paid: if donation.status == "received" { donation.amount } else { Decimal::ZERO },
            placed_at: donation.created_at,
            updated_at: donation.updated_at,
        };
        Ok(Self {
            campaign: campaign.map(|name| LocalizedTextType::new(name, locale)),
            intent: Some(Intent::parse(&donation.intent)),
            receipt_token,
            ..Self::new(common, terms, locale)?
        })
    }
}

impl SubmissionStatus {
    /// A pledge as its pledger sees it.
    ///
    /// # Errors
    /// As [`Self::of_order`].
    pub fn of_pledge(
        pledge: pledge::Model,
        schedule: Vec<Due>,
        campaign: Option<Localized>,
        terms: storefront::Model,
        locale: Locale,
    ) -> Result<Self> {
        let currency = Currency::parse(&pledge.currency)?;
        let money = |amount| Money::new(amount, currency).map(MoneyType::from);
        let common = Common {
            kind: SubmissionKind::Pledge,
            number: pledge.pledge_number,
            status: shown(&pledge.status, "ACTIVE"),
            currency,
            total: pledge.amount,
            paid: pledge.fulfilled_amount,
            placed_at: pledge.created_at,
            updated_at: pledge.updated_at,
        };
        let schedule = schedule.into_iter().map(|(due, amount, paid)| {
            Ok(ScheduleRow { due_date: LocalDate(due), amount: money(amount)?, paid: money(paid)? })
        });
        Ok(Self {
            campaign: campaign.map(|name| LocalizedTextType::new(name, locale)),
            target_date: Some(LocalDate(pledge.target_date)),
            schedule: schedule.collect::<Result<_>>()?,
            ..Self::new(common, terms, locale)?
        })
    }
}

/// The state's public name; spam looks as if nobody had looked at it yet.
fn shown(status: &str, fresh: &str) -> String {
    if status == "spam" { fresh.to_owned() } else { status.to_uppercase() }
}
