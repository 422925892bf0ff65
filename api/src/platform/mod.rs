//! What the platform's operator sees and does over all tenants: who there is, how much they use, closing one and opening
//! it again. Every use leaves a line in the operator's own log, which nobody can leave out.

mod erasure;
pub mod graphql;
mod service;
mod store;
pub mod types;
