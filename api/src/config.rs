//! The only reader of the environment. Every setting has a flag and a variable; `serve` fails at once on a wrong one.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, ValueEnum};
use secrecy::SecretString;

mod mail;

pub use mail::{MailCarrier, MailConfig, SmtpTls};

use crate::kernel::{
    db::{DbUrls, PoolSize},
    error::{Error, Result},
};

/// Who keeps passwords and signs access tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum IdentityKind {
    /// This installation itself.
    Local,
    /// A user pool of Amazon Cognito.
    Cognito,
}

/// All settings of the program.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Address the public server listens on.
    #[arg(long, env = "SADU_LISTEN", default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,
    /// Address of the internal listener (Prometheus metrics); never expose it.
    #[arg(long, env = "SADU_INTERNAL_LISTEN", default_value = "127.0.0.1:8001")]
    pub internal_listen: SocketAddr,
    /// Public base address; storefronts answer at SLUG.HOST, the admin app at app.HOST.
    #[arg(long, env = "SADU_BASE_URL", default_value = "http://localhost:8000")]
    pub base_url: String,
    /// PostgreSQL as app_user. Needed.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<SecretString>,
    /// PostgreSQL as app_identity. Needed.
    #[arg(long, env = "IDENTITY_DATABASE_URL", hide_env_values = true)]
    pub identity_database_url: Option<SecretString>,
    /// PostgreSQL as app_platform. Needed.
    #[arg(long, env = "PLATFORM_DATABASE_URL", hide_env_values = true)]
    pub platform_database_url: Option<SecretString>,
    /// PostgreSQL as app_worker. Needed.
    #[arg(long, env = "WORKER_DATABASE_URL", hide_env_values = true)]
    pub worker_database_url: Option<SecretString>,
    /// Connections for tenants' requests.
    #[arg(long, env = "SADU_DB_CONNECTIONS", default_value_t = 8)]
    pub db_connections: u32,
    /// Milliseconds a request waits for a connection before it is answered 503.
    #[arg(long, env = "SADU_DB_ACQUIRE_TIMEOUT_MS", default_value_t = 2_000)]
    pub db_acquire_timeout_ms: u64,
    /// Prepared statements kept per connection; 0 behind pgbouncer in transaction mode (the worker's URL leads to
    /// PostgreSQL itself all the same: the queue listens).
    #[arg(long, env = "SADU_DB_STATEMENT_CACHE", default_value_t = 200)]
    pub db_statement_cache: usize,
    /// Redis. Needed to start; it may be away while the program runs.
    #[arg(long, env = "REDIS_URL", hide_env_values = true)]
    pub redis_url: Option<SecretString>,
    /// Object store's address; unset for AWS itself.
    #[arg(long, env = "S3_ENDPOINT")]
    pub s3_endpoint: Option<String>,
    /// Where browsers put pictures, if they know the object store by another address.
    #[arg(long, env = "S3_PUBLIC_ENDPOINT")]
    pub s3_public_endpoint: Option<String>,
    /// Object store's region.
    #[arg(long, env = "S3_REGION", default_value = "me-south-1")]
    pub s3_region: String,
    /// Bucket that keeps the tenants' pictures.
    #[arg(long, env = "S3_BUCKET", default_value = "sadu-media")]
    pub s3_bucket: String,
    /// Object store's access key. Needed.
    #[arg(long, env = "S3_ACCESS_KEY_ID", hide_env_values = true)]
    pub s3_access_key_id: Option<SecretString>,
    /// Object store's secret key. Needed.
    #[arg(long, env = "S3_SECRET_ACCESS_KEY", hide_env_values = true)]
    pub s3_secret_access_key: Option<SecretString>,
    /// How letters go out.
    #[command(flatten)]
    pub mail: MailConfig,
    /// File with the installation's secrets (0600).
    #[arg(long, env = "SADU_SECRETS_FILE", default_value = ".sadu/secrets.json")]
    pub secrets_file: PathBuf,
    /// Who keeps passwords and signs access tokens: local (this installation's own tables and keys) or cognito.
    #[arg(long, env = "SADU_IDENTITY", value_enum, default_value = "local")]
    pub identity: IdentityKind,
    /// Issuer of Cognito's tokens, as in their `iss`.
    #[arg(long, env = "SADU_IDENTITY_ISSUER")]
    pub identity_issuer: Option<String>,
    /// Where Cognito's public keys are; below the issuer if not said.
    #[arg(long, env = "SADU_IDENTITY_JWKS_URL")]
    pub identity_jwks_url: Option<String>,
    /// Cognito's user pool.
    #[arg(long, env = "SADU_IDENTITY_POOL_ID")]
    pub identity_pool_id: Option<String>,
    /// This program's app client in the pool; the tokens' `client_id` or `aud`.
    #[arg(long, env = "SADU_IDENTITY_CLIENT_ID")]
    pub identity_client_id: Option<String>,
    /// The app client's secret.
    #[arg(long, env = "SADU_IDENTITY_CLIENT_SECRET", hide_env_values = true)]
    pub identity_client_secret: Option<SecretString>,
    /// Cognito's address; unset for AWS itself.
    #[arg(long, env = "SADU_IDENTITY_ENDPOINT")]
    pub identity_endpoint: Option<String>,
    /// Access key for the few acts of an administrator of the pool: look up, delete and sign out an account.
    #[arg(long, env = "SADU_IDENTITY_ACCESS_KEY_ID", hide_env_values = true)]
    pub identity_access_key_id: Option<SecretString>,
    /// That key's secret.
    #[arg(long, env = "SADU_IDENTITY_SECRET_ACCESS_KEY", hide_env_values = true)]
    pub identity_secret_access_key: Option<SecretString>,
    /// Folder with the built assets and their manifest.
    #[arg(long, env = "SADU_ASSETS_DIR", default_value = "dist")]
    pub assets_dir: PathBuf,
    /// Proxies in front whose X-Forwarded-For entries are believed.
    #[arg(long, env = "SADU_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: usize,
    /// Dynamic requests a minute from one address.
    #[arg(long, env = "SADU_RATE_IP", default_value_t = 600)]
    pub rate_ip: u32,
    /// API requests a minute to one tenant.
    #[arg(long, env = "SADU_RATE_TENANT", default_value_t = 6_000)]
    pub rate_tenant: u32,
    /// Public submissions a minute from one visitor's browser.
    #[arg(long, env = "SADU_RATE_SUBMIT_VISITOR", default_value_t = 5)]
    pub rate_submit_visitor: u32,
    /// Public submissions a minute from one address to one tenant before they are flagged as suspect.
    #[arg(long, env = "SADU_RATE_SUBMIT_SUSPECT", default_value_t = 120)]
    pub rate_submit_suspect: u32,
    /// Public submissions a minute from one address to one tenant before they are refused.
    #[arg(long, env = "SADU_RATE_SUBMIT_REFUSE", default_value_t = 600)]
    pub rate_submit_refuse: u32,
    /// Invitations an hour from one member of a team; likewise, counted apart, letters sent again.
    #[arg(long, env = "SADU_RATE_INVITE", default_value_t = 60)]
    pub rate_invite: u32,
    /// Log-in attempts from one address in 15 minutes; a fifth of it in each process while Redis is away.
    #[arg(long, env = "SADU_RATE_LOGIN_IP", default_value_t = 30)]
    pub rate_login_ip: u32,
    /// Log-in attempts on one account before each further one must wait longer; likewise a fifth while Redis is away.
    #[arg(long, env = "SADU_RATE_LOGIN_ACCOUNT", default_value_t = 5)]
    pub rate_login_account: u32,
    /// Requests in work at once before new ones are shed with 503.
    #[arg(long, env = "SADU_MAX_IN_FLIGHT", default_value_t = 512)]
    pub max_in_flight: usize,
    /// Log as JSON lines (true or false); the default on anything that is not a terminal.
    #[arg(long, env = "SADU_LOG_JSON")]
    pub log_json: Option<bool>,
    /// Log filter, as tracing's EnvFilter reads it.
    #[arg(long, env = "SADU_LOG", default_value = "info,graphile_worker=warn,sqlx=warn,fred=error")]
    pub log: String,
    /// Development conveniences: secrets are made when missing, `sadu token` works. Never in production.
    #[arg(long, env = "SADU_DEV", default_value_t = false, action = clap::ArgAction::Set)]
    pub dev: bool,
}

