//! The application as the program builds it, over a database of its own, called through its router.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use api::{
    app::App,
    config::Config,
    http::{assets::Assets, server, shared::Shared},
    kernel::clock::{Clock, day_start, local_day},
};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::{Answer, Database, cluster::bare_config, peers::peers, place};

static ADDRESSES: AtomicU32 = AtomicU32::new(1);

type Change = Box<dyn FnOnce(&mut Config) + Send>;
type Exchange = Box<dyn FnOnce(&mut App) + Send>;

/// How an application of a test differs from the usual one.
#[derive(Default)]
pub struct Builder {
    changes: Vec<Change>,
    exchanges: Vec<Exchange>,
    database: Option<Arc<Database>>,
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}

impl Builder {
    /// Changes a setting.
    #[must_use]
    pub fn config(mut self, change: impl FnOnce(&mut Config) + Send + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// Exchanges a part of the application once it is put together.
    #[must_use]
    pub fn app(mut self, exchange: impl FnOnce(&mut App) + Send + 'static) -> Self {
        self.exchanges.push(Box::new(exchange));
        self
    }

    /// Works on the database of another application, as a second process would.
    #[must_use]
    pub fn over(self, other: &TestApp) -> Self {
        self.on(Arc::clone(&other.database))
    }

    /// Works on this database.
    #[must_use]
    pub fn on(mut self, database: Arc<Database>) -> Self {
        self.database = Some(database);
        self
    }

    /// Builds it.
    pub async fn start(self) -> TestApp {
        let database = match self.database {
            Some(database) => database,
            None => Arc::new(peers().cluster.database().await),
        };
        let mut config = config_for(&database);
        self.changes.into_iter().for_each(|change| change(&mut config));
        let clock = Clock::default();
        let mut app = App::build(config, clock.clone()).expect("the application is built");
        self.exchanges.into_iter().for_each(|exchange| exchange(&mut app));
        let app = Arc::new(app);
        for _ in 0..100 {
            if app.redis.ping().await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let assets = Assets::load(&app.config.assets_dir).expect("the assets are built");
        let shared = Shared::new(Arc::clone(&app), assets);
        let n = ADDRESSES.fetch_add(1, Ordering::Relaxed);
        let address = format!("10.{}.{}.{}", std::process::id() % 250, n / 250, n % 250 + 1);
        TestApp { router: server::router(shared.clone()), shared, app, clock, database, address }
    }
}

/// The mailbox of a database's applications: one for them all, as a server and its worker share one.
#[must_use]
pub fn mailbox_of(database: &Database) -> std::path::PathBuf {
    peers().folder.join(format!("mailbox-{}", database.name))
}

/// The usual settings over a database: everything real, limits that no test meets by accident.
#[must_use]
pub fn config_for(database: &Database) -> Config {
    let peers = peers();
    let mut config = bare_config();
    database.cluster.point(&mut config, &database.name);
    config.redis_url = Some(peers.redis_url.clone().into());
    config.s3_endpoint = Some(peers.s3_endpoint.clone());
    config.s3_bucket = peers.bucket.to_owned();
    config.s3_access_key_id = Some(peers.s3_access_key.clone().into());
    config.s3_secret_access_key = Some(peers.s3_secret_key.clone());
    config.secrets_file = peers.secrets_file.clone();
    config.mail.mailbox_dir = mailbox_of(database);
    config.assets_dir = place::assets();
    config.trusted_proxies = 1;
    config.db_acquire_timeout_ms = 10_000;
    config.rate_ip = 1_000_000;
    config.rate_tenant = 1_000_000;
    config.rate_submit_visitor = 1_000_000;
    config.rate_submit_suspect = 1_000_000;
    config.rate_submit_refuse = 1_000_000;
    config.rate_invite = 1_000_000;
    config
}

/// An application under test.
#[derive(Debug)]
pub struct TestApp {
    /// The application.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: Clock,
    /// Its database.
    pub database: Arc<Database>,
    /// What its handlers share.
    pub shared: Shared,
    /// The address its callers seem to come from; no other test's.
    pub address: String,
    router: Router,
}

impl TestApp {
    /// One with differences.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The usual one.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// Moves the clock on to the coming noon in Kuwait: no day, month or year ends there while the test runs. To be called
    /// once everybody has signed in, since a token is judged by the machine's clock and one of this afternoon's would not
    /// stand yet.
    pub fn to_noon(&self) {
        let (now, zone) = (self.clock.now(), "Asia/Kuwait");
        let today = local_day(now, zone);
        let noons = [today, today + Days::new(1)].map(|day| day_start(day, zone) + TimeDelta::hours(12));
        let noon = noons.into_iter().find(|noon| *noon > now).expect("a noon comes");
        self.clock.advance(noon - now);
    }

    /// A request to a label below the base domain, e.g. `dukkan`; to the base itself if it is empty.
    #[must_use]
    pub fn request(&self, method: &str, label: &str, path: &str) -> http::request::Builder {
        let host = if label.is_empty() { "localhost:8000".to_owned() } else { format!("{label}.localhost:8000") };
        Request::builder().method(method).uri(path).header(header::HOST, host).header("x-forwarded-for", &self.address)
    }

    /// Sends a request through all layers.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.expect("a router answers")).await
    }

    /// Sends a request and gives the answer while its body is still on its way.
    pub async fn open(&self, request: Request<Body>) -> http::Response<Body> {
        self.router.clone().oneshot(request).await.expect("a router answers")
    }

    /// Gets a page.
    pub async fn get(&self, label: &str, path: &str) -> Answer {
        self.send(self.request("GET", label, path).body(Body::empty()).expect("a request")).await
    }

    /// Asks the API.
    pub async fn gql(&self, label: &str, token: Option<&str>, query: &str, variables: Value) -> Answer {
        self.post_json(label, token, &json!({ "query": query, "variables": variables })).await
    }

    /// Posts JSON to `/graphql`.
    pub async fn post_json(&self, label: &str, token: Option<&str>, body: &Value) -> Answer {
        let mut request = self
            .request("POST", label, "/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_LANGUAGE, "en");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.send(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    /// Listens on a port of this machine until the test ends; returns the address.
    pub async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = self.shared.clone();
        tokio::spawn(async move { server::serve(shared, listener, None, CancellationToken::new()).await });
        format!("http://{address}")
    }
}
