//! What every provider of identities must do, asked of each of them: the local one over its database, and Cognito over the
//! emulator, with a user pool made for the test. First the port itself, then the whole way through `/auth/*`.

mod pool;
mod tokens;
mod whole_way;

use api::{
    kernel::text::Locale,
    ports::identity::provider::{
        Answer, Content, Grant, IdentityProvider, Letter, LogIn, LoggedIn, Refusal, SignUp, Step, Who,
    },
};
use entity::ids::SessionId;
use harness::TestApp;
use secrecy::{ExposeSecret, SecretString};

use super::{address, other_than};
use pool::Pool;

const FIRST: &str = "seven woven bands";
const SECOND: &str = "eight woven bands";

/// One provider under test, and how its letters' codes are learnt.
struct Under {
    app: TestApp,
    /// None for the local provider.
    pool: Option<Pool>,
}

/// Every provider there is.
async fn all() -> [Under; 2] {
    let pool = Pool::make().await;
    let cognito = TestApp::builder().config(pool.settings()).start().await;
    [Under { app: TestApp::start().await, pool: None }, Under { app: cognito, pool: Some(pool) }]
}

impl Under {
    fn name(&self) -> &'static str {
        if self.pool.is_some() { "cognito" } else { "local" }
    }

    fn provider(&self) -> &dyn IdentityProvider {
        &*self.app.app.identity
    }

    /// The code of a letter: in it, where it is ours to send; else what the emulator always sends.
    fn code(&self, letter: Option<Letter>, emulated: &str) -> String {
        match letter.map(|letter| letter.content) {
            Some(Content::Confirm(code) | Content::Reset(code)) => code.expose_secret().to_owned(),
            Some(Content::HasAccount) => panic!("{}: a letter without a code", self.name()),
            None => {
                assert!(self.provider().facts().mails_by_itself, "{}: nobody sends a letter", self.name());
                emulated.to_owned()
            }
        }
    }

    async fn sign_up(&self, email: &str, password: &str) -> Answer<Option<Letter>> {
        let password = SecretString::from(password);
        self.provider().sign_up(&SignUp { email, password: &password, name: "Noura", locale: Locale::En }).await
    }

    async fn log_in(&self, email: &str, password: &str) -> Answer<Step> {
        let password = SecretString::from(password);
        self.provider().log_in(&LogIn { email, password: &password, session: SessionId::generate() }).await
    }

    async fn enter(&self, email: &str, password: &str) -> LoggedIn {
        match self.log_in(email, password).await {
            Ok(Step::LoggedIn(logged_in)) => *logged_in,
            other => panic!("{}: {other:?}", self.name()),
        }
    }

    /// Somebody whose address is confirmed.
    async fn somebody(&self) -> String {
        let email = address();
        let code = self.code(self.sign_up(&email, FIRST).await.expect("an account begins"), "123456");
        self.provider().confirm(&email, &code, SessionId::generate()).await.expect("an address is confirmed");
        email
    }
}

