//! The edge: what comes in by HTTP, in which order it is judged, and how it leaves.

pub mod admin;
mod arrival;
pub mod assets;
pub mod auth;
pub mod catalog_files;
mod door;
pub mod edge;
pub mod exports;
pub mod graphql;
pub mod health;
pub mod limits;
pub mod log;
pub mod mailbox;
pub mod media;
pub mod page_cache;
pub mod playground;
pub mod server;
pub mod shared;
pub mod socket;
pub mod sockets;
#[cfg(feature = "pages")]
pub mod storefront;
pub mod visits;
