//! The operator's pages: every tenant with its use, closing one and opening it again, and who did so.

mod acts;
mod log_page;
mod parts;
mod tenants_page;
mod texts;

pub(crate) use log_page::PlatformLogPage;
pub(crate) use tenants_page::PlatformPage;
