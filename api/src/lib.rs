//! Sadu: a storefront for every small shop and charity of the Gulf, all served by one program.
//!
//! `app` puts the parts together; ARCHITECTURE.md is the map.

pub mod kernel;
