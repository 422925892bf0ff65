//! Letters that the team sends again: it knows which room writes which.

pub mod graphql;
mod service;
