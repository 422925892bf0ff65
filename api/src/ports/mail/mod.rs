//! Handing letters to whoever carries them: SES, an SMTP server, or the mailbox of a development machine.
//!
//! A carrier says one of three things: yes, a clear no, or nothing that can be told from either. It never tries twice by
//! itself: who wants the letter sent again has to know what the first try came to.

mod mailbox;
mod ses;
mod smtp;

use std::fmt::Debug;

use lettre::message::{
    Mailbox as Correspondent, Mailboxes,
    header::{From, Headers},
};

pub use mailbox::{Kept, Mailbox};
pub use ses::{Ses, SesSettings};
pub use smtp::{Encryption, Smtp, SmtpSettings};

/// One letter, ready to go.
#[derive(Clone)]
pub struct Letter {
    /// What the letter is known by on our side; part of its `Message-ID`.
    pub id: uuid::Uuid,
    /// Name shown as the sender; the address is the installation's.
    pub from_name: String,
    /// Address of the one recipient.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// The letter as HTML.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

impl Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why a letter is not known to be on its way. `code` is for people who look for the cause; it names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It did not go, and the same letter may go later: nobody answered, or they were too busy.
    Later {
        /// A short code, e.g. `UNREACHABLE` or `SMTP_451`.
        code: String,
    },
    /// It did not go and never will: an address or a letter they will not take.
    Never {
        /// A short code, e.g. `SMTP_550`.
        code: String,
    },
    /// It was handed over, and then no answer came: it may be on its way or not.
    Unknown {
        /// A short code, e.g. `NO_ANSWER`.
        code: String,
    },
}

impl Refusal {
    /// Not now.
    pub fn later(code: impl Into<String>) -> Self {
        Self::Later { code: code.into() }
    }

    /// Not ever.
    pub fn never(code: impl Into<String>) -> Self {
        Self::Never { code: code.into() }
    }

    /// Who knows.
    pub fn unknown(code: impl Into<String>) -> Self {
        Self::Unknown { code: code.into() }
    }
}

/// Carries letters.
#[async_trait::async_trait]
pub trait Mailer: Debug + Send + Sync {
    /// Hands one letter over, once. Returns the carrier's own id of it, if it gives one.
    ///
    /// # Errors
    /// As [`Refusal`] says.
    async fn send(&self, letter: &Letter) -> Result<Option<String>, Refusal>;
}

/// Name and address of the sender, as a header wants them.
fn sender(name: &str, address: &str) -> Result<Correspondent, Refusal> {
    let plain: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let name = Some(plain.trim().to_owned()).filter(|name| !name.is_empty());
    Ok(Correspondent::new(name, address.parse().map_err(|_| Refusal::never("SENDER"))?))
}

/// The same as one encoded line.
fn encoded_sender(name: &str, address: &str) -> Result<String, Refusal> {
    let mut headers = Headers::new();
    headers.set(From::from(Mailboxes::from(sender(name, address)?)));
    let line = headers.to_string().replace("\r\n", "");
    Ok(line.trim_start_matches("From:").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_not_printed() {
        let letter = Letter {
            id: uuid::Uuid::nil(),
            from_name: "Sadu".to_owned(),
            to: "noura@home.example".to_owned(),
            subject: "482913".to_owned(),
            html: "482913".to_owned(),
            text: "482913".to_owned(),
        };
        let printed = format!("{letter:?}");
        assert!(!printed.contains("noura") && !printed.contains("482913"), "{printed}");
    }
}
