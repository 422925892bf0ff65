//! What a submission is called in another program of the tenant's: given, changed or taken away, in any state.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{
    errors::stale,
    store,
    trail::{self, TimelineLine, Trail},
    types::SubmissionKind,
};
use crate::kernel::{
    audit::Audit,
    db::TenantTx,
    error::Result,
    event::Event,
    text::{Bilingual, Locale},
};

/// A locked submission, as far as its reference is concerned.
#[derive(Debug)]
pub struct Known<'a> {
    /// What kind of submission.
    pub kind: SubmissionKind,
    /// Which.
    pub id: Uuid,
    /// At which version.
    pub version: i32,
    /// What it is called so far.
    pub reference: Option<&'a str>,
    /// What live lists and other programs are told.
    pub event: Event,
}

/// What it shall be called.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// None for nothing.
    pub reference: Option<&'a str>,
    /// The version it was seen at.
    pub expected: Option<i32>,
    /// Of whoever changes it: the timeline is in their words.
    pub locale: Locale,
    /// When.
    pub now: DateTime<Utc>,
}

/// Writes another reference by the kind's own `update` (`$1` is the id, `$2` the reference, `$3` now; one version up),
/// with its line in the timeline. Returns the line of the audit; None when it is called so already.
///
/// # Errors
/// `STALE`; `TAKEN` beside `externalReference` when another one of this kind has it; `UNAVAILABLE`.
pub async fn set_in(tx: &TenantTx, known: Known<'_>, update: &str, wanted: Wanted<'_>) -> Result<Option<Audit>> {
    if wanted.expected.is_some_and(|expected| expected != known.version) {
        return Err(stale(known.version));
    }
    if wanted.reference == known.reference {
        return Ok(None);
    }
    let told = |reference: Option<&str>| reference.unwrap_or("—").to_owned();
    let (was, is) = (told(known.reference), told(wanted.reference));
    let note = Bilingual::new(format!("المرجع: {was} → {is}"), format!("Reference: {was} → {is}"));
    let trail = Trail {
        kind: known.kind,
        entity: known.id,
        event: Some(known.event),
        deltas: Vec::new(),
        conversion: None,
        jobs: Vec::new(),
        line: TimelineLine {
            kind: "edited",
            from: None,
            to: None,
            note: Some(note.in_locale(wanted.locale).to_owned()),
        },
    };
    trail::leave(tx, wanted.now, trail).await?;
    store::update_reference(tx, update, known.id, wanted.reference, wanted.now).await?;
    let (before, after) = (json!({ "version": known.version }), json!({ "version": known.version + 1 }));
    let action = match known.kind {
        SubmissionKind::Order => "order.referenced",
        SubmissionKind::Donation => "donation.referenced",
        SubmissionKind::Pledge => "pledge.referenced",
    };
    Ok(Some(Audit::changed(action, known.kind.word(), known.id, before, after)))
}
