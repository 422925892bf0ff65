//! A read model over orders, donations and pledges: the team's one list of them all, what happens to them as it happens,
//! and what a person without an account sees of theirs.

pub mod entries;
pub mod graphql;
pub mod live;
pub mod progress;
pub mod service;
mod store;
pub mod types;
