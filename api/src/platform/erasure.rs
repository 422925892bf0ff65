//! Blanking a person in a tenant's books, when they or the law ask for it.

use entity::ids::TenantId;
use uuid::Uuid;

use super::{
    service::Operator,
    store,
    types::{ErasedCounts, PersonEraseInput},
};
use crate::{
    app::App,
    donations,
    kernel::{
        db::PlatformTask,
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
        text,
    },
    notifications, orders, pledges,
    submissions::erasure::Whom,
};

/// Blanks whoever left this phone or address in one tenant's orders, donations and pledges, with what was written about
/// them and whom letters went to. Amounts, numbers, states and figures stay.
///
/// # Errors
/// `NOT_FOUND` for a tenant that there is not; `REQUIRED`, `INVALID`, `TOO_LONG` beside `phone`, `email`, `reason`;
/// `FORBIDDEN` for who is no operator; `UNAVAILABLE`.
pub(super) async fn erase_person(app: &App, operator: Operator<'_>, input: PersonEraseInput) -> Result<ErasedCounts> {
    let tenant = input.tenant_id.parse::<TenantId>().map_err(|_| Error::NotFound)?;
    let reason = text::required("reason", &input.reason, 500)?;
    let whom = Whom::read(input.phone.as_deref(), input.email.as_deref())?;
    let now = app.clock.now();
    // The order is written down before anything is blanked, as whoever gave it may never be left out.
    let task = PlatformTask::ErasePerson(tenant);
    let order = app.db.platform_by(operator.user, operator.request_id, task, Some(&reason)).await?;
    if !store::has_tenant(&order, tenant).await? {
        return Err(Error::NotFound);
    }
    order.commit().await?;
    let tx = app.db.write(&Scope::job(tenant), Permission::Maintain).await?;
    let (of_orders, mut lines) = orders::service::erase_in(&tx, &whom, now).await?;
    let (of_donations, more) = donations::service::erase_in(&tx, &whom, now).await?;
    lines.extend(more);
    let (of_pledges, more) = pledges::service::erase_in(&tx, &whom, now).await?;
    lines.extend(more);
    let counts = ErasedCounts::new(of_orders.len(), of_donations.len(), of_pledges.len());
    if lines.is_empty() {
        return Ok(counts);
    }
    let ids: Vec<Uuid> = of_orders.iter().chain(&of_donations).chain(&of_pledges).map(|(id, _)| *id).collect();
    notifications::service::forget_in(&tx, &ids).await?;
    let recorded = tx.record_all(lines).await?;
    tx.commit_recorded(recorded).await?;
    Ok(counts)
}
