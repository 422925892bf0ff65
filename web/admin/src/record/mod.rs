//! What the team writes down itself: orders, donations and pledges that came by phone, by message or at the door, and
//! changes of an order that is still pending.

mod common;
mod draft;
mod gift_page;
mod lines_box;
mod order_form;
mod order_pages;
mod texts;

pub(crate) use gift_page::{NewDonationPage, NewPledgePage};
pub(crate) use order_pages::{EditOrderPage, NewOrderPage};
