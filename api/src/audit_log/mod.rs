//! Who did what: the log that every committed change writes to, as the team reads it.

pub mod graphql;
pub mod service;
mod store;
pub mod types;
