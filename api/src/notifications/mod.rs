//! Messages to people: queued in the transaction that causes them, sent once by a job, and told what became of them.

pub mod deliver;
pub mod deliveries;
pub mod graphql;
pub mod jobs;
pub mod letters;
mod rules;
pub mod service;
mod store;
mod templates;
pub mod types;
