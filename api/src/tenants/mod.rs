//! Shops and charities: founding one, finding one by its host, changing what it is called.

pub mod address;
pub mod export;
pub mod founding;
pub mod graphql;
pub mod rules;
pub mod service;
mod store;
pub mod types;

pub use types::Tenant;
