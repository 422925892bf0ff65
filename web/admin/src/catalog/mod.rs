//! The catalog: the list of items, each of them, the shelves they stand on.

mod collections_page;
mod draft;
mod import_page;
mod item_form;
mod item_page;
mod last_day;
mod list_page;
mod new_page;
mod options;
mod texts;

pub(crate) use collections_page::CollectionsPage;
pub(crate) use import_page::ImportPage;
pub(crate) use item_page::ItemPage;
pub(crate) use list_page::CatalogPage;
pub(crate) use new_page::NewItemPage;
