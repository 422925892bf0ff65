//! Orders as the API shows and takes them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{ids::ItemId, orders};
use serde::Serialize;

use super::status::Status;
use crate::{
    graphql::{
        connection::connection,
        list::SortDirection,
        types::{LocalizedTextType, MoneyType, bulk_payload, payloads},
    },
    kernel::{
        error::Result,
        money::{Currency, Money},
        text::Locale,
    },
    submissions::{
        acts::submit_payload,
        list::SubmissionWhere,
        shown::{Shown, Timelines},
        state::State,
        types::{Channel, Person, PersonInput},
    },
};

/// How an order reaches its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize)]
pub enum Fulfilment {
    /// Brought to the address.
    Delivery,
    /// Picked up at the tenant's.
    Pickup,
}

/// An address in Kuwait.
#[derive(Debug, Clone, SimpleObject)]
pub struct Address {
    /// Area, e.g. Salmiya.
    area: String,
    /// Block.
    block: String,
    /// Street.
    street: String,
    /// House or building and flat.
    house: String,
    /// Anything the driver should know.
    note: Option<String>,
}

/// An address in Kuwait.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct AddressInput {
    /// Area, at most 80 characters.
    pub area: String,
    /// Block, at most 40 characters.
    pub block: String,
    /// Street, at most 80 characters.
    pub street: String,
    /// House or building and flat, at most 80 characters.
    pub house: String,
    /// Anything the driver should know, at most 300 characters.
    pub note: Option<String>,
}

/// A chosen option of a line.
#[derive(Debug, Clone, SimpleObject)]
pub struct OrderLineOption {
    /// The option's key.
    key: String,
    /// The chosen value's key.
    value: String,
    /// The option's name as it was.
    name: LocalizedTextType,
    /// The value's label as it was.
    label: LocalizedTextType,
}

/// A line of an order: a copy of the item as it was when the order was placed.
#[derive(Debug, Clone, SimpleObject)]
pub struct OrderLine {
    /// `itm_…` of the item, which may have changed since.
    item_id: ID,
    /// Its name as it was.
    name: LocalizedTextType,
    /// What was chosen.
    options: Vec<OrderLineOption>,
    /// Price of one piece with its options.
    unit_price: MoneyType,
    /// Pieces.
    quantity: i32,
    /// Exactly `unitPrice` times `quantity`.
    line_total: MoneyType,
    /// For this line.
    note: Option<String>,
}

impl OrderLine {
    /// The public form of an order's lines.
    ///
    /// # Errors
    /// A fault for an amount that the currency does not have.
    pub fn list(lines: &orders::Lines, currency: Currency, locale: Locale) -> Result<Vec<Self>> {
        let text = |text: &entity::text::Localized| LocalizedTextType::new(text.clone(), locale);
        lines
            .0
            .iter()
            .map(|line| {
                Ok(Self {
                    item_id: line.item_id.to_string().into(),
                    name: text(&line.name),
                    options: line
                        .options
                        .iter()
                        .map(|o| OrderLineOption {
                            key: o.key.clone(),
                            value: o.value.clone(),
                            name: text(&o.name),
                            label: text(&o.label),
                        })
                        .collect(),
                    unit_price: Money::new(line.unit_price, currency)?.into(),
                    quantity: line.quantity,
                    line_total: Money::new(line.line_total, currency)?.into(),
                    note: line.note.clone(),
                })
            })
            .collect()
    }
}

/// An order. Its submitter gets it once, in answer to `orderSubmit`; after that it is the team's.
#[derive(Debug, Clone, SimpleObject)]
pub struct Order {
    /// `ord_…`.
    pub id: ID,
    /// For people: `ORD-00001`, counted per tenant without gaps.
    number: String,
    /// Where it stands.
    status: Status,
    /// Where it can go from here, now.
    allowed_transitions: Vec<Status>,
    /// What was ordered.
    lines: Vec<OrderLine>,
    /// Sum of the lines.
    subtotal: MoneyType,
    /// Zero for pick-up.
    delivery_fee: MoneyType,
    /// Subtotal and delivery fee.
    total: MoneyType,
    /// Who ordered.
    customer: Person,
    /// Delivery or pick-up.
    fulfilment: Fulfilment,
    /// For delivery.
    address: Option<Address>,
    /// The customer's note.
    note: Option<String>,
    /// When the team marked it paid.
    paid_at: Option<DateTime<Utc>>,
    /// How it was paid.
    paid_by_method: Option<String>,
    /// What every kind shows.
    #[graphql(flatten)]
    shared: Shown,
}

impl Order {
    /// The public form of an order on a page with these timelines.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn new(row: orders::Model, timelines: Timelines, locale: Locale, now: DateTime<Utc>) -> Result<Self> {
        let currency = Currency::parse(&row.currency)?;
        let money = |amount| Money::new(amount, currency).map(MoneyType::from);
        let status = Status::parse(&row.status)?;
        Ok(Self {
            shared: Shown {
                key: row.id.0,
                suspect: row.is_suspect,
                timelines,
                channel: Channel::parse(&row.channel),
                external_reference: row.external_reference,
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            },
            id: row.id.to_string().into(),
            number: row.order_number,
            status,
            allowed_transitions: status.allowed(row.cancelled_at, now),
            lines: OrderLine::list(&row.items, currency, locale)?,
            subtotal: money(row.subtotal)?,
            delivery_fee: money(row.delivery_fee)?,
            total: money(row.total)?,
            customer: Person { name: row.customer_name, phone: row.customer_phone, email: row.customer_email },
            fulfilment: if row.fulfilment == "pickup" { Fulfilment::Pickup } else { Fulfilment::Delivery },
            address: row.address.map(|a| Address {
                area: a.area,
                block: a.block,
                street: a.street,
                house: a.house,
                note: a.note,
            }),
            note: row.note,
            paid_at: row.paid_at,
            paid_by_method: row.paid_by_method,
        })
    }
}

