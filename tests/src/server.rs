//! The real binary: started on ports of its own, spoken to over HTTP, killed without mercy.

use std::{
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use api::dev::free_port;
use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::{Answer, Database, app::mailbox_of, child::Child, peers::peers, place};

/// A running `sadu serve --with-worker`.
#[derive(Debug)]
pub struct RunningServer {
    child: Child,
    /// Port of the public listener.
    pub port: u16,
    /// Port of the internal listener.
    pub internal_port: u16,
    /// Where it logs.
    pub log: PathBuf,
    client: reqwest::Client,
}

impl RunningServer {
    /// Starts it on free ports and waits until it answers.
    pub async fn start(database: &Database, settings: &[(&str, &str)]) -> Self {
        let mut refused = String::new();
        for _ in 0..3 {
            let ports = (free_port().expect("a port"), free_port().expect("a port"));
            match Self::start_on(database, ports, settings).await {
                Ok(server) => return server,
                Err(log) => refused = log,
            }
        }
        panic!("the server does not start: {refused}")
    }

    /// Starts it on these ports.
    ///
    /// # Errors
    /// What it said, if it does not answer.
    pub async fn start_on(database: &Database, ports: (u16, u16), settings: &[(&str, &str)]) -> Result<Self, String> {
        let log = peers().folder.join(format!("server-{}.log", ports.0));
        let mut command = Command::new(place::server());
        command.args(["serve", "--with-worker"]);
        command.envs(environment(database, ports)).envs(settings.iter().copied());
        let child = Child::start(&command, &log);
        let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).no_proxy().build().expect("a client");
        let mut server = Self { child, port: ports.0, internal_port: ports.1, log, client };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if server.get("", "/health/live").await.is_ok_and(|answer| answer.status == 200) {
                return Ok(server);
            }
            if server.child.has_ended() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err(server.log_text())
    }

    /// What it has logged.
    #[must_use]
    pub fn log_text(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Gets from a label below the base domain.
    ///
    /// # Errors
    /// If nobody answers.
    pub async fn get(&self, label: &str, path: &str) -> reqwest::Result<Answer> {
        let request = self.client.get(format!("http://127.0.0.1:{}{path}", self.port)).header("host", self.host(label));
        Ok(Answer::over_network(request.send().await?).await)
    }

    /// The internal listener's metrics.
    ///
    /// # Errors
    /// If nobody answers.
    pub async fn metrics(&self) -> reqwest::Result<Answer> {
        Ok(Answer::over_network(
            self.client.get(format!("http://127.0.0.1:{}/metrics", self.internal_port)).send().await?,
        )
        .await)
    }

    /// Asks the API.
    ///
    /// # Errors
    /// If nobody answers, or not to the end.
    pub async fn gql(
        &self,
        label: &str,
        token: Option<&str>,
        query: &str,
        variables: Value,
    ) -> reqwest::Result<Answer> {
        self.post(label, token, json!({ "query": query, "variables": variables }).to_string()).await
    }

    /// Posts a body to `/graphql`.
    ///
    /// # Errors
    /// If nobody answers, or not to the end.
    pub async fn post(&self, label: &str, token: Option<&str>, body: String) -> reqwest::Result<Answer> {
        let mut request = self
            .client
            .post(format!("http://127.0.0.1:{}/graphql", self.port))
            .header("host", self.host(label))
            .header("content-type", "application/json")
            .body(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Answer { status, headers, body: response.bytes().await?.to_vec() })
    }

    fn host(&self, label: &str) -> String {
        if label.is_empty() { format!("localhost:{}", self.port) } else { format!("{label}.localhost:{}", self.port) }
    }

    /// Its resident memory now, in KiB.
    #[must_use]
    pub fn memory_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.pid())).expect("a running server");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.split_whitespace().next().and_then(|kib| kib.parse().ok()).expect("a number")
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        self.child.signal(signal);
    }

    /// Waits until it is gone.
    pub fn wait(&mut self) {
        self.child.wait();
    }

    /// SIGKILL, and waits until it is gone.
    pub fn kill(&mut self) {
        self.signal(Signal::SIGKILL);
        self.wait();
    }
}

/// The settings a server needs to run on this database and the tests' other peers.
#[must_use]
pub fn environment(database: &Database, ports: (u16, u16)) -> Vec<(&'static str, String)> {
    use secrecy::ExposeSecret;
    let peers = peers();
    let url = |role: &str| database.cluster.url(role, &database.name);
    vec![
        ("SADU_LISTEN", format!("127.0.0.1:{}", ports.0)),
        ("SADU_INTERNAL_LISTEN", format!("127.0.0.1:{}", ports.1)),
        // The issuer of the tests' tokens, whatever the port.
        ("SADU_BASE_URL", "http://localhost:8000".to_owned()),
        ("DATABASE_URL", url("app_user")),
        ("IDENTITY_DATABASE_URL", url("app_identity")),
        ("PLATFORM_DATABASE_URL", url("app_platform")),
        ("WORKER_DATABASE_URL", url("app_worker")),
        ("REDIS_URL", peers.redis_url.clone()),
        ("S3_ENDPOINT", peers.s3_endpoint.clone()),
        ("S3_BUCKET", peers.bucket.to_owned()),
        ("S3_ACCESS_KEY_ID", peers.s3_access_key.clone()),
        ("S3_SECRET_ACCESS_KEY", peers.s3_secret_key.expose_secret().to_owned()),
        ("SADU_SECRETS_FILE", peers.secrets_file.display().to_string()),
        ("SADU_MAILBOX_DIR", mailbox_of(database).display().to_string()),
        ("SADU_ASSETS_DIR", place::assets().display().to_string()),
        ("SADU_DEV", "true".to_owned()),
        ("SADU_LOG_JSON", "true".to_owned()),
        ("SADU_RATE_IP", "1000000".to_owned()),
        ("SADU_RATE_TENANT", "1000000".to_owned()),
        ("SADU_RATE_SUBMIT_VISITOR", "1000000".to_owned()),
        ("SADU_RATE_SUBMIT_SUSPECT", "1000000".to_owned()),
        ("SADU_RATE_SUBMIT_REFUSE", "1000000".to_owned()),
    ]
}
