//! The storefront's settings, opening and closing, and the look at it before it opens.

mod preview;
mod settings;
