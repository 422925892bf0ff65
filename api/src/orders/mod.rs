//! Orders: captured, priced on the server, moved through their states by the team.

pub mod edit;
pub mod errors;
mod figures;
pub mod graphql;
pub mod letters;
pub mod payment;
pub mod rules;
pub mod service;
pub mod status;
mod store;
pub mod submit;
pub mod types;

pub use types::Order;
