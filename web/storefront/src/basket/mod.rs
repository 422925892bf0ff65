//! The basket: a cookie of ids and quantities, its page, and the two islands that make it quicker.

pub mod cookie;
pub mod islands;

#[cfg(feature = "ssr")]
pub mod basket_page;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod price;

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(not(feature = "hydrate"))]
#[path = "no_browser.rs"]
mod browser;
