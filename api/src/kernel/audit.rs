//! What a committed change leaves behind. Bodies hold states, versions and ids, never personal data.

use serde_json::Value;
use uuid::Uuid;

/// One line of the audit log: who is known from the scope, this says what.
#[derive(Debug, Clone)]
pub struct Audit {
    pub(super) action: &'static str,
    pub(super) entity_kind: &'static str,
    pub(super) entity_id: Uuid,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

impl Audit {
    /// Something came to be, e.g. `order.submitted`.
    #[must_use]
    pub fn created(action: &'static str, entity_kind: &'static str, entity_id: Uuid, after: Value) -> Self {
        Self { action, entity_kind, entity_id, before: None, after: Some(after) }
    }

    /// Something changed, e.g. `order.confirmed`.
    #[must_use]
    pub fn changed(
        action: &'static str,
        entity_kind: &'static str,
        entity_id: Uuid,
        before: Value,
        after: Value,
    ) -> Self {
        Self { action, entity_kind, entity_id, before: Some(before), after: Some(after) }
    }
}

/// Proof that this transaction has written its audit lines already; commits without another one.
#[derive(Debug)]
#[must_use]
pub struct Recorded(pub(super) ());

/// Why a change leaves no audit line. The list is closed on purpose.
#[derive(Debug, Clone, Copy)]
pub enum Unaudited {
    /// A visit or its marketing event.
    Visit,
    /// Figures folded from deltas: nothing changed but their form.
    Figures,
    /// Keys past their day, parked jobs: housekeeping without a business meaning.
    Housekeeping,
    /// What became of a message: its delivery row tells that itself.
    Delivery,
}
