//! Placing an order and following it.

use crate::giving::DonationIntent;
use crate::scalars::{LocalizedText, Money};
use crate::schema;

/// How the order reaches the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum Fulfilment {
    /// Brought to an address.
    Delivery,
    /// Handed over at the tenant's.
    Pickup,
}

/// What was submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum SubmissionKind {
    /// An order.
    Order,
    /// A donation.
    Donation,
    /// A pledge.
    Pledge,
}

/// Why a field was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
#[cynic(non_exhaustive)]
pub enum ErrorCode {
    /// Not in the form it must have.
    Invalid,
    /// Missing.
    Required,
    /// Too many characters.
    TooLong,
    /// More digits than the currency has.
    TooManyDigits,
    /// Too small or too large.
    OutOfRange,
    /// No such thing.
    NotFound,
    /// Not offered now.
    NotAvailable,
    /// Fewer left than wanted.
    OutOfStock,
    /// The key was used for something else.
    IdempotencyMismatch,
    /// The state does not allow it.
    TransitionRefused,
    /// Changed by someone else meanwhile.
    Stale,
    /// Under the tenant's least order.
    BelowMinimum,
    /// Too many attempts.
    RateLimited,
    /// Somebody has it already.
    Taken,
    /// A word of the platform's own.
    Reserved,
    /// Its time is over.
    Expired,
    /// Meant for another address.
    WrongAddress,
    /// The team would have no owner.
    LastOwner,
    /// A second factor is needed first.
    MfaRequired,
    /// Something refers to it.
    InUse,
    /// A code this build does not know.
    #[cynic(fallback)]
    Other,
}

/// An order as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct OrderSubmitInput {
    /// What is ordered.
    pub lines: Vec<OrderLineInput>,
    /// Who orders.
    pub customer: PersonInput,
    /// Delivery or pick-up.
    pub fulfilment: Fulfilment,
    /// Where to, for a delivery.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressInput>,
    /// A word to the team.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The visit that led here.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<cynic::Id>,
    /// The same key and the same order give the same answer.
    pub idempotency_key: String,
}

/// A line of an order as it is sent; the price is the server's affair.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct OrderLineInput {
    /// The item.
    pub item_id: cynic::Id,
    /// How many.
    pub quantity: i32,
    /// What was chosen.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<OrderLineOptionInput>>,
}

/// A choice made.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct OrderLineOptionInput {
    /// Of the option.
    pub key: String,
    /// The key of the value chosen.
    pub value: String,
}

/// A person as sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct PersonInput {
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: String,
    /// May be left out.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// An address in Kuwait.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct AddressInput {
    /// Salmiya, Jabriya, …
    pub area: String,
    /// Block.
    pub block: String,
    /// Street.
    pub street: String,
    /// House or building.
    pub house: String,
    /// Floor, flat, what the driver should know.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The answer to an order.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct OrderSubmitPayload {
    /// The order, if it was taken.
    pub order: Option<PlacedOrder>,
    /// Opens the status page.
    pub status_token: Option<String>,
    /// Why it was not taken.
    pub user_errors: Vec<UserError>,
}

/// What the visitor needs of the order just placed.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Order")]
pub struct PlacedOrder {
    /// `ORD-00001`.
    pub number: String,
}

/// A fault of the visitor's input.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct UserError {
    /// The path of the field in the input.
    pub field: Option<Vec<String>>,
    /// For programs.
    pub code: ErrorCode,
    /// For people, in their language.
    pub message: String,
}

/// What the signed link shows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct SubmissionStatus {
    /// Order, donation or pledge.
    pub kind: SubmissionKind,
    /// `ORD-00001`.
    pub number: String,
    /// The state's name as in the schema, e.g. `PENDING`.
    pub status: String,
    /// To pay.
    pub total: Money,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
    /// Before the fee.
    pub subtotal: Money,
    /// For bringing it.
    pub delivery_fee: Money,
    /// Delivery or pick-up.
    pub fulfilment: Option<Fulfilment>,
    /// The team has the money.
    pub is_paid: bool,
    /// What the team has of it.
    pub paid: Money,
    /// The campaign of a donation or pledge.
    pub campaign: Option<LocalizedText>,
    /// What a donation is meant as.
    pub intent: Option<DonationIntent>,
    /// Opens the receipt's page.
    pub receipt_token: Option<String>,
    /// `YYYY-MM-DD`.
    pub target_date: Option<String>,
    /// The parts of a pledge.
    pub schedule: Vec<ScheduleRow>,
    /// How to pay.
    pub payment_instructions: LocalizedText,
    /// RFC 3339.
    pub placed_at: String,
    /// RFC 3339.
    pub updated_at: String,
}

/// A part of a pledge.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct ScheduleRow {
    /// `YYYY-MM-DD`.
    pub due_date: String,
    /// What falls due.
    pub amount: Money,
    /// What is paid of it.
    pub paid: Money,
}

/// A line as it was when ordered.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct OrderLine {
    /// The item's name.
    pub name: LocalizedText,
    /// What was chosen.
    pub options: Vec<OrderLineOption>,
    /// For one.
    pub unit_price: Money,
    /// How many.
    pub quantity: i32,
    /// For all of them.
    pub line_total: Money,
}

/// A choice as it was when ordered.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct OrderLineOption {
    /// Size, colour, …
    pub name: LocalizedText,
    /// What was chosen.
    pub label: LocalizedText,
}
