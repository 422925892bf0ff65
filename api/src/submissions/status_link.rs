//! The signed link by which somebody without an account follows their submission.

use chrono::TimeDelta;
use entity::ids::TenantId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::types::SubmissionKind;
use crate::{app::App, kernel::error::Result};

const PURPOSE: &str = "submission";

/// How long a link stands.
const LIFE: TimeDelta = TimeDelta::days(180);

#[derive(Serialize, Deserialize)]
struct Subject {
    t: TenantId,
    k: SubmissionKind,
    i: Uuid,
}

/// A token for a submission of `tenant`, good for 180 days from its creation.
///
/// # Errors
/// A fault when it cannot be written.
pub fn token(
    app: &App,
    tenant: TenantId,
    kind: SubmissionKind,
    id: Uuid,
    created: chrono::DateTime<chrono::Utc>,
) -> Result<String> {
    app.links.sign(PURPOSE, &Subject { t: tenant, k: kind, i: id }, created + LIFE)
}

/// What a token of `tenant` names; None for any other text.
#[must_use]
pub fn read(app: &App, tenant: TenantId, token: &str) -> Option<(SubmissionKind, Uuid)> {
    let subject: Subject = app.links.read(PURPOSE, token, app.clock.now())?;
    (subject.t == tenant).then_some((subject.k, subject.i))
}
