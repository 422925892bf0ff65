//! What a tenant offers: products, services, donation and pledge campaigns.

pub mod graphql;
pub mod rules;
pub mod service;
mod store;
pub mod types;

pub use types::CatalogItem;
