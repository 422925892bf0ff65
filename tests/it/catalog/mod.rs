//! The catalog: pages of it, search in both languages.

pub(crate) mod calls;
mod collections;
mod editing;
mod imports;
mod imports_arriving;
mod imports_slugs;
mod lists;
mod search;
