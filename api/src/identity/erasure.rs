//! Taking an account away for good: the person stays as a row that others point at, without anything of theirs.

use entity::ids::UserId;
use serde_json::json;

use super::{errors::told, store};
use crate::{
    app::App,
    kernel::{audit::Audit, db::OnBehalf, error::Result},
    notifications,
    ports::identity::provider::Who,
};

/// The account of an address.
#[derive(Debug, Clone)]
pub struct Account {
    /// Whose.
    pub user: UserId,
    /// Whether they keep the platform.
    pub is_operator: bool,
    subject: String,
    email: String,
}

/// The account with this address, if there is one.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_account(app: &App, email: &str) -> Result<Option<Account>> {
    let tx = app.db.identity().await?;
    let person = store::find_person_by_email(&tx, &app.identity.facts().issuer, email).await?;
    Ok(person.map(|person| Account {
        user: person.id,
        is_operator: person.is_platform_operator,
        subject: person.subject,
        email: person.email,
    }))
}

/// Takes an account away: at whoever keeps its password first, so that nobody signs in by it meanwhile, then here. Done
/// twice, it is done.
///
/// # Errors
/// `RATE_LIMITED` and `UNAVAILABLE` when the provider is; `UNAVAILABLE` when the database is away.
pub async fn erase_account(app: &App, account: &Account, request_id: &str) -> Result<()> {
    let who = Who { subject: &account.subject, email: &account.email, access: None };
    app.identity.remove(&who).await.map_err(|refusal| told(refusal, "email"))?;
    let tx = app.db.identity().await?;
    store::delete_belongings(&tx, account.user, &account.email).await?;
    store::set_erased(&tx, account.user, app.clock.now()).await?;
    notifications::service::forget_person_in(app, &tx, &account.email).await?;
    let audit = Audit::created("account.erased", "user", account.user.0, json!({}));
    tx.record(OnBehalf::System, audit, Some(request_id)).await?;
    tx.commit().await?;
    app.people.invalidate_all();
    Ok(())
}
