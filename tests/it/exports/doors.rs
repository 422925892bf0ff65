//! Who gets a file, and how often.

use chrono::TimeDelta;
use harness::{Answer, Item, TestApp};
use http_body_util::BodyExt;
use serde_json::json;

pub(super) const REQUEST: &str = "mutation($i: ExportRequestInput!) { exportRequest(input: $i) {
    ticket path rowCount { value precision } userErrors { field code } } }";

/// Posts a ticket, as the app's form does.
pub(super) async fn ticket(app: &TestApp, label: &str, kind: &str, ticket: &str) -> Answer {
    let request = app
        .request("POST", label, &format!("/exports/{kind}.csv"))
        .header("content-type", "application/x-www-form-urlencoded");
    app.send(request.body(axum::body::Body::from(format!("ticket={ticket}"))).unwrap()).await
}

async fn file_for(app: &TestApp, label: &str, token: Option<&str>) -> (u16, String) {
    let mut request = app.request("GET", label, "/exports/orders.csv");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let answer = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
    let code = answer.json()["error"]["code"].as_str().unwrap_or_default().to_owned();
    (answer.status, code)
}

#[tokio::test]
async fn only_owners_and_admins_take_files_out() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let expired = app.expired_token(&shop.owner).await;
    let input = json!({ "i": { "kind": "ORDER" } });
    for (who, token, status, code) in [
        ("owner", Some(&shop.owner.token), 200, ""),
        ("admin", Some(&shop.admin.token), 200, ""),
        ("member", Some(&shop.member.token), 403, "FORBIDDEN"),
        ("stranger", Some(&other.owner.token), 403, "FORBIDDEN"),
        ("visitor", None, 401, "UNAUTHENTICATED"),
        ("expired", Some(&expired), 401, "UNAUTHENTICATED"),
    ] {
        let token = token.map(String::as_str);
        assert_eq!(file_for(&app, "shop", token).await, (status, code.to_owned()), "{who}");
        assert_eq!(app.gql("shop", token, REQUEST, input.clone()).await.code(), code, "{who}");
    }
    assert_eq!(file_for(&app, "nobody", Some(&shop.owner.token)).await.0, 404);
    app.database.run("UPDATE tenants SET is_active = false WHERE slug = 'shop'").await;
    assert_eq!(file_for(&app, "shop", Some(&shop.owner.token)).await, (403, "TENANT_SUSPENDED".to_owned()));
}

#[tokio::test]
async fn a_ticket_is_good_once_for_a_minute_for_its_own_file_and_person() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    app.order(&shop, &mug, 1).await;
    let ask = async || {
        let answer = app.gql("shop", Some(&shop.owner.token), REQUEST, json!({ "i": { "kind": "ORDER" } })).await;
        assert_eq!(answer.string("/exportRequest/path"), "/exports/orders.csv");
        answer.string("/exportRequest/ticket")
    };
    let good = ask().await;
    let file = ticket(&app, "app", "orders", &good).await;
    assert_eq!(file.status, 200, "the positive control: {}", file.text());
    assert!(file.text().contains("ORD-00001"));
    assert_eq!(ticket(&app, "app", "orders", &good).await.status, 401, "a second time");

    let late = ask().await;
    app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(ticket(&app, "app", "orders", &late).await.status, 401, "after a minute");
    app.clock.reset();

    // Parallel uses of one ticket give one file.
    let raced = ask().await;
    let tries = futures_util::future::join_all((0..6).map(|_| ticket(&app, "app", "orders", &raced))).await;
    assert_eq!(tries.iter().filter(|answer| answer.status == 200).count(), 1, "one of six");

    let bent = ask().await;
    let tenant = |id: entity::ids::TenantId| id.0.simple().to_string();
    for (what, bad) in [
        ("another tenant's name", bent.replace(&tenant(shop.id), &tenant(other.id))),
        ("another secret", {
            let (before, last) = bent.split_at(bent.len() - 5);
            format!("{before}{}{}", if last.starts_with('A') { 'B' } else { 'A' }, &last[1..])
        }),
        ("no secret", bent.rsplit_once('_').unwrap().0.to_owned()),
        ("nothing", String::new()),
        ("garbage", "exp_a_b_c".to_owned()),
        ("a tenant that there is not", bent.replace(&tenant(shop.id), &uuid::Uuid::new_v4().simple().to_string())),
    ] {
        assert_eq!(ticket(&app, "app", "orders", &bad).await.status, 401, "{what}");
    }
    // Whoever loses the right between asking and posting gets nothing.
    let lost = ask().await;
    app.database
        .run(&format!("UPDATE tenant_members SET role = 'member' WHERE user_id = '{}'", shop.owner.user.0))
        .await;
    assert_eq!(ticket(&app, "app", "orders", &lost).await.status, 403, "after the right is gone");
}