/// What kind of refusal it is; the text of a failure is not compared.
fn kind<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(Refusal::Credentials) => "credentials",
        Err(Refusal::Unconfirmed) => "unconfirmed",
        Err(Refusal::Code) => "code",
        Err(Refusal::WeakPassword) => "weak",
        Err(Refusal::Over) => "over",
        Err(Refusal::TooMany) => "too many",
        Err(Refusal::Failed(error)) => panic!("it failed: {error}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_somebodys_once_its_address_is_confirmed() {
    for under in all().await {
        let (email, provider) = (address(), under.provider());
        let code = under.code(under.sign_up(&email, FIRST).await.unwrap(), "123456");
        let early = kind(under.log_in(&email, FIRST).await);
        assert!(
            ["unconfirmed", "credentials"].contains(&early),
            "{}: in by an unconfirmed address: {early}",
            under.name()
        );
        let session = SessionId::generate();
        assert_eq!(kind(provider.confirm(&email, &other_than(&code), session).await), "code", "{}", under.name());
        assert_eq!(kind(provider.confirm(&email, &code, session).await), "ok", "{}", under.name());
        assert_eq!(kind(provider.confirm(&email, &code, session).await), "code", "{}: used twice", under.name());
        let logged_in = under.enter(&email, FIRST).await;
        assert_eq!(logged_in.account.email, email);
        assert_eq!((logged_in.account.name.as_str(), logged_in.account.locale), ("Noura", Some(Locale::En)));
        assert!(!logged_in.account.subject.is_empty() && !logged_in.access.mark.is_empty());
        assert!(logged_in.access.expires_at > under.app.clock.now());
        let bearer =
            under.app.app.check.check(logged_in.access.token.expose_secret(), under.app.clock.now()).await.unwrap();
        assert_eq!((bearer.issuer, bearer.subject), (provider.facts().issuer.clone(), logged_in.account.subject));
        assert_eq!(bearer.mark, Some(logged_in.access.mark), "a token says which log-in it comes from");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unconfirmed_sign_up_can_be_begun_anew_and_a_confirmed_one_not() {
    for under in all().await {
        let email = address();
        under.sign_up(&email, FIRST).await.unwrap();
        let code = under.code(under.sign_up(&email, SECOND).await.unwrap(), "123456");
        under.provider().confirm(&email, &code, SessionId::generate()).await.unwrap();
        assert_eq!(
            kind(under.log_in(&email, FIRST).await),
            "credentials",
            "{}: the first password is gone",
            under.name()
        );
        under.enter(&email, SECOND).await;
        let letter = under.sign_up(&email, FIRST).await.unwrap();
        assert!(
            matches!(letter.map(|letter| letter.content), Some(Content::HasAccount)),
            "{}: the owner is told, the asker is not",
            under.name()
        );
        assert_eq!(kind(under.log_in(&email, FIRST).await), "credentials", "{}: taken over", under.name());
        under.enter(&email, SECOND).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_is_answered_as_a_known_one() {
    for under in all().await {
        let (known, unknown, provider) = (under.somebody().await, address(), under.provider());
        let session = SessionId::generate();
        for (what, of_known, of_unknown) in [
            (
                "log-in",
                kind(under.log_in(&known, "wrong woven bands").await),
                kind(under.log_in(&unknown, FIRST).await),
            ),
            ("resend", kind(provider.resend(&known).await), kind(provider.resend(&unknown).await)),
            ("forgot", kind(provider.forgot(&known).await), kind(provider.forgot(&unknown).await)),
            (
                "confirm",
                kind(provider.confirm(&known, "000000", session).await),
                kind(provider.confirm(&unknown, "000000", session).await),
            ),
            (
                "reset",
                kind(provider.reset(&known, "000000", &SECOND.into()).await),
                kind(provider.reset(&unknown, "000000", &SECOND.into()).await),
            ),
        ] {
            assert_eq!(of_known, of_unknown, "{} {what}", under.name());
        }
        assert_eq!(kind(under.sign_up(&known, SECOND).await), kind(under.sign_up(&address(), SECOND).await));
        under.enter(&known, FIRST).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_password_is_replaced_by_a_letters_code_once() {
    for under in all().await {
        let (email, provider) = (under.somebody().await, under.provider());
        let code = under.code(provider.forgot(&email).await.unwrap(), "654321");
        assert_eq!(kind(provider.reset(&email, &other_than(&code), &SECOND.into()).await), "code", "{}", under.name());
        under.enter(&email, FIRST).await;
        assert_eq!(kind(provider.reset(&email, &code, &SECOND.into()).await), "ok", "{}", under.name());
        assert_eq!(kind(under.log_in(&email, FIRST).await), "credentials", "{}", under.name());
        under.enter(&email, SECOND).await;
        assert_eq!(kind(provider.reset(&email, &code, &FIRST.into()).await), "code", "{}: used twice", under.name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_by_the_present_one() {
    for under in all().await {
        let email = under.somebody().await;
        let logged_in = under.enter(&email, FIRST).await;
        let who = Who { subject: &logged_in.account.subject, email: &email, access: Some(&logged_in.access.token) };
        let change = async |current: &str, next: &str| {
            kind(under.provider().change_password(&who, &current.into(), &next.into()).await)
        };
        assert_eq!(change("wrong woven bands", SECOND).await, "credentials", "{}", under.name());
        under.enter(&email, FIRST).await;
        assert_eq!(change(FIRST, SECOND).await, "ok", "{}", under.name());
        assert_eq!(kind(under.log_in(&email, FIRST).await), "credentials", "{}", under.name());
        under.enter(&email, SECOND).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_account_lets_nobody_in_and_is_removed_but_once() {
    for under in all().await {
        let (email, other, provider) = (under.somebody().await, under.somebody().await, under.provider());
        let logged_in = under.enter(&email, FIRST).await;
        let who = Who { subject: &logged_in.account.subject, email: &email, access: None };
        for _ in 0..2 {
            assert_eq!(kind(provider.remove(&who).await), "ok", "{}: gone is gone", under.name());
            assert_eq!(kind(under.log_in(&email, FIRST).await), "credentials", "{}", under.name());
        }
        assert_eq!(kind(provider.forgot(&email).await), kind(provider.forgot(&address()).await), "{}", under.name());
        under.enter(&other, FIRST).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_on_until_everything_is_signed_out() {
    for under in all().await {
        let (email, provider) = (under.somebody().await, under.provider());
        let logged_in = under.enter(&email, FIRST).await;
        let session = SessionId::generate();
        let subject = logged_in.account.subject.as_str();
        let grant = Grant { session, subject, email: &email, refresh: logged_in.refresh.as_ref() };
        let renewed = provider.refresh(&grant).await.unwrap();
        let bearer =
            under.app.app.check.check(renewed.access.token.expose_secret(), under.app.clock.now()).await.unwrap();
        assert_eq!((bearer.subject.as_str(), bearer.mark.as_deref()), (subject, Some(renewed.access.mark.as_str())));
        let who = Who { subject, email: &email, access: None };
        provider.sign_out_everywhere(&who).await.unwrap();
        // The local provider has no grants of its own: our sessions are all there is, and they are ended by ourselves.
        if under.pool.is_some() {
            let invented = SecretString::from("invented");
            assert_eq!(renewed.access.mark, logged_in.access.mark, "the same log-in");
            assert_eq!(kind(provider.refresh(&grant).await), "over");
            assert_eq!(
                kind(provider.refresh(&Grant { session, subject, email: &email, refresh: Some(&invented) }).await),
                "over"
            );
            assert_eq!(kind(provider.refresh(&Grant { session, subject, email: &email, refresh: None }).await), "over");
        }
        under.enter(&email, FIRST).await;
    }
}
