//! Taking a donation: shape, idempotency, the campaign's terms, trail, number. One transaction, in this order.

use chrono::{DateTime, Utc};
use entity::{
    donations::donation,
    ids::{DonationId, ItemId, VisitId},
};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    rules::Intent,
    store::{self, NewDonation},
    types::DonationSubmitInput,
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
        db::TenantTx,
        error::{Error, Result},
        event::Event,
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
const OPERATION: &str = "donationSubmit";

/// A taken donation with the token of its status page.
#[derive(Debug)]
pub struct Submitted {
    /// The row.
    pub donation: donation::Model,
    /// For `/s/<token>`.
    pub status_token: String,
}

/// A wanted donation, checked for its form but for the amount, whose currency is the tenant's.
#[derive(Debug)]
struct Draft {
    campaign: Option<ItemId>,
    amount: String,
    intent: Intent,
    donor: Contact,
    is_anonymous: bool,
    message: Option<String>,
    dedication: Option<String>,
    wants_receipt: bool,
    visit: Option<VisitId>,
}

/// Takes a donation.
///
/// # Errors
/// Field errors for everything the input can be refused for, `IDEMPOTENCY_MISMATCH`; `TENANT_SUSPENDED`; `FORBIDDEN` for
/// one recorded without the right; `UNAVAILABLE` when the database is away or a lock is not had in time.
pub async fn submit_donation(
    app: &App,
    scope: &Scope,
    input: DonationSubmitInput,
    arrival: Arrival,
) -> Result<Submitted> {
    let key = idempotency::checked_key(&input.idempotency_key)?.to_owned();
    let body = arrival.fingerprint(&input)?;
    let draft = checked(input)?;
    let id = DonationId::generate();
    let now = app.clock.now();

    let tx = app.db.write(scope, arrival.permission()).await?;
    if let Claim::Replay(earlier) = idempotency::claim(&tx, OPERATION, &key, &body, id.0).await? {
        let earlier = store::find(&tx, DonationId(earlier)).await?;
        return submitted(app, scope, earlier.ok_or_else(|| Error::fault("a key names no donation"))?);
    }
    let (tenant, terms) = storefront::service::terms(&tx).await?;
    if !terms.is_published && !arrival.is_recorded() {
        return Err(errors::not_open());
    }
    let currency = Currency::parse(&tenant.currency)?;
    let amount = judged(&tx, &draft, currency, now).await?;

    let delta = Delta {
        figure: Figure::Donation,
        day: local_day(now, &tenant.time_zone),
        source: arrival.channel.word().to_owned(),
        n: 1,
        amount: amount.amount(),
    };
    let trail = Trail {
        kind: SubmissionKind::Donation,
        entity: id.0,
        event: Some(Event::DonationSubmitted { donation: id }),
        deltas: vec![delta],
        conversion: Some(draft.visit),
        jobs: Vec::new(),
        line: TimelineLine { kind: "submitted", from: None, to: Some("pending"), note: None },
    };
    trail::leave(&tx, now, trail).await?;
    let after = json!({ "status": "pending", "amount": amount.amount(), "intent": draft.intent.word() });
    let recorded = tx.record(Audit::created("donation.submitted", "donation", id.0, after)).await?;
    let new = NewDonation {
        id,
        campaign: draft.campaign,
        amount,
        intent: draft.intent,
        donor: &draft.donor,
        is_anonymous: draft.is_anonymous,
        message: draft.message.as_deref(),
        dedication: draft.dedication.as_deref(),
        wants_receipt: draft.wants_receipt,
        channel: arrival.channel.word(),
        is_suspect: arrival.is_suspect,
        reference: arrival.reference.as_deref(),
        visit: draft.visit,
        created_at: now,
    };
    let donation = store::insert_numbered(&tx, new).await?;
    tx.commit_recorded(recorded).await?;
    submitted(app, scope, donation)
}

fn submitted(app: &App, scope: &Scope, donation: donation::Model) -> Result<Submitted> {
    let (id, created) = (donation.id.0, donation.created_at);
    let status_token = status_link::token(app, scope.tenant(), SubmissionKind::Donation, id, created)?;
    Ok(Submitted { donation, status_token })
}

/// Checks the form of everything, and tells every refusal at once. The amount is read as the home market's: its digits
/// are judged again in the tenant's own currency.
fn checked(input: DonationSubmitInput) -> Result<Draft> {
    let mut refusals = Vec::new();
    gather(&mut refusals, intake::amount("amount", &input.amount.0, Currency::KWD))?;
    let donor = gather(&mut refusals, intake::person("donor", &input.donor))?;
    let message = gather(&mut refusals, text::optional("message", input.message.as_deref(), 500))?;
    let dedication = gather(&mut refusals, text::optional("dedication", input.dedication.as_deref(), 200))?;
    let campaign = input.campaign_id.map(|id| id.parse::<ItemId>().map_err(|_| errors::no_campaign())).transpose();
    let campaign = gather(&mut refusals, campaign)?;
    match (donor, message, dedication, campaign) {
        (Some(donor), Some(message), Some(dedication), Some(campaign)) if refusals.is_empty() => Ok(Draft {
            campaign,
            amount: input.amount.0,
            intent: input.intent.unwrap_or(Intent::General),
            donor,
            is_anonymous: input.is_anonymous,
            message,
            dedication,
            wants_receipt: input.wants_receipt,
            visit: intake::visit(input.visit_id.as_ref()),
        }),
        _ => Err(Error::Invalid(refusals)),
    }
}

/// The amount in the tenant's currency, as the campaign admits it.
async fn judged(tx: &TenantTx, draft: &Draft, currency: Currency, now: DateTime<Utc>) -> Result<Money> {
    let amount = intake::amount("amount", &draft.amount, currency)?;
    let Some(id) = draft.campaign else { return Ok(amount) };
    match catalog::campaigns::standing(tx, id, "donation_campaign", currency).await? {
        Standing::Missing => Err(errors::no_campaign()),
        Standing::Closed => Err(errors::campaign_closed()),
        Standing::Open(open) if !is_open(tx, id, &open.1, now).await? => Err(errors::campaign_closed()),
        Standing::Open(open) => open.1.admits("amount", amount).map(|()| amount),
    }
}

/// Whether the campaign takes gifts. What has come is only asked where it matters.
async fn is_open(tx: &TenantTx, id: ItemId, terms: &Campaign, now: DateTime<Utc>) -> Result<bool> {
    let reached = match terms.end_rule {
        EndRule::AtDate => Decimal::ZERO,
        _ => store::list_totals(tx, &[id]).await?.first().map_or(Decimal::ZERO, |totals| totals.received),
    };
    Ok(terms.is_open(now, reached))
}
