//! Where visitors come from.

pub mod service;
mod store;
pub mod types;