#[tokio::test]
async fn a_tenant_has_two_downloads_at_once_and_a_removal_breaks_one_off() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    app.order(&shop, &mug, 1).await;
    app.database.run(&harness::many_orders("shop", 9_000)).await;
    let open = async || {
        let request = app
            .request("GET", "shop", "/exports/orders.csv")
            .header("authorization", format!("Bearer {}", shop.admin.token));
        app.open(request.body(axum::body::Body::empty()).unwrap()).await
    };
    let (mut first, second) = (open().await, open().await);
    assert_eq!((first.status().as_u16(), second.status().as_u16()), (200, 200));
    let third = open().await;
    assert_eq!(third.status().as_u16(), 429);
    let told =
        |name: &str| third.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let pace = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after"].map(told);
    assert_eq!(pace, ["2", "0", "5", "5"], "two of a tenant at once");
    drop(second);
    assert_eq!(open().await.status().as_u16(), 200, "a download that ends makes room");
    // A piece is read, the admin is removed, and the rest does not come.
    assert!(first.body_mut().frame().await.unwrap().is_ok());
    app.database
        .run(&format!("UPDATE tenant_members SET status = 'removed' WHERE user_id = '{}'", shop.admin.user.0))
        .await;
    let mut pieces = 0;
    let broken = loop {
        match first.body_mut().frame().await {
            Some(Ok(_)) => pieces += 1,
            Some(Err(_)) => break true,
            None => break false,
        }
    };
    assert!(broken, "half a file must not look whole");
    assert!(pieces < 3, "nothing more is read for who may not");
}

#[tokio::test]
async fn a_ticket_that_finds_no_place_stays_good_and_tells_of_no_download() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    app.order(&shop, &mug, 1).await;
    let open = async || {
        let request = app
            .request("GET", "shop", "/exports/orders.csv")
            .header("authorization", format!("Bearer {}", shop.admin.token));
        app.open(request.body(axum::body::Body::empty()).unwrap()).await
    };
    let (first, second) = (open().await, open().await);
    assert_eq!((first.status().as_u16(), second.status().as_u16()), (200, 200));
    let asked = app.gql("shop", Some(&shop.owner.token), REQUEST, json!({ "i": { "kind": "ORDER" } })).await;
    let good = asked.string("/exportRequest/ticket");
    let downloads = async || app.database.count("audit_events WHERE action = 'export.downloaded'").await;
    assert_eq!(downloads().await, 2, "the two under way");
    for _ in 0..2 {
        let refused = ticket(&app, "app", "orders", &good).await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, "5"), "{}", refused.text());
    }
    assert_eq!(downloads().await, 2, "nothing was taken");
    // Without the secret nothing is told of places, and none is taken.
    let (before, _) = good.rsplit_once('_').unwrap();
    assert_eq!(ticket(&app, "app", "orders", &format!("{before}_{}", "A".repeat(43))).await.status, 401);
    drop(first);
    let file = ticket(&app, "app", "orders", &good).await;
    assert_eq!(file.status, 200, "the same ticket: {}", file.text());
    assert!(file.text().contains("ORD-00001"));
    assert_eq!(downloads().await, 3);
    assert_eq!(ticket(&app, "app", "orders", &good).await.status, 401, "a second time");
    drop(second);
}
