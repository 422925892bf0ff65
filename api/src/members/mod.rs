//! Who belongs to which team and as what: a person's own view of it, invitations, roles, departures.

pub mod erasure;
pub mod graphql;
mod invitations;
mod rules;
pub mod service;
mod store;
pub mod team;
pub mod types;

pub use types::Viewer;
