//! People: who a bearer token speaks for, signing in with a password, and the sessions that follow.

mod pace;
pub mod rules;
pub mod service;
pub mod sessions;
mod store;
