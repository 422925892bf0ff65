//! Donations: the list, and one of them with what can be done to it.

mod donation_page;
mod list_page;
mod words;

pub(crate) use donation_page::DonationPage;
pub(crate) use list_page::DonationsPage;
pub(crate) use words::{intents, named};
