//! Who a request's bearer token speaks for.

use entity::ids::UserId;

use super::store;
use crate::{
    app::App,
    kernel::{
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
