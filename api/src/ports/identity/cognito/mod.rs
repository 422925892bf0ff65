//! Amazon Cognito as the keeper of passwords: a user pool whose user names are addresses, and an app client with a secret.
//!
//! Cognito sends its own letters and signs its own tokens. What it would tell about an address that somebody has is taken
//! out here: whoever asks gets the same answer for a known and an unknown one. An unconfirmed account is judged by Cognito
//! before its password is looked at, so it is answered as a wrong password; signing up again sends another code.

mod answers;

use std::time::Duration;

use async_trait::async_trait;
use aws_credential_types::Credentials;
use aws_sdk_cognitoidentityprovider::{
    Client,
    config::{Region, SharedCredentialsProvider, retry::RetryConfig, timeout::TimeoutConfig},
    types::{
        AttributeType, AuthFlowType, AuthenticationResultType, ChallengeNameType, SoftwareTokenMfaSettingsType,
        UserStatusType, VerifySoftwareTokenResponseType,
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use entity::ids::SessionId;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use self::answers::{Asked, not_understood, read_tokens, told};
use super::{
    provider::{
        Answer, Challenge, Content, Facts, Grant, IdentityProvider, Letter, LogIn, LoggedIn, Proof, Refusal, Renewed,
        SignUp, Step, Who,
    },
    totp,
};
use crate::kernel::{
    clock::Clock,
    error::{Error, Result},
};

/// How long a connection may take to be made.
const CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// How long a call may take.
const CALL_LIMIT: Duration = Duration::from_secs(8);

/// Which pool, and who we are to it.
#[derive(Debug, Clone)]
pub struct CognitoSettings {
    /// The pool; the part before its `_` is its region.
    pub pool_id: String,
    /// Our app client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// The tokens' `iss`.
    pub issuer: String,
    /// Cognito's address, if it is not AWS.
    pub endpoint: Option<String>,
    /// Key for the few acts of an administrator: its public and its secret half.
    pub key: (SecretString, SecretString),
}

/// Speaks to one user pool.
#[derive(Debug)]
pub struct CognitoProvider {
    facts: Facts,
    client: Client,
    settings: CognitoSettings,
    clock: Clock,
}

/// What has to come back with the answer to a question for a code.
#[derive(Serialize, Deserialize)]
struct Waiting {
    session: String,
    username: String,
}

impl CognitoProvider {
    /// Prepares the client. Nothing is sent.
    #[must_use]
    pub fn new(settings: CognitoSettings, clock: Clock) -> Self {
        let region = settings.pool_id.split('_').next().unwrap_or_default().to_owned();
        let (access, secret) = (settings.key.0.expose_secret(), settings.key.1.expose_secret());
        let mut config = aws_sdk_cognitoidentityprovider::Config::builder()
            .region(Region::new(region))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new(access, secret, None, None, "sadu")))
            .timeout_config(
                TimeoutConfig::builder().connect_timeout(CONNECT_LIMIT).operation_timeout(CALL_LIMIT).build(),
            )
            // A password that was judged twice counts twice with Cognito's own lock-out.
            .retry_config(RetryConfig::disabled());
        if let Some(endpoint) = &settings.endpoint {
            config = config.endpoint_url(endpoint);
        }
        let facts = Facts { issuer: settings.issuer.clone(), mails_by_itself: true };
        Self { facts, client: Client::from_conf(config.build()), settings, clock }
    }

    /// What an app client with a secret sends along with a user name.
    fn secret_hash(&self, username: &str) -> Result<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.settings.client_secret.expose_secret().as_bytes())
            .map_err(Error::fault)?;
        mac.update(username.as_bytes());
        mac.update(self.settings.client_id.as_bytes());
        Ok(STANDARD.encode(mac.finalize().into_bytes()))
    }

    fn let_in(&self, result: Option<AuthenticationResultType>) -> Answer<LoggedIn> {
        let result = result.ok_or_else(|| not_understood("no tokens"))?;
        let (account, access) = read_tokens(&result)?;
        let account = account.ok_or_else(|| not_understood("no id token"))?;
        Ok(LoggedIn { account, access, refresh: result.refresh_token.map(SecretString::from) })
    }

    async fn try_sign_up(&self, new: &SignUp<'_>) -> Answer<Signed> {
        let attribute = |name: &str, value: &str| {
            AttributeType::builder().name(name).value(value).build().map_err(|e| Refusal::Failed(Error::fault(e)))
        };
        let mut call = self
            .client
            .sign_up()
            .client_id(&self.settings.client_id)
            .secret_hash(self.secret_hash(new.email)?)
            .username(new.email)
            .password(new.password.expose_secret())
            .user_attributes(attribute("email", new.email)?)
            .user_attributes(attribute("locale", new.locale.tag())?);
        if !new.name.is_empty() {
            call = call.user_attributes(attribute("name", new.name)?);
        }
        match call.send().await {
            Ok(_) => Ok(Signed::Up),
            Err(error) => match told(&error, Asked::SignUp) {
                // Somebody has the address.
                Refusal::Credentials => Ok(Signed::Before),
                refusal => Err(refusal),
            },
        }
    }

    /// Takes an account away that nobody has confirmed; false if it was confirmed.
    async fn take_away_unconfirmed(&self, email: &str) -> Answer<bool> {
        let pool = &self.settings.pool_id;
        let found = self.client.admin_get_user().user_pool_id(pool).username(email).send().await;
        let user = match found {
            Ok(user) => user,
            Err(error) => match told(&error, Asked::Admin) {
                // Gone meanwhile.
                Refusal::Credentials => return Ok(true),
                refusal => return Err(refusal),
            },
        };
        if user.user_status != Some(UserStatusType::Unconfirmed) {
            return Ok(false);
        }
        let gone = self.client.admin_delete_user().user_pool_id(pool).username(email).send().await;
        match gone.map_err(|error| told(&error, Asked::Admin)) {
            Ok(_) | Err(Refusal::Credentials) => Ok(true),
            Err(refusal) => Err(refusal),
        }
    }

    async fn prefer(&self, who: &Who<'_>, is_on: bool) -> Answer<()> {
        let wish = SoftwareTokenMfaSettingsType::builder().enabled(is_on).preferred_mfa(is_on).build();
        match who.access {
            Some(access) => self
                .client
                .set_user_mfa_preference()
                .access_token(access.expose_secret())
                .software_token_mfa_settings(wish)
                .send()
                .await
                .map(drop)
                .map_err(|error| told(&error, Asked::SignedIn)),
            None => self
                .client
                .admin_set_user_mfa_preference()
                .user_pool_id(&self.settings.pool_id)
                .username(who.subject)
                .software_token_mfa_settings(wish)
                .send()
                .await
                .map(drop)
                .map_err(|error| told(&error, Asked::Admin)),
        }
    }
}

