//! Blanking a person, when they or the law ask for it: in a tenant's books, and with their account if that is asked for.

use chrono::TimeDelta;
use entity::ids::TenantId;
use uuid::Uuid;

use super::{
    service::Operator,
    store::{self, TeamRow},
    types::{ErasedAccount, ErasedCounts, PersonEraseInput, count},
};
use crate::{
    app::App,
    attribution, donations, exports,
    identity::{self, erasure::Account},
    kernel::{
        audit::{Audit, Unaudited},
        db::{PlatformTask, TenantTx},
        error::{Error, ErrorCode, Result},
        permission::Permission,
        scope::Scope,
        text::{self, Bilingual},
    },
    members, notifications, orders, pledges,
    submissions::erasure::Whom,
};

/// How long a closed tenant can be opened again, and needs its owner for that.
const GRACE: TimeDelta = TimeDelta::days(30);

/// Blanks whoever left this phone or address in one tenant's orders, donations and pledges, with what was written about
/// them, whom letters went to and what tied their visits together; and takes their account away if that is asked for.
/// Amounts, numbers, states and figures stay. What was refused has blanked nothing; what broke off is done again by asking
/// again.
///
/// # Errors
/// `NOT_FOUND` for a tenant that there is not; `REQUIRED`, `INVALID`, `TOO_LONG` beside `phone`, `email`, `reason`;
/// `LAST_OWNER`, `NOT_AVAILABLE` beside `withAccount` for an account that others depend on; `FORBIDDEN` for who is no
/// operator; `UNAVAILABLE`.
pub(super) async fn erase_person(app: &App, operator: Operator<'_>, input: PersonEraseInput) -> Result<ErasedCounts> {
    let tenant = input.tenant_id.parse::<TenantId>().map_err(|_| Error::NotFound)?;
    let reason = text::required("reason", &input.reason, 500)?;
    let whom = Whom::read(input.phone.as_deref(), input.email.as_deref())?;
    if whom.is_named_in(&reason) {
        let message = Bilingual::new(
            "السبب يُحفظ؛ لا تكتب فيه الهاتف أو البريد",
            "The reason is kept; leave phone and e-mail out of it",
        );
        return Err(Error::invalid("reason", ErrorCode::Invalid, message));
    }
    let account = match &whom.email {
        Some(email) => identity::erasure::find_account(app, email).await?,
        None => None,
    };
    // The order is written down before anything is blanked, as whoever gave it may never be left out.
    let task = PlatformTask::ErasePerson(tenant);
    let order = app.db.platform_by(operator.user, operator.request_id, task, Some(&reason)).await?;
    if !store::has_tenant(&order, tenant).await? {
        return Err(Error::NotFound);
    }
    let teams = match (&whom.email, input.with_account) {
        (Some(email), true) => store::list_teams(&order, email, app.clock.now() - GRACE).await?,
        _ => Vec::new(),
    };
    if input.with_account {
        may_go(account.as_ref(), &teams)?;
    }
    order.commit().await?;
    let mut counts = erase_in_books(app, tenant, &whom).await?;
    counts.account = match (&account, input.with_account) {
        (None, _) => ErasedAccount::None,
        (Some(_), false) => ErasedAccount::Left,
        (Some(_), true) => ErasedAccount::Erased,
    };
    if let (Some(email), true) = (&whom.email, input.with_account) {
        for team in &teams {
            counts.memberships += erase_in_team(app, team.tenant, email, account.as_ref()).await?;
        }
        if let Some(account) = &account {
            identity::erasure::erase_account(app, account, operator.request_id).await?;
        }
    }
    Ok(counts)
}

/// An account that a tenant or the platform depends on does not go before somebody else can do its work.
fn may_go(account: Option<&Account>, teams: &[TeamRow]) -> Result<()> {
    if account.is_some_and(|account| account.is_operator) {
        let message = Bilingual::new(
            "هذا الحساب لمشغّل للمنصة؛ اسحب منه ذلك أولًا",
            "This is an operator's account; take that from it first",
        );
        return Err(Error::invalid("withAccount", ErrorCode::NotAvailable, message));
    }
    let owned: Vec<&str> = teams.iter().filter(|team| team.is_last_owner).map(|team| team.slug.as_str()).collect();
    if owned.is_empty() {
        return Ok(());
    }
    let message = Bilingual::new(
        format!("هذا الحساب آخر مالك لـ {}؛ اجعلوا غيره مالكًا أو أغلقوها أولًا", owned.join("، ")),
        format!("This is the last owner of {}; make somebody else an owner, or close it, first", owned.join(", ")),
    );
    Err(Error::invalid("withAccount", ErrorCode::LastOwner, message))
}

/// Everything of theirs that one tenant holds, in one transaction.
async fn erase_in_books(app: &App, tenant: TenantId, whom: &Whom) -> Result<ErasedCounts> {
    let now = app.clock.now();
    let tx = app.db.write(&Scope::job(tenant), Permission::Maintain).await?;
    let (of_orders, mut lines) = orders::service::erase_in(&tx, whom, now).await?;
    let (of_donations, more) = donations::service::erase_in(&tx, whom, now).await?;
    lines.extend(more);
    let (of_pledges, more) = pledges::service::erase_in(&tx, whom, now).await?;
    lines.extend(more);
    let ids: Vec<Uuid> = of_orders.iter().chain(&of_donations).chain(&of_pledges).map(|(id, _)| *id).collect();
    let visits = attribution::service::forget_in(&tx, &ids).await?;
    let letters = notifications::service::forget_in(app, &tx, &ids, whom.email.as_deref()).await?;
    exports::forget_in(&tx).await?;
    // Who is asked to join, or has left; who is of the team goes with the account.
    let left = match &whom.email {
        Some(email) => members::erasure::forget_in(&tx, email, None, now - GRACE).await?,
        None => Vec::new(),
    };
    let counts = ErasedCounts {
        orders: count(of_orders.len() as u64),
        donations: count(of_donations.len() as u64),
        pledges: count(of_pledges.len() as u64),
        visits: count(visits),
        letters: count(letters),
        memberships: count(left.len() as u64),
        account: ErasedAccount::None,
    };
    lines.extend(left);
    finish(tx, lines).await?;
    Ok(counts)
}

/// Their places in one tenant's team.
async fn erase_in_team(app: &App, tenant: TenantId, email: &str, account: Option<&Account>) -> Result<i32> {
    let tx = app.db.write(&Scope::job(tenant), Permission::Maintain).await?;
    let user = account.map(|account| account.user);
    let lines = match members::erasure::forget_in(&tx, email, user, app.clock.now() - GRACE).await {
        // Their colleague has left the team meanwhile.
        Err(Error::Invalid(mut refusals)) => {
            refusals.iter_mut().for_each(|refusal| refusal.field = vec!["withAccount".to_owned()]);
            return Err(Error::Invalid(refusals));
        }
        lines => lines?,
    };
    notifications::service::forget_in(app, &tx, &[], Some(email)).await?;
    let places = count(lines.len() as u64);
    finish(tx, lines).await?;
    Ok(places)
}

/// Commits with a line for each thing that was blanked; a letter's delivery is its own line.
async fn finish(tx: TenantTx, lines: Vec<Audit>) -> Result<()> {
    if lines.is_empty() {
        return tx.commit_unaudited(Unaudited::Delivery).await;
    }
    let recorded = tx.record_all(lines).await?;
    tx.commit_recorded(recorded).await
}