connection!(Order, OrderEdge, OrderConnection);

/// A wanted option value.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct OrderLineOptionInput {
    /// The option's key, as in `CatalogItem.options`.
    pub key: String,
    /// The value's key.
    pub value: String,
}

/// A wanted line. There is no price here: the server prices every line from the catalog.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct OrderLineInput {
    /// `itm_…` of an active product or service.
    pub item_id: ID,
    /// 1 to 999.
    pub quantity: i32,
    /// One value for each option of the item.
    pub options: Option<Vec<OrderLineOptionInput>>,
    /// At most 300 characters.
    pub note: Option<String>,
}

/// What is ordered, by whom, how it gets there.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct OrderContent {
    /// 1 to 50 lines; the server prices them.
    pub lines: Vec<OrderLineInput>,
    /// Who orders.
    pub customer: PersonInput,
    /// Delivery or pick-up, as the tenant offers.
    pub fulfilment: Fulfilment,
    /// Needed for delivery.
    pub address: Option<AddressInput>,
    /// At most 1,000 characters.
    pub note: Option<String>,
}

/// A wanted order.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct OrderSubmitInput {
    /// What is ordered, by whom, how it gets there.
    #[graphql(flatten)]
    #[serde(flatten)]
    pub content: OrderContent,
    /// `vis_…` of the visit this comes from; an unknown one counts as none.
    pub visit_id: Option<ID>,
    /// 8 to 64 visible ASCII characters, new for each order: the same key with the same body answers with the same order.
    pub idempotency_key: String,
}

/// An order that came by phone, message or at the door, recorded by the team.
#[derive(Debug, Clone, InputObject)]
pub struct OrderRecordInput {
    /// How it came in; not WEB or ASSISTANT.
    pub channel: Channel,
    /// What is ordered, by whom, how it gets there.
    #[graphql(flatten)]
    pub content: OrderContent,
    /// What it is called in another program of yours, at most 80 characters; unique per tenant and kind.
    pub external_reference: Option<String>,
    /// 8 to 64 visible ASCII characters, new for each order.
    pub idempotency_key: String,
}

submit_payload!(order: Order; OrderSubmitPayload for "`orderSubmit` and `orderRecord`");

payloads! {
    order: Order;
    OrderConfirmPayload for "orderConfirm";
    OrderFulfilPayload for "orderFulfil";
    OrderCancelPayload for "orderCancel";
    OrderReopenPayload for "orderReopen";
    OrderMarkSpamPayload for "orderMarkSpam";
    OrderMarkPaidPayload for "orderMarkPaid";
    OrderMarkUnpaidPayload for "orderMarkUnpaid";
    OrderUpdatePayload for "orderUpdate";
    OrderNoteAddPayload for "orderNoteAdd";
    OrderReferenceSetPayload for "orderReferenceSet";
}

bulk_payload!(order: Order; OrdersMoveResult, OrdersMovePayload for "ordersMove");

/// What is to change about a pending order; what is not named stays as it is.
#[derive(Debug, Clone, InputObject)]
pub struct OrderUpdateInput {
    /// All lines as they shall be, 1 to 50, priced from today's catalog.
    pub lines: Option<Vec<OrderLineInput>>,
    /// Who orders.
    pub customer: Option<PersonInput>,
    /// Delivery or pick-up, as the tenant offers.
    pub fulfilment: Option<Fulfilment>,
    /// Where to, for a delivery.
    pub address: Option<AddressInput>,
    /// At most 1,000 characters; empty takes it away.
    pub note: Option<String>,
}

/// What a list of orders can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum OrderSortField {
    /// When it came in.
    CreatedAt,
    /// Its total.
    Total,
}

/// How a list of orders is sorted; without one, newest first. The id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct OrderSort {
    /// By what.
    pub field: OrderSortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which orders a list holds; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct OrderWhere {
    /// Any of these states.
    pub status: Option<Vec<Status>>,
    /// Paid or not.
    pub is_paid: Option<bool>,
    /// All kinds'.
    #[graphql(flatten)]
    pub shared: SubmissionWhere,
    /// All of these hold.
    pub and: Option<Vec<OrderWhere>>,
    /// One of these holds.
    pub or: Option<Vec<OrderWhere>>,
    /// This does not hold.
    pub not: Option<Box<OrderWhere>>,
}

/// Item ids and pieces of an order, for the stock.
#[must_use]
pub fn pieces(lines: &orders::Lines) -> Vec<(ItemId, i32)> {
    lines.0.iter().map(|line| (line.item_id, line.quantity)).collect()
}
