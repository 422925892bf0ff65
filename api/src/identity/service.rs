//! Who a request's bearer token speaks for, what is known of a person, and what the operator's command line changes.

use entity::ids::UserId;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

pub use super::store::{Person, sessions::Device};
use super::{
    caller::Caller,
    errors::told,
    pace::{self, Guess},
    rules,
    sessions::{self, EndedBy},
    store,
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::OnBehalf,
        error::{Error, ErrorCode, Result},
        text::{Bilingual, Locale},
    },
    ports::identity::provider::{Refusal, Who},
};

/// The person behind a bearer token whose session is not over.
///
/// # Errors
/// `UNAUTHENTICATED`; `UNAVAILABLE` when the database is away.
pub async fn authenticate(app: &App, token: &str) -> Result<UserId> {
    let bearer = app.check.check(token, app.clock.now()).await?;
    if let Some(user) = app.people.get(&bearer).await {
        return Ok(user);
    }
    let tx = app.db.identity().await?;
    let user = store::find_by_bearer(&tx, &bearer)
        .await?
        .ok_or(Error::Unauthenticated("nobody has this account, or the session is over"))?;
    drop(tx);
    app.people.insert(bearer, user).await;
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

/// Changes what a person tells about themselves.
///
/// # Errors
/// `BAD_INPUT` beside `name`; `NOT_FOUND`; `UNAVAILABLE` when the database is away.
pub async fn update_profile(
    app: &App,
    user: UserId,
    name: Option<&str>,
    locale: Option<Locale>,
    request_id: &str,
) -> Result<Person> {
    let name = name.map(|name| rules::name("input.name", Some(name))).transpose()?;
    let tx = app.db.identity().await?;
    let mut person = store::find_person(&tx, user).await?.ok_or(Error::NotFound)?;
    let changed: Vec<&str> = [
        ("name", name.as_ref().is_some_and(|name| *name != person.name)),
        ("locale", locale.is_some_and(|locale| locale.tag() != person.locale)),
    ]
    .into_iter()
    .filter_map(|(field, has_changed)| has_changed.then_some(field))
    .collect();
    if changed.is_empty() {
        return Ok(person);
    }
    person.name = name.unwrap_or(person.name);
    let locale = locale.or(Locale::from_tag(&person.locale)).unwrap_or_default();
    person.locale = locale.tag().to_owned();
    store::set_profile(&tx, user, &person.name, locale, app.clock.now()).await?;
    // Which fields, not what stands in them.
    let audit = Audit::created("profile.updated", "user", user.0, json!({ "changed": changed }));
    tx.record(OnBehalf::Person(user), audit, Some(request_id)).await?;
    tx.commit().await?;
    Ok(person)
}

/// Changes a person's password by the present one, and ends their other sessions.
///
/// # Errors
/// `BAD_INPUT` beside `input.current` or `input.next`; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn change_password(
    app: &App,
    user: UserId,
    access: &SecretString,
    current: &SecretString,
    next: &SecretString,
    caller: Caller<'_>,
) -> Result<()> {
    let person = person(app, user).await?;
    rules::given_password("input.current", current.expose_secret())?;
    rules::new_password("input.next", next.expose_secret(), &person.email)?;
    pace::admit_account(app, Guess::Password, &person.email, caller.pace).await?;
    let who = Who { subject: &person.subject, email: &person.email, access: Some(access) };
    match app.identity.change_password(&who, current, next).await {
        Ok(()) => {}
        Err(Refusal::Credentials) => {
            let message = Bilingual::new("كلمة المرور الحالية غير صحيحة", "The present password is wrong");
            return Err(Error::invalid("input.current", ErrorCode::Invalid, message));
        }
        Err(refusal) => return Err(told(refusal, "input.next")),
    }
    pace::forgive(app, Guess::Password, &person.email).await;
    let mark = mark_of(app, access).await?;
    sessions::end_all(app, user, EndedBy::Password, mark.as_deref(), caller.request_id).await.map(|_| ())
}

/// A person's sessions that are not over, the last used first, and the mark of the one that `access` belongs to.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn devices(app: &App, user: UserId, access: &SecretString) -> Result<(Vec<Device>, Option<String>)> {
    let mark = mark_of(app, access).await?;
    let tx = app.db.identity().await?;
    Ok((store::sessions::list_live(&tx, user, app.clock.now()).await?, mark))
}

/// Ends a person's sessions but the one that `access` belongs to; returns how many.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn revoke_others(app: &App, user: UserId, access: &SecretString, request_id: &str) -> Result<usize> {
    let mark = mark_of(app, access).await?;
    sessions::end_all(app, user, EndedBy::Revoked, mark.as_deref(), request_id).await
}

async fn mark_of(app: &App, access: &SecretString) -> Result<Option<String>> {
    Ok(app.check.check(access.expose_secret(), app.clock.now()).await?.mark)
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
