//! Pledges: the list, and one of them with its parts, its payments and what can be done to it.

mod list_page;
mod pledge_page;
mod words;

pub(crate) use list_page::PledgesPage;
pub(crate) use pledge_page::PledgePage;
pub(crate) use words::named;
