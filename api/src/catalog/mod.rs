//! What a tenant offers: products, services, donation and pledge campaigns.

pub mod campaigns;
pub mod collections;
pub mod edit;
pub mod errors;
pub mod graphql;
pub mod imports;
pub mod inputs;
pub mod metadata;
pub mod mutations;
pub mod rules;
pub mod service;
pub mod slug;
mod store;
pub mod types;

pub use types::CatalogItem;
