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
    rules::{self, DonationSortField},
    status::{Status, check_move},
    store,
    types::{DonationSort, DonationWhere},
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
        errors::{State, reason_needed, stale},
        intake,
        list::{self, List},
        reference::{self, Known, Wanted},
        trail::{self, TimelineLine, Trail},
        types::{Channel, Delta, Figure, SubmissionKind},
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
    let sort =
        sort.map_or((DonationSortField::CreatedAt, true), |sort| (sort.field, sort.direction == SortDirection::Desc));
    List::new(search, filter, sort)
}

impl Filter for DonationWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        use donation::Column;
        let mut all = Condition::all();
        if let Some(states) = self.status {
            all = all.add(Column::Status.is_in(states.into_iter().map(Status::word)));
        }
        if let Some(intents) = self.intent {
            all = all.add(Column::Intent.is_in(intents.into_iter().map(rules::Intent::word)));
        }
        if let Some(channels) = self.channel {
            all = all.add(Column::Channel.is_in(channels.into_iter().map(Channel::word)));
        }
        if let Some(ids) = self.campaign_id {
            let ids = list::at_most_100("where.campaignId", ids)?;
            all = all.add(Column::CampaignId.is_in(ids.iter().filter_map(|id| id.parse::<ItemId>().ok())));
        }
        let times = [
            (Column::CreatedAt, self.created_from, self.created_before),
            (Column::ReceivedAt, self.received_from, self.received_before),
        ];
        for (column, from, before) in times {
            if let Some(from) = from {
                all = all.add(column.gte(storable(from)));
            }
            if let Some(before) = before {
                all = all.add(column.lt(storable(before)));
            }
        }
        let flags = [
            (Column::WantsReceipt, self.wants_receipt),
            (Column::IsAnonymous, self.is_anonymous),
            (Column::IsSuspect, self.is_suspect),
        ];
        for (column, wanted) in flags {
            if let Some(wanted) = wanted {
                all = all.add(column.eq(wanted));
            }
        }
        if let Some(days) = self.days {
            all = all.add(keyset::on_days("created_at", days.from.0, days.to.0));
        }
        if let Some(days) = self.received_days {
            all = all.add(keyset::on_days("received_at", days.from.0, days.to.0));
        }
        if let Some(references) = self.external_reference {
            all = all.add(Column::ExternalReference.is_in(list::references(references)?));
        }
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
}

/// One donation, for the team or the bearer of its signed link.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_donation(conn: &impl TenantConn, id: DonationId) -> Result<Option<donation::Model>> {
    store::find(conn, id).await
}

/// One donation by what its donor knows of it.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_by_number(conn: &impl TenantConn, number: &str, phone: &str) -> Result<Option<donation::Model>> {
    store::find_by_number(conn, number, phone).await
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

/// A wanted move of a donation.
#[derive(Debug, Clone)]
pub struct Move {
    /// Where to.
    pub to: Status,
    /// Refused as stale if the donation is at another version.
    pub expected: Option<i32>,
    /// Goes to the timeline; needed where money goes back.
    pub reason: Option<String>,
    /// Whether the donor is told of it.
    pub notify: bool,
    /// How the money came, for a reception.
    pub method: Option<String>,
    /// When the money came, for a reception; now if not said.
    pub received_at: Option<DateTime<Utc>>,
}

impl Move {
    /// A move without a word, told to the donor.
    #[must_use]
    pub fn to(to: Status, expected: Option<i32>) -> Self {
        Self { to, expected, reason: None, notify: true, method: None, received_at: None }
    }
}

/// Moves a donation to another state, with everything that hangs on it: receipt, figures, timeline, audit, event.
///
/// # Errors
/// `NOT_FOUND`; `TRANSITION_REFUSED` (with from, to, allowed); `STALE` if `expected` is behind; `REQUIRED` for a reason
/// where money goes back; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn move_donation(app: &App, scope: &Scope, id: DonationId, wanted: Move) -> Result<donation::Model> {
    let reason = text::optional("reason", wanted.reason.as_deref(), 500)?;
    let method = rules::method(wanted.method.as_deref())?;
    let now = app.clock.now();
    let received_at = rules::received_at(wanted.received_at, now)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let donation = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    if wanted.expected.is_some_and(|expected| expected != donation.version) {
        return Err(stale(donation.version));
    }
    let (from, to) = (Status::parse(&donation.status)?, wanted.to);
    check_move(from, to)?;
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
    let trail = Trail {
        kind: SubmissionKind::Donation,
        entity: donation.id.0,
        event: Some(Event::DonationMoved { donation: donation.id, notify }),
        deltas,
        conversion: None,
        jobs: Vec::new(),
        line: TimelineLine { kind: "status", from: Some(from.word()), to: Some(to.word()), note },
    };
    trail::leave(tx, now, trail).await
}

/// Adds a note of the team to a donation's timeline. Donors never see it; the donation itself stays as it is.
///
/// # Errors
/// `NOT_FOUND`; `REQUIRED` and `TOO_LONG` for the text; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn add_note(app: &App, scope: &Scope, id: DonationId, note: &str) -> Result<donation::Model> {
    let note = text::required("note", note, 2_000)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let donation = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    trail::leave(&tx, app.clock.now(), Trail::note(SubmissionKind::Donation, id.0, note)).await?;
    let at_version = json!({ "version": donation.version });
    tx.commit(Audit::changed("donation.noted", "donation", id.0, at_version.clone(), at_version)).await?;
    Ok(donation)
}

/// Calls a donation something else in another program of the tenant's; None takes the reference away.
///
/// # Errors
/// `NOT_FOUND`; `TAKEN`, `TOO_LONG`, `INVALID` beside `externalReference`; `STALE`; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn set_reference(
    app: &App,
    scope: &Scope,
    id: DonationId,
    reference: Option<&str>,
    expected: Option<i32>,
) -> Result<donation::Model> {
    let wanted = intake::reference(reference)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let donation = store::lock(&tx, id).await?.ok_or(Error::NotFound)?;
    let known = Known {
        kind: SubmissionKind::Donation,
        id: id.0,
        version: donation.version,
        reference: donation.external_reference.as_deref(),
        event: Event::DonationMoved { donation: id, notify: false },
    };
    let wanted = Wanted { reference: wanted.as_deref(), expected, locale: scope.locale(), now: app.clock.now() };
    let Some(audit) = reference::set_in(&tx, known, store::SET_REFERENCE, wanted).await? else { return Ok(donation) };
    let named = store::find(&tx, id).await?.ok_or_else(|| Error::fault("a locked donation is gone"))?;
    tx.commit(audit).await?;
    Ok(named)
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
