//! Submissions as files: CSV in batches, each its own short read, so that a million rows take no more memory than two
//! thousand. A read model: it writes nothing but its own tickets.

pub mod download;
pub mod graphql;
mod rows;
mod service;
mod sheet;
mod store;
pub mod types;

pub use download::{Download, Slot, Slots};
pub use service::{by_ticket, by_token};
