//! The proof of the killed process: orders, donations and pledges of several tenants are sent by several clients, each again
//! with its own key until it is answered, while the server is killed with SIGKILL at random moments. Afterwards nothing is
//! lost, doubled or skipped.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use entity::ids::ItemId;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{RwLock, Semaphore},
    task::JoinHandle,
};

use crate::{
    Item, RunningServer, Tenant, TestApp,
    fixtures::SUBMIT,
    giving::{DONATE, PLEDGE, donation_input, pledge_input},
    order_input,
    peers::peers,
};

/// How much is proved.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How often the server is killed.
    pub kills: usize,
    /// How many orders, donations and pledges are sent.
    pub submissions: usize,
    /// To how many tenants.
    pub tenants: usize,
    /// How many clients send them side by side.
    pub clients: usize,
    /// Where the random numbers start.
    pub seed: u64,
}

/// What happened on the way.
#[derive(Debug, Default)]
pub struct Figures {
    /// Requests sent.
    pub requests: u64,
    /// Requests that broke off or found nobody.
    pub broken: u64,
    /// Requests answered 503.
    pub unavailable: u64,
    /// Submissions sent once more after their answer, to see the same one.
    pub repeated: u64,
    /// Orders, donations and pledges that were made.
    pub made: [i64; 3],
    /// Kills that found requests in flight.
    pub kills_in_flight: u64,
    /// Kills that left jobs locked.
    pub kills_at_work: u64,
    /// Jobs that lay locked by a dead worker, summed over the kills.
    pub jobs_orphaned: i64,
    /// Milliseconds from the first request to the last answer.
    pub selling_ms: u128,
    /// Milliseconds from then until every event was dispatched.
    pub draining_ms: u128,
}

#[derive(Debug, Default)]
struct Counters {
    next: AtomicUsize,
    in_flight: AtomicU64,
    requests: AtomicU64,
    broken: AtomicU64,
    unavailable: AtomicU64,
    repeated: AtomicU64,
}

/// By key: the tenant's place, the id and the number that were answered.
type Answered = Arc<Mutex<BTreeMap<String, (usize, String, String)>>>;

/// Runs the plan.
///
/// # Panics
/// When something was lost, doubled, skipped, or not done.
pub async fn prove(plan: Plan) -> Figures {
    let app = TestApp::start().await;
    let mut tenants = Vec::new();
    let mut wanted = Vec::new();
    for n in 0..plan.tenants {
        let tenant = app.tenant(&format!("kill-{n}")).await;
        wanted.push(Wanted {
            host: format!("{}.localhost", tenant.slug),
            item: app.item(&tenant, Item::new("mug").price("1.250")).await,
            gifts: app.campaign(&tenant, "wells", json!({})).await,
            promises: app.pledge_campaign(&tenant, "orphans").await,
            target: app.day(60),
        });
        tenants.push(tenant);
    }
    let heard = listen_for_events().await;
    let mut server = RunningServer::start(&app.database, &[]).await;
    let ports = (server.port, server.internal_port);
    let counters = Arc::new(Counters::default());
    let answered: Answered = Arc::default();
    let tickets = Arc::new(Semaphore::new(0));
    let (begun, url) = (Instant::now(), Arc::new(RwLock::new(format!("http://127.0.0.1:{}/graphql", ports.0))));
    let clients: Vec<JoinHandle<()>> = (0..plan.clients)
        .map(|n| {
            let client = Client {
                counters: Arc::clone(&counters),
                answered: Arc::clone(&answered),
                tickets: Arc::clone(&tickets),
                url: Arc::clone(&url),
                wanted: wanted.clone(),
                random: StdRng::seed_from_u64(plan.seed ^ (n as u64 + 1)),
                total: plan.submissions,
            };
            tokio::spawn(client.work())
        })
        .collect();

    let mut figures = Figures::default();
    let mut random = StdRng::seed_from_u64(plan.seed);
    let batch = plan.submissions / (plan.kills + 1);
    for n in 0..plan.kills {
        let since: String = app.database.value("SELECT now()::text").await;
        tickets.add_permits(batch);
        // From the first byte of the first request to a little after the last answer.
        tokio::time::sleep(Duration::from_micros(random.random_range(0..120_000))).await;
        // Every other time the worker is caught at a job: it begins later than the requests do.
        if n % 2 == 1 {
            at_work(&app, &since).await;
        }
        figures.kills_in_flight += u64::from(counters.in_flight.load(Ordering::SeqCst) > 0);
        server.kill();
        let orphaned = taken(&app, &since).await;
        figures.kills_at_work += u64::from(orphaned > 0);
        figures.jobs_orphaned += orphaned;
        server = restart(&app, ports).await;
    }
    tickets.add_permits(plan.submissions);
    for client in clients {
        client.await.expect("a client ends well");
    }
    figures.selling_ms = begun.elapsed().as_millis();

    figures.made = check(&app, &tenants, plan, &answered).await;
    let drained = Instant::now();
    wait_for_jobs(&app, plan, &heard).await;
    figures.draining_ms = drained.elapsed().as_millis();
    figures.requests = counters.requests.load(Ordering::SeqCst);
    figures.broken = counters.broken.load(Ordering::SeqCst);
    figures.unavailable = counters.unavailable.load(Ordering::SeqCst);
    figures.repeated = counters.repeated.load(Ordering::SeqCst);
    figures
}

