//! How a tenant shows itself: names, texts, colours, contact, terms of an order.

pub mod graphql;
pub mod service;
pub(crate) mod store;
pub mod types;

pub use types::Storefront;
