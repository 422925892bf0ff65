//! The one place where the parts are put together; tests use the same builder.

use std::{sync::Arc, time::Duration};

use entity::ids::UserId;
use moka::future::Cache;
use secrecy::ExposeSecret;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::{
    config::{BaseUrl, Config, IdentityKind, MailCarrier, SmtpTls},
    kernel::{
        clock::Clock,
        db::{AddressBook, Db},
        error::{Error, Result},
        sealed::Sealer,
        signed::Signer,
    },
    ports::{
        identity::{
            attempts::LocalAttempts,
            check::{Bearer, IssuerSettings, Published, TokenCheck},
            cognito::{CognitoProvider, CognitoSettings},
            local::LocalProvider,
            passwords::Passwords,
            provider::IdentityProvider,
            refresh::RefreshTokens,
            tokens::Tokens,
        },
        mail::{Encryption, Mailbox, Mailer, Ses, SesSettings, Smtp, SmtpSettings},
        redis::Redis,
        secrets::Secrets,
        storage::{ObjectStore, S3Credentials, S3Settings, S3Store},
    },
};

/// The application: database, ports, settings, small caches. No global, no service locator: handed down as `&App`.
#[derive(Debug)]
pub struct App {
    /// Settings.
    pub config: Config,
    /// The public address, taken apart.
    pub base: BaseUrl,
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Rates and announcements.
    pub redis: Redis,
    /// Pictures.
    pub store: Arc<dyn ObjectStore>,
    /// Room for one picture to be decoded at a time: what they come to in memory is not seen from outside.
    pub picture_work: Arc<Semaphore>,
    /// Whoever keeps passwords.
    pub identity: Arc<dyn IdentityProvider>,
    /// Whose access tokens are believed.
    pub check: TokenCheck,
    /// Access tokens of the local provider.
    pub tokens: Tokens,
    /// Refresh tokens of signed-in sessions.
    pub refresh: RefreshTokens,
    /// Hashes of passwords.
    pub passwords: Passwords,
    /// Log-in attempts seen by this process while Redis is away.
    pub attempts: LocalAttempts,
    /// Links that visitors get.
    pub links: Signer,
    /// Values that the database keeps but cannot read.
    pub sealer: Sealer,
    /// Whoever carries letters.
    pub mailer: Arc<dyn Mailer>,
    /// The mailbox, where that is the carrier.
    pub mailbox: Option<Mailbox>,
    /// Slug to tenant, at most one second old.
    pub addresses: AddressBook,
    /// Whom a token speaks for, at most 30 seconds old; rights are never cached.
    pub people: Cache<Bearer, UserId>,
    /// Hash of a presented key to its id and its tenant's slug, at most 30 seconds old; rights are never cached.
    pub keys: Cache<Vec<u8>, (Uuid, String)>,
}

impl App {
    /// Puts the parts together; connects to nothing yet.
    ///
    /// # Errors
    /// A fault that lists every setting that is wrong.
    pub fn build(config: Config, clock: Clock) -> Result<Self> {
        let problems = config.problems();
        if !problems.is_empty() {
            return Err(Error::fault(format!("the configuration is wrong:\n  {}", problems.join("\n  "))));
        }
        let secrets = Secrets::load(&config.secrets_file, config.dev)?;
        let redis_url = config.redis_url.as_ref().ok_or_else(|| Error::fault("missing settings: REDIS_URL"))?;
        let (mailer, mailbox) = mailer(&config, &clock)?;
        let db = Db::open(&config.db_urls()?, config.pool_size())?;
        let tokens = Tokens::of_file(&config.base_url, &secrets, &config.secrets_file)?;
        let (passwords, sealer) = (Passwords::default(), Sealer::new(&secrets.sealing_key)?);
        let identity: Arc<dyn IdentityProvider> = match config.identity {
            IdentityKind::Local => Arc::new(LocalProvider::new(
                &config.base_url,
                db.clone(),
                clock.clone(),
                passwords.clone(),
                tokens.clone(),
                sealer.clone(),
            )),
            IdentityKind::Cognito => Arc::new(CognitoProvider::new(cognito(&config)?, clock.clone())),
        };
        let check = match config.identity {
            IdentityKind::Local => TokenCheck::Own(tokens.clone()),
            IdentityKind::Cognito => TokenCheck::Published(Arc::new(Published::new(issuer(&config)?)?)),
        };
        Ok(Self {
            base: config.base()?,
            db,
            clock,
            redis: Redis::open(redis_url)?,
            store: Arc::new(store(&config)?),
            picture_work: Arc::new(Semaphore::new(1)),
            identity,
            check,
            tokens,
            refresh: RefreshTokens::new(&secrets.link_key)?,
            passwords,
            attempts: LocalAttempts::default(),
            sealer,
            links: Signer::new(secrets.link_key),
            mailer,
            mailbox,
            addresses: AddressBook::default(),
            keys: Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(30)).build(),
            people: Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(30)).build(),
            config,
        })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.db.close().await;
        self.redis.close().await;
    }
}

