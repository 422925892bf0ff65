//! The pages of what is offered.

mod card;
pub mod collection_page;
pub mod home_page;
mod item_form;
pub mod item_page;
pub mod search_page;
