//! Taking a pledge: shape, idempotency, the campaign's terms, schedule, trail, number. One transaction, in this order.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ids::{ItemId, PledgeId, VisitId},
    pledges::pledge,
};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    jobs::MindPledges,
    rules::{self, Part},
    store::{self, NewPledge},
    types::{InstalmentsInput, PledgeSubmitInput},
};
use crate::{
    app::App,
    catalog::{
        self,
        campaigns::Standing,
        rules::{Campaign, EndRule},
    },
    kernel::{
        audit::Audit,
        clock::local_day,
        db::{TenantConn, TenantTx},
        error::{Error, FieldError, Result},
        event::Event,
        job::OutboxRow,
        money::{Currency, Money},
        scope::Scope,
        text,
    },
    storefront,
    submissions::{
        errors,
        idempotency::{self, Claim},
        intake::{self, Arrival, Contact, gather},
        status_link,
        trail::{self, TimelineLine, Trail},
        types::{Delta, Figure, SubmissionKind},
    },
};

/// What the keys of this mutation are kept under.
const OPERATION: &str = "pledgeSubmit";

/// A taken pledge with the token of its status page.
#[derive(Debug)]
pub struct Submitted {
    /// The row.
    pub pledge: pledge::Model,
    /// For `/s/<token>`.
    pub status_token: String,
}

/// A wanted pledge, checked for its form; its amount and days are judged by the tenant's currency and zone.
#[derive(Debug)]
struct Draft {
    campaign: ItemId,
    amount: String,
    target: NaiveDate,
    split: Option<InstalmentsInput>,
    pledger: Contact,
    note: Option<String>,
    visit: Option<VisitId>,
}

/// Takes a pledge.
///
/// # Errors
/// Field errors for everything the input can be refused for, `IDEMPOTENCY_MISMATCH`; `TENANT_SUSPENDED`; `FORBIDDEN` for
/// one recorded without the right; `UNAVAILABLE` when the database is away or a lock is not had in time.
pub async fn submit_pledge(app: &App, scope: &Scope, input: PledgeSubmitInput, arrival: Arrival) -> Result<Submitted> {
    let key = idempotency::checked_key(&input.idempotency_key)?.to_owned();
    let body = arrival.fingerprint(&input)?;
    let draft = checked(input)?;
    let id = PledgeId::generate();
    let now = app.clock.now();

    let tx = app.db.write(scope, arrival.permission()).await?;
    if let Claim::Replay(earlier) = idempotency::claim(&tx, OPERATION, &key, &body, id.0).await? {
        let earlier = store::find(&tx, PledgeId(earlier)).await?;
        return submitted(app, scope, earlier.ok_or_else(|| Error::fault("a key names no pledge"))?);
    }
    let (tenant, terms) = storefront::service::terms(&tx).await?;
    if !terms.is_published && !arrival.is_recorded() {
        return Err(errors::not_open());
    }
    let currency = Currency::parse(&tenant.currency)?;
    let today = local_day(now, &tenant.time_zone);
    let (amount, parts) = judged(&tx, &draft, currency, (now, today)).await?;

    let delta = Delta {
        figure: Figure::Pledge,
        day: today,
        source: arrival.channel.word().to_owned(),
        n: 1,
        amount: amount.amount(),
    };
    let mind = MindPledges::after(today);
    let trail = Trail {
        kind: SubmissionKind::Pledge,
        entity: id.0,
        event: Some(Event::PledgeSubmitted { pledge: id }),
        deltas: vec![delta],
        conversion: Some(draft.visit),
        jobs: vec![OutboxRow::new(&mind, tx.tenant(), mind.run_at(&tenant.time_zone))?],
        line: TimelineLine { kind: "submitted", from: None, to: Some("active"), note: None },
    };
    trail::leave(&tx, now, trail).await?;
    let after = json!({ "status": "active", "amount": amount.amount(), "parts": parts.len() });
    let recorded = tx.record(Audit::created("pledge.submitted", "pledge", id.0, after)).await?;
    let new = NewPledge {
        id,
        campaign: draft.campaign,
        amount,
        target: draft.target,
        parts: &parts,
        pledger: &draft.pledger,
        note: draft.note.as_deref(),
        channel: arrival.channel.word(),
        is_suspect: arrival.is_suspect,
        reference: arrival.reference.as_deref(),
        visit: draft.visit,
        created_at: now,
    };
    let pledge = store::insert_numbered(&tx, new).await?;
    tx.commit_recorded(recorded).await?;
    submitted(app, scope, pledge)
}

fn submitted(app: &App, scope: &Scope, pledge: pledge::Model) -> Result<Submitted> {
    let status_token = status_link::token(app, scope.tenant(), SubmissionKind::Pledge, pledge.id.0, pledge.created_at)?;
    Ok(Submitted { pledge, status_token })
}

/// Checks the form of everything, and tells every refusal at once.
fn checked(input: PledgeSubmitInput) -> Result<Draft> {
    let mut refusals = Vec::new();
    gather(&mut refusals, intake::amount("amount", &input.amount.0, Currency::KWD))?;
    let target = gather(&mut refusals, intake::day("targetDate", &input.target_date))?;
    let pledger = gather(&mut refusals, intake::person("pledger", &input.pledger))?;
    let note = gather(&mut refusals, text::optional("note", input.note.as_deref(), 500))?;
    let campaign = gather(&mut refusals, input.campaign_id.parse::<ItemId>().map_err(|_| errors::no_campaign()))?;
    match (target, pledger, note, campaign) {
        (Some(target), Some(pledger), Some(note), Some(campaign)) if refusals.is_empty() => Ok(Draft {
            campaign,
            amount: input.amount.0,
            target,
            split: input.instalments,
            pledger,
            note,
            visit: intake::visit(input.visit_id.as_ref()),
        }),
        _ => Err(Error::Invalid(refusals)),
    }
}

/// Amount and parts, as the tenant's currency and zone and the campaign admit them; every refusal at once.
async fn judged(
    tx: &TenantTx,
    draft: &Draft,
    currency: Currency,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<(Money, Vec<Part>)> {
    let open = match catalog::campaigns::standing(tx, draft.campaign, "pledge_campaign", currency).await? {
        Standing::Missing => return Err(errors::no_campaign()),
        Standing::Closed => return Err(errors::campaign_closed()),
        Standing::Open(open) => open,
    };
    let terms = &open.1;
    if !is_open(tx, draft.campaign, terms, now).await? {
        return Err(errors::campaign_closed());
    }
    let mut refusals: Vec<FieldError> = Vec::new();
    let admitted = intake::amount("amount", &draft.amount, currency)
        .and_then(|amount| terms.admits("amount", amount).map(|()| amount));
    let amount = gather(&mut refusals, admitted)?;
    let target = gather(&mut refusals, rules::target(draft.target, today))?;
    if let (Some(amount), Some(target)) = (amount, target) {
        let split = draft.split.map(|split| (split.every, split.count));
        let parts = rules::schedule(amount, target, today, split, terms.instalments.as_ref())?;
        return Ok((amount, parts));
    }
    Err(Error::Invalid(refusals))
}

/// Whether the campaign takes gifts. What has come is only asked where it matters.
async fn is_open(tx: &TenantTx, id: ItemId, terms: &Campaign, now: DateTime<Utc>) -> Result<bool> {
    let reached = match terms.end_rule {
        EndRule::AtDate => Decimal::ZERO,
        _ => store::list_totals(tx, &[id]).await?.first().map_or(Decimal::ZERO, |totals| totals.received),
    };
    Ok(terms.is_open(now, reached))
}
