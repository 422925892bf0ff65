//! Who belongs to which team: so far, a person's own view of it.

pub mod graphql;
pub mod service;
mod store;
pub mod types;

pub use types::Viewer;
