//! Sending a letter again: written anew from what it is about, as that stands now, to the address that stands there now.

use std::time::Duration;

use entity::ids::{DeliveryId, DonationId, OrderId, PledgeId};
use serde_json::json;

use crate::{
    app::App,
    donations,
    kernel::{
        audit::Audit,
        error::{Error, ErrorCode, Result},
        permission::Permission,
        scope::{Client, Scope},
        text::Bilingual,
    },
    notifications::{deliveries::find_delivery, types::NotificationDelivery},
    orders, pledges,
    ports::redis::Rate,
    submissions::named,
};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Queues a letter once more, as a delivery of its own. Nobody else ever does: a letter that may have arrived is not
/// repeated by itself.
///
/// # Errors
/// `NOT_FOUND`; `NOT_AVAILABLE` when it is still on its way, cannot be written anew, or has nobody to go to;
/// `RATE_LIMITED`.
pub(super) async fn send_again(
    app: &App,
    scope: &Scope,
    client: &Client,
    id: DeliveryId,
) -> Result<NotificationDelivery> {
    admit(app, scope, client).await?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let row = find_delivery(&tx, id).await?.ok_or(Error::NotFound)?;
    if matches!(row.status.as_str(), "queued" | "sending") {
        return Err(refused("الرسالة ما زالت في طريقها", "This letter is still on its way"));
    }
    let queued = match (row.event.as_str(), row.entity_id) {
        ("order_confirmation", Some(order)) => orders::letters::again_in(app, &tx, OrderId(order)).await?,
        ("donation_receipt", Some(donation)) => donations::letters::again_in(app, &tx, DonationId(donation)).await?,
        ("pledge_reminder", Some(pledge)) => pledges::letters::again_in(app, &tx, PledgeId(pledge)).await?,
        ("invitation", _) => {
            return Err(refused("أعد إرسال الدعوة من صفحة الفريق", "Send an invitation again from the team's page"));
        }
        _ => return Err(refused("هذه الرسالة لا تُرسل مرة أخرى", "This letter is not sent again")),
    };
    let new = queued.ok_or_else(|| {
        refused(
            "لا عنوان لها، أو لم تعد سارية، أو أوقفتم الرسائل",
            "There is no address, it does not stand any more, or letters are switched off",
        )
    })?;
    let written = find_delivery(&tx, new).await?.ok_or_else(|| Error::fault("a delivery that was just written"))?;
    let numbers = named::numbers(&tx, written.entity_id.into_iter().collect()).await?;
    let shown = NotificationDelivery::new(written, numbers.into_values().next())?;
    let after = json!({ "event": row.event, "again": row.id });
    tx.commit(Audit::created("letter.resent", "notification_delivery", new.0, after)).await?;
    Ok(shown)
}

/// Counts a letter against whoever sends it: strangers' boxes are not for filling.
async fn admit(app: &App, scope: &Scope, client: &Client) -> Result<()> {
    let Some(sender) = scope.actor().id() else { return Ok(()) };
    let key = format!("{{{}}}:rate:resend:{sender}", scope.tenant().0);
    let rate = Rate { limit: app.config.rate_invite, window: HOUR };
    app.redis.admit([Some((key, rate)), None], 1, &client.pace).await
}

fn refused(ar: &str, en: &str) -> Error {
    Error::invalid("id", ErrorCode::NotAvailable, Bilingual::new(ar, en))
}
