//! What orders, donations and pledges share: idempotency, numbers, the trail each leaves, links to their status; and the views that
//! the team keeps of its lists.

pub mod acts;
pub mod erasure;
pub mod errors;
pub mod idempotency;
pub mod intake;
pub mod jobs;
pub mod kind;
pub mod list;
pub mod named;
pub mod notes;
pub mod pace;
pub mod reference;
pub mod rows;
pub mod shown;
pub mod state;
pub mod status_link;
mod store;
pub mod trail;
pub mod types;
pub mod views;

pub use crate::kernel::contact;
