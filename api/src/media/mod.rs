//! Pictures of a tenant: rows here, bytes in the object store under `{tenant_id}/`.

pub mod change;
mod errors;
pub mod graphql;
pub mod jobs;
pub mod picture;
pub mod rules;
pub mod service;
mod store;
pub mod types;
pub mod upload;

pub use types::Image;
