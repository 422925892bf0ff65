//! A private PostgreSQL cluster: made once, started under a guard, its data kept for the next start.
//!
//! It answers for a running server with encoding UTF8 and locale C.UTF-8 and a superuser address. Roles, databases and
//! schemas are the caller's.
mod cluster;
mod programs;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::account::{self, Account};
use super::errors::{At as _, DevError, Result, tail_of};
use super::guard::{Guarded, Launch};
use super::port::{free_port, is_free};
use cluster::Cluster;
use programs::Programs;
pub(super) use programs::in_search_path;

const WHAT: &str = "PostgreSQL";

/// Crash recovery of a big cluster takes a while; a server that says it is starting is waited for this long.
const START_LIMIT: Duration = Duration::from_secs(60);

/// How a private cluster is run.
#[derive(Debug, Clone)]
pub struct PostgresOptions {
    /// The port on 127.0.0.1, or any free one.
    pub port: Option<u16>,
    /// Whether a commit survives a power cut. Without it (tests) the server is several times faster.
    pub durable: bool,
    /// Whether connections over 127.0.0.1 need a password. Off only for throw-away clusters.
    pub password: bool,
    /// The most connections at a time.
    pub max_connections: u16,
    /// Further settings, as on `postgres -c name=value`.
    pub settings: Vec<(String, String)>,
    /// Where the programs are, if not where they usually are.
    pub programs: Option<PathBuf>,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self { port: None, durable: true, password: true, max_connections: 100, settings: Vec::new(), programs: None }
    }
}

impl PostgresOptions {
    /// For a cluster that lives as long as a test run: fast, not durable, without passwords, many connections.
    #[must_use]
    pub fn for_tests() -> Self {
        Self { durable: false, password: false, max_connections: 400, ..Self::default() }
    }
}

/// A running cluster. Dropping it, or losing this process in any way, stops the server; the data stay.
#[derive(Debug)]
pub struct PrivatePostgres {
    guarded: Guarded,
    home: PathBuf,
    port: u16,
    password: String,
    version: u32,
}

impl PrivatePostgres {
    /// Starts the cluster of `dir`, which is made first if it is not there. Returns when it answers.
    ///
    /// # Errors
    /// No PostgreSQL 15 or newer, a folder that cannot be used, a server that still runs on these data, or one that
    /// does not start.
    pub async fn start(dir: &Path, options: PostgresOptions) -> Result<Self> {
        let account = account::unprivileged()?;
        let home = account::home(dir, account.as_ref())?;
        let programs = Programs::find(options.programs.as_deref(), cluster::version(&home.join("data")))?;
        let cluster = Cluster { home: &home, account: account.as_ref(), programs: &programs };
        let password = cluster.prepare(&options)?;
        cluster.wait_until_released().await?;
        for attempt in 0..3 {
            // A port that was given or that another program took meanwhile: try once more with it, then another one.
            let port = match options.port {
                Some(port) if attempt == 0 || is_free(port) => port,
                _ => free_port()?,
            };
            match launch(&cluster, &options, port).await {
                Ok(guarded) => {
                    return Ok(Self { guarded, home, port, password, version: programs.version });
                }
                Err(DevError::NotReady { .. }) if !is_free(port) && attempt < 2 => {}
                Err(error) => return Err(error),
            }
        }
        Err(DevError::NoFreePort)
    }

    /// The address of a database, as superuser `postgres`.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// The superuser's address of the maintenance database.
    #[must_use]
    pub fn admin_url(&self) -> String {
        self.url("postgres")
    }

    /// The address of a database for another role, whose password the caller has set.
    #[must_use]
    pub fn url_as(&self, role: &str, password: &str, database: &str) -> String {
        format!("postgres://{role}:{password}@127.0.0.1:{}/{database}", self.port)
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The major version of the server.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The folder that really holds the data, the log and the socket. Under root it may lie outside of the one given.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Stops the server (connections are ended, the data are written) and waits until it is gone.
    pub async fn stop(self) {
        self.guarded.stop().await;
    }

    /// Waits for a server that is just stopping on the data of `dir`, so that its port is free again.
    ///
    /// # Errors
    /// [`DevError::AlreadyRunning`] if it goes on serving.
    pub async fn wait_until_released(dir: &Path) -> Result<()> {
        cluster::wait_until_released(&account::find_home(dir)).await
    }

    /// Deletes the cluster of `dir`, wherever its data are. A server that is just stopping is waited for.
    ///
    /// # Errors
    /// A server still runs on the data, or the folder cannot be deleted.
    pub async fn remove(dir: &Path) -> Result<()> {
        let home = account::find_home(dir);
        Self::wait_until_released(dir).await?;
        for folder in [home.as_path(), dir] {
            if folder.exists() {
                fs::remove_dir_all(folder).at("delete", folder)?;
            }
        }
        Ok(())
    }
}

async fn launch(cluster: &Cluster<'_>, options: &PostgresOptions, port: u16) -> Result<Guarded> {
    let log = cluster.home.join("postgres.log");
    let mut guarded = Guarded::start(Launch {
        program: &cluster.programs.postgres,
        args: arguments(cluster, options, port),
        stop_signal: "INT",
        dir: cluster.home,
        log: log.clone(),
        account: cluster.account,
    })?;
    let begun = Instant::now();
    loop {
        if cluster.is_ready() {
            return Ok(guarded);
        }
        let reason = match guarded.ended() {
            Some(_) => "it ended",
            None if begun.elapsed() > START_LIMIT => "it is not ready after a minute",
            None => {
                tokio::time::sleep(Duration::from_millis(15)).await;
                continue;
            }
        };
        let output = tail_of(guarded.log());
        guarded.stop().await;
        return Err(DevError::NotReady { what: WHAT, reason, log, output });
    }
}

fn arguments(cluster: &Cluster<'_>, options: &PostgresOptions, port: u16) -> Vec<String> {
    let mut settings: Vec<(&str, String)> = vec![
        ("listen_addresses", "127.0.0.1".into()),
        ("port", port.to_string()),
        ("unix_socket_directories", cluster.socket_dir()),
        ("max_connections", options.max_connections.to_string()),
        ("shared_buffers", "128MB".into()),
        ("TimeZone", "UTC".into()),
        ("log_timezone", "UTC".into()),
        ("log_destination", "stderr".into()),
        ("logging_collector", "off".into()),
        ("jit", "off".into()), // short queries only: compiling them costs more than it brings
    ];
    if !options.durable {
        let off = ["fsync", "synchronous_commit", "full_page_writes", "autovacuum"];
        settings.extend(off.map(|name| (name, "off".to_owned())));
        settings.push(("wal_level", "minimal".into()));
        settings.push(("max_wal_senders", "0".into()));
    }
    settings.extend(options.settings.iter().map(|(name, value)| (name.as_str(), value.clone())));
    let mut args = vec!["-D".to_owned(), cluster.data().to_string_lossy().into_owned()];
    for (name, value) in settings {
        args.extend(["-c".to_owned(), format!("{name}={value}")]);
    }
    args
}

/// The account as the cluster sees it, for the messages of this room.
fn as_whom(account: Option<&Account>) -> &str {
    account.map_or("the current user", |account| account.name.as_str())
}

#[cfg(test)]
mod tests;
