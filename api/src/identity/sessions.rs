//! Signing in, staying signed in, signing out. A session is one log-in on one device; its refresh tokens follow each other,
//! one generation at each use.

use chrono::{DateTime, Utc};
use entity::ids::{SessionId, UserId};
use secrecy::SecretString;
use serde_json::json;

use super::{
    pace, rules,
    rules::Turn,
    store::{self, NewSession, Session},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::{IdentityTx, OnBehalf},
        error::{Error, Result},
    },
    ports::identity::refresh::{RefreshTokens, SALT_BYTES},
};

/// Where a request to sign in comes from.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// Address behind the trusted proxies.
    pub address: &'a str,
    /// What the browser calls itself; kept to be shown in the list of sessions.
    pub device: &'a str,
    /// As in `x-request-id`.
    pub request_id: &'a str,
}

/// What a signed-in device gets.
#[derive(Debug)]
pub struct SignedIn {
    /// Who signed in.
    pub user: UserId,
    /// For `Authorization`, good for 15 minutes.
    pub access_token: SecretString,
    /// For the cookie; good for one use.
    pub refresh_token: SecretString,
    /// When the refresh token is worth nothing any more.
    pub refresh_until: DateTime<Utc>,
}

/// Signs in with a password. A wrong password and an unknown address get the same answer after the same work.
///
/// # Errors
/// `BAD_INPUT` beside `email` or `password`; `RATE_LIMITED`; `UNAUTHENTICATED`; `UNAVAILABLE`.
pub async fn log_in(app: &App, email: &str, password: &SecretString, caller: Caller<'_>) -> Result<SignedIn> {
    pace::admit(app, caller.address, email).await?;
    let account = {
        let tx = app.db.identity().await?;
        store::find_account(&tx, &app.config.base_url, email).await?
    };
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let fits = app.passwords.verify(password, hash).await?;
    let Some(account) = account.filter(|_| fits) else {
        metrics::counter!("sadu_login_refused_total").increment(1);
        return Err(Error::Unauthenticated("wrong address or password"));
    };
    pace::forgive(app, email).await;
    let now = app.clock.now();
    let session = NewSession {
        id: SessionId::generate(),
        user: account.user,
        salt: rand::random::<[u8; SALT_BYTES]>().to_vec(),
        device: rules::device(caller.device),
        began: now,
        expires: rules::expiry(now, now),
    };
    let signed_in = SignedIn {
        user: account.user,
        access_token: app.tokens.access(&account.subject, now)?.into(),
        refresh_token: app.refresh.token(session.id, 1, &session.salt)?,
        refresh_until: session.expires,
    };
    let tx = app.db.identity().await?;
    store::delete_sessions_over_before(&tx, account.user, now - rules::WHOLE_LIFE).await?;
    let audit = Audit::created("session.started", "session", session.id.0, json!({}));
    store::insert_session(&tx, session).await?;
    tx.record(OnBehalf::Person(account.user), audit, Some(caller.request_id)).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Checks what was typed before [`log_in`] does anything with it; the address comes back as it is compared.
///
/// # Errors
/// `BAD_INPUT` beside `email` or `password`.
pub fn check_input(email: &str, password: &str) -> Result<String> {
    let email = rules::email("email", email)?;
    rules::given_password("password", password)?;
    Ok(email)
}

/// Gives a new access token and the refresh token's successor. A token replaced more than a moment ago ends its session:
/// either its bearer or whoever used it first has stolen it. Works without Redis.
///
/// # Errors
/// `UNAUTHENTICATED`; `UNAVAILABLE` when the database is away.
pub async fn refresh(app: &App, token: &str, request_id: &str) -> Result<SignedIn> {
    let presented = RefreshTokens::read(token).ok_or(Error::Unauthenticated("this is no refresh token"))?;
    let now = app.clock.now();
    let tx = app.db.identity().await?;
    let session = store::lock_session(&tx, presented.session)
        .await?
        .filter(|session| app.refresh.is_genuine(&presented, &session.salt))
        .ok_or(Error::Unauthenticated("the refresh token does not stand"))?;
    match rules::turn(session.state(), presented.generation, now) {
        Turn::Rotate => {
            let (next, until) = (presented.generation.saturating_add(1), rules::expiry(session.created_at, now));
            store::set_generation(&tx, session.id, next, now, until).await?;
            let signed_in = signed_in(app, &session, next, until, now)?;
            tx.commit().await?;
            Ok(signed_in)
        }
        Turn::Repeat => signed_in(app, &session, session.generation, session.expires_at, now),
        Turn::Reuse => {
            tracing::warn!(request_id, session = %session.id, "a refresh token was used again; its session is ended");
            metrics::counter!("sadu_refresh_reused_total").increment(1);
            end(tx, &session, "reuse", now, request_id).await?;
            Err(Error::Unauthenticated("the refresh token was used before"))
        }
        Turn::Over => Err(Error::Unauthenticated("the session is over")),
    }
}

/// Ends the session a token belongs to, whichever of its generations it is. What is no token of ours ends nothing.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn log_out(app: &App, token: &str, request_id: &str) -> Result<Option<UserId>> {
    let Some(presented) = RefreshTokens::read(token) else { return Ok(None) };
    let tx = app.db.identity().await?;
    let found = store::lock_session(&tx, presented.session).await?;
    let Some(session) = found.filter(|session| app.refresh.is_genuine(&presented, &session.salt)) else {
        return Ok(None);
    };
    if session.ended_at.is_none() {
        end(tx, &session, "logout", app.clock.now(), request_id).await?;
    }
    Ok(Some(session.user_id))
}

async fn end(tx: IdentityTx, session: &Session, by: &'static str, now: DateTime<Utc>, request_id: &str) -> Result<()> {
    store::set_ended(&tx, session.id, by, now).await?;
    let before = json!({ "generation": session.generation });
    let audit = Audit::changed("session.ended", "session", session.id.0, before, json!({ "by": by }));
    tx.record(OnBehalf::Person(session.user_id), audit, Some(request_id)).await?;
    tx.commit().await
}

fn signed_in(
    app: &App,
    session: &Session,
    generation: i32,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<SignedIn> {
    Ok(SignedIn {
        user: session.user_id,
        access_token: app.tokens.access(&session.subject, now)?.into(),
        refresh_token: app.refresh.token(session.id, generation, &session.salt)?,
        refresh_until: until,
    })
}