/// The public address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// `http` or `https`.
    pub scheme: String,
    /// Host without port, e.g. `sadu.example`.
    pub domain: String,
    /// `:8000` or empty.
    pub port: String,
}

impl BaseUrl {
    /// Takes an address apart.
    ///
    /// # Errors
    /// A fault when it is not `http(s)://host[:port]`.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Error::fault(format!("SADU_BASE_URL: {text} is not http(s)://host[:port]"));
        let (scheme, rest) = text.split_once("://").ok_or_else(bad)?;
        let rest = rest.trim_end_matches('/');
        if !matches!(scheme, "http" | "https") || rest.is_empty() || rest.contains(['/', '?', '#', '@']) {
            return Err(bad());
        }
        let (domain, port) = match rest.split_once(':') {
            Some((domain, port)) => (domain, format!(":{}", port.parse::<u16>().map_err(|_| bad())?)),
            None => (rest, String::new()),
        };
        Ok(Self { scheme: scheme.to_owned(), domain: domain.to_lowercase(), port })
    }

    /// Whether cookies are `Secure`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    /// The address of a host below the base, e.g. `http://dukkan.localhost:8000`.
    #[must_use]
    pub fn of(&self, label: &str) -> String {
        format!("{}://{label}.{}{}", self.scheme, self.domain, self.port)
    }

    /// The label of `host` (port allowed) directly below the base, e.g. `dukkan`.
    #[must_use]
    pub fn label_of<'a>(&self, host: &'a str) -> Option<&'a str> {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let label = name.strip_suffix(self.domain.as_str())?.strip_suffix('.')?;
        (!label.is_empty() && !label.contains('.')).then_some(label)
    }
}

