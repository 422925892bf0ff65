//! Shops and charities: founding one, finding one by its host.

pub mod service;
mod store;
