//! What the program asks of whoever keeps people's passwords: our own tables, or Cognito.
//!
//! A provider judges passwords, codes of letters and authenticators' codes, and signs access tokens. Everything around it
//! is ours for every provider and stands in front of it: sessions and their refresh cookies, how often one may guess, that
//! no authenticator's code counts twice, recovery codes, and which person a subject is.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use entity::ids::SessionId;
use secrecy::SecretString;

use crate::kernel::{error::Error, text::Locale};

/// What a provider answers.
pub type Answer<T> = Result<T, Refusal>;

/// Why a provider did not do what it was asked.
#[derive(Debug)]
pub enum Refusal {
    /// Wrong address or password; which of them is nobody's business.
    Credentials,
    /// The password is right, but nobody has confirmed the address yet.
    Unconfirmed,
    /// The code is wrong, used, replaced, or too old.
    Code,
    /// The new password is too weak for the provider's own rules.
    WeakPassword,
    /// The provider's session or grant is over; the person has to sign in again.
    Over,
    /// The provider itself counts attempts and has had enough of them.
    TooMany,
    /// It is away, or answered what we do not understand.
    Failed(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// What holds for a provider at all times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The tokens' `iss`, and `users.issuer`.
    pub issuer: String,
    /// Whether it sends its own letters; the others are ours to send.
    pub mails_by_itself: bool,
}

/// Somebody who wants an account.
#[derive(Debug)]
pub struct SignUp<'a> {
    /// As `rules::email` leaves it.
    pub email: &'a str,
    /// Strong enough by our rules.
    pub password: &'a SecretString,
    /// Full name; may be empty.
    pub name: &'a str,
    /// Language of letters.
    pub locale: Locale,
}

/// A letter the provider wants us to send. A provider that sends its own asks for none.
#[derive(Debug)]
pub struct Letter {
    /// To whom.
    pub email: String,
    /// Full name; may be empty.
    pub name: String,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub content: Content,
}

/// What a letter says.
#[derive(Debug)]
pub enum Content {
    /// The code that confirms an address.
    Confirm(SecretString),
    /// The code that allows a new password.
    Reset(SecretString),
    /// Somebody tried to sign up with an address that has an account already.
    HasAccount,
}

/// Somebody who types a password.
#[derive(Debug)]
pub struct LogIn<'a> {
    /// As `rules::email` leaves it.
    pub email: &'a str,
    /// What was typed.
    pub password: &'a SecretString,
    /// The session that begins if all goes well; a provider that signs its own tokens writes it into them.
    pub session: SessionId,
}

/// What a right password brings about.
#[derive(Debug)]
pub enum Step {
    /// The person is in.
    LoggedIn(Box<LoggedIn>),
    /// The provider wants a code of the person's authenticator.
    Challenge(Challenge),
}

/// A question for an authenticator's code that waits for its answer; kept sealed by us, minutes long.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// The session that begins if all goes well.
    pub session: SessionId,
    /// Whose account.
    pub email: String,
    /// Whatever the provider needs to go on; read by nobody else.
    pub state: SecretString,
}

/// How a person has proved the second factor.
#[derive(Debug)]
pub enum Proof<'a> {
    /// A code of the authenticator, already judged by us against `secret` if we know it: not used before.
    Authenticator {
        /// Six digits.
        code: &'a str,
        /// What the authenticator was set up with, as [`IdentityProvider::mfa_begin`] told it; None if that was not here.
        secret: Option<&'a SecretString>,
    },
    /// One of our recovery codes, already used up: the provider lets the person in this once, and asks for a code again
    /// next time.
    Recovery {
        /// What the authenticator was set up with, for a provider that lets nobody in without one of its codes.
        secret: &'a SecretString,
    },
}

/// Somebody let in.
#[derive(Debug)]
pub struct LoggedIn {
    /// Who, in the provider's words.
    pub account: Account,
    /// The access token.
    pub access: Access,
    /// What the provider wants to see at [`IdentityProvider::refresh`]; kept sealed beside the session.
    pub refresh: Option<SecretString>,
}

