//! A read model over orders, donations and pledges: what a person without an account sees of theirs.

pub mod graphql;
pub mod progress;
pub mod service;
pub mod types;
