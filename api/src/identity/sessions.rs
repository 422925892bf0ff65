//! Staying signed in and signing out. A session is one log-in on one device; its refresh tokens follow each other,
//! one generation at each use. It is ours whoever keeps the passwords.

use chrono::{DateTime, Utc};
use entity::ids::{SessionId, UserId};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{
    caller::Caller,
    errors::told,
    factor, rules,
    rules::Turn,
    store::{
        self,
        sessions::{self as rows, NewSession, Session},
    },
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::{IdentityTx, OnBehalf},
        error::{Error, Result},
    },
    ports::identity::{
        check::Bearer,
        provider::{Access, Grant, LoggedIn, Refusal, Renewed},
        refresh::{Presented, RefreshTokens, SALT_BYTES},
    },
};

/// What a provider's grant is sealed for.
const GRANT: &str = "session grant";

/// What a signed-in device gets.
#[derive(Debug)]
pub struct SignedIn {
    /// Who signed in.
    pub user: UserId,
    /// For `Authorization`.
    pub access_token: SecretString,
    /// When the access token ends.
    pub access_until: DateTime<Utc>,
    /// For the cookie; good for one use.
    pub refresh_token: SecretString,
    /// When the refresh token is worth nothing any more.
    pub refresh_until: DateTime<Utc>,
}

/// Where a right password, code or confirmation leads.
#[derive(Debug)]
pub enum Entry {
    /// In.
    In(SignedIn),
    /// To the question for a second factor; the text goes with its answer.
    Challenge(SecretString),
    /// To the confirmation of the address, which is still missing.
    Unconfirmed,
    /// The address is confirmed; the person has yet to sign in.
    Confirmed,
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedBy {
    /// Its person signed out on it.
    Logout,
    /// One of its tokens came twice.
    Reuse,
    /// Its person ended it from elsewhere.
    Revoked,
    /// The password was changed.
    Password,
    /// The provider's own session is over.
    Provider,
}

impl EndedBy {
    fn name(self) -> &'static str {
        match self {
            Self::Logout => "logout",
            Self::Reuse => "reuse",
            Self::Revoked => "revoked",
            Self::Password => "password",
            Self::Provider => "provider",
        }
    }
}

/// Whether a log-in was asked for a second factor.
#[derive(Debug, Clone, Copy)]
pub(super) enum SecondFactor {
    /// It was, and had it.
    Shown,
    /// The provider asked for none when the log-in began at this instant.
    NotAsked(DateTime<Utc>),
}

/// Begins the session of somebody the provider has let in. If a provider asks for no second factor any more, what we remember
/// of one is forgotten, so that nobody counts on it; one that was switched on while the log-in was under way stays.
pub(super) async fn enter(
    app: &App,
    logged_in: LoggedIn,
    session: SessionId,
    caller: Caller<'_>,
    factor: SecondFactor,
) -> Result<SignedIn> {
    let LoggedIn { account, access, refresh } = logged_in;
    let now = app.clock.now();
    let tx = app.db.identity().await?;
    let user = store::ensure_vouched(&tx, &app.identity.facts().issuer, &account, now)
        .await?
        .ok_or(Error::Unauthenticated("this address belongs to another account"))?;
    if let SecondFactor::NotAsked(began) = factor {
        factor::forget_in(&tx, user, began, now, caller.request_id).await?;
    }
    rows::delete_sessions_over_before(&tx, user, now - rules::WHOLE_LIFE).await?;
    let new = NewSession {
        id: session,
        user,
        salt: rand::random::<[u8; SALT_BYTES]>().to_vec(),
        device: rules::device(caller.device),
        mark: access.mark,
        grant: sealed(app, session, refresh.as_ref())?,
        began: now,
        expires: rules::expiry(now, now),
    };
    let signed_in = SignedIn {
        user,
        access_token: access.token,
        access_until: access.expires_at,
        refresh_token: app.refresh.token(session, 1, &new.salt)?,
        refresh_until: new.expires,
    };
    rows::insert_session(&tx, new).await?;
    let audit = Audit::created(
        "session.started",
        "session",
        session.0,
        json!({ "second_factor": matches!(factor, SecondFactor::Shown) }),
    );
    tx.record(OnBehalf::Person(user), audit, Some(caller.request_id)).await?;
    tx.commit().await?;
    Ok(signed_in)
}

fn sealed(app: &App, session: SessionId, grant: Option<&SecretString>) -> Result<Option<Vec<u8>>> {
    grant.map(|grant| app.sealer.seal(GRANT, session.0, &grant.expose_secret())).transpose()
}

/// Gives a new access token and the refresh token's successor. A token replaced more than a moment ago ends its session:
/// either its bearer or whoever used it first has stolen it. Works without Redis.
///
/// # Errors
/// `UNAUTHENTICATED`; `UNAVAILABLE` when the database or the provider is away; the token is then good for another try.
pub async fn refresh(app: &App, token: &str, request_id: &str) -> Result<SignedIn> {
    let presented = RefreshTokens::read(token).ok_or(Error::Unauthenticated("this is no refresh token"))?;
    let session = {
        let tx = app.db.identity().await?;
        genuine(app, &presented, rows::find_session(&tx, presented.session).await?)?
    };
    // The provider is asked before the token is spent, and outside of any transaction.
    let renewed = match rules::turn(session.state(), presented.generation, app.clock.now()) {
        Turn::Rotate | Turn::Repeat => Some(renew(app, &session, request_id).await?),
        Turn::Reuse | Turn::Over => None,
    };
    let now = app.clock.now();
    let tx = app.db.identity().await?;
    let session = genuine(app, &presented, rows::lock_session(&tx, presented.session).await?)?;
    match (rules::turn(session.state(), presented.generation, now), renewed) {
        (Turn::Rotate, Some(renewed)) => {
            let (next, until) = (presented.generation.saturating_add(1), rules::expiry(session.created_at, now));
            rows::set_generation(&tx, session.id, next, now, until).await?;
            if let Some(grant) = sealed(app, session.id, renewed.refresh.as_ref())? {
                rows::set_grant(&tx, session.id, grant).await?;
            }
            let signed_in = signed_in(app, &session, next, until, renewed.access)?;
            tx.commit().await?;
            Ok(signed_in)
        }
        (Turn::Repeat, Some(renewed)) => {
            signed_in(app, &session, session.generation, session.expires_at, renewed.access)
        }
        (Turn::Reuse, _) => {
            tracing::warn!(request_id, session = %session.id, "a refresh token was used again; its session is ended");
            metrics::counter!("sadu_refresh_reused_total").increment(1);
            end_in(&tx, &session, EndedBy::Reuse, now, request_id).await?;
            tx.commit().await?;
            forget(app, &session).await;
            Err(Error::Unauthenticated("the refresh token was used before"))
        }
        _ => Err(Error::Unauthenticated("the session is over")),
    }
}

