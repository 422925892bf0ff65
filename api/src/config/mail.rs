//! How letters go out: which carrier, from which address, and what that carrier needs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secrecy::SecretString;

/// Who carries letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MailCarrier {
    /// Amazon SES, version 2 of its API.
    Ses,
    /// Any SMTP server.
    Smtp,
    /// Nobody: they are kept on this machine and shown at `/dev/mailbox`.
    Mailbox,
}

/// How the way to an SMTP server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SmtpTls {
    /// From a plain greeting upwards, and not at all without; the usual way on port 587.
    Starttls,
    /// From the first byte; the usual way on port 465.
    Tls,
    /// Not: only for a server on this machine or a trusted network.
    None,
}

/// Settings of the mail.
#[derive(Debug, Clone, Args)]
pub struct MailConfig {
    /// Who carries letters: ses, smtp, or mailbox (development only, and the default there). Needed outside of development.
    #[arg(long = "mail", env = "SADU_MAIL", value_enum)]
    pub carrier: Option<MailCarrier>,
    /// Bare address letters come from; the carrier must let us write from it. With ses and smtp it must be said.
    #[arg(long = "mail-from", env = "SADU_MAIL_FROM")]
    pub from: Option<String>,
    /// Region of SES.
    #[arg(long, env = "SES_REGION", default_value = "me-south-1")]
    pub ses_region: String,
    /// Address of SES; empty for AWS itself.
    #[arg(long, env = "SES_ENDPOINT")]
    pub ses_endpoint: Option<String>,
    /// Access key for SES.
    #[arg(long, env = "SES_ACCESS_KEY_ID", hide_env_values = true)]
    pub ses_access_key_id: Option<SecretString>,
    /// Secret key for SES.
    #[arg(long, env = "SES_SECRET_ACCESS_KEY", hide_env_values = true)]
    pub ses_secret_access_key: Option<SecretString>,
    /// SMTP server's host.
    #[arg(long, env = "SMTP_HOST")]
    pub smtp_host: Option<String>,
    /// SMTP server's port; by default 587, 465 or 25, as the encryption has it.
    #[arg(long, env = "SMTP_PORT")]
    pub smtp_port: Option<u16>,
    /// Encryption on the way to the SMTP server: starttls, tls, or none.
    #[arg(long, env = "SMTP_TLS", value_enum, default_value = "starttls")]
    pub smtp_tls: SmtpTls,
    /// User name at the SMTP server; empty for none.
    #[arg(long, env = "SMTP_USERNAME")]
    pub smtp_username: Option<String>,
    /// Password at the SMTP server.
    #[arg(long, env = "SMTP_PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<SecretString>,
    /// Folder of the development mailbox.
    #[arg(long, env = "SADU_MAILBOX_DIR", default_value = ".sadu/mailbox")]
    pub mailbox_dir: PathBuf,
}

impl MailConfig {
    /// Who carries letters, the development's default included.
    #[must_use]
    pub fn carrier(&self, dev: bool) -> Option<MailCarrier> {
        self.carrier.or(dev.then_some(MailCarrier::Mailbox))
    }

    /// The address letters come from.
    #[must_use]
    pub fn from(&self) -> &str {
        self.from.as_deref().unwrap_or("no-reply@sadu.example")
    }

    /// The SMTP server's port.
    #[must_use]
    pub fn smtp_port(&self) -> u16 {
        self.smtp_port.unwrap_or(match self.smtp_tls {
            SmtpTls::Starttls => 587,
            SmtpTls::Tls => 465,
            SmtpTls::None => 25,
        })
    }

    /// Everything that is wrong, one line each.
    pub(super) fn problems(&self, dev: bool) -> Vec<String> {
        let mut problems = Vec::new();
        let mut need = |name: &str, is_there: bool| {
            if !is_there {
                problems.push(format!("missing settings: {name}"));
            }
        };
        match self.carrier(dev) {
            None => need("SADU_MAIL (ses or smtp)", false),
            Some(MailCarrier::Mailbox) if !dev => {
                problems.push("SADU_MAIL=mailbox sends nothing; it is for SADU_DEV=true alone".to_owned());
            }
            Some(MailCarrier::Mailbox) => {}
            Some(MailCarrier::Ses) => {
                need("SADU_MAIL_FROM", self.from.is_some());
                need("SES_ACCESS_KEY_ID", self.ses_access_key_id.is_some());
                need("SES_SECRET_ACCESS_KEY", self.ses_secret_access_key.is_some());
            }
            Some(MailCarrier::Smtp) => {
                need("SADU_MAIL_FROM", self.from.is_some());
                need("SMTP_HOST", self.smtp_host.is_some());
                if self.smtp_username.is_some() != self.smtp_password.is_some() {
                    problems.push("SMTP_USERNAME and SMTP_PASSWORD go together".to_owned());
                } else if self.smtp_username.is_some() && self.smtp_tls == SmtpTls::None {
                    problems
                        .push("SMTP_PASSWORD would travel in the clear: SMTP_TLS must be starttls or tls".to_owned());
                }
            }
        }
        if self.from.as_deref().is_some_and(|from| !is_bare_address(from)) {
            problems.push("SADU_MAIL_FROM must be a bare address such as no-reply@sadu.example".to_owned());
        }
        problems
    }
}

/// `local@domain` and nothing else: no name, no list, no line break.
fn is_bare_address(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>,;\"@".contains(c);
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !local.contains(odd) && !domain.contains(odd)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare() -> MailConfig {
        MailConfig {
            carrier: None,
            from: None,
            ses_region: "me-south-1".to_owned(),
            ses_endpoint: None,
            ses_access_key_id: None,
            ses_secret_access_key: None,
            smtp_host: None,
            smtp_port: None,
            smtp_tls: SmtpTls::Starttls,
            smtp_username: None,
            smtp_password: None,
            mailbox_dir: PathBuf::new(),
        }
    }

    #[test]
    fn development_has_a_mailbox_and_production_must_choose() {
        assert_eq!(bare().problems(true), Vec::<String>::new());
        assert_eq!(bare().carrier(true), Some(MailCarrier::Mailbox));
        assert_eq!(bare().problems(false), ["missing settings: SADU_MAIL (ses or smtp)"]);
        let kept = MailConfig { carrier: Some(MailCarrier::Mailbox), ..bare() };
        assert_eq!(kept.problems(false).len(), 1);
    }

    #[test]
    fn every_missing_or_odd_setting_is_told_at_once() {
        let ses = MailConfig { carrier: Some(MailCarrier::Ses), ..bare() };
        assert_eq!(ses.problems(false).len(), 3);
        let smtp = MailConfig {
            carrier: Some(MailCarrier::Smtp),
            from: Some("Sadu <no-reply@sadu.example>".to_owned()),
            smtp_host: Some("mail.example".to_owned()),
            smtp_username: Some("sadu".to_owned()),
            ..bare()
        };
        assert_eq!(smtp.problems(false).len(), 2, "half a log-in, and an address with a name");
        let open =
            MailConfig { smtp_password: Some("secret".to_owned().into()), smtp_tls: SmtpTls::None, ..smtp.clone() };
        assert!(open.problems(false)[0].contains("in the clear"));
        let fine = MailConfig {
            from: Some("no-reply@sadu.example".to_owned()),
            smtp_password: Some("secret".to_owned().into()),
            ..smtp
        };
        assert_eq!(fine.problems(false), Vec::<String>::new());
        assert_eq!(fine.smtp_port(), 587);
    }
}
