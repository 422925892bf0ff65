//! What runs the program sees: health, metrics, one log line a request, and no customer in any of it.

use std::time::Duration;

use api::dev::{PrivateRedis, RedisOptions};
use axum::body::Body;
use harness::{Item, RunningServer, TestApp, fixtures::SUBMIT, order_input, peers::peers};
use nix::sys::signal::Signal;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn health_names_each_dependency() {
    let dir = peers().folder.join("redis-health");
    let redis = PrivateRedis::start(&dir, RedisOptions::default()).await.unwrap();
    let url = redis.url();
    let app = TestApp::builder().config(move |c| c.redis_url = Some(url.into())).start().await;
    let well = app.get("", "/health").await;
    assert_eq!((well.status, well.json()), (200, json!({ "status": "ok", "db": "ok", "redis": "ok" })));
    redis.stop().await;
    let mut ill = app.get("", "/health").await;
    for _ in 0..100 {
        if ill.json()["redis"] == "down" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        ill = app.get("", "/health").await;
    }
    assert_eq!((ill.status, ill.json()), (200, json!({ "status": "degraded", "db": "ok", "redis": "down" })));
    assert_eq!(app.get("", "/health/live").await.status, 200);
}

#[tokio::test]
async fn a_request_id_is_taken_over_or_made() {
    let app = TestApp::start().await;
    let ask = async |id: Option<&str>| {
        let mut request = app.request("GET", "", "/health/live");
        if let Some(id) = id {
            request = request.header("x-request-id", id);
        }
        app.send(request.body(Body::empty()).unwrap()).await.header("x-request-id").to_owned()
    };
    assert_eq!(ask(Some("abc-123")).await, "abc-123");
    let long = "x".repeat(65);
    for bad in [Some("a b"), Some("a\"b"), Some(long.as_str()), Some(""), None] {
        let made = ask(bad).await;
        assert_eq!(made.len(), 32, "{bad:?} gave {made}");
        assert_ne!(Some(made.as_str()), bad);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_and_metrics_tell_of_requests_and_never_of_customers() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut server = RunningServer::start(&app.database, &[("SADU_LOG", "debug,hyper=info,h2=info")]).await;
    let mut input = order_input(&mug, 1);
    input["customer"] =
        json!({ "name": "Zainab Unmistakable", "phone": "+96599887766", "email": "zainab@unmistakable.example" });
    input["note"] = json!("Behind the blue door");
    let taken = server.gql("shop", None, SUBMIT, json!({ "input": input })).await.unwrap();
    let token = taken.string("/orderSubmit/statusToken");
    assert_eq!(server.get("shop", &format!("/s/{token}")).await.unwrap().status, 200);
    input["lines"][0]["quantity"] = json!(0);
    server.gql("shop", None, SUBMIT, json!({ "input": input })).await.unwrap();
    server.get("shop", "/search?q=Zainab%20Unmistakable").await.unwrap();
    let find = "query($s: String) { orders(first: 1, search: $s) { nodes { id } } }";
    server.gql("shop", Some(&shop.owner.token), find, json!({ "s": "Zainab" })).await.unwrap();
    let metrics = server.metrics().await.unwrap();
    assert_eq!(metrics.status, 200);
    for name in [
        "sadu_request_seconds_bucket",
        "sadu_db_connections_open",
        "sadu_outbox_rows",
        "sadu_page_cache_total",
        "route=\"/graphql\"",
        "status=\"200\"",
    ] {
        assert!(metrics.text().contains(name), "no {name}");
    }
    assert_eq!(server.get("shop", "/metrics").await.unwrap().status, 404, "metrics on the public listener");
    server.signal(Signal::SIGTERM);
    server.wait();
    let log = server.log_text();
    assert!(log.contains("drained"), "SIGTERM drains");
    for private in ["Zainab", "99887766", "unmistakable", "blue door", token.as_str(), shop.owner.token.as_str()] {
        assert!(!log.contains(private), "{private} stands in the log");
        assert!(!metrics.text().contains(private), "{private} stands in the metrics");
    }
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect();
    let request = lines
        .iter()
        .find(|line| line["message"] == "request" && line["route"] == "/graphql")
        .expect("a line a request");
    for field in ["timestamp", "level", "request_id", "tenant_id", "status", "duration_ms", "method"] {
        assert!(!request[field].is_null(), "{field} is missing in {request}");
    }
    let by_team = lines.iter().any(|line| line["message"] == "request" && !line["user_id"].is_null());
    assert!(by_team, "who called is known");
    let pages: Vec<&Value> =
        lines.iter().filter(|line| line["message"] == "request" && line["route"] == "page").collect();
    assert!(pages.iter().all(|line| !line["tenant_id"].is_null()) && pages.len() >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_running_requests_end() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut server = RunningServer::start(&app.database, &[]).await;
    // The order waits for the counter's row, which we hold.
    app.order(&shop, &mug, 1).await;
    let mut holder = app.database.superuser().await;
    sqlx::raw_sql("BEGIN; SELECT * FROM number_counters FOR UPDATE").execute(&mut holder).await.unwrap();
    let request = server.gql("shop", None, SUBMIT, json!({ "input": order_input(&mug, 1) }));
    let act = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        server.signal(Signal::SIGTERM);
        tokio::time::sleep(Duration::from_millis(300)).await;
        sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();
    };
    let (answer, ()) = tokio::join!(request, act);
    assert_eq!(answer.expect("the request is answered").string("/orderSubmit/order/number"), "ORD-00002");
    server.wait();
    assert!(server.get("shop", "/").await.is_err(), "the server is gone");
}
