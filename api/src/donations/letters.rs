//! The letter that brings a donor their receipt.

use entity::{
    donations::donation::{self, Model},
    ids::{DeliveryId, DonationId, ReceiptId},
};
use uuid::Uuid;

use super::{receipts, store};
use crate::{
    app::App,
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
        jobs::LetterSent,
        letters::{Mail, Post, RECEIPT, amount, pick},
        service::{another_occasion, queue_mail_in},
    },
    storefront,
    submissions::rows,
};

/// Queues the receipt of a donation that was received, if its donor asked for one and left an address; once for each
/// receipt, however often it is called.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn send_receipt(app: &App, scope: &Scope, id: DonationId) -> Result<()> {
    let tx = app.db.write(scope, Permission::Maintain).await?;
    let Some(donation) = rows::find::<donation::Entity>(&tx, id).await? else { return Ok(()) };
    let Some(receipt) = donation.receipt_id.filter(|_| donation.wants_receipt) else { return Ok(()) };
    write_in(app, &tx, &donation, receipt.0).await?;
    tx.commit_unaudited(Unaudited::Delivery).await
}

/// Queues the receipt once more, because somebody of the team asks for it: the one that stands. None if there is none, or
/// nobody left an address, or such letters are switched off.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn again_in(app: &App, tx: &TenantTx, id: DonationId) -> Result<Option<DeliveryId>> {
    match rows::find::<donation::Entity>(tx, id).await? {
        Some(donation) => write_in(app, tx, &donation, another_occasion()).await,
        None => Ok(None),
    }
}

async fn write_in(app: &App, tx: &TenantTx, donation: &Model, occasion: Uuid) -> Result<Option<DeliveryId>> {
    let (Some(to), Some(receipt)) = (donation.donor_email.clone(), donation.receipt_id) else { return Ok(None) };
    let Some(row) = store::find_receipt(tx, receipt).await?.filter(|row| row.voided_at.is_none()) else {
        return Ok(None);
    };
    let (tenant, _) = storefront::service::terms(tx).await?;
    let locale = Locale::from_tag(&tenant.default_locale).unwrap_or_default();
    let token = receipts::token(app, tx.tenant(), receipt, row.issued_at)?;
    let mail = Mail::DonationReceipt {
        number: donation.donation_number.clone(),
        receipt: row.number.clone(),
        // Their own letter names them, however they appear to others.
        name: donation.donor_name.clone(),
        amount: amount(row.amount, &row.currency, locale)?,
        campaign: row.campaign.as_ref().map(|name| pick(name, locale).to_owned()),
        day: local_day(row.issued_at, &tenant.time_zone).to_string(),
        link: format!("{}/receipt/{token}", app.base.of(&tenant.slug)),
    };
    let post = Post { mail, to, locale, occasion, about: Some(("donation", donation.id.0)) };
    queue_mail_in(app, tx, post).await
}

/// Notes that a receipt went out, if it is still the one that stands.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn receipt_was_sent(app: &App, scope: &Scope, letter: &LetterSent) -> Result<()> {
    if letter.event != RECEIPT {
        return Ok(());
    }
    let tx = app.db.write(scope, Permission::Maintain).await?;
    store::set_receipt_sent(&tx, DonationId(letter.entity), ReceiptId(letter.occasion), letter.at).await?;
    tx.commit_unaudited(Unaudited::Delivery).await
}