fn genuine(app: &App, presented: &Presented, found: Option<Session>) -> Result<Session> {
    found
        .filter(|session| app.refresh.is_genuine(presented, &session.salt))
        .ok_or(Error::Unauthenticated("the refresh token does not stand"))
}

async fn renew(app: &App, session: &Session, request_id: &str) -> Result<Renewed> {
    let grant: Option<SecretString> = session
        .provider_grant
        .as_deref()
        .and_then(|sealed| app.sealer.open::<String>(GRANT, session.id.0, sealed))
        .map(SecretString::from);
    let asked =
        Grant { session: session.id, subject: &session.subject, email: &session.email, refresh: grant.as_ref() };
    match app.identity.refresh(&asked).await {
        Err(Refusal::Over) => {
            end_one(app, session.id, EndedBy::Provider, request_id).await?;
            Err(Error::Unauthenticated("the session is over"))
        }
        other => other.map_err(|refusal| told(refusal, "")),
    }
}

fn signed_in(app: &App, session: &Session, generation: i32, until: DateTime<Utc>, access: Access) -> Result<SignedIn> {
    Ok(SignedIn {
        user: session.user_id,
        access_token: access.token,
        access_until: access.expires_at,
        refresh_token: app.refresh.token(session.id, generation, &session.salt)?,
        refresh_until: until,
    })
}

/// Ends the session a token belongs to, whichever of its generations it is. What is no token of ours ends nothing.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn log_out(app: &App, token: &str, request_id: &str) -> Result<Option<UserId>> {
    let Some(presented) = RefreshTokens::read(token) else { return Ok(None) };
    let tx = app.db.identity().await?;
    let Ok(session) = genuine(app, &presented, rows::lock_session(&tx, presented.session).await?) else {
        return Ok(None);
    };
    if session.ended_at.is_none() {
        end_in(&tx, &session, EndedBy::Logout, app.clock.now(), request_id).await?;
        tx.commit().await?;
        forget(app, &session).await;
    }
    Ok(Some(session.user_id))
}

/// Ends a session that is not over; false if it is, or there is none.
async fn end_one(app: &App, id: SessionId, by: EndedBy, request_id: &str) -> Result<bool> {
    let tx = app.db.identity().await?;
    let found = rows::lock_session(&tx, id).await?;
    let Some(session) = found.filter(|session| session.ended_at.is_none()) else { return Ok(false) };
    end_in(&tx, &session, by, app.clock.now(), request_id).await?;
    tx.commit().await?;
    forget(app, &session).await;
    Ok(true)
}

/// Ends one of a person's own sessions; false if they have none of this id.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn revoke(app: &App, user: UserId, id: SessionId, request_id: &str) -> Result<bool> {
    let tx = app.db.identity().await?;
    let now = app.clock.now();
    let Some(session) = rows::lock_live_sessions(&tx, user, now).await?.into_iter().find(|one| one.id == id) else {
        return Ok(false);
    };
    end_in(&tx, &session, EndedBy::Revoked, now, request_id).await?;
    tx.commit().await?;
    forget(app, &session).await;
    Ok(true)
}

/// Ends all of a person's sessions but the one whose tokens bear `but`; returns how many.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn end_all(app: &App, user: UserId, by: EndedBy, but: Option<&str>, request_id: &str) -> Result<usize> {
    let tx = app.db.identity().await?;
    let now = app.clock.now();
    let mut ended = rows::lock_live_sessions(&tx, user, now).await?;
    ended.retain(|session| but.is_none() || session.mark.as_deref() != but);
    for session in &ended {
        end_in(&tx, session, by, now, request_id).await?;
    }
    if by == EndedBy::Password {
        // A log-in that waits for its code has shown the password from before.
        store::factors::delete_challenges_of(&tx, user).await?;
    }
    tx.commit().await?;
    for session in &ended {
        forget(app, session).await;
    }
    Ok(ended.len())
}

async fn end_in(tx: &IdentityTx, session: &Session, by: EndedBy, now: DateTime<Utc>, request_id: &str) -> Result<()> {
    rows::set_ended(tx, session.id, by.name(), now).await?;
    let before = json!({ "generation": session.generation });
    let audit = Audit::changed("session.ended", "session", session.id.0, before, json!({ "by": by.name() }));
    tx.record(OnBehalf::Person(session.user_id), audit, Some(request_id)).await
}

/// Access tokens of an ended session stand no longer here; in other processes they do for as long as they remember.
async fn forget(app: &App, session: &Session) {
    let bearer =
        Bearer { issuer: session.issuer.clone(), subject: session.subject.clone(), mark: session.mark.clone() };
    app.people.invalidate(&bearer).await;
}
