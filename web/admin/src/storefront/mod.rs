//! The storefront's settings, with the brand shown as it is chosen.

mod preview;
mod settings_page;
mod texts;

pub(crate) use settings_page::StorefrontPage;
