//! Use cases over pledges that exist: reading them, moving them by the team's hand.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ids::{ItemId, PledgeId},
    pledges::{instalment, pledge},
};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, Condition};
use serde_json::json;

pub use super::store::Totals;
use super::{
    days::MindPledges,
    rules::PledgeSortField,
    status::{self, Status, check_move},
    store,
    types::{PledgeSort, PledgeWhere},
};
use crate::{
    app::App,
    catalog::types::SortDirection,
    graphql::filter::{Filter, Nested},
    kernel::{
        audit::Audit,
        clock::{local_day, storable},
        db::{TenantConn, TenantTx},
        error::{Error, Result},
        event::Event,
        keyset,
        permission::Permission,
        scope::Scope,
        text,
    },
    storefront,
    submissions::{
        erasure::{self, Blanked, Whom},
        errors::{State, stale},
        intake,
        list::{self, List},
        reference::{self, Known, Wanted},
        trail::{self, TimelineLine, Trail},
        types::{Channel, Delta, Figure, SubmissionKind},
    },
};

/// A checked request for a list of pledges.
pub type PledgeList = List<pledge::Entity>;

/// Checks search, filter and sort.
///
/// # Errors
/// `BAD_INPUT` for too long a search, too deep a filter, a day that is none.
pub fn pledge_list(search: Option<&str>, filter: Option<PledgeWhere>, sort: Option<PledgeSort>) -> Result<PledgeList> {
    let sort =
        sort.map_or((PledgeSortField::CreatedAt, true), |sort| (sort.field, sort.direction == SortDirection::Desc));
    List::new(search, filter, sort)
}

impl Filter for PledgeWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        use pledge::Column;
        let mut all = Condition::all();
        if let Some(states) = self.status {
            all = all.add(Column::Status.is_in(states.into_iter().map(Status::word)));
        }
        if let Some(channels) = self.channel {
            all = all.add(Column::Channel.is_in(channels.into_iter().map(Channel::word)));
        }
        if let Some(ids) = self.campaign_id {
            let ids = list::at_most_100("where.campaignId", ids)?;
            all = all.add(Column::CampaignId.is_in(ids.iter().filter_map(|id| id.parse::<ItemId>().ok())));
        }
        if let Some(from) = self.created_from {
            all = all.add(Column::CreatedAt.gte(storable(from)));
        }
        if let Some(before) = self.created_before {
            all = all.add(Column::CreatedAt.lt(storable(before)));
        }
        if let Some(day) = self.target_from {
            all = all.add(Column::TargetDate.gte(intake::day("where.targetFrom", &day)?));
        }
        if let Some(day) = self.target_before {
            all = all.add(Column::TargetDate.lt(intake::day("where.targetBefore", &day)?));
        }
        if let Some(day) = self.due_before {
            all = all.add(store::is_due_before(intake::day("where.dueBefore", &day)?));
        }
        if let Some(is_suspect) = self.is_suspect {
            all = all.add(Column::IsSuspect.eq(is_suspect));
        }
        if let Some(days) = self.days {
            all = all.add(keyset::on_days("created_at", days.from.0, days.to.0));
        }
        if let Some(references) = self.external_reference {
            all = all.add(Column::ExternalReference.is_in(list::references(references)?));
        }
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
}

/// One pledge, for the team or the bearer of its signed link.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_pledge(conn: &impl TenantConn, id: PledgeId) -> Result<Option<pledge::Model>> {
    store::find(conn, id).await
}

/// One pledge by what its pledger knows of it.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_by_number(conn: &impl TenantConn, number: &str, phone: &str) -> Result<Option<pledge::Model>> {
    store::find_by_number(conn, number, phone).await
}

/// The parts of several pledges, each pledge's first due first.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn parts(conn: &impl TenantConn, ids: &[PledgeId]) -> Result<Vec<instalment::Model>> {
    store::list_parts(conn, ids).await
}

/// What came in for several campaigns.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn totals(conn: &impl TenantConn, campaigns: &[ItemId]) -> Result<Vec<Totals>> {
    store::list_totals(conn, campaigns).await
}

/// A wanted move of a pledge by the team's hand.
#[derive(Debug, Clone)]
pub struct Move {
    /// Where to.
    pub to: Status,
    /// Refused as stale if the pledge is at another version.
    pub expected: Option<i32>,
    /// Goes to the timeline.
    pub reason: Option<String>,
    /// Whether the pledger is told of it.
    pub notify: bool,
}

