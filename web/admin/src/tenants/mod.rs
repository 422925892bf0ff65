//! Founding a tenant and changing it.

mod found_page;
mod settings_page;
mod slug_card;
mod slug_field;
mod texts;

pub(crate) use found_page::FoundPage;
pub(crate) use settings_page::SettingsPage;
