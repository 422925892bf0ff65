//! The storefront's pages as a browser without script sees them.

mod checkout;
mod content;
mod found;
mod freshness;
mod giving;
mod hosts;
