//! Orders: the list, and one of them with what can be done to it.

mod acts;
mod details;
mod list_page;
mod order_page;
mod payment;
pub(crate) mod words;

pub(crate) use list_page::OrdersPage;
pub(crate) use order_page::OrderPage;
