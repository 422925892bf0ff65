//! The domain events rooms emit. Notifications, webhooks and live lists consume them, after the commit, by a job.

use entity::ids::{DonationId, OrderId, PledgeId};
use serde::{Deserialize, Serialize};

use super::job::Job;

/// Something that happened, told with ids only. `notify` is false when the team chose to tell the person nothing.
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
        /// Whether the customer is told.
        #[serde(default = "yes")]
        notify: bool,
    },
    /// A donation came in.
    DonationSubmitted {
        /// Which.
        donation: DonationId,
    },
    /// A donation moved to another state.
    DonationMoved {
        /// Which.
        donation: DonationId,
        /// Whether the donor is told.
        #[serde(default = "yes")]
        notify: bool,
    },
    /// A pledge came in.
    PledgeSubmitted {
        /// Which.
        pledge: PledgeId,
    },
    /// A pledge moved to another state, or a payment on it was recorded or voided.
    PledgeMoved {
        /// Which.
        pledge: PledgeId,
        /// Whether the pledger is told.
        #[serde(default = "yes")]
        notify: bool,
    },
    /// A row of a pledge falls due within days; told once a row.
    PledgeDueSoon {
        /// Which.
        pledge: PledgeId,
    },
}

fn yes() -> bool {
    true
}

impl Job for Event {
    const TASK: &'static str = "dispatch_event";
}
