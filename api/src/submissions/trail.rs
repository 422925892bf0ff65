//! The trail a submission leaves beside its own row: outbox, conversion, figures, timeline. Written in one statement.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use entity::{
    ids::{EventId, VisitId},
    submissions,
};
use uuid::Uuid;

use super::{
    jobs::FoldFigures,
    state::State,
    store,
    types::{Delta, SubmissionKind},
};
use crate::kernel::{
    db::{TenantConn, TenantTx},
    error::Result,
    event::Event,
    job::OutboxRow,
};

/// A line of the timeline.
#[derive(Debug, Clone)]
pub struct TimelineLine {
    /// `submitted`, `status`, `note`, `paid`, `unpaid`, `edited`, `letter`, `letter_lost`.
    pub kind: &'static str,
    /// State before.
    pub from: Option<&'static str>,
    /// State after.
    pub to: Option<&'static str>,
    /// Reason or note.
    pub note: Option<String>,
}

/// Everything one change of a submission leaves behind.
#[derive(Debug)]
pub struct Trail {
    /// What kind of submission.
    pub kind: SubmissionKind,
    /// Which.
    pub entity: Uuid,
    /// For the consumers of events; a note is told to nobody.
    pub event: Option<Event>,
    /// Empty when no figure changes.
    pub deltas: Vec<Delta>,
    /// Some for a new submission: its conversion, with the visit if known.
    pub conversion: Option<Option<VisitId>>,
    /// Other work to do after the commit.
    pub jobs: Vec<OutboxRow>,
    /// What the timeline says.
    pub line: TimelineLine,
}

impl TimelineLine {
    /// It came in, in this state.
    #[must_use]
    pub fn submitted(to: impl State) -> Self {
        Self { kind: "submitted", from: None, to: Some(to.word()), note: None }
    }

    /// It moved.
    #[must_use]
    pub fn moved<S: State>((from, to): (S, S), note: Option<String>) -> Self {
        Self { kind: "status", from: Some(from.word()), to: Some(to.word()), note }
    }

    /// Something was told of it while its state stayed.
    #[must_use]
    pub fn told(kind: &'static str, note: String) -> Self {
        Self { kind, from: None, to: None, note: Some(note) }
    }
}

impl Trail {
    /// What a change leaves at least.
    #[must_use]
    pub fn new(kind: SubmissionKind, entity: Uuid, event: Event, line: TimelineLine) -> Self {
        Self { event: Some(event), ..Self::silent(kind, entity, line) }
    }

    /// A letter about the submission that went out, or that did not: told to nobody, counted nowhere.
    #[must_use]
    pub fn letter(kind: SubmissionKind, entity: Uuid, is_sent: bool, note: String) -> Self {
        Self::silent(kind, entity, TimelineLine::told(if is_sent { "letter" } else { "letter_lost" }, note))
    }

    /// A note of the team: told to nobody, counted nowhere.
    #[must_use]
    pub fn note(kind: SubmissionKind, entity: Uuid, note: String) -> Self {
        Self::silent(kind, entity, TimelineLine::told("note", note))
    }

    fn silent(kind: SubmissionKind, entity: Uuid, line: TimelineLine) -> Self {
        let (deltas, jobs) = (Vec::new(), Vec::new());
        Self { kind, entity, event: None, deltas, conversion: None, jobs, line }
    }
}

/// Writes the trail in this transaction.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn leave(tx: &TenantTx, now: DateTime<Utc>, trail: Trail) -> Result<()> {
    let mut jobs = Vec::new();
    if let Some(event) = &trail.event {
        jobs.push(OutboxRow::new(event, tx.tenant(), now)?);
    }
    let days: BTreeSet<_> = trail.deltas.iter().map(|delta| delta.day).collect();
    for day in days {
        let fold = FoldFigures { day };
        jobs.push(OutboxRow::new(&fold, tx.tenant(), fold.run_at(now))?);
    }
    jobs.extend(trail.jobs);
    let scope = tx.scope();
    let event = submissions::Model {
        tenant_id: tx.tenant(),
        id: EventId::generate(),
        entity_kind: trail.kind.word().to_owned(),
        entity_id: trail.entity,
        kind: trail.line.kind.to_owned(),
        actor_kind: scope.actor().kind().to_owned(),
        actor_id: scope.actor().id(),
        from_status: trail.line.from.map(str::to_owned),
        to_status: trail.line.to.map(str::to_owned),
        note: trail.line.note,
        created_at: now,
    };
    store::insert_trail(tx, &jobs, event, &trail.deltas, trail.conversion).await
}

/// The timelines of several submissions, each oldest first, in one statement.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn timelines(conn: &impl TenantConn, entities: &[Uuid]) -> Result<HashMap<Uuid, Vec<submissions::Model>>> {
    let mut by_entity: HashMap<Uuid, Vec<submissions::Model>> = HashMap::new();
    for line in store::list_events(conn, entities).await? {
        by_entity.entry(line.entity_id).or_default().push(line);
    }
    Ok(by_entity)
}
