//! Who a request's bearer token speaks for, what is known of a person, and what the operator's command line changes.

use entity::ids::UserId;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

pub use super::store::Person;
use super::{rules, store};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::OnBehalf,
        error::{Error, Result},
        text::Locale,
    },
};

/// The person behind a bearer token.
///
/// # Errors
/// `UNAUTHENTICATED`; `UNAVAILABLE` when the database is away.
pub async fn authenticate(app: &App, token: &str) -> Result<UserId> {
    let claims = app.tokens.check(token)?;
    let key = (claims.iss, claims.sub);
    if let Some(user) = app.people.get(&key).await {
        return Ok(user);
    }
    let tx = app.db.identity().await?;
    let user =
        store::find_by_subject(&tx, &key.0, &key.1).await?.ok_or(Error::Unauthenticated("nobody has this account"))?;
    app.people.insert(key, user).await;
    Ok(user)
}

/// What a person has told about themselves.
///
/// # Errors
/// `NOT_FOUND`; `UNAVAILABLE` when the database is away.
pub async fn person(app: &App, user: UserId) -> Result<Person> {
    let tx = app.db.identity().await?;
    store::find_person(&tx, user).await?.ok_or(Error::NotFound)
}

/// An access token for the person with this address, for development and tests only.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN` outside development.
pub async fn token_for(app: &App, email: &str) -> Result<String> {
    if !app.config.dev {
        return Err(Error::Forbidden);
    }
    let tx = app.db.identity().await?;
    let subject = store::find_subject(&tx, email).await?.ok_or(Error::NotFound)?;
    app.tokens.access(&subject, app.clock.now())
}

/// Makes a person with a confirmed address, or finds the one who has it. For the seed and tests.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn ensure_person(app: &App, email: &str, name: &str, locale: Locale) -> Result<UserId> {
    let tx = app.db.identity().await?;
    let user = store::insert_or_find(&tx, &app.config.base_url, email, name, locale.tag()).await?;
    tx.commit().await?;
    Ok(user)
}

/// Gives a person without a password this one; one they have stays. For the demo and tests.
///
/// # Errors
/// `FORBIDDEN` outside development; `NOT_FOUND`; `BAD_INPUT` beside `password` for a weak one; `UNAVAILABLE`.
pub async fn ensure_password(app: &App, user: UserId, password: &SecretString) -> Result<()> {
    if !app.config.dev {
        return Err(Error::Forbidden);
    }
    {
        let tx = app.db.identity().await?;
        let person = store::find_person(&tx, user).await?.ok_or(Error::NotFound)?;
        if store::has_password(&tx, user).await? {
            return Ok(());
        }
        rules::new_password("password", password.expose_secret(), &person.email)?;
    }
    let hash = app.passwords.hash(password).await?;
    let tx = app.db.identity().await?;
    if store::insert_password(&tx, user, &hash).await? {
        tx.record(OnBehalf::System, Audit::created("password.set", "user", user.0, json!({})), None).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Makes a person an operator of the platform, or no longer one. False if it was so already.
///
/// # Errors
/// `NOT_FOUND`; `UNAVAILABLE` when the database is away.
pub async fn set_operator(app: &App, email: &str, is_operator: bool) -> Result<bool> {
    let tx = app.db.identity().await?;
    let (user, was) = store::lock_operator_flag(&tx, email).await?.ok_or(Error::NotFound)?;
    if was == is_operator {
        return Ok(false);
    }
    store::set_operator_flag(&tx, user, is_operator).await?;
    let action = if is_operator { "operator.granted" } else { "operator.revoked" };
    let audit = Audit::changed(action, "user", user.0, json!({ "operator": was }), json!({ "operator": is_operator }));
    tx.record(OnBehalf::System, audit, None).await?;
    tx.commit().await?;
    Ok(true)
}
