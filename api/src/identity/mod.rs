//! People: who a bearer token speaks for.

pub mod service;
mod store;
