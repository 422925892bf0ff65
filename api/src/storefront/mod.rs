//! How a tenant shows itself: names, texts, colours, contact, terms of an order.

pub mod edit;
pub mod graphql;
pub mod inputs;
pub mod service;
pub(crate) mod store;
pub mod types;

pub use types::Storefront;
