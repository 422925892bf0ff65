//! The inbox: orders, donations and pledges in one list.

mod list_page;
mod texts;

pub(crate) use list_page::InboxPage;
