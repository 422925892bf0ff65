//! Use cases over donations that exist: reading them, moving them through their states, what the public sees of them.

use chrono::{DateTime, Datelike, Utc};
use entity::{
    donations::donation,
    ids::{DonationId, ItemId},
    tenants,
};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, Condition};
use serde_json::json;

pub use super::store::{PublicDonor, Totals};
use super::{
    rules::{self, DonationSortField, Intent},
    status::Status,
    store,
    types::{DonationSort, DonationWhere},
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
        clock::{local_day, storable},
        db::{TenantConn, TenantTx},
        error::Result,
        event::Event,
        keyset::{on_days, search_holds},
        permission::Permission,
        scope::Scope,
        text,
    },
    storefront,
    submissions::{
        acts::Move,
        erasure::{self, Blanked, Whom},
        errors::reason_needed,
        rows,
        state::{State, check_move},
        trail::{self, TimelineLine, Trail},
        types::{Delta, Figure, SubmissionKind},
    },
};

/// A checked request for a list of donations.
pub type DonationList = List<donation::Entity>;

/// Checks search, filter and sort.
///
/// # Errors
/// `BAD_INPUT` for too long a search, too deep a filter.
pub fn donation_list(
    search: Option<&str>,
    filter: Option<DonationWhere>,
    sort: Option<DonationSort>,
) -> Result<DonationList> {
    let (field, direction) =
        sort.map_or((DonationSortField::CreatedAt, SortDirection::Desc), |sort| (sort.field, sort.direction));
    List::by(field, direction).search(search, search_holds)?.filter(filter)
}

impl Filter for DonationWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        use donation::Column;
        let campaigns = self.campaign_id.map(|ids| campaigns::ids("where.campaignId", ids)).transpose()?;
        let all = Condition::all()
            .add_option(self.status.map(|states| Column::Status.is_in(states.into_iter().map(Status::word))))
            .add_option(self.intent.map(|intents| Column::Intent.is_in(intents.into_iter().map(Intent::word))))
            .add_option(campaigns.map(|ids| Column::CampaignId.is_in(ids)))
            .add_option(self.received_from.map(|from| Column::ReceivedAt.gte(storable(from))))
            .add_option(self.received_before.map(|before| Column::ReceivedAt.lt(storable(before))))
            .add_option(self.received_days.map(|days| on_days("received_at", days.from.0, days.to.0)))
            .add_option(self.wants_receipt.map(|wanted| Column::WantsReceipt.eq(wanted)))
            .add_option(self.is_anonymous.map(|wanted| Column::IsAnonymous.eq(wanted)))
            .add(self.shared.condition()?);
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
}

/// What came in for several campaigns.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn totals(conn: &impl TenantConn, campaigns: &[ItemId]) -> Result<Vec<Totals>> {
    store::list_totals(conn, campaigns).await
}

/// The newest donors of a campaign, without the names of those who want none.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn public_donors(conn: &impl TenantConn, campaign: ItemId, first: i64) -> Result<Vec<PublicDonor>> {
    store::list_donors(conn, campaign, first).await
}

/// A wanted move of a donation; a reception also says how and when the money came.
#[derive(Debug, Clone)]
pub struct DonationMove {
    /// What is wanted of every kind.
    pub wanted: Move<Status>,
    /// How the money came, for a reception.
    pub method: Option<String>,
    /// When the money came, for a reception; now if not said.
    pub received_at: Option<DateTime<Utc>>,
}

impl From<Move<Status>> for DonationMove {
    fn from(wanted: Move<Status>) -> Self {
        Self { wanted, method: None, received_at: None }
    }
}

/// Moves a donation to another state, with everything that hangs on it: receipt, figures, timeline, audit, event.
///
/// # Errors
/// `NOT_FOUND`; `TRANSITION_REFUSED` (with from, to, allowed); `STALE` if `expected` is behind; `REQUIRED` for a reason
/// where money goes back; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn move_donation(app: &App, scope: &Scope, id: DonationId, act: DonationMove) -> Result<donation::Model> {
    let wanted = act.wanted;
    let reason = text::optional("reason", wanted.reason.as_deref(), 500)?;
    let method = rules::method(act.method.as_deref())?;
    let now = app.clock.now();
    let received_at = rules::received_at(act.received_at, now)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let donation = rows::lock::<donation::Entity>(&tx, id, wanted.expected).await?;
    let (from, to) = (Status::parse(&donation.status)?, wanted.to);
    check_move(from, to, &from.moves())?;
    if from.needs_reason(to) && reason.is_none() {
        return Err(reason_needed());
    }
    let (tenant, _) = storefront::service::terms(&tx).await?;
    let deltas = deltas(&donation, (from, to), received_at, &tenant);
    let note = match (&reason, &donation.receipt_number) {
        (Some(reason), Some(number)) if from == Status::Received => Some(format!("{reason} ({number})")),
        (reason, _) => reason.clone(),
    };
    leave_trail(&tx, &donation, (from, to), deltas, (note, wanted.notify), now).await?;
    let before = json!({ "status": from.word(), "version": donation.version, "receipt": donation.receipt_number });
    let after = json!({ "status": to.word(), "version": donation.version + 1 });
    let recorded = tx.record(Audit::changed("donation.moved", "donation", id.0, before, after)).await?;
    let moved = if to == Status::Received {
        let year = local_day(now, &tenant.time_zone).year();
        store::set_received(&tx, id, method.as_deref(), received_at, (year, now)).await?
    } else {
        store::set_status(&tx, id, to, now).await?
    };
    tx.commit_recorded(recorded).await?;
    Ok(moved)
}

/// Donations count as promised by the day they came in, as received by the day the money came.
fn deltas(
    donation: &donation::Model,
    (from, to): (Status, Status),
    received_at: DateTime<Utc>,
    tenant: &tenants::Model,
) -> Vec<Delta> {
    let delta = |figure, at: DateTime<Utc>, n: i32| Delta {
        figure,
        day: local_day(at, &tenant.time_zone),
        source: donation.channel.clone(),
        n,
        amount: donation.amount * Decimal::from(n),
    };
    let mut deltas = Vec::new();
    let promised = i32::from(to.counts()) - i32::from(from.counts());
    if promised != 0 {
        deltas.push(delta(Figure::Donation, donation.created_at, promised));
    }
    if to == Status::Received {
        deltas.push(delta(Figure::DonationReceived, received_at, 1));
    }
    if from == Status::Received {
        deltas.push(delta(Figure::DonationReceived, donation.received_at.unwrap_or(donation.created_at), -1));
    }
    deltas
}

async fn leave_trail(
    tx: &TenantTx,
    donation: &donation::Model,
    (from, to): (Status, Status),
    deltas: Vec<Delta>,
    (note, notify): (Option<String>, bool),
    now: DateTime<Utc>,
) -> Result<()> {
    let event = Event::DonationMoved { donation: donation.id, notify };
    let line = TimelineLine::moved((from, to), note);
    let trail = Trail { deltas, ..Trail::new(SubmissionKind::Donation, donation.id.0, event, line) };
    trail::leave(tx, now, trail).await
}

/// Blanks a person in every donation they left: the lines of the audit, one for each.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn erase_in(tx: &TenantTx, whom: &Whom, now: DateTime<Utc>) -> Result<(Vec<Blanked>, Vec<Audit>)> {
    let blanked = store::set_blank(tx, whom, now).await?;
    let lines = erasure::forget_words_in(tx, SubmissionKind::Donation, &blanked).await?;
    Ok((blanked, lines))
}
