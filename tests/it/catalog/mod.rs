//! The catalog: pages of it, search in both languages.

pub(crate) mod calls;
mod collections;
mod editing;
mod lists;
mod search;
