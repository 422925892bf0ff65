//! What every room's `graphql.rs` stands on: shared types, the request's context, connections, errors, limits.

pub mod connection;
pub mod context;
pub mod errors;
pub mod filter;
pub mod limits;
pub mod socket;
pub mod types;
