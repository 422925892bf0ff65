//! The figures a team looks at: counts and sums of any range of days with the period before, by channel, over time, by
//! item. A read model: it looks at what several rooms hold and writes nothing.

pub mod graphql;
mod rules;
mod service;
mod store;
pub mod types;
