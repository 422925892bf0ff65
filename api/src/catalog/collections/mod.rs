//! Collections: shelves of items in an order of their own, each with a page, some of them sections of the home page.

pub mod graphql;
pub mod service;
mod store;
pub mod types;
