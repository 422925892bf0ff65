//! Giving: the forms of donations and pledges, what a campaign has collected, receipts, and finding a lost link.

pub mod find_page;
pub mod form;
pub mod give_page;
pub(crate) mod progress;
pub mod receipt_page;
pub(crate) mod status;