/// A setting that Cognito cannot do without.
fn of_cognito<T: Clone>(setting: &Option<T>, name: &str) -> Result<T> {
    setting.clone().ok_or_else(|| Error::fault(format!("missing settings: {name}")))
}

/// The user pool, and who we are to it.
fn cognito(config: &Config) -> Result<CognitoSettings> {
    Ok(CognitoSettings {
        pool_id: of_cognito(&config.identity_pool_id, "SADU_IDENTITY_POOL_ID")?,
        client_id: of_cognito(&config.identity_client_id, "SADU_IDENTITY_CLIENT_ID")?,
        client_secret: of_cognito(&config.identity_client_secret, "SADU_IDENTITY_CLIENT_SECRET")?,
        issuer: of_cognito(&config.identity_issuer, "SADU_IDENTITY_ISSUER")?,
        endpoint: config.identity_endpoint.clone(),
        key: (
            of_cognito(&config.identity_access_key_id, "SADU_IDENTITY_ACCESS_KEY_ID")?,
            of_cognito(&config.identity_secret_access_key, "SADU_IDENTITY_SECRET_ACCESS_KEY")?,
        ),
    })
}

/// What is believed of the user pool's tokens.
fn issuer(config: &Config) -> Result<IssuerSettings> {
    let issuer = of_cognito(&config.identity_issuer, "SADU_IDENTITY_ISSUER")?;
    let below = || format!("{}/.well-known/jwks.json", issuer.trim_end_matches('/'));
    Ok(IssuerSettings {
        jwks_url: config.identity_jwks_url.clone().unwrap_or_else(below),
        client_id: of_cognito(&config.identity_client_id, "SADU_IDENTITY_CLIENT_ID")?,
        algorithms: vec![jsonwebtoken::Algorithm::RS256],
        issuer,
    })
}

/// The carrier of letters, and the mailbox if that is it.
fn mailer(config: &Config, clock: &Clock) -> Result<(Arc<dyn Mailer>, Option<Mailbox>)> {
    let mail = &config.mail;
    let missing = |name: &str| Error::fault(format!("missing settings: {name}"));
    match mail.carrier(config.dev).ok_or_else(|| missing("SADU_MAIL"))? {
        MailCarrier::Mailbox => {
            let mailbox = Mailbox::new(mail.mailbox_dir.clone(), mail.from().to_owned(), clock.clone());
            Ok((Arc::new(mailbox.clone()), Some(mailbox)))
        }
        MailCarrier::Ses => {
            let settings = SesSettings {
                region: mail.ses_region.clone(),
                endpoint: mail.ses_endpoint.clone(),
                access_key: mail.ses_access_key_id.clone().ok_or_else(|| missing("SES_ACCESS_KEY_ID"))?,
                secret_key: mail.ses_secret_access_key.clone().ok_or_else(|| missing("SES_SECRET_ACCESS_KEY"))?,
                from: mail.from().to_owned(),
            };
            Ok((Arc::new(Ses::new(settings)), None))
        }
        MailCarrier::Smtp => {
            let settings = SmtpSettings {
                host: mail.smtp_host.clone().ok_or_else(|| missing("SMTP_HOST"))?,
                port: mail.smtp_port(),
                encryption: match mail.smtp_tls {
                    SmtpTls::Starttls => Encryption::Starttls,
                    SmtpTls::Tls => Encryption::Tls,
                    SmtpTls::None => Encryption::None,
                },
                log_in: mail.smtp_username.clone().zip(mail.smtp_password.clone()),
                from: mail.from().to_owned(),
                our_name: config.base()?.domain,
            };
            Ok((Arc::new(Smtp::new(settings)), None))
        }
    }
}

fn store(config: &Config) -> Result<S3Store> {
    let (Some(access_key), Some(secret_key)) = (&config.s3_access_key_id, &config.s3_secret_access_key) else {
        return Err(Error::fault("missing settings: S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY"));
    };
    Ok(S3Store::new(S3Settings {
        bucket: config.s3_bucket.clone(),
        region: config.s3_region.clone(),
        endpoint: config.s3_endpoint.clone(),
        public_endpoint: config.s3_public_endpoint.clone(),
        force_path_style: config.s3_endpoint.is_some(),
        credentials: S3Credentials::Static {
            access_key: access_key.expose_secret().to_owned(),
            secret_key: secret_key.clone(),
        },
    }))
}
