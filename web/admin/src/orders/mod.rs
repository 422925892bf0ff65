//! Orders: the list, and one of them with what can be done to it.

mod act_bar;
mod acts;
mod details;
mod list_page;
mod note_box;
mod order_page;
mod payment;
mod timeline;
pub(crate) mod words;

pub(crate) use list_page::OrdersPage;
pub(crate) use order_page::OrderPage;
