//! Views that the team keeps of its lists: a search with its filters, sort and columns, under a name. A person's own are
//! theirs alone; the team's are changed by owners and admins.

pub mod graphql;
mod rules;
pub mod service;
mod store;
pub mod types;
