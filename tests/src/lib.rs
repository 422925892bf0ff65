//! The harness: real peers started once a process, an application over a database of its own for each test, builders
//! that insert through the rooms' services, and a client that speaks HTTP to the router or to the real binary.
//!
//! It knows how to ask; what the answer has to be is said in `it/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test that cannot be set up shall say so at once, and tests read the machine's own clock and environment"
)]

pub mod answer;
pub mod app;
pub mod browser;
pub mod child;
pub mod cluster;
pub mod emulators;
pub mod exports;
pub mod fixtures;
pub mod giving;
pub mod kill;
pub mod peers;
pub mod place;
pub mod server;
pub mod socket;
pub mod spreadsheet;

pub use answer::Answer;
pub use app::TestApp;
pub use browser::Browser;
pub use cluster::{Cluster, Database};
pub use exports::many_orders;
pub use fixtures::{Item, Member, Tenant, order_input};
pub use server::{RunningServer, environment};
