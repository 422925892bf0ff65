//! Keys of integrators: made by the team, shown once, good for what they were made for.

pub mod graphql;
pub mod service;
mod store;
pub mod types;
