//! The provider that keeps passwords in this installation's own database and signs with its own keys.
//!
//! A sign-up is a waiting code until its address is confirmed; only then is there a person. Codes of letters have six
//! digits, ten tries and an end, and are kept as fingerprints by a key that is not in the database.

mod store;

use async_trait::async_trait;
use chrono::TimeDelta;
use entity::ids::{SessionId, UserId};
use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use store::{Credential, NewToken, Purpose, Token};

use super::{
    passwords::Passwords,
    provider::{
        Access, Account, Answer, Challenge, Content, Facts, Grant, IdentityProvider, Letter, LogIn, LoggedIn, Proof,
        Refusal, Renewed, SignUp, Step, Who,
    },
    tokens::{ACCESS_LIFE, Tokens},
    totp,
};
use crate::kernel::{
    audit::Audit,
    clock::Clock,
    db::{Db, IdentityTx, OnBehalf},
    error::{Error, Result},
    sealed::Sealer,
    text::Locale,
};

/// How long a code that confirms an address stands.
const CONFIRM_LIFE: TimeDelta = TimeDelta::hours(24);
/// How long a code that allows a new password stands.
const RESET_LIFE: TimeDelta = TimeDelta::hours(1);
/// Wrong guesses after which a code is worth nothing.
const MOST_TRIES: i32 = 10;
/// How long a code that is over is kept before it is cleared away.
const KEPT: TimeDelta = TimeDelta::days(7);

/// The local provider.
#[derive(Debug)]
pub struct LocalProvider {
    facts: Facts,
    db: Db,
    clock: Clock,
    passwords: Passwords,
    tokens: Tokens,
    sealer: Sealer,
}

impl LocalProvider {
    /// Over the database, with the installation's keys.
    #[must_use]
    pub fn new(issuer: &str, db: Db, clock: Clock, passwords: Passwords, tokens: Tokens, sealer: Sealer) -> Self {
        let facts = Facts { issuer: issuer.to_owned(), mails_by_itself: false };
        Self { facts, db, clock, passwords, tokens, sealer }
    }

    fn fingerprint(&self, purpose: Purpose, email: &str, code: &str) -> Result<Vec<u8>> {
        self.sealer.fingerprint(purpose.name(), &format!("{email}\n{code}"))
    }

    fn access(&self, subject: &str, session: SessionId) -> Result<Access> {
        let now = self.clock.now();
        let token = self.tokens.access_of(subject, session, now)?.into();
        Ok(Access { token, expires_at: now + ACCESS_LIFE, mark: mark(session) })
    }

    fn logged_in(&self, account: Account, session: SessionId) -> Result<LoggedIn> {
        let access = self.access(&account.subject, session)?;
        Ok(LoggedIn { account, access, refresh: None })
    }

    /// The waiting code if this is it; a wrong guess is counted and committed.
    async fn judge(&self, purpose: Purpose, email: &str, code: &str) -> Answer<(IdentityTx, Token)> {
        let fingerprint = self.fingerprint(purpose, email, code)?;
        let tx = self.db.identity().await?;
        let Some(token) = store::lock_token(&tx, purpose, email).await? else { return Err(Refusal::Code) };
        if token.tries >= MOST_TRIES || self.clock.now() >= token.expires_at {
            return Err(Refusal::Code);
        }
        // Fingerprints by a key that nobody outside has: comparing them tells nothing by its time.
        if token.code_hash != fingerprint {
            store::count_try(&tx, token.id).await?;
            tx.commit().await?;
            return Err(Refusal::Code);
        }
        Ok((tx, token))
    }

    async fn of_subject(&self, tx: &IdentityTx, subject: &str) -> Answer<Credential> {
        store::find_by_subject(tx, &self.facts.issuer, subject).await?.ok_or(Refusal::Over)
    }

