//! The second factor: an authenticator's codes, each good once, and codes for recovery, each good once.
//!
//! The secret is kept sealed here whoever keeps the passwords, so that a step that was used is known and refused for every
//! provider.

use chrono::{DateTime, Utc};
use entity::ids::{SessionId, UserId};
use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{
    caller::Caller,
    errors::told,
    pace::{self, Guess},
    rules,
    store::{self, Person, factors as rows},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::{IdentityTx, OnBehalf},
        error::{Error, ErrorCode, Result},
        text::Bilingual,
    },
    ports::identity::{
        provider::{LogIn, Refusal, Who},
        totp,
    },
};

/// Codes for recovery a person gets.
const RECOVERY_CODES: usize = 10;
/// What they are made of: nothing that reads like something else.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKMNPQRSTVWXYZ0123456789";
/// What is sealed or fingerprinted for what.
const SECRET: &str = "authenticator";
const RECOVERY: &str = "recovery code";
/// The name under which authenticators list us.
const ISSUER: &str = "Sadu";

/// What somebody needs to set up an authenticator.
#[derive(Debug)]
pub struct Setup {
    /// Base32, to be typed.
    pub secret: SecretString,
    /// `otpauth://…`, to be opened on the same device.
    pub uri: SecretString,
}

/// What a code turned out to be.
pub(super) enum Judged {
    /// Right, not used before, and used up now; with the authenticator's secret.
    Authenticator(SecretString),
    /// One for recovery, used up now; with the authenticator's secret.
    Recovery(SecretString),
    /// Neither.
    Wrong,
    /// We know of no authenticator; the provider may.
    Unknown,
}

/// Judges a code and uses it up.
pub(super) async fn judge_in(app: &App, tx: &IdentityTx, user: UserId, code: &str, request_id: &str) -> Result<Judged> {
    let now = app.clock.now();
    let Some(factor) = rows::lock_factor(tx, user).await? else { return Ok(Judged::Unknown) };
    if rules::is_of_authenticator(code) {
        let secret = open(app, user, &factor.secret)?;
        return match totp::step(&secret, code, now)? {
            Some(step) if step > factor.last_step => {
                rows::set_last_step(tx, user, step).await?;
                Ok(Judged::Authenticator(secret))
            }
            Some(_) => {
                metrics::counter!("sadu_mfa_replayed_total").increment(1);
                Ok(Judged::Wrong)
            }
            None => Ok(Judged::Wrong),
        };
    }
    let hash = fingerprint(app, user, code)?;
    if !rows::set_recovery_code_used(tx, user, hash, now).await? {
        return Ok(Judged::Wrong);
    }
    let left = rows::count_recovery_codes(tx, user).await?;
    let audit = Audit::created("recovery_code.used", "user", user.0, json!({ "left": left }));
    tx.record(OnBehalf::Person(user), audit, Some(request_id)).await?;
    Ok(Judged::Recovery(open(app, user, &factor.secret)?))
}

fn open(app: &App, user: UserId, sealed: &[u8]) -> Result<SecretString> {
    let secret: Option<String> = app.sealer.open(SECRET, user.0, sealed);
    secret.map(SecretString::from).ok_or_else(|| Error::fault("an authenticator's secret does not open"))
}

fn fingerprint(app: &App, user: UserId, code: &str) -> Result<Vec<u8>> {
    app.sealer.fingerprint(RECOVERY, &format!("{}\n{code}", user.0))
}

async fn person(app: &App, user: UserId) -> Result<Person> {
    let tx = app.db.identity().await?;
    store::find_person(&tx, user).await?.ok_or(Error::NotFound)
}

fn who<'a>(person: &'a Person, access: Option<&'a SecretString>) -> Who<'a> {
    Who { subject: &person.subject, email: &person.email, access }
}

/// Begins to set up an authenticator, by the person's password: an access token that was stolen must not be enough to lock
/// them out of their own account. Nothing is asked for until its first code came.
///
/// # Errors
/// `BAD_INPUT` beside `password`, or when there is one; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn begin(
    app: &App,
    user: UserId,
    access: Option<&SecretString>,
    password: &SecretString,
    caller: Caller<'_>,
) -> Result<Setup> {
    rules::given_password("password", password.expose_secret())?;
    let person = person(app, user).await?;
    if person.mfa_enabled_at.is_some() {
        let message = Bilingual::new("التحقق بخطوتين مفعّل", "Two-step verification is on already");
        return Err(Error::invalid("", ErrorCode::NotAvailable, message));
    }
    pace::admit_account(app, Guess::Password, &person.email, caller.pace).await?;
    // What a right password begins here is nobody's session: it is written down nowhere.
    let attempt = LogIn { email: &person.email, password, session: SessionId::generate() };
    match app.identity.log_in(&attempt).await {
        Ok(_) => {}
        Err(Refusal::Credentials) => {
            let message = Bilingual::new("كلمة المرور غير صحيحة", "The password is wrong");
            return Err(Error::invalid("password", ErrorCode::Invalid, message));
        }
        Err(refusal) => return Err(told(refusal, "password")),
    }
    pace::forgive(app, Guess::Password, &person.email).await;
    let secret = app.identity.mfa_begin(&who(&person, access)).await.map_err(|refusal| told(refusal, ""))?;
    let sealed = app.sealer.seal(SECRET, user.0, &secret.expose_secret())?;
    let tx = app.db.identity().await?;
    rows::insert_factor(&tx, user, sealed, app.clock.now()).await?;
    tx.commit().await?;
    let uri = uri(&person.email, secret.expose_secret()).into();
    Ok(Setup { secret, uri })
}

