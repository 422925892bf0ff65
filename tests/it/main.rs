//! Every integration test, in one process over one set of peers. Folders are rooms; what stands at the top holds for all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test that cannot be set up shall say so at once, and tests read the machine's own clock and environment"
)]

mod amounts;
mod arrows;
mod attribution;
mod audit;
mod audit_log;
mod authorization;
mod catalog;
mod conformance;
mod counted;
mod crowd;
mod dashboard;
mod deploy;
mod donations;
mod exports;
mod faults;
mod fuzz;
mod gifts;
mod identity;
mod inbox;
mod isolation;
mod jobs;
mod kernel;
mod keys;
mod kill;
mod limits;
mod media;
mod members;
mod mixed;
mod notifications;
mod one_connection;
mod operations;
mod orders;
mod overview;
mod pages;
mod pgbouncer;
mod platform;
mod pledges;
mod references;
mod relations;
mod schema;
mod seed;
mod sizes;
mod slow;
mod statements;
mod storefront;
mod submissions;
mod tenancy;