    async fn set_asking(&self, who: &Who<'_>, asks: bool) -> Answer<()> {
        let tx = self.db.identity().await?;
        let person = self.of_subject(&tx, who.subject).await?;
        store::set_asks_for_code(&tx, person.user, asks, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// Tokens of a session are marked with its id.
#[must_use]
pub fn mark(session: SessionId) -> String {
    session.0.simple().to_string()
}

fn new_code() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

fn account(row: Credential) -> Account {
    Account { subject: row.subject, email: row.email, name: row.name, locale: Locale::from_tag(&row.locale) }
}

async fn record(tx: &IdentityTx, user: UserId, action: &'static str) -> Result<()> {
    tx.record(OnBehalf::Person(user), Audit::created(action, "user", user.0, json!({})), None).await
}

#[async_trait]
impl IdentityProvider for LocalProvider {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    async fn sign_up(&self, new: &SignUp<'_>) -> Answer<Option<Letter>> {
        let password_hash = self.passwords.hash(new.password).await?;
        let (code, now) = (new_code(), self.clock.now());
        let code_hash = self.fingerprint(Purpose::Confirm, new.email, &code)?;
        let letter = |content| {
            Some(Letter { email: new.email.to_owned(), name: new.name.to_owned(), locale: new.locale, content })
        };
        let tx = self.db.identity().await?;
        store::delete_tokens_over_before(&tx, now - KEPT).await?;
        if store::is_taken(&tx, new.email).await? {
            return Ok(letter(Content::HasAccount));
        }
        let token = NewToken {
            purpose: Purpose::Confirm,
            email: new.email,
            user: None,
            code_hash,
            password_hash: Some(password_hash),
            name: new.name,
            locale: new.locale.tag(),
            now,
            expires: now + CONFIRM_LIFE,
        };
        store::insert_token(&tx, token).await?;
        tx.commit().await?;
        Ok(letter(Content::Confirm(code.into())))
    }

    async fn resend(&self, email: &str) -> Answer<Option<Letter>> {
        let (code, now) = (new_code(), self.clock.now());
        let code_hash = self.fingerprint(Purpose::Confirm, email, &code)?;
        let tx = self.db.identity().await?;
        let Some(token) = store::lock_token(&tx, Purpose::Confirm, email).await? else { return Ok(None) };
        store::set_code(&tx, token.id, code_hash, now, now + CONFIRM_LIFE).await?;
        tx.commit().await?;
        Ok(Some(Letter {
            email: email.to_owned(),
            name: token.name,
            locale: Locale::from_tag(&token.locale).unwrap_or_default(),
            content: Content::Confirm(code.into()),
        }))
    }

    async fn confirm(&self, email: &str, code: &str, session: SessionId) -> Answer<Option<LoggedIn>> {
        let (tx, token) = self.judge(Purpose::Confirm, email, code).await?;
        let (user, now) = (UserId::generate(), self.clock.now());
        store::delete_token(&tx, token.id).await?;
        if !store::insert_account(&tx, user, &self.facts.issuer, email, &token, now).await? {
            // Somebody else has confirmed this address meanwhile.
            tx.commit().await?;
            return Err(Refusal::Code);
        }
        record(&tx, user, "person.joined").await?;
        tx.commit().await?;
        let account = Account {
            subject: user.0.to_string(),
            email: email.to_owned(),
            name: token.name,
            locale: Locale::from_tag(&token.locale),
        };
        Ok(Some(self.logged_in(account, session)?))
    }

    async fn log_in(&self, attempt: &LogIn<'_>) -> Answer<Step> {
        let (known, pending) = {
            let tx = self.db.identity().await?;
            let known = store::find_by_email(&tx, &self.facts.issuer, attempt.email).await?;
            (known, store::find_pending_password(&tx, attempt.email, self.clock.now()).await?)
        };
        // One verification, whoever it is: an account's, a sign-up's, or nobody's.
        let hash = known.as_ref().map(|known| known.password_hash.clone()).or(pending);
        let fits = self.passwords.verify(attempt.password, hash).await?;
        match known {
            _ if !fits => Err(Refusal::Credentials),
            None => Err(Refusal::Unconfirmed),
            Some(known) if known.asks_for_code => Ok(Step::Challenge(Challenge {
                session: attempt.session,
                email: known.email,
                state: known.subject.into(),
            })),
            Some(known) => Ok(Step::LoggedIn(Box::new(self.logged_in(account(known), attempt.session)?))),
        }
    }

    async fn answer_mfa(&self, challenge: &Challenge, proof: Proof<'_>) -> Answer<LoggedIn> {
        if let Proof::Authenticator { code, secret } = proof {
            let secret = secret.ok_or(Refusal::Code)?;
            totp::step(secret, code, self.clock.now())?.ok_or(Refusal::Code)?;
        }
        let known = {
            let tx = self.db.identity().await?;
            self.of_subject(&tx, challenge.state.expose_secret()).await?
        };
        Ok(self.logged_in(account(known), challenge.session)?)
    }

    async fn refresh(&self, grant: &Grant<'_>) -> Answer<Renewed> {
        Ok(Renewed { access: self.access(grant.subject, grant.session)?, refresh: None })
    }

    async fn sign_out_everywhere(&self, _who: &Who<'_>) -> Answer<()> {
        // There is no grant but our own sessions.
        Ok(())
    }

    async fn forgot(&self, email: &str) -> Answer<Option<Letter>> {
        let (code, now) = (new_code(), self.clock.now());
        let code_hash = self.fingerprint(Purpose::Reset, email, &code)?;
        let tx = self.db.identity().await?;
        store::delete_tokens_over_before(&tx, now - KEPT).await?;
        let Some(known) = store::find_by_email(&tx, &self.facts.issuer, email).await? else { return Ok(None) };
        let token = NewToken {
            purpose: Purpose::Reset,
            email,
            user: Some(known.user),
            code_hash,
            password_hash: None,
            name: "",
            locale: &known.locale,
            now,
            expires: now + RESET_LIFE,
        };
        store::insert_token(&tx, token).await?;
        tx.commit().await?;
        Ok(Some(Letter {
            locale: Locale::from_tag(&known.locale).unwrap_or_default(),
            email: known.email,
            name: known.name,
            content: Content::Reset(code.into()),
        }))
    }

    async fn reset(&self, email: &str, code: &str, password: &SecretString) -> Answer<()> {
        // Hashed first, so that a wrong code takes as long as a right one.
        let hash = self.passwords.hash(password).await?;
        let (tx, token) = self.judge(Purpose::Reset, email, code).await?;
        let user = token.user_id.ok_or_else(|| Error::fault("a reset of nobody"))?;
        let now = self.clock.now();
        store::delete_token(&tx, token.id).await?;
        store::set_password(&tx, user, &hash, now).await?;
        record(&tx, user, "password.reset").await?;
        Ok(tx.commit().await?)
    }

    async fn change_password(&self, who: &Who<'_>, current: &SecretString, next: &SecretString) -> Answer<()> {
        let known = {
            let tx = self.db.identity().await?;
            store::find_by_subject(&tx, &self.facts.issuer, who.subject).await?
        };
        let known = known.ok_or(Refusal::Credentials)?;
        if !self.passwords.verify(current, Some(known.password_hash)).await? {
            return Err(Refusal::Credentials);
        }
        let hash = self.passwords.hash(next).await?;
        let (tx, now) = (self.db.identity().await?, self.clock.now());
        store::set_password(&tx, known.user, &hash, now).await?;
        record(&tx, known.user, "password.changed").await?;
        Ok(tx.commit().await?)
    }

    async fn mfa_begin(&self, _who: &Who<'_>) -> Answer<SecretString> {
        Ok(totp::new_secret())
    }

    async fn mfa_confirm(&self, who: &Who<'_>, secret: &SecretString, code: &str) -> Answer<()> {
        if totp::step(secret, code, self.clock.now())?.is_none() {
            return Err(Refusal::Code);
        }
        self.set_asking(who, true).await
    }

    async fn mfa_disable(&self, who: &Who<'_>) -> Answer<()> {
        self.set_asking(who, false).await
    }

    async fn remove(&self, who: &Who<'_>) -> Answer<()> {
        let tx = self.db.identity().await?;
        if let Some(known) = store::find_by_subject(&tx, &self.facts.issuer, who.subject).await? {
            store::delete_credential(&tx, known.user).await?;
        }
        store::delete_tokens_of(&tx, who.email).await?;
        Ok(tx.commit().await?)
    }
}
