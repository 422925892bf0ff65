//! Taking a donation: shape, idempotency, the campaign's terms, trail, number. One transaction, in this order.

use chrono::{DateTime, Utc};
use entity::{
    donations::donation,
    ids::{DonationId, ItemId},
};
use rust_decimal::Decimal;
use serde_json::json;

use super::{
    rules::Intent,
    status::Status,
    store::{self, NewDonation},
    types::{DonationContent, DonationRecordInput, DonationSubmitInput},
};
use crate::{
    app::App,
    catalog::campaigns,
    kernel::{
        audit::Audit,
        clock::local_day,
        db::TenantTx,
        error::Result,
        event::Event,
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

/// A taken donation.
pub type Submitted = rows::Submitted<donation::Entity>;

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
    let visit = intake::visit(input.visit_id.as_ref());
    let draft = checked(input.content)?;
    let id = DonationId::generate();
    let now = app.clock.now();

    let tx = app.db.write(scope, arrival.permission()).await?;
    if let Some(earlier) = idempotency::claim::<donation::Entity>(&tx, &key, &body, id.0).await? {
        return Submitted::new(app, scope, earlier);
    }
    let (tenant, terms) = storefront::service::terms(&tx).await?;
    arrival.admit(terms.is_published)?;
    let currency = Currency::parse(&tenant.currency)?;
    let amount = judged(&tx, &draft, currency, now).await?;

    let delta = Delta {
        figure: Figure::Donation,
        day: local_day(now, &tenant.time_zone),
        source: arrival.channel.word().to_owned(),
        n: 1,
        amount: amount.amount(),
    };
    let line = TimelineLine::submitted(Status::Pending);
    let trail = Trail::new(SubmissionKind::Donation, id.0, Event::DonationSubmitted { donation: id }, line);
    trail::leave(&tx, now, Trail { deltas: vec![delta], conversion: Some(visit), ..trail }).await?;
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
        visit,
        created_at: now,
    };
    let donation = store::insert_numbered(&tx, new).await?;
    tx.commit_recorded(recorded).await?;
    Submitted::new(app, scope, donation)
}

/// Takes a donation that the team records, by the same rules.
///
/// # Errors
/// As [`submit_donation`], and those of [`intake::recorded`].
pub async fn record_donation(app: &App, scope: &Scope, input: DonationRecordInput) -> Result<Submitted> {
    let DonationRecordInput { channel, content, external_reference, idempotency_key } = input;
    let arrival = intake::recorded("channel", channel, external_reference.as_deref())?;
    submit_donation(app, scope, DonationSubmitInput { content, visit_id: None, idempotency_key }, arrival).await
}

/// Checks the form of everything, and tells every refusal at once. The amount is read as the home market's: its digits
/// are judged again in the tenant's own currency.
fn checked(input: DonationContent) -> Result<Draft> {
    let mut refusals = Refusals::default();
    refusals.gather(intake::amount("amount", &input.amount.0, Currency::KWD))?;
    let donor = refusals.gather(intake::person("donor", &input.donor))?;
    let message = refusals.gather(text::optional("message", input.message.as_deref(), 500))?;
    let dedication = refusals.gather(text::optional("dedication", input.dedication.as_deref(), 200))?;
    let campaign = input.campaign_id.map(|id| id.parse::<ItemId>().map_err(|_| campaigns::missing())).transpose();
    let campaign = refusals.gather(campaign)?;
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
        }),
        _ => Err(refusals.into()),
    }
}

/// The amount in the tenant's currency, as the campaign admits it.
async fn judged(tx: &TenantTx, draft: &Draft, currency: Currency, now: DateTime<Utc>) -> Result<Money> {
    let amount = intake::amount("amount", &draft.amount, currency)?;
    let Some(id) = draft.campaign else { return Ok(amount) };
    let come =
        async { Ok(store::list_totals(tx, &[id]).await?.first().map_or(Decimal::ZERO, |totals| totals.received)) };
    let terms = campaigns::open(tx, (id, "donation_campaign"), currency, now, come).await?;
    terms.admits("amount", amount).map(|()| amount)
}