/// Jobs that a worker has taken since an instant and not done.
async fn taken(app: &TestApp, since: &str) -> i64 {
    app.database.count(&format!("graphile_worker._private_jobs WHERE locked_at > '{since}'")).await
}

/// Waits until a job is being done, a few seconds at most: there may be none left to do.
async fn at_work(app: &TestApp, since: &str) {
    let begun = Instant::now();
    while taken(app, since).await == 0 && begun.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// On the same ports; the system needs a moment to give them back.
async fn restart(app: &TestApp, ports: (u16, u16)) -> RunningServer {
    let mut said = String::new();
    for _ in 0..20 {
        match RunningServer::start_on(&app.database, ports, &[]).await {
            Ok(server) => return server,
            Err(log) => said = log,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the server does not come back: {said}")
}

/// What the clients ask a tenant for.
#[derive(Debug, Clone)]
struct Wanted {
    host: String,
    item: ItemId,
    gifts: ItemId,
    promises: ItemId,
    target: String,
}

/// One submission: its document, its input, and where its answer stands.
struct Submission {
    host: String,
    document: &'static str,
    input: Value,
    answer: &'static str,
}

impl Wanted {
    /// An order, a donation or a pledge.
    fn any(&self, random: &mut StdRng) -> Submission {
        let host = self.host.clone();
        match random.random_range(0..3) {
            0 => Submission {
                host,
                document: SUBMIT,
                input: order_input(&self.item, random.random_range(1..=5)),
                answer: "/data/orderSubmit/order",
            },
            1 => Submission {
                host,
                document: DONATE,
                input: donation_input(Some(&self.gifts)),
                answer: "/data/donationSubmit/donation",
            },
            _ => {
                let mut input = pledge_input(&self.promises, &self.target);
                input["instalments"] = json!({ "every": "WEEKLY", "count": random.random_range(2..=6) });
                Submission { host, document: PLEDGE, input, answer: "/data/pledgeSubmit/pledge" }
            }
        }
    }
}

struct Client {
    counters: Arc<Counters>,
    answered: Answered,
    tickets: Arc<Semaphore>,
    url: Arc<RwLock<String>>,
    wanted: Vec<Wanted>,
    random: StdRng,
    total: usize,
}

impl Client {
    async fn work(mut self) {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(15)).no_proxy().build().expect("a client");
        while self.counters.next.fetch_add(1, Ordering::SeqCst) < self.total {
            self.tickets.acquire().await.expect("tickets are not closed").forget();
            let tenant = self.random.random_range(0..self.wanted.len());
            let wanted = self.wanted[tenant].any(&mut self.random);
            let first = self.send_until_answered(&http, &wanted).await;
            if self.random.random_bool(0.1) {
                self.counters.repeated.fetch_add(1, Ordering::SeqCst);
                assert_eq!(self.send_until_answered(&http, &wanted).await, first, "the same key gave another answer");
            }
            let key = wanted.input["idempotencyKey"].as_str().expect("a key").to_owned();
            self.answered.lock().expect("nobody panicked").insert(key, (tenant, first.0, first.1));
        }
    }

    /// Id and number of what was made; only an answer counts.
    async fn send_until_answered(&mut self, http: &reqwest::Client, wanted: &Submission) -> (String, String) {
        let body = json!({ "query": wanted.document, "variables": { "input": wanted.input } }).to_string();
        loop {
            self.counters.requests.fetch_add(1, Ordering::SeqCst);
            self.counters.in_flight.fetch_add(1, Ordering::SeqCst);
            let outcome = async {
                let url = self.url.read().await.clone();
                let request = http.post(url).header("host", &wanted.host).header("content-type", "application/json");
                let response = request.body(body.clone()).send().await?;
                let status = response.status().as_u16();
                Ok::<_, reqwest::Error>((status, response.bytes().await?))
            }
            .await;
            self.counters.in_flight.fetch_sub(1, Ordering::SeqCst);
            match outcome {
                Ok((200, bytes)) => {
                    let json: Value = serde_json::from_slice(&bytes).expect("a whole answer is JSON");
                    let made = json.pointer(wanted.answer).unwrap_or_else(|| panic!("{json}"));
                    let text = |name: &str| made[name].as_str().unwrap_or_else(|| panic!("{json}")).to_owned();
                    return (text("id"), text("number"));
                }
                Ok((503, _)) => self.counters.unavailable.fetch_add(1, Ordering::SeqCst),
                Ok((status, bytes)) => panic!("{status}: {}", String::from_utf8_lossy(&bytes)),
                Err(_) => self.counters.broken.fetch_add(1, Ordering::SeqCst),
            };
            tokio::time::sleep(Duration::from_millis(self.random.random_range(5..40))).await;
        }
    }
}

/// Nothing lost, nothing doubled, no gap in any tenant's numbers of any kind; every trace of a submission exactly once.
/// Returns how many of each kind there are.
async fn check(app: &TestApp, tenants: &[Tenant], plan: Plan, answered: &Answered) -> [i64; 3] {
    let answered = answered.lock().expect("nobody panicked").clone();
    let n = i64::try_from(plan.submissions).expect("a small number");
    assert_eq!(answered.len(), plan.submissions, "every submission was answered");
    let db = &app.database;
    let mut made = [0; 3];
    for (place, tenant) in tenants.iter().enumerate() {
        let kinds = [("order", "orders", "ORD"), ("donation", "donations", "DON"), ("pledge", "pledges", "PLG")];
        for ((kind, table, prefix), sum) in kinds.into_iter().zip(&mut made) {
            let own = format!("tenant_id = '{}'", tenant.id.0);
            let numbers: Vec<&str> = answered
                .values()
                .filter(|(of, _, number)| *of == place && number.starts_with(prefix))
                .map(|(.., number)| number.as_str())
                .collect();
            let told: BTreeSet<&str> = numbers.iter().copied().collect();
            let expected: BTreeSet<String> = (1..=numbers.len()).map(|n| format!("{prefix}-{n:05}")).collect();
            assert_eq!(told, expected.iter().map(String::as_str).collect(), "numbers doubled or skipped");
            let rows = db.count(&format!("{table} WHERE {own}")).await;
            assert_eq!(rows, i64::try_from(numbers.len()).expect("a small number"), "{table} of {}", tenant.slug);
            let counter =
                format!("SELECT coalesce(max(value), 0) FROM number_counters WHERE kind = '{kind}' AND {own}");
            assert_eq!(db.value::<i64>(&counter).await, rows, "the counter of {table} of {}", tenant.slug);
            *sum += rows;
        }
    }
    assert_eq!(made.iter().sum::<i64>(), n, "submissions of all kinds");
    for (key, (_, id, _)) in &answered {
        let kept: String = db
            .value(&format!("SELECT replace(entity_id::text, '-', '') FROM idempotency_keys WHERE key = '{key}'"))
            .await;
        assert!(id.ends_with(&kept), "the key {key} names another submission than {id}");
    }
    let own = "kind IN ('order', 'donation', 'pledge')";
    let counted = format!(
        "(SELECT generate_series(1, sum(n)) FROM (SELECT n, kind FROM stat_deltas UNION ALL SELECT n, kind FROM stat_daily) f WHERE {own}) x"
    );
    for (what, rows) in [
        ("keys", "idempotency_keys".to_owned()),
        ("audit lines", "audit_events WHERE action LIKE '%.submitted'".to_owned()),
        ("timeline lines", "submission_events WHERE kind = 'submitted'".to_owned()),
        ("conversions", format!("utm_events WHERE {own}")),
        ("submissions counted by the figures", counted),
    ] {
        assert_eq!(db.count(&rows).await, n, "{what}");
    }
    let parts = "pledges p WHERE p.amount <> (SELECT sum(i.amount) FROM pledge_instalments i WHERE i.pledge_id = p.id)";
    assert_eq!(db.count(parts).await, 0, "pledges whose parts are not the whole");
    let same_money: bool = db
        .value(&format!(
            "SELECT (SELECT coalesce(sum(total), 0) FROM orders) + (SELECT coalesce(sum(amount), 0) FROM donations)
                    + (SELECT coalesce(sum(amount), 0) FROM pledges)
                  = (SELECT sum(amount) FROM (SELECT amount, kind FROM stat_deltas UNION ALL SELECT amount, kind FROM stat_daily) f WHERE {own})"
        ))
        .await;
    assert!(same_money, "the figures' money differs from the rows'");
    made
}

/// Every event was told at least once, none is left, none is given up.
async fn wait_for_jobs(app: &TestApp, plan: Plan, heard: &Arc<Mutex<BTreeSet<String>>>) {
    let begun = Instant::now();
    let db = &app.database;
    let waiting = "graphile_worker.jobs WHERE task_identifier = 'dispatch_event'";
    loop {
        let (rows, jobs) = (db.count("outbox").await, db.count(waiting).await);
        let orders = heard.lock().expect("nobody panicked").len();
        if rows == 0 && jobs == 0 && orders >= plan.submissions {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(120),
            "{rows} outbox rows and {jobs} jobs are left, {orders} submissions were told"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let failed = db.count("graphile_worker.jobs WHERE attempts >= max_attempts").await;
    assert_eq!(failed, 0, "jobs given up");
}

/// The submissions whose events reach Redis, by listening there as a live list would.
async fn listen_for_events() -> Arc<Mutex<BTreeSet<String>>> {
    let address = peers().redis_url.trim_start_matches("redis://").to_owned();
    let mut stream = TcpStream::connect(address).await.expect("Redis answers");
    stream.write_all(b"PSUBSCRIBE *:submissions\r\n").await.expect("Redis listens");
    let heard: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let told = Arc::clone(&heard);
    tokio::spawn(async move {
        let pattern = regex::Regex::new(r#""(?:order|donation|pledge)":"([0-9a-f-]{36})""#).expect("a pattern");
        let (mut text, mut buffer) = (String::new(), [0; 4096]);
        while let Ok(n) = stream.read(&mut buffer).await {
            if n == 0 {
                break;
            }
            text.push_str(&String::from_utf8_lossy(&buffer[..n]));
            let end = pattern.find_iter(&text).last().map_or(0, |found| found.end());
            for found in pattern.captures_iter(&text[..end]) {
                told.lock().expect("nobody panicked").insert(found[1].to_owned());
            }
            text.drain(..end);
        }
    });
    heard
}
