//! People: who a bearer token speaks for, how an account comes to be and is recovered, signing in with a password and a
//! second factor, and the sessions that follow.

pub mod accounts;
pub mod caller;
pub mod erasure;
mod errors;
pub mod factor;
pub mod graphql;
mod letters;
pub mod log_in;
mod pace;
mod passwords;
pub mod rules;
pub mod service;
pub mod sessions;
mod store;
pub mod types;