/// What a sign-up came to.
enum Signed {
    Up,
    Before,
}

#[async_trait]
impl IdentityProvider for CognitoProvider {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    async fn sign_up(&self, new: &SignUp<'_>) -> Answer<Option<Letter>> {
        if matches!(self.try_sign_up(new).await?, Signed::Up) {
            return Ok(None);
        }
        if self.take_away_unconfirmed(new.email).await? && matches!(self.try_sign_up(new).await?, Signed::Up) {
            return Ok(None);
        }
        // Cognito tells the owner of the address nothing, so we do.
        Ok(Some(Letter {
            email: new.email.to_owned(),
            name: String::new(),
            locale: new.locale,
            content: Content::HasAccount,
        }))
    }

    async fn resend(&self, email: &str) -> Answer<Option<Letter>> {
        let call = self
            .client
            .resend_confirmation_code()
            .client_id(&self.settings.client_id)
            .secret_hash(self.secret_hash(email)?)
            .username(email);
        match call.send().await.map_err(|error| told(&error, Asked::Letter)) {
            Ok(_) | Err(Refusal::Credentials) => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    async fn confirm(&self, email: &str, code: &str, _: SessionId) -> Answer<Option<LoggedIn>> {
        self.client
            .confirm_sign_up()
            .client_id(&self.settings.client_id)
            .secret_hash(self.secret_hash(email)?)
            .username(email)
            .confirmation_code(code)
            .send()
            .await
            .map_err(|error| told(&error, Asked::Code))?;
        // Without the password it lets nobody in.
        Ok(None)
    }

    async fn log_in(&self, attempt: &LogIn<'_>) -> Answer<Step> {
        let answer = self
            .client
            .initiate_auth()
            .client_id(&self.settings.client_id)
            .auth_flow(AuthFlowType::UserPasswordAuth)
            .auth_parameters("USERNAME", attempt.email)
            .auth_parameters("PASSWORD", attempt.password.expose_secret())
            .auth_parameters("SECRET_HASH", self.secret_hash(attempt.email)?)
            .send()
            .await
            .map_err(|error| told(&error, Asked::LogIn))?;
        match answer.challenge_name {
            None => Ok(Step::LoggedIn(Box::new(self.let_in(answer.authentication_result)?))),
            Some(ChallengeNameType::SoftwareTokenMfa) => {
                let session = answer.session.ok_or_else(|| not_understood("a challenge without session"))?;
                let named = answer.challenge_parameters.and_then(|mut named| named.remove("USER_ID_FOR_SRP"));
                let waiting = Waiting { session, username: named.unwrap_or_else(|| attempt.email.to_owned()) };
                let state = serde_json::to_string(&waiting).map_err(Error::fault)?.into();
                Ok(Step::Challenge(Challenge { session: attempt.session, email: attempt.email.to_owned(), state }))
            }
            Some(other) => Err(not_understood(other.as_str())),
        }
    }

    async fn answer_mfa(&self, challenge: &Challenge, proof: Proof<'_>) -> Answer<LoggedIn> {
        let waiting: Waiting = serde_json::from_str(challenge.state.expose_secret()).map_err(Error::fault)?;
        let code = match proof {
            Proof::Authenticator { code, .. } => code.to_owned(),
            // Cognito knows no codes for recovery. We know the authenticator's secret, and so its code of this moment.
            Proof::Recovery { secret } => totp::code(secret, self.clock.now())?,
        };
        let answer = self
            .client
            .respond_to_auth_challenge()
            .client_id(&self.settings.client_id)
            .challenge_name(ChallengeNameType::SoftwareTokenMfa)
            .session(waiting.session)
            .challenge_responses("SECRET_HASH", self.secret_hash(&waiting.username)?)
            .challenge_responses("USERNAME", waiting.username)
            .challenge_responses("SOFTWARE_TOKEN_MFA_CODE", code)
            .send()
            .await
            .map_err(|error| told(&error, Asked::Challenge))?;
        self.let_in(answer.authentication_result)
    }

    async fn refresh(&self, grant: &Grant<'_>) -> Answer<Renewed> {
        let refresh = grant.refresh.ok_or(Refusal::Over)?;
        let answer = self
            .client
            .initiate_auth()
            .client_id(&self.settings.client_id)
            .auth_flow(AuthFlowType::RefreshTokenAuth)
            .auth_parameters("REFRESH_TOKEN", refresh.expose_secret())
            // Here the user name is the pool's own, which is the subject where addresses are user names.
            .auth_parameters("SECRET_HASH", self.secret_hash(grant.subject)?)
            .send()
            .await
            .map_err(|error| told(&error, Asked::Refresh))?;
        let result = answer.authentication_result.ok_or_else(|| not_understood("no tokens"))?;
        let (_, access) = read_tokens(&result)?;
        Ok(Renewed { access, refresh: result.refresh_token.map(SecretString::from) })
    }

    async fn sign_out_everywhere(&self, who: &Who<'_>) -> Answer<()> {
        let call = self.client.admin_user_global_sign_out().user_pool_id(&self.settings.pool_id).username(who.subject);
        call.send().await.map(drop).map_err(|error| told(&error, Asked::Admin))
    }

    async fn forgot(&self, email: &str) -> Answer<Option<Letter>> {
        let call = self
            .client
            .forgot_password()
            .client_id(&self.settings.client_id)
            .secret_hash(self.secret_hash(email)?)
            .username(email);
        match call.send().await.map_err(|error| told(&error, Asked::Letter)) {
            Ok(_) | Err(Refusal::Credentials) => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    async fn reset(&self, email: &str, code: &str, password: &SecretString) -> Answer<()> {
        self.client
            .confirm_forgot_password()
            .client_id(&self.settings.client_id)
            .secret_hash(self.secret_hash(email)?)
            .username(email)
            .confirmation_code(code)
            .password(password.expose_secret())
            .send()
            .await
            .map(drop)
            .map_err(|error| told(&error, Asked::Code))
    }

    async fn change_password(&self, who: &Who<'_>, current: &SecretString, next: &SecretString) -> Answer<()> {
        self.client
            .change_password()
            .access_token(signed_in(who)?)
            .previous_password(current.expose_secret())
            .proposed_password(next.expose_secret())
            .send()
            .await
            .map(drop)
            .map_err(|error| told(&error, Asked::LogIn))
    }

    async fn mfa_begin(&self, who: &Who<'_>) -> Answer<SecretString> {
        let call = self.client.associate_software_token().access_token(signed_in(who)?);
        let answer = call.send().await.map_err(|error| told(&error, Asked::SignedIn))?;
        answer.secret_code.map(SecretString::from).ok_or_else(|| not_understood("no secret"))
    }

    async fn mfa_confirm(&self, who: &Who<'_>, _: &SecretString, code: &str) -> Answer<()> {
        let call = self.client.verify_software_token().access_token(signed_in(who)?).user_code(code);
        let answer = call.send().await.map_err(|error| told(&error, Asked::Challenge))?;
        if answer.status != Some(VerifySoftwareTokenResponseType::Success) {
            return Err(Refusal::Code);
        }
        self.prefer(who, true).await
    }

    async fn mfa_disable(&self, who: &Who<'_>) -> Answer<()> {
        self.prefer(who, false).await
    }

    async fn remove(&self, who: &Who<'_>) -> Answer<()> {
        let call = self.client.admin_delete_user().user_pool_id(&self.settings.pool_id).username(who.subject);
        match call.send().await.map_err(|error| told(&error, Asked::Admin)) {
            Ok(_) | Err(Refusal::Credentials) => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }
}

fn signed_in<'a>(who: &Who<'a>) -> Answer<&'a str> {
    who.access.map(ExposeSecret::expose_secret).ok_or_else(|| not_understood("nobody is signed in"))
}
