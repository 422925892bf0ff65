//! What every room's `graphql.rs` stands on: shared types, the request's context, connections, lists, errors, limits.

pub mod batch;
pub mod connection;
pub mod context;
pub mod errors;
pub mod filter;
pub mod limits;
pub mod list;
pub mod socket;
pub mod types;
