//! The jobs that hand letters over. They carry an id: address and values stand sealed in the delivery.

use chrono::{DateTime, Utc};
use entity::ids::{DeliveryId, TenantId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::job::Job;

/// How many letters without a tenant are on their way at once, in all workers together: a carrier that hangs must not
/// take every place of the queue.
const IDENTITY_LANES: u128 = 2;

/// Sends a tenant's letter.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct DeliverMail {
    /// Which delivery.
    pub delivery: DeliveryId,
}

impl Job for DeliverMail {
    const TASK: &'static str = "deliver_mail";

    /// One after another for each tenant, so that one carrier that hangs holds one place.
    fn queue(&self, tenant: TenantId) -> Option<String> {
        Some(format!("{}:email", tenant.0))
    }
}

/// Tells the room whose letter it was that it went out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LetterSent {
    /// What the letter says, as its delivery names it.
    pub event: String,
    /// What it was due to.
    pub occasion: Uuid,
    /// What it was about.
    pub entity: Uuid,
    /// When the carrier took it.
    pub at: DateTime<Utc>,
}

impl Job for LetterSent {
    const TASK: &'static str = "letter_sent";
}

/// Sends a letter that belongs to no tenant.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct DeliverIdentityMail {
    /// Which delivery.
    pub delivery: DeliveryId,
}

impl DeliverIdentityMail {
    /// The queue's name of the type.
    pub const TASK: &'static str = "deliver_identity_mail";

    pub(super) fn queue(self) -> String {
        format!("identity:email:{}", self.delivery.0.as_u128() % IDENTITY_LANES)
    }
}
