//! Use cases of the operator.

use entity::ids::{TenantId, UserId};

use super::{
    store,
    types::{PlatformAuditEvent, PlatformTenant, PlatformTenantList, PlatformUsage},
};
use crate::{
    app::App,
    kernel::{
        db::PlatformTask,
        error::{Error, ErrorCode, Result},
        text::{self, Bilingual},
    },
};

/// Rows of one answer.
const MOST_ROWS: i32 = 100;
/// Rows passed over.
const FARTHEST: i32 = 1_000_000;

/// The operator who asks, as the edge knows them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operator<'a> {
    pub(super) user: UserId,
    pub(super) request_id: &'a str,
}

fn window(limit: i32, offset: i32) -> Result<(i64, i64)> {
    for (field, value, range) in [("limit", limit, 1..=MOST_ROWS), ("offset", offset, 0..=FARTHEST)] {
        if !range.contains(&value) {
            let (from, to) = (range.start(), range.end());
            let message = Bilingual::new(format!("من {from} إلى {to}"), format!("Between {from} and {to}"));
            return Err(Error::invalid(field, ErrorCode::OutOfRange, message));
        }
    }
    Ok((limit.into(), offset.into()))
}

/// Some tenants with their use, newest first.
///
/// # Errors
/// `FORBIDDEN` for who is no operator; `BAD_INPUT` for a window or search out of its limits; `UNAVAILABLE`.
pub(super) async fn tenants(
    app: &App,
    operator: Operator<'_>,
    search: Option<&str>,
    limit: i32,
    offset: i32,
) -> Result<PlatformTenantList> {
    let (limit, offset) = window(limit, offset)?;
    let search = text::optional("search", search, 100)?.unwrap_or_default();
    let tx = app.db.platform_by(operator.user, operator.request_id, PlatformTask::ListTenants, None).await?;
    let total = store::count_tenants(&tx, &search).await?;
    let rows = store::list_tenants(&tx, &search, app.clock.now(), limit, offset).await?;
    tx.commit().await?;
    Ok(PlatformTenantList {
        nodes: rows.into_iter().map(PlatformTenant::from).collect(),
        total_count: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

/// The platform at a glance.
///
/// # Errors
/// `FORBIDDEN` for who is no operator; `UNAVAILABLE`.
pub(super) async fn usage(app: &App, operator: Operator<'_>) -> Result<PlatformUsage> {
    let tx = app.db.platform_by(operator.user, operator.request_id, PlatformTask::ReadUsage, None).await?;
    let row = store::find_usage(&tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// The operator's log.
///
/// # Errors
/// `FORBIDDEN` for who is no operator; `BAD_INPUT` for a window out of its limits; `UNAVAILABLE`.
pub(super) async fn events(
    app: &App,
    operator: Operator<'_>,
    limit: i32,
    offset: i32,
) -> Result<Vec<PlatformAuditEvent>> {
    let (limit, offset) = window(limit, offset)?;
    let tx = app.db.platform_by(operator.user, operator.request_id, PlatformTask::ReadLog, None).await?;
    let rows = store::list_events(&tx, limit, offset).await?;
    tx.commit().await?;
    Ok(rows.into_iter().map(PlatformAuditEvent::from).collect())
}

/// Closes a tenant, with a reason, or opens it again. The API follows at once, pages within a second on every process.
///
/// # Errors
/// `NOT_FOUND`; `NOT_AVAILABLE` when it is so already; `REQUIRED` and `TOO_LONG` for the reason; `FORBIDDEN` for who is
/// no operator; `UNAVAILABLE`.
pub(super) async fn set_active(
    app: &App,
    operator: Operator<'_>,
    id: TenantId,
    active: bool,
    reason: Option<&str>,
) -> Result<PlatformTenant> {
    let reason = if active { None } else { Some(text::required("reason", reason.unwrap_or_default(), 500)?) };
    let task = if active { PlatformTask::Reactivate(id) } else { PlatformTask::Suspend(id) };
    let tx = app.db.platform_by(operator.user, operator.request_id, task, reason.as_deref()).await?;
    let changed = store::set_active(&tx, id, active, reason.as_deref()).await?;
    let row = store::find_tenant(&tx, id, app.clock.now()).await?.ok_or(Error::NotFound)?;
    if !changed {
        let message = if active {
            Bilingual::new("هذه الجهة مفتوحة", "This tenant is not suspended")
        } else {
            Bilingual::new("هذه الجهة موقوفة", "This tenant is suspended already")
        };
        return Err(Error::invalid("", ErrorCode::NotAvailable, message));
    }
    tx.commit().await?;
    app.addresses.forget();
    Ok(row.into())
}
