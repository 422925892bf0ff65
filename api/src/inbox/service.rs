//! Use cases over all kinds of submission, for people without an account.

use std::time::Duration;

use entity::{
    donations::donation,
    ids::{DonationId, ItemId, OrderId, PledgeId},
    orders,
    pledges::pledge,
    text::Localized,
};
use uuid::Uuid;

use super::types::SubmissionStatus;
use crate::{
    app::App,
    catalog, donations,
    kernel::{
        contact,
        db::{TenantConn, TenantRead},
        error::{Error, ErrorCode, Result},
        permission::Permission,
        scope::{Client, Scope},
        text::{self, Bilingual, Locale},
    },
    pledges,
    ports::redis::Rate,
    storefront,
    submissions::{
        kind::Kind,
        rows::{self, Submitted},
        types::SubmissionKind,
    },
};

/// A submission as its submitter sees it; None if it is not the bound tenant's.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn status(
    app: &App,
    read: &TenantRead,
    (kind, id): (SubmissionKind, Uuid),
    locale: Locale,
) -> Result<Option<SubmissionStatus>> {
    let (_, terms) = storefront::service::terms(read).await?;
    match kind {
        SubmissionKind::Order => {
            let order = rows::find::<orders::Entity>(read, OrderId(id)).await?;
            order.map(|order| SubmissionStatus::of_order(order, terms, locale)).transpose()
        }
        SubmissionKind::Donation => {
            let Some(donation) = rows::find::<donation::Entity>(read, DonationId(id)).await? else {
                return Ok(None);
            };
            let campaign = campaign_name(read, donation.campaign_id).await?;
            let receipt = match (donation.receipt_id, donation.received_at) {
                (Some(receipt), Some(_)) => {
                    Some(donations::receipts::token(app, donation.tenant_id, receipt, donation.updated_at)?)
                }
                _ => None,
            };
            SubmissionStatus::of_donation(donation, campaign, receipt, terms, locale).map(Some)
        }
        SubmissionKind::Pledge => {
            let id = PledgeId(id);
            let Some(pledge) = rows::find::<pledge::Entity>(read, id).await? else { return Ok(None) };
            let parts = pledges::types::parts(&pledges::service::parts(read, &[id]).await?);
            let paid = pledges::rules::filled(&parts, pledge.fulfilled_amount);
            let schedule = parts.into_iter().zip(paid).map(|((due, amount), paid)| (due, amount, paid)).collect();
            let campaign = campaign_name(read, Some(pledge.campaign_id)).await?;
            SubmissionStatus::of_pledge(pledge, schedule, campaign, terms, locale).map(Some)
        }
    }
}

async fn campaign_name(conn: &impl TenantConn, id: Option<ItemId>) -> Result<Option<Localized>> {
    let Some(id) = id else { return Ok(None) };
    Ok(catalog::service::items_in(conn, &[id]).await?.into_iter().next().map(|item| item.name))
}

/// Tries of one address and of one phone, each in this time.
const TRIES: Rate = Rate { limit: 10, window: Duration::from_secs(15 * 60) };

/// The token of a submission whose link is lost, by its number and the phone it was made with. Whether the number or the
/// phone is wrong is not told.
///
/// # Errors
/// `REQUIRED`, `INVALID` for the form; `NOT_FOUND` beside `number`; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn find_link(app: &App, scope: &Scope, client: &Client, number: &str, phone: &str) -> Result<String> {
    let number = text::required("number", number, 20)?.to_uppercase();
    let phone = contact::phone("phone", phone)?;
    let tenant = scope.tenant().0;
    let tries = |of: &str| Some((format!("{{{tenant}}}:link:{of}"), TRIES));
    app.redis.admit([tries(&client.address), tries(&hashed(&phone))], 1, &client.pace).await?;
    let read = app.db.read(scope, Permission::Browse).await?;
    let found = match number.get(..4) {
        Some("ORD-") => link::<orders::Entity>(app, &read, &number, &phone).await?,
        Some("DON-") => link::<donation::Entity>(app, &read, &number, &phone).await?,
        Some("PLG-") => link::<pledge::Entity>(app, &read, &number, &phone).await?,
        _ => None,
    };
    found.ok_or_else(|| {
        let message = Bilingual::new("لا نجد هذا الرقم مع هذا الهاتف", "We find no such number with this phone");
        Error::invalid("number", ErrorCode::NotFound, message)
    })
}

async fn link<K: Kind>(app: &App, read: &TenantRead, number: &str, phone: &str) -> Result<Option<String>> {
    let Some(row) = rows::find_by_number::<K>(read, number, phone).await? else { return Ok(None) };
    Ok(Some(Submitted::<K>::new(app, read.scope(), row)?.status_token))
}

/// A phone as a key: no number stands in Redis.
fn hashed(phone: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(phone).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
