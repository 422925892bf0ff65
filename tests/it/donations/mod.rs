//! Donations.

mod anonymous;
mod figures;
mod receipts;
mod refusals;
