//! From the outbox to the queue to done: nothing lost, waiting twins merged, a suspended tenant's work parked.

use std::{sync::Arc, time::Duration};

use api::jobs;
use harness::{Item, Tenant, TestApp};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

async fn shop_with_orders(app: &TestApp, orders: usize) -> Tenant {
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    for _ in 0..orders {
        app.order(&shop, &mug, 1).await;
    }
    shop
}

const EVENTS: &str = "graphile_worker.jobs WHERE task_identifier = 'dispatch_event'";

/// A worker that runs until the token is cancelled.
fn worker(app: &TestApp) -> (CancellationToken, JoinHandle<()>) {
    let stop = CancellationToken::new();
    let (app, token) = (Arc::clone(&app.app), stop.clone());
    (stop, tokio::spawn(async move { jobs::work(app, token).await.expect("the worker ends well") }))
}

async fn until(app: &TestApp, what: &str, rows: &str, wanted: i64) {
    for _ in 0..300 {
        if app.database.count(rows).await == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what}: {rows} has {} rows, not {wanted}", app.database.count(rows).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_handed_over_once_by_however_many_relays() {
    let app = TestApp::start().await;
    shop_with_orders(&app, 40).await;
    assert_eq!(app.database.count("outbox").await, 80, "an event and a fold for each order");
    let relay = app.app.db.relay();
    let taken: i64 =
        futures_util::future::join_all((0..8).map(|_| relay.hand_over(15))).await.into_iter().map(Result::unwrap).sum();
    let rest = relay.hand_over(500).await.unwrap();
    assert_eq!(taken + rest, 80);
    assert_eq!(app.database.count("outbox").await, 0);
    assert_eq!(app.database.count(EVENTS).await, 40);
    assert_eq!(
        app.database.count("graphile_worker.jobs WHERE task_identifier = 'fold_figures'").await,
        1,
        "waiting twins are merged"
    );
    let (rows, age) = relay.backlog().await.unwrap();
    assert_eq!((rows, age), (0, 0.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_somebody_waits_for_goes_ahead_of_everything() {
    let app = TestApp::start().await;
    shop_with_orders(&app, 5).await;
    let asked =
        serde_json::json!({ "email": "new@person.example", "password": "a basket of palm leaves", "name": "Noura" });
    let request = app
        .request("POST", "app", "/auth/signup")
        .header("content-type", "application/json")
        .header("origin", app.app.base.of("app"));
    assert_eq!(app.send(request.body(asked.to_string().into()).unwrap()).await.status, 202);
    app.app.db.relay().hand_over(500).await.unwrap();
    let first =
        "(SELECT task_identifier, priority FROM graphile_worker.jobs ORDER BY priority, run_at, id LIMIT 1) first";
    assert_eq!(app.database.count(&format!("{first} WHERE priority < 0")).await, 1);
    assert_eq!(app.database.count("graphile_worker.jobs WHERE priority < 0").await, 1, "the others keep their place");
    assert!(app.database.count("graphile_worker.jobs WHERE priority = 0").await > 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_runs_every_event() {
    let app = TestApp::start().await;
    shop_with_orders(&app, 30).await;
    let (stop, working) = worker(&app);
    until(&app, "relayed", "outbox", 0).await;
    until(&app, "run", EVENTS, 0).await;
    stop.cancel();
    working.await.unwrap();
    assert_eq!(app.database.count("graphile_worker.jobs WHERE last_error IS NOT NULL").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_tenants_jobs_are_parked_and_lost_by_nobody() {
    let app = TestApp::start().await;
    let shop = shop_with_orders(&app, 3).await;
    api::tenants::service::set_active(&app.app, shop.id, false, Some("test")).await.unwrap();
    let (stop, working) = worker(&app);
    // Parked is: put back with a later time, not run and not failed.
    until(&app, "parked", &format!("{EVENTS} AND run_at > now() + interval '4 minutes' AND last_error IS NULL"), 3)
        .await;
    stop.cancel();
    working.await.unwrap();
    api::tenants::service::set_active(&app.app, shop.id, true, None).await.unwrap();
    app.database
        .run("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at < now() + interval '10 minutes'")
        .await;
    let (stop, working) = worker(&app);
    until(&app, "run after the reactivation", EVENTS, 0).await;
    stop.cancel();
    working.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_redis_refuses_is_tried_again() {
    let app = TestApp::builder().config(|c| c.redis_url = Some("redis://127.0.0.1:1".to_owned().into())).start().await;
    shop_with_orders(&app, 1).await;
    let (stop, working) = worker(&app);
    until(&app, "tried", &format!("{EVENTS} AND attempts > 0 AND last_error IS NOT NULL"), 1).await;
    stop.cancel();
    working.await.unwrap();
    let told: String = app.database.value(&format!("SELECT last_error FROM {EVENTS}")).await;
    assert_eq!(told, r#"TaskError("\"UNAVAILABLE\"")"#, "a code, and nothing of a customer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payload_holds_ids_only() {
    let app = TestApp::start().await;
    shop_with_orders(&app, 1).await;
    app.app.db.relay().hand_over(500).await.unwrap();
    let payloads: String =
        app.database.value("SELECT string_agg(payload::text, ' ') FROM graphile_worker._private_jobs").await;
    assert!(payloads.contains("tenant"), "the positive control: {payloads}");
    for private in ["Noura", "51234567", "ORD-", "2.5"] {
        assert!(!payloads.contains(private), "{private} in {payloads}");
    }
}
