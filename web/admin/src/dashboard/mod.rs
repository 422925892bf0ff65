//! The dashboard: what came in over any days, beside the days before; one range for every number on it.

mod assistant;
mod cards;
mod chart;
mod days;
mod page;
mod range;
mod sources;
mod texts;

pub(crate) use days::Day;
pub(crate) use page::DashboardPage;
