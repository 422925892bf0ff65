//! Where visitors come from.

pub mod graphql;
pub mod rules;
pub mod service;
mod store;
pub mod types;
