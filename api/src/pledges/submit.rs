//! Taking a pledge: shape, idempotency, the campaign's terms, schedule, trail, number. One transaction, in this order.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ids::{ItemId, PledgeId},
    pledges::pledge,
};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    jobs::MindPledges,
    rules::{self, Part},
    status::Status,
    store::{self, NewPledge},
    types::{InstalmentsInput, PledgeContent, PledgeRecordInput, PledgeSubmitInput},
};
use crate::{
    app::App,
    catalog::campaigns,
    kernel::{
        audit::Audit,
        clock::local_day,
        db::{TenantConn, TenantTx},
        error::Result,
        event::Event,
        job::OutboxRow,
        money::{Currency, Money},
        refusals::Refusals,
        scope::Scope,
        text,
    },
    storefront,
    submissions::{
        idempotency,
        intake::{self, Arrival, Contact},
        rows,
        trail::{self, TimelineLine, Trail},
        types::{Delta, Figure, SubmissionKind},
    },
};

/// A taken pledge.
pub type Submitted = rows::Submitted<pledge::Entity>;

/// A wanted pledge, checked for its form; its amount and days are judged by the tenant's currency and zone.
#[derive(Debug)]
struct Draft {
    campaign: ItemId,
    amount: String,
    target: NaiveDate,
    split: Option<InstalmentsInput>,
    pledger: Contact,
    note: Option<String>,
}

/// Takes a pledge.
///
/// # Errors
/// Field errors for everything the input can be refused for, `IDEMPOTENCY_MISMATCH`; `TENANT_SUSPENDED`; `FORBIDDEN` for
/// one recorded without the right; `UNAVAILABLE` when the database is away or a lock is not had in time.
pub async fn submit_pledge(app: &App, scope: &Scope, input: PledgeSubmitInput, arrival: Arrival) -> Result<Submitted> {
    let key = idempotency::checked_key(&input.idempotency_key)?.to_owned();
    let body = arrival.fingerprint(&input)?;
    let visit = intake::visit(input.visit_id.as_ref());
    let draft = checked(input.content)?;
    let id = PledgeId::generate();
    let now = app.clock.now();

    let tx = app.db.write(scope, arrival.permission()).await?;
    if let Some(earlier) = idempotency::claim::<pledge::Entity>(&tx, &key, &body, id.0).await? {
        return Submitted::new(app, scope, earlier);
    }
    let (tenant, terms) = storefront::service::terms(&tx).await?;
    arrival.admit(terms.is_published)?;
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
    let jobs = vec![OutboxRow::new(&mind, tx.tenant(), mind.run_at(&tenant.time_zone))?];
    let line = TimelineLine::submitted(Status::Active);
    let trail = Trail::new(SubmissionKind::Pledge, id.0, Event::PledgeSubmitted { pledge: id }, line);
    trail::leave(&tx, now, Trail { deltas: vec![delta], conversion: Some(visit), jobs, ..trail }).await?;
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
        visit,
        created_at: now,
    };
    let pledge = store::insert_numbered(&tx, new).await?;
    tx.commit_recorded(recorded).await?;
    Submitted::new(app, scope, pledge)
}

/// Takes a pledge that the team records, by the same rules.
///
/// # Errors
/// As [`submit_pledge`], and those of [`intake::recorded`].
pub async fn record_pledge(app: &App, scope: &Scope, input: PledgeRecordInput) -> Result<Submitted> {
    let PledgeRecordInput { channel, content, external_reference, idempotency_key } = input;
    let arrival = intake::recorded("channel", channel, external_reference.as_deref())?;
    submit_pledge(app, scope, PledgeSubmitInput { content, visit_id: None, idempotency_key }, arrival).await
}

/// Checks the form of everything, and tells every refusal at once.
fn checked(input: PledgeContent) -> Result<Draft> {
    let mut refusals = Refusals::default();
    refusals.gather(intake::amount("amount", &input.amount.0, Currency::KWD))?;
    let target = refusals.gather(intake::day("targetDate", &input.target_date))?;
    let pledger = refusals.gather(intake::person("pledger", &input.pledger))?;
    let note = refusals.gather(text::optional("note", input.note.as_deref(), 500))?;
    let campaign = refusals.gather(input.campaign_id.parse::<ItemId>().map_err(|_| campaigns::missing()))?;
    match (target, pledger, note, campaign) {
        (Some(target), Some(pledger), Some(note), Some(campaign)) if refusals.is_empty() => {
            Ok(Draft { campaign, amount: input.amount.0, target, split: input.instalments, pledger, note })
        }
        _ => Err(refusals.into()),
    }
}

/// Amount and parts, as the tenant's currency and zone and the campaign admit them; every refusal at once.
async fn judged(
    tx: &TenantTx,
    draft: &Draft,
    currency: Currency,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<(Money, Vec<Part>)> {
    let id = draft.campaign;
    let come =
        async { Ok(store::list_totals(tx, &[id]).await?.first().map_or(Decimal::ZERO, |totals| totals.received)) };
    let terms = campaigns::open(tx, (id, "pledge_campaign"), currency, now, come).await?;
    let mut refusals = Refusals::default();
    let admitted = intake::amount("amount", &draft.amount, currency)
        .and_then(|amount| terms.admits("amount", amount).map(|()| amount));
    let amount = refusals.gather(admitted)?;
    let target = refusals.gather(rules::target(draft.target, today))?;
    if let (Some(amount), Some(target)) = (amount, target) {
        let split = draft.split.map(|split| (split.every, split.count));
        let parts = rules::schedule(amount, target, today, split, terms.instalments.as_ref())?;
        return Ok((amount, parts));
    }
    Err(refusals.into())
}
