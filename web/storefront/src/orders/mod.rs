//! Placing an order and following it.

pub mod checkout_form;
pub mod checkout_page;
mod message;
pub mod status_page;
mod summary;
