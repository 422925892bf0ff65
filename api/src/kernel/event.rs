//! The domain events rooms emit. Notifications, webhooks and live lists consume them, after the commit, by a job.

use entity::ids::OrderId;
use serde::{Deserialize, Serialize};

use super::job::Job;

/// Something that happened, told with ids only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// An order came in.
    OrderSubmitted {
        /// Which.
        order: OrderId,
    },
    /// An order moved to another state.
    OrderMoved {
        /// Which.
        order: OrderId,
    },
}

impl Job for Event {
    const TASK: &'static str = "dispatch_event";
}
