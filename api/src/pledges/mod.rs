//! Pledges: an amount promised until a day, in parts or at once; payments on it; what a day's end makes of it.

mod days;
pub mod graphql;
pub mod jobs;
pub mod letters;
pub mod payments;
pub mod rules;
pub mod service;
pub mod status;
mod store;
pub mod submit;
pub mod types;

pub use types::Pledge;