/// Cancels a pledge, sets it aside as spam, or takes it back from there.
///
/// # Errors
/// `NOT_FOUND`; `TRANSITION_REFUSED` (with from, to, allowed), also for spam on which money came; `STALE` if `expected` is
/// behind; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn move_pledge(app: &App, scope: &Scope, id: PledgeId, wanted: Move) -> Result<pledge::Model> {
    let reason = text::optional("reason", wanted.reason.as_deref(), 500)?;
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let pledge = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    if wanted.expected.is_some_and(|expected| expected != pledge.version) {
        return Err(stale(pledge.version));
    }
    let (from, to) = (Status::parse(&pledge.status)?, wanted.to);
    check_move(from, to)?;
    if to == Status::Spam && !pledge.fulfilled_amount.is_zero() {
        let allowed: Vec<Status> = from.allowed().into_iter().filter(|state| *state != Status::Spam).collect();
        return Err(status::refused(from, to, &allowed));
    }
    leave_move(&tx, &pledge, (from, to), (reason, wanted.notify), now).await?;
    let moved = store::set_state(&tx, id, to, now).await?;
    let before = json!({ "status": from.word(), "version": pledge.version });
    let after = json!({ "status": to.word(), "version": moved.version });
    tx.commit(Audit::changed("pledge.moved", "pledge", id.0, before, after)).await?;
    Ok(moved)
}

/// The trail of a move that is no payment's.
pub(super) async fn leave_move(
    tx: &TenantTx,
    pledge: &pledge::Model,
    (from, to): (Status, Status),
    (note, notify): (Option<String>, bool),
    now: DateTime<Utc>,
) -> Result<()> {
    let (tenant, _) = storefront::service::terms(tx).await?;
    let zone = tenant.time_zone.as_str();
    let trail = Trail {
        kind: SubmissionKind::Pledge,
        entity: pledge.id.0,
        event: Some(Event::PledgeMoved { pledge: pledge.id, notify }),
        deltas: promised(pledge, (from, to), local_day(pledge.created_at, &tenant.time_zone)),
        conversion: None,
        jobs: MindPledges::again(tx.tenant(), (from, to), (local_day(now, zone), zone))?,
        line: TimelineLine { kind: "status", from: Some(from.word()), to: Some(to.word()), note },
    };
    trail::leave(tx, now, trail).await
}

/// Pledges count as promised by the day they came in.
fn promised(pledge: &pledge::Model, (from, to): (Status, Status), day: NaiveDate) -> Vec<Delta> {
    let n = i32::from(to.counts()) - i32::from(from.counts());
    if n == 0 {
        return Vec::new();
    }
    let amount = pledge.amount * Decimal::from(n);
    vec![Delta { figure: Figure::Pledge, day, source: pledge.channel.clone(), n, amount }]
}

/// Adds a note of the team to a pledge's timeline. Pledgers never see it; the pledge itself stays as it is.
///
/// # Errors
/// `NOT_FOUND`; `REQUIRED` and `TOO_LONG` for the text; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn add_note(app: &App, scope: &Scope, id: PledgeId, note: &str) -> Result<pledge::Model> {
    let note = text::required("note", note, 2_000)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let pledge = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    trail::leave(&tx, app.clock.now(), Trail::note(SubmissionKind::Pledge, id.0, note)).await?;
    let at_version = json!({ "version": pledge.version });
    tx.commit(Audit::changed("pledge.noted", "pledge", id.0, at_version.clone(), at_version)).await?;
    Ok(pledge)
}

/// Calls a pledge something else in another program of the tenant's; None takes the reference away.
///
/// # Errors
/// `NOT_FOUND`; `TAKEN`, `TOO_LONG`, `INVALID` beside `externalReference`; `STALE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn set_reference(
    app: &App,
    scope: &Scope,
    id: PledgeId,
    reference: Option<&str>,
    expected: Option<i32>,
) -> Result<pledge::Model> {
    let wanted = intake::reference(reference)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let pledge = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    let known = Known {
        kind: SubmissionKind::Pledge,
        id: id.0,
        version: pledge.version,
        reference: pledge.external_reference.as_deref(),
        event: Event::PledgeMoved { pledge: id, notify: false },
    };
    let wanted = Wanted { reference: wanted.as_deref(), expected, locale: scope.locale(), now: app.clock.now() };
    let Some(audit) = reference::set_in(&tx, known, store::SET_REFERENCE, wanted).await? else { return Ok(pledge) };
    let named = store::find(&tx, id).await?.ok_or_else(|| Error::fault("a locked pledge is gone"))?;
    tx.commit(audit).await?;
    Ok(named)
}

/// Blanks a person in every pledge they left: the lines of the audit, one for each.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn erase_in(tx: &TenantTx, whom: &Whom, now: DateTime<Utc>) -> Result<(Vec<Blanked>, Vec<Audit>)> {
    let blanked = store::set_blank(tx, whom, now).await?;
    store::set_payment_notes_blank(tx, &blanked).await?;
    let lines = erasure::forget_words_in(tx, SubmissionKind::Pledge, &blanked).await?;
    Ok((blanked, lines))
}
