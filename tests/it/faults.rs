//! A dependency goes away and comes back: what is still sold, what is answered 503, what recovers without a restart.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use api::dev::{DevFolder, PostgresOptions, PrivatePostgres, PrivateRedis, RedisOptions};
use harness::{Cluster, Item, TestApp, order_input, peers::peers};
use serde_json::json;

/// A cluster of this test's own.
async fn own_cluster(name: &str) -> (DevFolder, PrivatePostgres, Cluster) {
    let folder = DevFolder::open(&peers().beside(name), true).await.unwrap();
    let postgres = PrivatePostgres::start(&folder.path().join("postgres"), PostgresOptions::for_tests()).await.unwrap();
    let cluster = Cluster::on(postgres.port());
    cluster.prepare(&peers().redis_url).await;
    (folder, postgres, cluster)
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_gone_and_back() {
    let (folder, postgres, cluster) = own_cluster("postgres").await;
    let database = Arc::new(cluster.database().await);
    let app = TestApp::builder().on(database).config(|c| c.db_acquire_timeout_ms = 1_000).start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug").named("كوب", "A mug")).await;
    let home = app.get("shop", "/").await;
    assert_eq!(home.status, 200);
    let port = postgres.port();
    postgres.stop().await;

    let begun = Instant::now();
    let kept = app.get("shop", "/").await;
    assert_eq!((kept.status, kept.header("etag")), (200, home.header("etag")), "a kept page is shown for a minute");
    println!("a kept page without a database took {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(5));
    let ask = app.gql("shop", None, "{ storefront { slug } }", json!({})).await;
    assert_eq!((ask.status, ask.code().as_str()), (503, "UNAVAILABLE"));
    assert!(ask.header("retry-after").parse::<u64>().is_ok_and(|s| s >= 1), "GraphQL tells when to come back");
    let order = app.submit(&shop, &order_input(&mug, 1)).await;
    assert_eq!((order.status, order.code().as_str()), (503, "UNAVAILABLE"));
    for path in ["/checkout", "/basket", "/i/never-asked-for", "/s/x"] {
        let page = app.get("shop", path).await;
        assert_eq!(page.status, 503, "{path}");
        assert!(!page.header("retry-after").is_empty(), "{path} tells when to come back");
    }
    let health = app.get("", "/health").await;
    assert_eq!((health.status, &health.json()["db"]), (503, &json!("down")));
    assert_eq!(app.get("", "/health/live").await.status, 200);

    let options = PostgresOptions { port: Some(port), ..PostgresOptions::for_tests() };
    let postgres = PrivatePostgres::start(&folder.path().join("postgres"), options).await.unwrap();
    assert_eq!(postgres.port(), port);
    let (back, mut wrong) = (Instant::now(), 0);
    let input = order_input(&mug, 1);
    while app.submit(&shop, &input).await.status != 200 {
        wrong += 1;
        assert!(back.elapsed() < Duration::from_secs(10), "no order {:?} after the database is back", back.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!("orders are taken again after {:?} and {wrong} refusals", back.elapsed());
    assert_eq!(app.submit(&shop, &input).await.string("/orderSubmit/order/number"), "ORD-00001");
    assert_eq!(app.get("shop", "/").await.status, 200);
    assert_eq!(app.get("", "/health").await.status, 200);
    drop(app);
    postgres.stop().await;
    let path = folder.path().to_owned();
    drop(folder);
    drop(DevFolder::open(&path, true).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_connection_cut_gives_503_or_the_right_answer() {
    let app = Arc::new(TestApp::start().await);
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let inputs: Vec<_> = (0..60).map(|_| order_input(&mug, 1)).collect();
    let tasks: Vec<_> = inputs
        .iter()
        .cloned()
        .map(|input| {
            let (app, shop) = (Arc::clone(&app), shop.clone());
            tokio::spawn(async move { app.submit(&shop, &input).await })
        })
        .collect();
    for _ in 0..5 {
        let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app_user' AND datname = current_database()";
        app.database.value::<i64>(cut).await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    for task in tasks {
        let answer = task.await.unwrap();
        assert!([200, 503].contains(&answer.status), "{}: {}", answer.status, answer.text());
        assert!(answer.status == 503 || answer.code().is_empty(), "{}", answer.text());
    }
    for input in &inputs {
        let mut answer = app.submit(&shop, input).await;
        // A cut connection may still lie in the pool; each costs one 503.
        for _ in 0..20 {
            if answer.status == 200 {
                break;
            }
            answer = app.submit(&shop, input).await;
        }
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    assert_eq!(app.database.count("orders").await, 60);
    assert_eq!(app.database.value::<String>("SELECT max(order_number) FROM orders").await, "ORD-00060");
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_gone_the_shop_sells() {
    let dir = peers().folder.join("redis-fault");
    let redis = PrivateRedis::start(&dir, RedisOptions::default()).await.unwrap();
    let (url, port) = (redis.url(), redis.port());
    let app = TestApp::builder()
        .config(move |c| {
            c.redis_url = Some(url.into());
            c.rate_ip = 1_000;
        })
        .start()
        .await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    assert_eq!(app.gql("shop", None, "{ storefront { slug } }", json!({})).await.header("ratelimit-limit"), "1000");
    redis.stop().await;
    let begun = Instant::now();
    for _ in 0..10 {
        app.order(&shop, &mug, 1).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "ten orders without Redis took {:?}", begun.elapsed());
    assert_eq!(app.get("shop", "/checkout").await.status, 303, "an empty basket is led back");
    assert_eq!(app.get("shop", "/").await.status, 200);
    let options = RedisOptions { port: Some(port), ..RedisOptions::default() };
    let redis = PrivateRedis::start(&dir, options).await.unwrap();
    assert_eq!(redis.port(), port);
    let back = Instant::now();
    while app.gql("shop", None, "{ storefront { slug } }", json!({})).await.header("ratelimit-limit").is_empty() {
        assert!(
            back.elapsed() < Duration::from_secs(10),
            "nothing is counted {:?} after Redis is back",
            back.elapsed()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    redis.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_answers_nothing_costs_moments_and_not_the_sale() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}", listener.local_addr().unwrap());
    // Takes every connection and never says a word.
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    let app = TestApp::builder().config(move |c| c.redis_url = Some(url.into())).start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let begun = Instant::now();
    app.order(&shop, &mug, 1).await;
    assert!(begun.elapsed() < Duration::from_secs(2), "an order took {:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_not_had_in_time_is_503_and_not_a_hang() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    app.order(&shop, &mug, 1).await;
    let mut holder = app.database.superuser().await;
    sqlx::raw_sql("BEGIN; SELECT * FROM number_counters FOR UPDATE").execute(&mut holder).await.unwrap();
    let begun = Instant::now();
    let refused = app.submit(&shop, &order_input(&mug, 1)).await;
    assert_eq!((refused.status, refused.code().as_str()), (503, "UNAVAILABLE"));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();
    assert_eq!(app.submit(&shop, &order_input(&mug, 1)).await.string("/orderSubmit/order/number"), "ORD-00002");
}
