//! An account's way from sign-up to a lost password. Whoever asks from outside learns neither by word nor by time whether
//! somebody has an address: that is told in a letter alone.

use entity::ids::SessionId;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep_until};

use super::{
    caller::Caller,
    errors::told,
    letters,
    pace::{self, Guess},
    rules,
    sessions::{self, EndedBy, Entry, SecondFactor},
    store,
};
use crate::{
    app::App,
    kernel::{error::Result, text::Locale},
    ports::identity::provider::{SignUp, Who},
};

/// What somebody types to sign up, as they typed it.
#[derive(Debug)]
pub struct NewAccount<'a> {
    /// Address.
    pub email: &'a str,
    /// Password.
    pub password: &'a SecretString,
    /// Full name; may be left out.
    pub name: Option<&'a str>,
    /// Language of letters and of the app.
    pub locale: Locale,
}

/// Begins an account and queues the letter with its code. The same answer for every address.
///
/// # Errors
/// `BAD_INPUT` beside `email`, `password`, `name`; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn sign_up(app: &App, new: NewAccount<'_>, caller: Caller<'_>) -> Result<()> {
    let email = rules::email("email", new.email)?;
    rules::new_password("password", new.password.expose_secret(), &email)?;
    let name = rules::name("name", new.name)?;
    pace::admit(app, Guess::Letter, caller, &email).await?;
    evenly(async {
        let wanted = SignUp { email: &email, password: new.password, name: &name, locale: new.locale };
        let letter = app.identity.sign_up(&wanted).await.map_err(|refusal| told(refusal, "password"))?;
        letters::post(app, letter).await
    })
    .await
}

/// Queues another letter with a code for an address that waits for its confirmation. The same answer for every address.
///
/// # Errors
/// `BAD_INPUT` beside `email`; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn resend(app: &App, email: &str, caller: Caller<'_>) -> Result<()> {
    let email = rules::email("email", email)?;
    pace::admit(app, Guess::Letter, caller, &email).await?;
    evenly(async {
        let letter = app.identity.resend(&email).await.map_err(|refusal| told(refusal, "email"))?;
        letters::post(app, letter).await
    })
    .await
}

/// Confirms an address by the code of its letter; lets the person in where the provider can.
///
/// # Errors
/// `BAD_INPUT` beside `email` or `code`; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn confirm(app: &App, email: &str, code: &str, caller: Caller<'_>) -> Result<Entry> {
    let (email, code) = (rules::email("email", email)?, rules::code("code", code)?);
    pace::admit(app, Guess::Code, caller, &email).await?;
    evenly(async {
        let session = SessionId::generate();
        let factor = SecondFactor::NotAsked(app.clock.now());
        let confirmed = app.identity.confirm(&email, &code, session).await.map_err(|refusal| told(refusal, "code"))?;
        pace::forgive(app, Guess::Code, &email).await;
        pace::forgive(app, Guess::Letter, &email).await;
        match confirmed {
            Some(logged_in) => sessions::enter(app, logged_in, session, caller, factor).await.map(Entry::In),
            None => Ok(Entry::Confirmed),
        }
    })
    .await
}

/// Queues a letter with a code that allows a new password, if somebody has this address. The same answer for every address.
///
/// # Errors
/// `BAD_INPUT` beside `email`; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn forgot(app: &App, email: &str, caller: Caller<'_>) -> Result<()> {
    let email = rules::email("email", email)?;
    pace::admit(app, Guess::Letter, caller, &email).await?;
    evenly(async {
        let letter = app.identity.forgot(&email).await.map_err(|refusal| told(refusal, "email"))?;
        letters::post(app, letter).await
    })
    .await
}

/// Sets a new password by the code of a letter, and ends every session of the account.
///
/// # Errors
/// `BAD_INPUT` beside `email`, `code`, `password`; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn reset(app: &App, email: &str, code: &str, password: &SecretString, caller: Caller<'_>) -> Result<()> {
    let (email, code) = (rules::email("email", email)?, rules::code("code", code)?);
    rules::new_password("password", password.expose_secret(), &email)?;
    pace::admit(app, Guess::Code, caller, &email).await?;
    evenly(async {
        app.identity.reset(&email, &code, password).await.map_err(|refusal| told(refusal, "code"))?;
        for guess in [Guess::Code, Guess::Letter, Guess::Password] {
            pace::forgive(app, guess, &email).await;
        }
        let person = {
            let tx = app.db.identity().await?;
            store::find_person_by_email(&tx, &app.identity.facts().issuer, &email).await?
        };
        let Some(person) = person else { return Ok(()) };
        sessions::end_all(app, person.id, EndedBy::Password, None, caller.request_id).await?;
        let who = Who { subject: &person.subject, email: &email, access: None };
        app.identity.sign_out_everywhere(&who).await.map_err(|refusal| told(refusal, ""))
    })
    .await
}

/// Answers no sooner than after a while, so that what was found on the way cannot be read off the clock.
async fn evenly<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let begun = Instant::now();
    let done = work.await;
    sleep_until(begun + rules::EVEN_TIME).await;
    done
}
