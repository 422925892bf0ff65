//! The one place where the parts are put together; tests use the same builder.

use std::{sync::Arc, time::Duration};

use entity::ids::UserId;
use moka::future::Cache;
use secrecy::ExposeSecret;

use crate::{
    config::{BaseUrl, Config},
    kernel::{
        clock::Clock,
        db::{AddressBook, Db},
        error::{Error, Result},
        signed::Signer,
    },
    ports::{
        identity::{attempts::LocalAttempts, passwords::Passwords, refresh::RefreshTokens, tokens::Tokens},
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
    /// Slug to tenant, at most one second old.
    pub addresses: AddressBook,
    /// Issuer and subject to person, at most 30 seconds old; rights are never cached.
    pub people: Cache<(String, String), UserId>,
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
        Ok(Self {
            base: config.base()?,
            db: Db::open(&config.db_urls()?, config.pool_size())?,
            clock,
            redis: Redis::open(redis_url)?,
            store: Arc::new(store(&config)?),
            tokens: Tokens::new(&config.base_url, &secrets.signing_key)?,
            refresh: RefreshTokens::new(&secrets.link_key)?,
            passwords: Passwords::default(),
            attempts: LocalAttempts::default(),
            links: Signer::new(secrets.link_key),
            addresses: AddressBook::default(),
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

fn store(config: &Config) -> Result<S3Store> {
    let (Some(access_key), Some(secret_key)) = (&config.s3_access_key_id, &config.s3_secret_access_key) else {
        return Err(Error::fault("missing settings: S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY"));
    };
    Ok(S3Store::new(S3Settings {
        bucket: config.s3_bucket.clone(),
        region: config.s3_region.clone(),
        endpoint: config.s3_endpoint.clone(),
        public_endpoint: None,
        force_path_style: config.s3_endpoint.is_some(),
        credentials: S3Credentials::Static {
            access_key: access_key.expose_secret().to_owned(),
            secret_key: secret_key.clone(),
        },
    }))
}
