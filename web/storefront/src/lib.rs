//! The storefront's pages: complete HTML from the server, and two small islands for the basket.
//!
//! With the feature `ssr` a page is a pure function of its data: the server runs the page's operation (crate `client`)
//! and hands the answer to a function of [`pages`]. With `hydrate` only the islands are built, for the browser. Nothing
//! here knows HTTP, a database or the clock.

pub mod basket;

#[cfg(feature = "ssr")]
pub mod catalog;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod giving;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
pub mod orders;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod storefront;
#[cfg(feature = "ssr")]
pub mod strings;
#[cfg(feature = "ssr")]
pub mod text;

#[cfg(feature = "ssr")]
pub use pages::*;
pub use ui::{Locale, fold_digits};

/// Called by the boot script once, before it wakes the islands.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
