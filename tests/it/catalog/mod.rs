//! The catalog: pages of it, search in both languages.

mod lists;
mod search;
