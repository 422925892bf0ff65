//! Signing in: a password, and the code of a second factor where one is asked for.
//!
//! A log-in that waits for its code is a row, minutes long, with few tries; its bearer holds a random text that is good for
//! one answer.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use entity::ids::SessionId;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    caller::Caller,
    errors::told,
    factor::{self, Judged},
    pace::{self, Guess},
    rules,
    sessions::{self, Entry, SecondFactor, SignedIn},
    store::{
        self,
        factors::{self as rows, WaitingChallenge},
    },
};
use crate::{
    app::App,
    kernel::{
        db::IdentityTx,
        error::{Error, Result},
    },
    ports::identity::provider::{Challenge, LogIn, Proof, Refusal, Step},
};

/// How long a log-in waits for its code.
const CHALLENGE_LIFE: TimeDelta = TimeDelta::minutes(5);
/// Wrong codes after which it waits no longer.
const MOST_TRIES: i32 = 5;
/// What a waiting log-in's state is sealed for.
const STATE: &str = "challenge";

#[derive(Serialize, Deserialize)]
struct State {
    session: SessionId,
    email: String,
    state: String,
}

/// Signs in with a password. A wrong password and an unknown address get the same answer after the same work.
///
/// # Errors
/// `BAD_INPUT` beside `email` or `password`; `RATE_LIMITED`; `UNAUTHENTICATED`; `UNAVAILABLE`.
pub async fn log_in(app: &App, email: &str, password: &SecretString, caller: Caller<'_>) -> Result<Entry> {
    let email = rules::email("email", email)?;
    rules::given_password("password", password.expose_secret())?;
    pace::admit(app, Guess::Password, caller, &email).await?;
    let session = SessionId::generate();
    let began = app.clock.now();
    let step = match app.identity.log_in(&LogIn { email: &email, password, session }).await {
        Err(Refusal::Unconfirmed) => return Ok(Entry::Unconfirmed),
        Err(refusal) => {
            if matches!(refusal, Refusal::Credentials) {
                metrics::counter!("sadu_login_refused_total").increment(1);
            }
            return Err(told(refusal, ""));
        }
        Ok(step) => step,
    };
    pace::forgive(app, Guess::Password, &email).await;
    match step {
        Step::LoggedIn(logged_in) => {
            let factor = SecondFactor::NotAsked(began);
            sessions::enter(app, *logged_in, session, caller, factor).await.map(Entry::In)
        }
        Step::Challenge(challenge) => ask(app, challenge).await.map(Entry::Challenge),
    }
}

/// Lets a log-in wait for its code; returns what has to come with the answer.
async fn ask(app: &App, challenge: Challenge) -> Result<SecretString> {
    let (id, secret, now) = (Uuid::now_v7(), rand::random::<[u8; 32]>(), app.clock.now());
    let state =
        State { session: challenge.session, email: challenge.email, state: challenge.state.expose_secret().to_owned() };
    let tx = app.db.identity().await?;
    let person = store::find_person_by_email(&tx, &app.identity.facts().issuer, &state.email).await?;
    let new = WaitingChallenge {
        user_id: person.map(|person| person.id),
        secret_hash: Sha256::digest(secret).to_vec(),
        state: app.sealer.seal(STATE, id, &state)?,
        tries: 0,
        expires_at: now + CHALLENGE_LIFE,
    };
    rows::insert_challenge(&tx, id, new, now).await?;
    tx.commit().await?;
    Ok(URL_SAFE_NO_PAD.encode([id.as_bytes().as_slice(), &secret].concat()).into())
}

/// Goes on with a log-in that waits for a code: an authenticator's, or one for recovery.
///
/// # Errors
/// `BAD_INPUT` beside `code`; `RATE_LIMITED`; `UNAUTHENTICATED` when it waits no longer; `UNAVAILABLE`.
pub async fn answer(app: &App, challenge: &str, code: &str, caller: Caller<'_>) -> Result<SignedIn> {
    let code = rules::code("code", code)?;
    pace::admit_address(app, Guess::Factor, caller).await?;
    let (id, secret) = read(challenge).ok_or(over())?;
    let email = {
        let tx = app.db.identity().await?;
        let (_, state) = waiting(app, &tx, id, &secret).await?;
        state.email
    };
    pace::admit_account(app, Guess::Factor, &email, caller.pace).await?;
    let tx = app.db.identity().await?;
    let (row, state) = waiting(app, &tx, id, &secret).await?;
    let judged = match row.user_id {
        Some(user) => factor::judge_in(app, &tx, user, &code, caller.request_id).await?,
        None => Judged::Unknown,
    };
    match judged {
        Judged::Wrong => {
            rows::count_try(&tx, id).await?;
            tx.commit().await?;
            return Err(rules::wrong_code("code"));
        }
        // Used up before the provider is asked, so that it is answered once.
        Judged::Authenticator(_) | Judged::Recovery(_) => rows::delete_challenge(&tx, id).await?,
        Judged::Unknown => rows::count_try(&tx, id).await?,
    }
    tx.commit().await?;
    let proof = match &judged {
        Judged::Authenticator(secret) => Proof::Authenticator { code: &code, secret: Some(secret) },
        Judged::Recovery(secret) => Proof::Recovery { secret },
        _ => Proof::Authenticator { code: &code, secret: None },
    };
    let asked = Challenge { session: state.session, email: state.email, state: state.state.into() };
    let logged_in = app.identity.answer_mfa(&asked, proof).await.map_err(|refusal| told(refusal, "code"))?;
    pace::forgive(app, Guess::Factor, &email).await;
    sessions::enter(app, logged_in, asked.session, caller, SecondFactor::Shown).await
}

fn over() -> Error {
    Error::Unauthenticated("the log-in waits for no code")
}

fn read(text: &str) -> Option<(Uuid, Vec<u8>)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == 48)?;
    let (id, secret) = bytes.split_first_chunk::<16>()?;
    Some((Uuid::from_bytes(*id), secret.to_vec()))
}

async fn waiting(app: &App, tx: &IdentityTx, id: Uuid, secret: &[u8]) -> Result<(WaitingChallenge, State)> {
    let hash = Sha256::digest(secret).to_vec();
    let now = app.clock.now();
    let row = rows::lock_challenge(tx, id)
        .await?
        .filter(|row| row.secret_hash == hash && now < row.expires_at && row.tries < MOST_TRIES)
        .ok_or(over())?;
    let state = app.sealer.open(STATE, id, &row.state).ok_or(over())?;
    Ok((row, state))
}
