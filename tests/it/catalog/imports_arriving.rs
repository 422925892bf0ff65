//! A file that does not come as it should: who is waited for and how long, and what is left of what breaks off.

use std::{convert::Infallible, time::Duration};

use axum::body::Body;
use chrono::TimeDelta;
use futures_util::{future::join_all, stream};
use harness::{Answer, TestApp};
use serde_json::json;
use tokio::sync::mpsc;

use super::imports::{begin, upload};

const HEADER: &str = "type,slug,name_en,price\n";

/// A body that comes as a test sends it, and ends when the sender is dropped.
fn body(pieces: mpsc::Receiver<String>) -> Body {
    Body::from_stream(stream::unfold(pieces, |mut pieces: mpsc::Receiver<String>| async move {
        let piece = pieces.recv().await?;
        Some((Ok::<_, Infallible>(piece), pieces))
    }))
}

/// Rows of new items; 500 are kept at once.
fn rows(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|n| format!("product,thing-{n},Thing {n},1\n")).collect()
}

/// A file whose first batch has come and whose rest comes with the sender.
async fn half() -> (mpsc::Sender<String>, Body) {
    let (send, pieces) = mpsc::channel(2);
    send.send(format!("{HEADER}{}", rows(0..600))).await.unwrap();
    (send, body(pieces))
}

/// Once the first batch is kept.
async fn first_batch(app: &TestApp) {
    for _ in 0..1200 {
        if app.database.count("catalog_import_rows").await >= 500 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no row was kept");
}

async fn is_nothing_left(app: &TestApp) -> bool {
    app.database.count("catalog_imports").await == 0 && app.database.count("catalog_import_rows").await == 0
}

/// Status and code of a refused upload.
fn refusal(answer: &Answer) -> (u16, String) {
    let code = answer.json()["userErrors"][0]["code"].as_str().map(str::to_owned);
    (answer.status, code.unwrap_or_else(|| answer.code()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_waited_for_only_from_who_may_send_it_and_not_for_ever() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    // Of these files nothing more comes, and they do not end either: their senders are there until the test is over.
    let (_silent, nothing) = mpsc::channel(1);
    let answer = upload(&app, &shop, Some(&other.owner.token), body(nothing)).await;
    assert_eq!(refusal(&answer), (403, "FORBIDDEN".to_owned()), "asked before the file is");
    let (_also_silent, nothing) = mpsc::channel(1);
    let (_no_more, some) = half().await;
    let token = Some(shop.member.token.as_str());
    let (first, second) = tokio::join!(upload(&app, &shop, token, body(nothing)), upload(&app, &shop, token, some));
    assert_eq!((first.status, second.status), (408, 408), "waited for, and then no more");
    assert!(is_nothing_left(&app).await);
    begin(&app, &shop, format!("{HEADER}{}", rows(0..2))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_given_up_is_let_go_of_and_holds_up_the_next_for_a_minute() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let token = Some(shop.member.token.as_str());
    let (send, arriving) = half().await;
    let mut given_up = Box::pin(upload(&app, &shop, token, arriving));
    tokio::select! {
        answer = &mut given_up => panic!("answered {}", answer.status),
        () = first_batch(&app) => {}
    }
    // As the time limit does, and a connection that ends.
    drop(given_up);
    tokio::time::timeout(Duration::from_secs(60), send.closed()).await.expect("nobody holds the body any more");
    let whole = || format!("{HEADER}{}", rows(0..2));
    let held_up = upload(&app, &shop, token, whole()).await;
    assert_eq!(refusal(&held_up), (422, "NOT_AVAILABLE".to_owned()));
    app.clock.advance(TimeDelta::seconds(61));
    begin(&app, &shop, whole()).await;
    // That one waits for a worker, who has longer.
    app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(refusal(&upload(&app, &shop, token, whole()).await), (422, "NOT_AVAILABLE".to_owned()));
    assert_eq!(app.database.count("catalog_imports WHERE status = 'receiving'").await, 1);
    app.clock.advance(TimeDelta::minutes(10));
    begin(&app, &shop, whole()).await;
    assert_eq!(app.database.count("catalog_imports WHERE status = 'receiving'").await, 0, "what was left is gone");
    assert_eq!(app.database.count("catalog_import_rows").await, 4, "two rows of each whole file");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_breaks_a_file_off_leaves_nothing() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let member = format!("WHERE user_id = '{}'", shop.member.user.0);
    for (breaks, heals, status, code) in [
        (
            format!("UPDATE tenant_members SET status = 'removed' {member}"),
            format!("UPDATE tenant_members SET status = 'active' {member}"),
            403,
            "FORBIDDEN",
        ),
        (
            "UPDATE tenants SET is_active = false".to_owned(),
            "UPDATE tenants SET is_active = true".to_owned(),
            403,
            "TENANT_SUSPENDED",
        ),
        (
            "ALTER TABLE catalog_import_rows ADD CONSTRAINT broken CHECK (line < 700)".to_owned(),
            "ALTER TABLE catalog_import_rows DROP CONSTRAINT broken".to_owned(),
            500,
            "INTERNAL",
        ),
    ] {
        let (send, arriving) = half().await;
        let breaking = async {
            first_batch(&app).await;
            app.database.run(&breaks).await;
            send.send(rows(600..1200)).await.unwrap();
            drop(send);
        };
        let (answer, ()) = tokio::join!(upload(&app, &shop, Some(&shop.member.token), arriving), breaking);
        assert_eq!(refusal(&answer), (status, code.to_owned()), "{breaks}: {}", answer.text());
        assert!(is_nothing_left(&app).await, "{breaks}");
        app.database.run(&heals).await;
    }
    // Nothing holds up the next one, and the same two halves are a good file.
    let (send, arriving) = half().await;
    send.send(rows(600..1200)).await.unwrap();
    drop(send);
    let id = begin(&app, &shop, arriving).await;
    let query = "query($id: ID!) { catalogImport(id: $id) { status totalRows } }";
    let import = app.gql("shop", Some(&shop.member.token), query, json!({ "id": id })).await.data("/catalogImport");
    assert_eq!(import, json!({ "status": "CHECKING", "totalRows": 1200 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_files_that_begin_at_once_one_is_taken() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let file = format!("{HEADER}{}", rows(0..2));
    let token = Some(shop.member.token.as_str());
    let answers = join_all((0..6).map(|_| upload(&app, &shop, token, file.clone()))).await;
    let mut told: Vec<(u16, String)> = answers.iter().map(refusal).collect();
    told.sort();
    assert_eq!(told.remove(0), (202, String::new()));
    assert_eq!(told, vec![(422, "NOT_AVAILABLE".to_owned()); 5]);
    assert_eq!(app.database.count("catalog_imports").await, 1);
    // Another tenant's has nothing to do with it.
    begin(&app, &other, file).await;
}
