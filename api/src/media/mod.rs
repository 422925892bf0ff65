//! Pictures of a tenant: rows here, bytes in the object store under `{tenant_id}/`.

pub mod service;
mod store;
pub mod types;

pub use types::Image;
