//! The demo's gifts and promises: submitted, received, paid and called off by the services that a team uses.

use entity::ids::VisitId;

use super::{
    moments::{local_today, travel},
    plan::{DonationEnd, PlannedDonation, PlannedPledge},
};
use crate::{
    app::App,
    catalog::{campaigns::types::InstalmentInterval, service as catalog},
    donations::{
        rules::Intent,
        service::{self as donations, DonationMove},
        status::Status as Gift,
        submit::submit_donation,
        types::{DonationContent, DonationSubmitInput},
    },
    graphql::types::DecimalString,
    kernel::{
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
    },
    pledges::{
        jobs::MindPledges,
        payments::record_payment,
        service as pledges,
        status::Status as Promise,
        submit::submit_pledge,
        types::{InstalmentsInput, PledgeContent, PledgePaymentInput, PledgeSubmitInput},
    },
    submissions::{
        acts::Move,
        intake::Arrival,
        types::{Channel, PersonInput},
    },
};

/// Whose eyes the demo is lived through.
#[derive(Clone, Copy)]
pub(super) struct Eyes<'a> {
    pub(super) visitor: &'a Scope,
    pub(super) owner: &'a Scope,
}

impl<'a> Eyes<'a> {
    /// What came by the web came from a visitor; the rest was noted by the team.
    fn of(self, arrival: &Arrival) -> &'a Scope {
        if arrival.is_recorded() { self.owner } else { self.visitor }
    }
}

fn person(of: &super::content::people::Customer) -> PersonInput {
    PersonInput { name: of.name.to_owned(), phone: of.phone.to_owned(), email: of.email.map(str::to_owned) }
}

async fn campaign(app: &App, owner: &Scope, slug: &str) -> Result<async_graphql::ID> {
    let read = app.db.read(owner, Permission::ViewCatalog).await?;
    let id = catalog::id_of_slug(&read, slug).await?.ok_or_else(|| Error::fault(format!("no campaign {slug}")))?;
    Ok(id.to_string().into())
}

/// Gives as planned. What the campaign refuses is not given: the month goes on.
pub(super) async fn give(app: &App, eyes: Eyes<'_>, planned: &PlannedDonation, visit: Option<VisitId>) -> Result<()> {
    let campaign_id = match planned.campaign {
        Some(slug) => Some(campaign(app, eyes.owner, slug).await?),
        None => None,
    };
    let content = DonationContent {
        campaign_id,
        amount: DecimalString(planned.amount.clone()),
        intent: Some(Intent::parse(planned.intent)),
        donor: person(&planned.submission.customer),
        is_anonymous: planned.is_anonymous,
        message: planned.message.map(str::to_owned),
        dedication: planned.dedication.map(str::to_owned),
        wants_receipt: planned.wants_receipt,
    };
    let input = DonationSubmitInput {
        content,
        visit_id: visit.map(|id| id.to_string().into()),
        idempotency_key: planned.submission.idempotency_key.clone(),
    };
    let arrival = Arrival::recorded(Channel::parse(planned.submission.channel.key()));
    let donation = match submit_donation(app, eyes.of(&arrival), input, arrival).await {
        Ok(submitted) => submitted.row,
        Err(Error::Invalid(refusals)) => {
            tracing::debug!(?refusals, "a planned donation was refused");
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    // Lived again after it was broken off, it goes on where it stopped.
    if donation.version > 1 {
        return Ok(());
    }
    let acts: &[Gift] = match planned.end {
        DonationEnd::Pending => &[],
        DonationEnd::Received => &[Gift::Received],
        DonationEnd::Refunded => &[Gift::Received, Gift::Refunded],
        DonationEnd::Cancelled => &[Gift::Cancelled],
        DonationEnd::Spam => &[Gift::Spam],
    };
    for to in acts {
        let reason = matches!(to, Gift::Refunded | Gift::Cancelled).then(|| "بطلب من المتبرع".to_owned());
        let method = (*to == Gift::Received).then(|| "wamd".to_owned());
        let wanted = DonationMove { method, ..Move { reason, ..Move::to(*to, None) }.into() };
        donations::move_donation(app, eyes.owner, donation.id, wanted).await?;
    }
    Ok(())
}

/// Promises and pays as planned.
pub(super) async fn promise(app: &App, eyes: Eyes<'_>, planned: &PlannedPledge, visit: Option<VisitId>) -> Result<()> {
    let target = local_today(app) + chrono::Days::new(u64::from(planned.target_in_days));
    let count = planned.instalments.map(i32::try_from).transpose().map_err(Error::fault)?;
    let content = PledgeContent {
        campaign_id: campaign(app, eyes.owner, planned.campaign).await?,
        amount: DecimalString(planned.amount.clone()),
        target_date: target.to_string(),
        instalments: count.map(|count| InstalmentsInput { every: InstalmentInterval::Monthly, count }),
        pledger: person(&planned.submission.customer),
        note: None,
    };
    let input = PledgeSubmitInput {
        content,
        visit_id: visit.map(|id| id.to_string().into()),
        idempotency_key: planned.submission.idempotency_key.clone(),
    };
    let arrival = Arrival::recorded(Channel::parse(planned.submission.channel.key()));
    let pledge = match submit_pledge(app, eyes.of(&arrival), input, arrival).await {
        Ok(submitted) => submitted.row,
        Err(Error::Invalid(refusals)) => {
            tracing::debug!(?refusals, "a planned pledge was refused");
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    if pledge.version > 1 {
        return Ok(());
    }
    for (at, amount) in &planned.payments {
        travel(app, *at);
        let input = PledgePaymentInput {
            amount: DecimalString(amount.clone()),
            received_on: None,
            method: "wamd".to_owned(),
            note: None,
            allow_over: false,
        };
        record_payment(app, eyes.owner, pledge.id, input, None).await?;
    }
    if planned.is_cancelled {
        let reason = Some("تغيّرت ظروف المتعهد".to_owned());
        let wanted = Move { reason, ..Move::to(Promise::Cancelled, None) };
        pledges::move_pledge(app, eyes.owner, pledge.id, wanted).await?;
    }
    Ok(())
}

/// What today makes of the promises.
pub(super) async fn end_of_month(app: &App, owner: &Scope) -> Result<()> {
    MindPledges { day: local_today(app) }.run(app, &Scope::job(owner.tenant())).await
}
