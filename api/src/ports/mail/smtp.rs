//! Any SMTP server. Each letter has a connection of its own, and each step of it its own meaning: until the letter's end
//! is written, a failure is a clear no; after that, silence means nothing.

use std::time::Duration;

use lettre::{
    Address, Message,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use secrecy::{ExposeSecret, SecretString};

use super::{Letter, Mailer, Refusal, sender};

/// How long the server may take for its greeting and for each answer before the letter's.
const STEP_LIMIT: Duration = Duration::from_secs(5);
/// How long it may take for the letter itself.
const LETTER_LIMIT: Duration = Duration::from_secs(15);

/// How the way to the server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// From a plain greeting upwards, and not at all without.
    Starttls,
    /// From the first byte.
    Tls,
    /// Not.
    None,
}

/// Where the server is and who we are to it.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Encryption on the way.
    pub encryption: Encryption,
    /// User name and password, if it wants any.
    pub log_in: Option<(String, SecretString)>,
    /// The address we write from.
    pub from: String,
    /// The name we greet with.
    pub our_name: String,
}

/// Sends by an SMTP server.
#[derive(Debug)]
pub struct Smtp {
    settings: SmtpSettings,
}

impl Smtp {
    /// Prepares for the server. Nothing is sent.
    #[must_use]
    pub fn new(settings: SmtpSettings) -> Self {
        Self { settings }
    }

    /// A connection that is ready for a letter.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Refusal> {
        let at = &self.settings;
        let us = ClientId::Domain(at.our_name.clone());
        let tls = || TlsParameters::new(at.host.clone()).map_err(|_| Refusal::later("TLS"));
        let first = if at.encryption == Encryption::Tls { Some(tls()?) } else { None };
        let server = (at.host.as_str(), at.port);
        let connecting = AsyncSmtpConnection::connect_tokio1(server, Some(STEP_LIMIT), &us, first, None);
        let mut connection = in_time(connecting).await?;
        if at.encryption == Encryption::Starttls {
            // A server that does not offer it may be a stranger in between: nothing is said to it.
            in_time(connection.starttls(tls()?, &us)).await?;
        }
        if let Some((name, password)) = &at.log_in {
            let credentials = Credentials::new(name.clone(), password.expose_secret().to_owned());
            in_time(connection.auth(DEFAULT_MECHANISMS, &credentials)).await.map_err(|refusal| match refusal {
                // A password that does not fit is the installation's defect, which somebody mends; the letter is fine.
                Refusal::Never { code } => Refusal::Later { code },
                other => other,
            })?;
        }
        Ok(connection)
    }
}

#[async_trait::async_trait]
impl Mailer for Smtp {
    async fn send(&self, letter: &Letter) -> Result<Option<String>, Refusal> {
        let (from, to, bytes) = written(letter, &self.settings.from)?;
        let mut connection = self.connect().await?;
        let mut options = Vec::new();
        if !to.is_ascii() {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Refusal::never("NO_SMTPUTF8"));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if connection.server_info().supports_feature(Extension::EightBitMime) {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        in_time(connection.command(Mail::new(Some(from), options))).await?;
        in_time(connection.command(Rcpt::new(address(&to)?, Vec::new()))).await?;
        in_time(connection.command(Data)).await?;
        let answer = match tokio::time::timeout(LETTER_LIMIT, connection.message(&bytes)).await {
            Ok(Ok(answer)) => answer,
            // It said no, in so many words.
            Ok(Err(error)) if error.status().is_some() => return Err(told(&error)),
            _ => return Err(Refusal::unknown("NO_ANSWER")),
        };
        // The letter is theirs; whether they also say goodbye does not matter.
        let _ = tokio::time::timeout(Duration::from_secs(1), connection.quit()).await;
        Ok(queue_id(answer.message()))
    }
}

/// A step before the letter's end: whatever goes wrong here, the letter has not gone.
async fn in_time<T>(step: impl Future<Output = Result<T, Error>>) -> Result<T, Refusal> {
    match tokio::time::timeout(STEP_LIMIT, step).await {
        Ok(done) => done.map_err(|error| told(&error)),
        Err(_) => Err(Refusal::later("UNREACHABLE")),
    }
}

/// What an error says about a letter that has not gone. The server's own words may hold an address and are left out.
fn told(error: &Error) -> Refusal {
    match error.status() {
        Some(code) if error.is_permanent() => Refusal::never(format!("SMTP_{code}")),
        Some(code) => Refusal::later(format!("SMTP_{code}")),
        None if error.is_tls() => Refusal::later("TLS"),
        None => Refusal::later("UNREACHABLE"),
    }
}

/// The id in answers such as `250 2.0.0 Ok: queued as 4Zq3…`; None for one that says nothing of the kind.
fn queue_id<'a>(lines: impl Iterator<Item = &'a str>) -> Option<String> {
    let id = lines.last()?.rsplit_once("queued as ")?.1.split_whitespace().next()?;
    (id.len() <= 100 && id.chars().all(|c| c.is_ascii_graphic())).then(|| id.to_owned())
}

fn address(text: &str) -> Result<Address, Refusal> {
    text.parse().map_err(|_| Refusal::never("ADDRESS"))
}

/// The letter as bytes, with sender and recipient.
fn written(letter: &Letter, from: &str) -> Result<(Address, String, Vec<u8>), Refusal> {
    let sender: Mailbox = sender(&letter.from_name, from)?;
    let domain = sender.email.domain().to_owned();
    let sender_address = sender.email.clone();
    let to = address(&letter.to)?;
    let message = Message::builder()
        .from(sender)
        .to(Mailbox::new(None, to.clone()))
        .subject(letter.subject.clone())
        // Ours, so that the same delivery is the same letter wherever it turns up.
        .message_id(Some(format!("<{}@{domain}>", letter.id.simple())))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(|_| Refusal::never("LETTER"))?;
    Ok((sender_address, to.to_string(), message.formatted()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(to: &str, subject: &str) -> Letter {
        Letter {
            id: uuid::Uuid::nil(),
            from_name: "دكان، \"Dukkan\"\r\nBcc: a@b.example".to_owned(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            html: "<p>مرحبا</p>".to_owned(),
            text: "مرحبا".to_owned(),
        }
    }

    #[test]
    fn headers_hold_what_they_should_and_no_line_of_anybody_elses() {
        let letter = letter("noura@home.example", "رمزك\r\nX-Evil: 1");
        let (from, to, bytes) = written(&letter, "no-reply@sadu.example").unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!((from.to_string().as_str(), to.as_str()), ("no-reply@sadu.example", "noura@home.example"));
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("X-Evil:")), "{head}");
        assert!(head.contains("Message-ID: <00000000000000000000000000000000@sadu.example>"), "{head}");
        assert!(text.contains("text/plain") && text.contains("text/html"));
    }

    #[test]
    fn an_address_that_is_none_is_refused_for_good() {
        for wrong in ["", "noura", "noura@home.example\r\nRCPT TO:<a@b.example>", "a@b, c@d"] {
            assert_eq!(written(&letter(wrong, ""), "no-reply@sadu.example").unwrap_err(), Refusal::never("ADDRESS"));
        }
    }

    #[test]
    fn a_queue_id_is_read_where_there_is_one() {
        let id = |line: &'static str| queue_id([line].into_iter());
        assert_eq!(id("2.0.0 Ok: queued as 4Zq3Xy").as_deref(), Some("4Zq3Xy"));
        assert_eq!(id("Message queued"), None);
    }
}
