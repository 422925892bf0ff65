//! Amazon SES, version 2 of its API. The library's own retries are off: a second try is the delivery's to decide.

use std::{error::Error, io, time::Duration};

use aws_credential_types::Credentials;
use aws_sdk_sesv2::{
    Client,
    config::{Region, SharedCredentialsProvider, retry::RetryConfig, timeout::TimeoutConfig},
    error::{ProvideErrorMetadata, SdkError},
    operation::send_email::SendEmailError,
    types::{Body, Content, Destination, EmailContent, Message},
};
use secrecy::{ExposeSecret, SecretString};

use super::{Letter, Mailer, Refusal, encoded_sender};

/// How long a connection may take to be made.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// How long the whole call may take.
const CALL_LIMIT: Duration = Duration::from_secs(15);

/// Where SES is and who we are to it.
#[derive(Debug, Clone)]
pub struct SesSettings {
    /// Its region.
    pub region: String,
    /// Its address, if it is not AWS.
    pub endpoint: Option<String>,
    /// The public half of the key.
    pub access_key: SecretString,
    /// The secret half.
    pub secret_key: SecretString,
    /// The address we write from.
    pub from: String,
}

/// Sends by SES.
#[derive(Debug)]
pub struct Ses {
    client: Client,
    from: String,
}

impl Ses {
    /// Prepares the client. Nothing is sent.
    #[must_use]
    pub fn new(settings: SesSettings) -> Self {
        let (access, secret) = (settings.access_key.expose_secret(), settings.secret_key.expose_secret());
        let mut config = aws_sdk_sesv2::Config::builder()
            .region(Region::new(settings.region))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new(access, secret, None, None, "sadu")))
            .timeout_config(
                TimeoutConfig::builder().connect_timeout(CONNECT_LIMIT).operation_timeout(CALL_LIMIT).build(),
            )
            .retry_config(RetryConfig::disabled());
        if let Some(endpoint) = settings.endpoint {
            config = config.endpoint_url(endpoint);
        }
        Self { client: Client::from_conf(config.build()), from: settings.from }
    }
}

#[async_trait::async_trait]
impl Mailer for Ses {
    async fn send(&self, letter: &Letter) -> Result<Option<String>, Refusal> {
        let part = |text: &str| Content::builder().data(text).charset("UTF-8").build();
        let built = || -> Option<EmailContent> {
            let body = Body::builder().html(part(&letter.html).ok()?).text(part(&letter.text).ok()?).build();
            let message = Message::builder().subject(part(&letter.subject).ok()?).body(body).build();
            Some(EmailContent::builder().simple(message).build())
        };
        let content = built().ok_or_else(|| Refusal::never("LETTER"))?;
        let sent = self
            .client
            .send_email()
            .from_email_address(encoded_sender(&letter.from_name, &self.from)?)
            .destination(Destination::builder().to_addresses(&letter.to).build())
            .content(content)
            .send()
            .await
            .map_err(|error| told(&error))?;
        Ok(sent.message_id)
    }
}

/// What an error of the library says about the letter.
fn told(error: &SdkError<SendEmailError>) -> Refusal {
    match error {
        SdkError::ConstructionFailure(_) => Refusal::never("LETTER"),
        SdkError::DispatchFailure(failure)
            if failure.as_connector_error().is_some_and(|error| never_connected(error)) =>
        {
            Refusal::later("UNREACHABLE")
        }
        SdkError::ServiceError(answer) => {
            let code = format!("SES_{}", answer.err().code().unwrap_or("UNKNOWN"));
            let status = answer.raw().status().as_u16();
            let for_now = matches!(
                answer.err(),
                SendEmailError::TooManyRequestsException(_)
                    | SendEmailError::LimitExceededException(_)
                    | SendEmailError::SendingPausedException(_)
                    | SendEmailError::AccountSuspendedException(_)
            );
            if for_now || status >= 500 || status == 429 { Refusal::later(code) } else { Refusal::never(code) }
        }
        _ => Refusal::unknown("NO_ANSWER"),
    }
}

/// Whether the chain of causes says that no connection was made. One that broke may have carried the letter.
fn never_connected(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        let refused = cause.downcast_ref::<io::Error>().is_some_and(|cause| {
            matches!(
                cause.kind(),
                io::ErrorKind::ConnectionRefused | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable
            )
        });
        // These have no type of their own that could be asked for.
        let text = cause.to_string();
        if refused
            || ["dns error", "tcp connect error", "HTTP connect timeout"].iter().any(|sign| text.starts_with(sign))
        {
            return true;
        }
        next = cause.source();
    }
    false
}
