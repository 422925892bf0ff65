//! Who did what to which thing, as a list.

mod facts;
mod page;
mod texts;

pub(crate) use page::AuditPage;
