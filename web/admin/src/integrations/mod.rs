//! The integrators' page: keys, and how to begin.

mod keys;
mod page;
mod texts;

pub(crate) use page::IntegrationsPage;