/// The settings alone, without a command.
#[derive(Debug, Parser)]
struct Bare {
    #[command(flatten)]
    config: Config,
}

impl Config {
    /// What the environment says, defaults for the rest.
    ///
    /// # Errors
    /// A fault that names the variable that cannot be read.
    pub fn from_env() -> Result<Self> {
        Bare::try_parse_from(["sadu"]).map(|bare| bare.config).map_err(|e| Error::fault(e.to_string()))
    }

    /// The public address, taken apart.
    ///
    /// # Errors
    /// A fault that names the setting.
    pub fn base(&self) -> Result<BaseUrl> {
        BaseUrl::parse(&self.base_url)
    }

    /// Where each database role connects to.
    ///
    /// # Errors
    /// A fault that lists every missing variable at once.
    pub fn db_urls(&self) -> Result<DbUrls> {
        let missing: Vec<&str> = [
            ("DATABASE_URL", &self.database_url),
            ("IDENTITY_DATABASE_URL", &self.identity_database_url),
            ("PLATFORM_DATABASE_URL", &self.platform_database_url),
            ("WORKER_DATABASE_URL", &self.worker_database_url),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.is_none().then_some(name))
        .collect();
        match (&self.database_url, &self.identity_database_url, &self.platform_database_url, &self.worker_database_url)
        {
            (Some(tenant), Some(identity), Some(platform), Some(worker)) => Ok(DbUrls {
                tenant: tenant.clone(),
                identity: identity.clone(),
                platform: platform.clone(),
                worker: worker.clone(),
            }),
            _ => Err(Error::fault(format!("missing settings: {}", missing.join(", ")))),
        }
    }

    /// How many connections, and how long one waits for one.
    #[must_use]
    pub fn pool_size(&self) -> PoolSize {
        PoolSize {
            tenant: self.db_connections,
            other: 4,
            acquire_timeout_ms: self.db_acquire_timeout_ms,
            statement_cache: self.db_statement_cache,
        }
    }

    /// Everything that is wrong, one line each; empty when the program can run.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        problems.extend(self.base().err().map(|e| e.told()));
        problems.extend(self.db_urls().err().map(|e| e.told()));
        if self.redis_url.is_none() {
            problems.push("missing settings: REDIS_URL".to_owned());
        }
        if self.s3_access_key_id.is_none() || self.s3_secret_access_key.is_none() {
            problems.push("missing settings: S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY".to_owned());
        }
        if self.identity == IdentityKind::Cognito {
            let missing: Vec<&str> = [
                ("SADU_IDENTITY_ISSUER", self.identity_issuer.is_none()),
                ("SADU_IDENTITY_POOL_ID", self.identity_pool_id.is_none()),
                ("SADU_IDENTITY_CLIENT_ID", self.identity_client_id.is_none()),
                ("SADU_IDENTITY_CLIENT_SECRET", self.identity_client_secret.is_none()),
                ("SADU_IDENTITY_ACCESS_KEY_ID", self.identity_access_key_id.is_none()),
                ("SADU_IDENTITY_SECRET_ACCESS_KEY", self.identity_secret_access_key.is_none()),
            ]
            .into_iter()
            .filter_map(|(name, is_missing)| is_missing.then_some(name))
            .collect();
            if !missing.is_empty() {
                problems.push(format!("missing settings: {} (SADU_IDENTITY is cognito)", missing.join(", ")));
            }
        }
        problems.extend(self.mail.problems(self.dev));
        if self.db_connections == 0 || self.max_in_flight == 0 {
            problems.push("SADU_DB_CONNECTIONS and SADU_MAX_IN_FLIGHT must be at least 1".to_owned());
        }
        for (name, rate) in [
            ("SADU_RATE_IP", self.rate_ip),
            ("SADU_RATE_TENANT", self.rate_tenant),
            ("SADU_RATE_SUBMIT_VISITOR", self.rate_submit_visitor),
            ("SADU_RATE_SUBMIT_SUSPECT", self.rate_submit_suspect),
            ("SADU_RATE_SUBMIT_REFUSE", self.rate_submit_refuse),
            ("SADU_RATE_INVITE", self.rate_invite),
            ("SADU_RATE_LOGIN_IP", self.rate_login_ip),
            ("SADU_RATE_LOGIN_ACCOUNT", self.rate_login_account),
        ] {
            if rate == 0 {
                problems.push(format!("{name} must be at least 1"));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> BaseUrl {
        BaseUrl { scheme: "http".into(), domain: "localhost".into(), port: ":8000".into() }
    }

    #[test]
    fn a_slug_is_the_label_directly_below_the_base() {
        assert_eq!(base().label_of("dukkan.localhost:8000"), Some("dukkan"));
        assert_eq!(base().label_of("dukkan.localhost"), Some("dukkan"));
        assert_eq!(base().label_of("localhost:8000"), None);
        assert_eq!(base().label_of("a.b.localhost"), None);
        assert_eq!(base().label_of("dukkanlocalhost"), None);
        assert_eq!(base().label_of("evil.example"), None);
        assert_eq!(base().of("app"), "http://app.localhost:8000");
    }
}
