//! How many statements an operation takes: the same for one row as for a hundred.

use std::{sync::Arc, time::Duration};

use api::dev::{DevFolder, PostgresOptions, PrivatePostgres};
use harness::{Cluster, Item, TestApp, peers::peers};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_list_takes_as_many_statements_as_one_of_its_rows() {
    let folder = DevFolder::open(&peers().beside("statements"), true).await.unwrap();
    // A cluster of its own, because it writes down every statement.
    let settings =
        vec![("log_statement".to_owned(), "all".to_owned()), ("log_line_prefix".to_owned(), "@%u@".to_owned())];
    let options = PostgresOptions { settings, ..PostgresOptions::for_tests() };
    let postgres = PrivatePostgres::start(&folder.path().join("postgres"), options).await.unwrap();
    let cluster = Cluster::on(postgres.port());
    cluster.prepare(&peers().redis_url).await;
    let app = TestApp::builder().on(Arc::new(cluster.database().await)).start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    for n in 0..30 {
        app.item(&shop, Item::new(&format!("thing-{n}"))).await;
        app.order(&shop, &mug, 1).await;
    }
    let log = postgres.home().join("postgres.log");
    let written = || {
        let text = std::fs::read_to_string(&log).unwrap();
        let run = |line: &str| line.contains("@app_user@") && (line.contains("execute") || line.contains("statement:"));
        // Which tenant the host leads to is asked for once a second, by whoever comes first.
        text.lines().filter(|line| run(line) && !line.contains("tenant_by_slug")).count()
    };
    // The end of a read is waited for by nobody: it is written down a moment later.
    let settled = async || {
        let mut last = 0;
        while last != written() {
            last = written();
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    };
    let mut told = Vec::new();
    for (what, most, query) in [
        (
            "items with pictures and count",
            7,
            "{ catalogItems(first: N) { nodes { id name { en } images { id } } totalCount { value } } }",
        ),
        (
            "orders and count",
            6,
            "{ orders(first: N) { nodes { id number lines { quantity } total { amount } } totalCount { value } } }",
        ),
        ("orders with their timelines", 6, "{ orders(first: N) { nodes { id timeline { kind at } } } }"),
        (
            "letters with what they are about",
            6,
            "{ notificationDeliveries(first: N) { nodes { aboutNumber } totalCount { value } } }",
        ),
        (
            "the log with its names",
            7,
            "{ auditEvents(first: N, where: { actor: [MEMBER] }) { nodes { actorName entityNumber } totalCount { value } } }",
        ),
        ("the storefront", 7, "{ storefront { slug name { en } logo { id } } }"),
    ] {
        let token = Some(shop.owner.token.as_str());
        let mut counts = Vec::new();
        for n in [1, 30] {
            let query = query.replace("first: N", &format!("first: {n}"));
            // Once to prepare and to look up the person.
            app.gql("shop", token, &query, json!({})).await.data("");
            settled().await;
            let before = written();
            app.gql("shop", token, &query, json!({})).await.data("");
            settled().await;
            counts.push(written() - before);
        }
        told.push(format!("{what}: {counts:?}"));
        assert_eq!(counts[0], counts[1], "{what}: one row, thirty rows");
        assert!((1..=most).contains(&counts[1]), "{what}: {counts:?} statements, not {most} at most");
    }
    println!("{told:#?}");
    drop(app);
    postgres.stop().await;
    let path = folder.path().to_owned();
    drop(folder);
    drop(DevFolder::open(&path, true).await.unwrap());
}