/// An account as its provider vouches for it; the address is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The tokens' `sub`.
    pub subject: String,
    /// Lower case.
    pub email: String,
    /// Full name; may be empty.
    pub name: String,
    /// Language, if the provider knows one.
    pub locale: Option<Locale>,
}

/// An access token.
#[derive(Debug)]
pub struct Access {
    /// For `Authorization`.
    pub token: SecretString,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// What all access tokens of this log-in have in common (`sid`, or Cognito's `origin_jti`): it tells the tokens of an
    /// ended session from others.
    pub mark: String,
}

/// A session that goes on.
#[derive(Debug)]
pub struct Grant<'a> {
    /// Ours.
    pub session: SessionId,
    /// Whose.
    pub subject: &'a str,
    /// Their address; a provider may need it to name them.
    pub email: &'a str,
    /// What [`LoggedIn::refresh`] or [`Renewed::refresh`] said last.
    pub refresh: Option<&'a SecretString>,
}

/// A session that has gone on.
#[derive(Debug)]
pub struct Renewed {
    /// The next access token.
    pub access: Access,
    /// Said if it has changed.
    pub refresh: Option<SecretString>,
}

/// Somebody signed in who changes something of their account.
#[derive(Debug)]
pub struct Who<'a> {
    /// The provider's name of the person.
    pub subject: &'a str,
    /// Their address.
    pub email: &'a str,
    /// The access token they sent; None where nobody is signed in (a reset, the command line).
    pub access: Option<&'a SecretString>,
}

/// Keeps passwords, sends or words codes, signs tokens. No method is called while a transaction is open.
///
/// An address nobody has and one that somebody has get the same answer from `sign_up`, `resend` and `forgot`, after the
/// same work: what differs is told in a letter alone.
#[async_trait]
pub trait IdentityProvider: std::fmt::Debug + Send + Sync {
    /// Who signs this provider's tokens.
    fn facts(&self) -> &Facts;

    /// Begins an account. An unconfirmed one of the same address is begun anew.
    async fn sign_up(&self, new: &SignUp<'_>) -> Answer<Option<Letter>>;

    /// Sends another code to an address that waits for its confirmation.
    async fn resend(&self, email: &str) -> Answer<Option<Letter>>;

    /// Confirms an address by its code. A provider that can lets the person in at once.
    async fn confirm(&self, email: &str, code: &str, session: SessionId) -> Answer<Option<LoggedIn>>;

    /// Judges a password.
    async fn log_in(&self, attempt: &LogIn<'_>) -> Answer<Step>;

    /// Goes on with a log-in after the second factor.
    async fn answer_mfa(&self, challenge: &Challenge, proof: Proof<'_>) -> Answer<LoggedIn>;

    /// Gives a session its next access token. [`Refusal::Over`] ends the session.
    async fn refresh(&self, grant: &Grant<'_>) -> Answer<Renewed>;

    /// Makes every grant of the person worthless at the provider; our sessions are ended by ourselves.
    async fn sign_out_everywhere(&self, who: &Who<'_>) -> Answer<()>;

    /// Sends a code that allows a new password, if somebody has this address.
    async fn forgot(&self, email: &str) -> Answer<Option<Letter>>;

    /// Sets a new password by such a code.
    async fn reset(&self, email: &str, code: &str, password: &SecretString) -> Answer<()>;

    /// Sets a new password by the present one.
    async fn change_password(&self, who: &Who<'_>, current: &SecretString, next: &SecretString) -> Answer<()>;

    /// Begins to set up an authenticator: its new secret, as base32 without padding. Nothing is asked for yet.
    async fn mfa_begin(&self, who: &Who<'_>) -> Answer<SecretString>;

    /// Ends the set-up by the authenticator's first code: from now on a log-in asks for one.
    async fn mfa_confirm(&self, who: &Who<'_>, secret: &SecretString, code: &str) -> Answer<()>;

    /// Asks for no code any more.
    async fn mfa_disable(&self, who: &Who<'_>) -> Answer<()>;

    /// Takes the account away for good; one that is not there is gone already.
    async fn remove(&self, who: &Who<'_>) -> Answer<()>;
}
