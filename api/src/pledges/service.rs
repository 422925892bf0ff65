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
    status::Status,
    store,
    types::{PledgeSort, PledgeWhere},
};
use crate::{
    app::App,
    catalog::campaigns,
    graphql::{
        filter::{Filter, Nested},
        list::{List, SortDirection},
    },
    kernel::{
        audit::Audit,
        clock::local_day,
        db::{TenantConn, TenantTx},
        error::Result,
        event::Event,
        keyset::search_holds,
        permission::Permission,
        scope::Scope,
        text,
    },
    storefront,
    submissions::{
        acts::Move,
        erasure::{self, Blanked, Whom},
        intake, rows,
        state::{self, State, check_move},
        trail::{self, TimelineLine, Trail},
        types::{Delta, Figure, SubmissionKind},
    },
};

/// A checked request for a list of pledges.
pub type PledgeList = List<pledge::Entity>;

/// Checks search, filter and sort.
///
/// # Errors
/// `BAD_INPUT` for too long a search, too deep a filter, a day that is none.
pub fn pledge_list(search: Option<&str>, filter: Option<PledgeWhere>, sort: Option<PledgeSort>) -> Result<PledgeList> {
    let (field, direction) =
        sort.map_or((PledgeSortField::CreatedAt, SortDirection::Desc), |sort| (sort.field, sort.direction));
    List::by(field, direction).search(search, search_holds)?.filter(filter)
}

impl Filter for PledgeWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        use pledge::Column;
        let day = |field: &str, text: Option<String>| text.map(|text| intake::day(field, &text)).transpose();
        let campaigns = self.campaign_id.map(|ids| campaigns::ids("where.campaignId", ids)).transpose()?;
        let all = Condition::all()
            .add_option(self.status.map(|states| Column::Status.is_in(states.into_iter().map(Status::word))))
            .add_option(campaigns.map(|ids| Column::CampaignId.is_in(ids)))
            .add_option(day("where.targetFrom", self.target_from)?.map(|day| Column::TargetDate.gte(day)))
            .add_option(day("where.targetBefore", self.target_before)?.map(|day| Column::TargetDate.lt(day)))
            .add_option(day("where.dueBefore", self.due_before)?.map(store::is_due_before))
            .add(self.shared.condition()?);
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
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

/// Cancels a pledge, sets it aside as spam, or takes it back from there.
///
/// # Errors
/// `NOT_FOUND`; `TRANSITION_REFUSED` (with from, to, allowed), also for spam on which money came; `STALE` if `expected` is
/// behind; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn move_pledge(app: &App, scope: &Scope, id: PledgeId, wanted: Move<Status>) -> Result<pledge::Model> {
    let reason = text::optional("reason", wanted.reason.as_deref(), 500)?;
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let pledge = rows::lock::<pledge::Entity>(&tx, id, wanted.expected).await?;
    let (from, to) = (Status::parse(&pledge.status)?, wanted.to);
    check_move(from, to, &from.allowed())?;
    if to == Status::Spam && !pledge.fulfilled_amount.is_zero() {
        let allowed: Vec<Status> = from.allowed().into_iter().filter(|state| *state != Status::Spam).collect();
        return Err(state::refused(from, to, &allowed));
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
    let jobs = MindPledges::again(tx.tenant(), (from, to), (local_day(now, zone), zone))?;
    let deltas = promised(pledge, (from, to), local_day(pledge.created_at, zone));
    let event = Event::PledgeMoved { pledge: pledge.id, notify };
    let line = TimelineLine::moved((from, to), note);
    let trail = Trail { deltas, jobs, ..Trail::new(SubmissionKind::Pledge, pledge.id.0, event, line) };
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
