//! Use cases over a tenant that exists: seeing and changing it, its team's first people, closing it and opening it again.

use async_graphql::MaybeUndefined;
use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    ids::{MemberId, TenantId, UserId},
    tenants,
};
use serde_json::{Value, json};

use super::{
    rules, store,
    types::{Tenant, TenantUpdateInput},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::{PlatformTask, TenantConn},
        error::{Error, ErrorCode, Result, check_version},
        permission::Permission,
        refusals::Refusals,
        scope::Scope,
        text::{self, Bilingual},
    },
};

/// How long a closed tenant can be opened again.
const GRACE: TimeDelta = TimeDelta::days(30);
/// Longest reason of an operator's act.
const MOST_OF_A_REASON: usize = 500;

/// The bound tenant as its team sees it.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn view(app: &App, conn: &impl TenantConn) -> Result<Tenant> {
    let row = store::find(conn).await?;
    let former = store::list_former_slugs(conn).await?;
    let url = app.base.of(&row.slug);
    Tenant::new(row, former, url)
}

/// Changes what a team may change of its tenant.
///
/// # Errors
/// `FORBIDDEN`; refused fields; `STALE`; `MFA_REQUIRED` beside `requiresMfa` for somebody without a second factor;
/// `IN_USE` beside `timeZone` for another zone once figures are told by days of this one.
pub async fn update_tenant(
    app: &App,
    scope: &Scope,
    input: TenantUpdateInput,
    expected: Option<i32>,
) -> Result<Tenant> {
    let tx = app.db.write(scope, Permission::ManageTenant).await?;
    let before = store::lock(&tx).await?;
    check_version(expected, before.version)?;
    let after = changed(&before, input)?;
    if after.requires_mfa && !before.requires_mfa && !store::actor_has_mfa(&tx).await? {
        let message =
            Bilingual::new("فعّل التحقق بخطوتين في حسابك أولًا", "Set up a second factor in your own account first");
        return Err(Error::invalid("requiresMfa", ErrorCode::MfaRequired, message));
    }
    // Figures stand under days of the zone they were told in; what undoes them later works the day out anew and must find
    // them. A first submission under way at this very moment is not waited for.
    if after.time_zone != before.time_zone && store::has_history(&tx).await? {
        let message = Bilingual::new(
            "سُجّلت زيارات أو طلبات بأيام هذه المنطقة الزمنية، فلا تتغيّر بعدها",
            "Visits or submissions are counted by days of this time zone; it stays from then on",
        );
        return Err(Error::invalid("timeZone", ErrorCode::InUse, message));
    }
    store::set_tenant(&tx, &after).await?;
    let seen = view(app, &tx).await?;
    tx.commit(Audit::changed("tenant.changed", "tenant", after.id.0, told(&before), told(&after))).await?;
    app.addresses.forget();
    Ok(seen)
}

fn changed(before: &tenants::Model, input: TenantUpdateInput) -> Result<tenants::Model> {
    let mut refusals = Refusals::default();
    let mut after = before.clone();
    let is_charity = before.kind == "charity";
    if let Some(name) = &input.name
        && let Some(name) = refusals.gather(rules::name("name", name))?
    {
        after.name = name;
    }
    if let Some(text) = wanted(&input.legal_name)
        && let Some(value) = refusals.gather(rules::legal_name("legalName", text))?
    {
        refusals.gather(rules::needed_by_charity("legalName", is_charity, value.as_ref()))?;
        after.legal_name = value;
    }
    if let Some(text) = wanted(&input.licence_number)
        && let Some(value) = refusals.gather(rules::licence_number("licenceNumber", text))?
    {
        refusals.gather(rules::needed_by_charity("licenceNumber", is_charity, value.as_ref()))?;
        after.licence_number = value;
    }
    if let Some(zone) = &input.time_zone
        && let Some(zone) = refusals.gather(rules::time_zone("timeZone", zone))?
    {
        after.time_zone = zone;
    }
    if let Some(locale) = input.default_locale {
        after.default_locale = locale.tag().to_owned();
    }
    if let Some(requires_mfa) = input.requires_mfa {
        after.requires_mfa = requires_mfa;
    }
    refusals.finish().map(|()| after)
}

/// None if a field was left out; null and blank clear it.
fn wanted(value: &MaybeUndefined<String>) -> Option<Option<&str>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(text) => Some(Some(text)),
    }
}

/// What the audit log keeps of a tenant: names and licences are the tenant's public face, no person's.
fn told(row: &tenants::Model) -> Value {
    json!({
        "version": row.version, "name": row.name, "legal_name": row.legal_name, "licence_number": row.licence_number,
        "time_zone": row.time_zone, "default_locale": row.default_locale, "requires_mfa": row.requires_mfa,
    })
}

/// Adds an active member to the team. For the seed and tests; people are invited otherwise.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn add_member(app: &App, scope: &Scope, user: UserId, email: &str, role: &'static str) -> Result<()> {
    let id = MemberId::generate();
    let tx = app.db.found(scope).await?;
    store::insert_member(&tx, id, user, email, role).await?;
    tx.commit(Audit::created("member.added", "tenant_member", id.0, json!({ "role": role }))).await
}

/// Closes a tenant's storefront and API, or opens them again.
///
/// # Errors
/// `NOT_FOUND`; `TOO_LONG` beside `reason`; `UNAVAILABLE` when the database is away.
pub async fn set_active(app: &App, id: TenantId, active: bool, reason: Option<&str>) -> Result<()> {
    let task = if active { PlatformTask::Reactivate(id) } else { PlatformTask::Suspend(id) };
    let reason = text::optional("reason", reason, MOST_OF_A_REASON)?;
    let tx = app.db.platform(task, reason.as_deref()).await?;
    if !store::set_active(&tx, id, active, reason.as_deref().filter(|_| !active)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    app.addresses.forget();
    Ok(())
}

/// Closes a tenant for good; until when it can be reactivated. Closed again, the first closing counts.
///
/// # Errors
/// `NOT_FOUND`; `REQUIRED`, `TOO_LONG` beside `reason`; `UNAVAILABLE` when the database is away.
pub async fn close(app: &App, id: TenantId, reason: &str) -> Result<DateTime<Utc>> {
    let now = app.clock.now();
    let reason = text::required("reason", reason, MOST_OF_A_REASON)?;
    let tx = app.db.platform(PlatformTask::Close(id), Some(&reason)).await?;
    if !store::set_closed(&tx, id, &reason, now).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    app.addresses.forget();
    Ok(now + GRACE)
}
