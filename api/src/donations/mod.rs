//! Donations: promised by visitors, received and refunded by the team, with receipts whose numbers have no gaps.

pub mod graphql;
pub mod letters;
pub mod receipts;
pub mod rules;
pub mod service;
pub mod status;
mod store;
pub mod submit;
pub mod types;

pub use types::Donation;