/// Ends the set-up by the authenticator's first code; returns the codes for recovery, told this once.
///
/// # Errors
/// `BAD_INPUT` beside `code`, or when nothing was begun; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn confirm(
    app: &App,
    user: UserId,
    access: Option<&SecretString>,
    code: &str,
    caller: Caller<'_>,
) -> Result<Vec<String>> {
    let code = rules::code("code", code)?;
    let person = person(app, user).await?;
    pace::admit_account(app, Guess::Factor, &person.email, caller.pace).await?;
    let now = app.clock.now();
    let (secret, step) = {
        let tx = app.db.identity().await?;
        let factor =
            rows::lock_factor(&tx, user).await?.filter(|factor| factor.confirmed_at.is_none()).ok_or_else(not_begun)?;
        let secret = open(app, user, &factor.secret)?;
        let step = totp::step(&secret, &code, now)?.filter(|step| *step > factor.last_step);
        (secret, step.ok_or_else(|| rules::wrong_code("code"))?)
    };
    app.identity.mfa_confirm(&who(&person, access), &secret, &code).await.map_err(|refusal| told(refusal, "code"))?;
    let tx = app.db.identity().await?;
    // Another set-up may have begun meanwhile; then this one is not what the person's authenticator knows.
    let unchanged = rows::lock_factor(&tx, user)
        .await?
        .filter(|factor| factor.confirmed_at.is_none())
        .map(|factor| open(app, user, &factor.secret))
        .transpose()?
        .is_some_and(|kept| kept.expose_secret() == secret.expose_secret());
    if !unchanged {
        return Err(not_begun());
    }
    rows::set_confirmed(&tx, user, now).await?;
    rows::set_last_step(&tx, user, step).await?;
    let codes = renew_in(app, &tx, user, now).await?;
    let audit = Audit::changed("mfa.enabled", "user", user.0, json!({ "mfa": false }), json!({ "mfa": true }));
    tx.record(OnBehalf::Person(user), audit, Some(caller.request_id)).await?;
    tx.commit().await?;
    pace::forgive(app, Guess::Factor, &person.email).await;
    Ok(codes)
}

fn not_begun() -> Error {
    let message = Bilingual::new("ابدأ الإعداد من جديد", "Begin the set-up again");
    Error::invalid("", ErrorCode::NotAvailable, message)
}

/// Asks for no code any more, after one last.
///
/// # Errors
/// `BAD_INPUT` beside `code`, or when nothing is asked for; `RATE_LIMITED`; `UNAVAILABLE`.
pub async fn disable(
    app: &App,
    user: UserId,
    access: Option<&SecretString>,
    code: &str,
    caller: Caller<'_>,
) -> Result<()> {
    let person = prove(app, user, code, caller).await?;
    app.identity.mfa_disable(&who(&person, access)).await.map_err(|refusal| told(refusal, "code"))?;
    let tx = app.db.identity().await?;
    let now = app.clock.now();
    forget_in(&tx, user, now, now, caller.request_id).await?;
    tx.commit().await
}

/// New codes for recovery in place of all before, told this once.
///
/// # Errors
/// As [`disable`].
pub async fn renew_codes(app: &App, user: UserId, code: &str, caller: Caller<'_>) -> Result<Vec<String>> {
    prove(app, user, code, caller).await?;
    let tx = app.db.identity().await?;
    let codes = renew_in(app, &tx, user, app.clock.now()).await?;
    let audit = Audit::created("recovery_codes.renewed", "user", user.0, json!({ "left": codes.len() }));
    tx.record(OnBehalf::Person(user), audit, Some(caller.request_id)).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Uses up a right code of somebody who is signed in.
async fn prove(app: &App, user: UserId, code: &str, caller: Caller<'_>) -> Result<Person> {
    let code = rules::code("code", code)?;
    let person = person(app, user).await?;
    if person.mfa_enabled_at.is_none() {
        let message = Bilingual::new("التحقق بخطوتين غير مفعّل", "Two-step verification is off");
        return Err(Error::invalid("", ErrorCode::NotAvailable, message));
    }
    pace::admit_account(app, Guess::Factor, &person.email, caller.pace).await?;
    let tx = app.db.identity().await?;
    let judged = judge_in(app, &tx, user, &code, caller.request_id).await?;
    tx.commit().await?;
    if matches!(judged, Judged::Wrong | Judged::Unknown) {
        return Err(rules::wrong_code("code"));
    }
    pace::forgive(app, Guess::Factor, &person.email).await;
    Ok(person)
}

/// Forgets what we remember of a second factor, if it was in use by `since`.
pub(super) async fn forget_in(
    tx: &IdentityTx,
    user: UserId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    request_id: &str,
) -> Result<()> {
    if rows::delete_factor(tx, user, since, now).await? {
        let audit = Audit::changed("mfa.disabled", "user", user.0, json!({ "mfa": true }), json!({ "mfa": false }));
        tx.record(OnBehalf::Person(user), audit, Some(request_id)).await?;
    }
    Ok(())
}

async fn renew_in(app: &App, tx: &IdentityTx, user: UserId, now: DateTime<Utc>) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
    let hashes = codes.iter().map(|code| fingerprint(app, user, &code.replace('-', ""))).collect::<Result<Vec<_>>>()?;
    rows::replace_recovery_codes(tx, user, hashes, now).await?;
    Ok(codes)
}

/// Fifty bits, in two groups of five; never six digits alone.
fn recovery_code() -> String {
    let mut dice = rand::rng();
    let mut group = || -> String {
        (0..5).filter_map(|_| LETTERS.get(dice.random_range(0..LETTERS.len()))).map(|byte| char::from(*byte)).collect()
    };
    format!("{}-{}", group(), group())
}

/// What an authenticator scans.
fn uri(email: &str, secret: &str) -> String {
    let label: String = email
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'@' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("otpauth://totp/{ISSUER}:{label}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period=30")
}
