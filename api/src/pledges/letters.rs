//! The letter that reminds a pledger of what falls due soon.

use chrono::NaiveDate;
use entity::{
    ids::{DeliveryId, PledgeId},
    pledges::{instalment, pledge},
};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{jobs::TOLD_BEFORE, status::Status, store};
use crate::{
    app::App,
    catalog,
    kernel::{
        audit::Unaudited,
        clock::local_day,
        db::{TenantConn, TenantTx},
        error::Result,
        permission::Permission,
        scope::Scope,
        text::Locale,
    },
    notifications::{
        letters::{Mail, Post, amount, pick},
        service::{another_occasion, queue_mail_in},
    },
    storefront,
    submissions::{rows, state::State, status_link, types::SubmissionKind},
};

/// Queues the reminder of the next part of a pledge, if its pledger left an address and has not paid so far; once for each
/// part, however often it is called.
///
/// A pledge that a visitor may have sent for somebody else (`is_suspect`) is reminded of by the team alone: the form must
/// not be a way to write to strangers.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn remind(app: &App, scope: &Scope, id: PledgeId) -> Result<()> {
    let tx = app.db.write(scope, Permission::Maintain).await?;
    let Some(pledge) = rows::find::<pledge::Entity>(&tx, id).await?.filter(|pledge| !pledge.is_suspect) else {
        return Ok(());
    };
    write_in(app, &tx, &pledge, None).await?;
    tx.commit_unaudited(Unaudited::Delivery).await
}

/// Queues the reminder once more, because somebody of the team asks for it. None if nothing falls due soon, or nobody left
/// an address, or such letters are switched off.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn again_in(app: &App, tx: &TenantTx, id: PledgeId) -> Result<Option<DeliveryId>> {
    match rows::find::<pledge::Entity>(tx, id).await? {
        Some(pledge) => write_in(app, tx, &pledge, Some(another_occasion())).await,
        None => Ok(None),
    }
}

/// The part itself is the occasion if no other is given.
async fn write_in(
    app: &App,
    tx: &TenantTx,
    pledge: &pledge::Model,
    occasion: Option<Uuid>,
) -> Result<Option<DeliveryId>> {
    let takes_money = Status::parse(&pledge.status)?.takes_money();
    let Some(to) = pledge.pledger_email.clone().filter(|_| takes_money) else { return Ok(None) };
    let (tenant, config) = storefront::service::terms(tx).await?;
    let today = local_day(app.clock.now(), &tenant.time_zone);
    let parts = store::list_parts(tx, &[pledge.id]).await?;
    let Some((part, due)) = next_due(&parts, pledge.fulfilled_amount, today) else { return Ok(None) };
    let campaign = catalog::service::items_in(tx, &[pledge.campaign_id]).await?.into_iter().next();
    let locale = Locale::from_tag(&tenant.default_locale).unwrap_or_default();
    let token = status_link::token(app, tx.tenant(), SubmissionKind::Pledge, pledge.id.0, pledge.created_at)?;
    let mail = Mail::PledgeReminder {
        number: pledge.pledge_number.clone(),
        name: pledge.pledger_name.clone(),
        campaign: campaign.map(|item| pick(&item.name, locale).to_owned()),
        amount: amount(due, &pledge.currency, locale)?,
        day: part.due_date.to_string(),
        open: amount(open(pledge), &pledge.currency, locale)?,
        link: format!("{}/s/{token}", app.base.of(&tenant.slug)),
        payment: Some(pick(&config.payment_instructions, locale).to_owned()).filter(|text| !text.trim().is_empty()),
    };
    let occasion = occasion.unwrap_or(part.id.0);
    let post = Post { mail, to, locale, occasion, about: Some(("pledge", pledge.id.0)) };
    queue_mail_in(app, tx, post).await
}

fn open(pledge: &pledge::Model) -> Decimal {
    (pledge.amount - pledge.fulfilled_amount).max(Decimal::ZERO)
}

/// The first part that falls due from today on and soon, and is not paid; with what is due until then, older parts included.
fn next_due(parts: &[instalment::Model], paid: Decimal, today: NaiveDate) -> Option<(&instalment::Model, Decimal)> {
    let until = today.checked_add_days(TOLD_BEFORE).unwrap_or(today);
    let mut sum = Decimal::ZERO;
    for part in parts {
        sum += part.amount;
        if part.due_date >= today && sum > paid {
            return (part.due_date <= until).then_some((part, sum - paid));
        }
    }
    None
}
