//! The pages of what is offered.

mod card;
pub mod home_page;
pub mod item_page;
mod item_form;
pub mod search_page;
