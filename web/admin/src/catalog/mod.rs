//! The catalog: the list of items.

mod list_page;

pub(crate) use list_page::CatalogPage;
