//! Pledges.

mod days;
mod money;
mod refusals;
