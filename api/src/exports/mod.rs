//! Submissions and the log as files: CSV in batches, each its own short read, so that a million rows take no more memory
//! than two thousand. A read model: it writes nothing but its own tickets.

pub mod download;
mod gifts;
pub mod graphql;
mod list;
mod log;
mod rows;
mod sending;
mod service;
mod sheet;
mod store;
pub mod types;

pub use download::{Download, Slot, Slots};
pub use sending::Sending;
pub use service::{by_ticket, by_token, forget_in};
