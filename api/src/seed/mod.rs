//! The demo: what two tenants sell and collect, who works there, who came by in the last month, and how it all looks.
//! `content`, `plan` and `picture` are values only; `demo` hands them to the
//! rooms' own services, `month` lives what was planned.
pub mod content;
mod demo;
mod giving;
mod moments;
mod month;
pub mod picture;
pub mod plan;
mod progress;
mod quiet;

pub use demo::{PASSWORD, demo};
