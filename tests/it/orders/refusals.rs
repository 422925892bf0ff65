//! What an order is refused for: each beside its field, each changing nothing. The same order without the fault is taken.

use std::time::Duration;

use harness::{Item, TestApp, order_input};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test]
async fn every_fault_is_told_beside_its_field() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    let few = app.item(&shop, Item::new("few").stock(3)).await;
    let none = app.item(&shop, Item::new("none").stock(0)).await;
    let archived = app.item(&shop, Item::new("archived").status("archived")).await;
    let draft = app.item(&shop, Item::new("draft").status("draft")).await;
    let campaign = app.item(&shop, Item::new("campaign").kind("donation_campaign")).await;
    let shirt = app.item(&shop, Item::new("shirt").sizes()).await;
    let foreign = app.item(&other, Item::new("foreign")).await;
    let line = |item: &str, quantity: i64| json!({ "itemId": item, "quantity": quantity });
    let option = |key: &str, value: &str| json!([{ "key": key, "value": value }]);
    let long = "ن".repeat(10 * 1024);
    let many: Vec<Value> = (0..51).map(|_| line(&mug.to_string(), 1)).collect();
    let unknown = entity::ids::ItemId::generate();

    let cases: Vec<(&str, &str, Value, &[&str])> = vec![
        ("quantity 0", "/lines/0/quantity", json!(0), &["lines.0.quantity OUT_OF_RANGE"]),
        ("quantity below zero", "/lines/0/quantity", json!(-5), &["lines.0.quantity OUT_OF_RANGE"]),
        ("quantity 1000", "/lines/0/quantity", json!(1000), &["lines.0.quantity OUT_OF_RANGE"]),
        ("unknown item", "/lines/0/itemId", json!(unknown.to_string()), &["lines.0.itemId NOT_FOUND"]),
        ("no item id at all", "/lines/0/itemId", json!("' OR 1=1 --"), &["lines.0.itemId NOT_FOUND"]),
        (
            "an order's id",
            "/lines/0/itemId",
            json!(entity::ids::OrderId(mug.0).to_string()),
            &["lines.0.itemId NOT_FOUND"],
        ),
        ("another tenant's item", "/lines/0/itemId", json!(foreign.to_string()), &["lines.0.itemId NOT_FOUND"]),
        ("archived item", "/lines/0/itemId", json!(archived.to_string()), &["lines.0.itemId NOT_AVAILABLE"]),
        ("draft", "/lines/0/itemId", json!(draft.to_string()), &["lines.0.itemId NOT_FOUND"]),
        ("campaign", "/lines/0/itemId", json!(campaign.to_string()), &["lines.0.itemId NOT_AVAILABLE"]),
        ("sold out", "/lines/0/itemId", json!(none.to_string()), &["lines.0.quantity OUT_OF_STOCK"]),
        ("more than there are", "/lines/0", line(&few.to_string(), 4), &["lines.0.quantity OUT_OF_STOCK"]),
        (
            "more than there are, in two lines",
            "/lines",
            json!([line(&few.to_string(), 2), line(&few.to_string(), 2)]),
            &["lines.0.quantity OUT_OF_STOCK", "lines.1.quantity OUT_OF_STOCK"],
        ),
        ("missing option", "/lines/0/itemId", json!(shirt.to_string()), &["lines.0.options REQUIRED"]),
        (
            "option without such a value",
            "/lines/0",
            json!({ "itemId": shirt.to_string(), "quantity": 1, "options": option("size", "xxl") }),
            &["lines.0.options INVALID"],
        ),
        (
            "the same option twice",
            "/lines/0",
            json!({ "itemId": shirt.to_string(), "quantity": 1, "options": [{ "key": "size", "value": "s" }, { "key": "size", "value": "l" }] }),
            &["lines.0.options REQUIRED"],
        ),
        ("option of nothing", "/lines/0/options", option("colour", "red"), &["lines.0.options INVALID"]),
        ("no lines", "/lines", json!([]), &["lines REQUIRED"]),
        ("51 lines", "/lines", json!(many), &["lines OUT_OF_RANGE"]),
        ("a note of ten kilobytes", "/note", json!(long), &["note TOO_LONG"]),
        ("a line's note of ten kilobytes", "/lines/0/note", json!(long), &["lines.0.note TOO_LONG"]),
        ("a zero byte", "/note", json!("a\u{0}b"), &["note INVALID"]),
        ("no name", "/customer/name", json!("  "), &["customer.name REQUIRED"]),
        ("a long name", "/customer/name", json!(long), &["customer.name TOO_LONG"]),
        ("no phone", "/customer/phone", json!("call me"), &["customer.phone INVALID"]),
        ("a Kuwaiti phone too short", "/customer/phone", json!("+965123"), &["customer.phone INVALID"]),
        ("no e-mail address", "/customer/email", json!("a@b"), &["customer.email INVALID"]),
        ("delivery without an address", "/fulfilment", json!("DELIVERY"), &["address REQUIRED"]),
        ("a short key", "/idempotencyKey", json!("short"), &["idempotencyKey OUT_OF_RANGE"]),
        ("a key with a space", "/idempotencyKey", json!("12345678 9"), &["idempotencyKey OUT_OF_RANGE"]),
    ];
    for (what, path, value, expected) in cases {
        let mut input = order_input(&mug, 1);
        set(&mut input, path, value);
        let answer = app.submit(&shop, &input).await;
        assert_eq!(answer.status, 200, "{what}: {}", answer.text());
        assert_eq!(answer.refusals("orderSubmit"), expected, "{what}");
        assert_eq!(answer.data("/orderSubmit/order"), Value::Null, "{what}");
        assert_eq!(answer.data("/orderSubmit/statusToken"), Value::Null, "{what}");
    }
    for table in ["orders", "outbox", "idempotency_keys", "number_counters", "submission_events", "stat_deltas"] {
        assert_eq!(app.database.count(table).await, 0, "{table} after refusals only");
    }
    assert_eq!(app.database.count("audit_events WHERE entity_kind = 'order'").await, 0);
    let taken = app.submit(&shop, &order_input(&mug, 999)).await;
    assert_eq!(taken.string("/orderSubmit/order/number"), "ORD-00001", "the positive control");
}

fn set(input: &mut Value, path: &str, value: Value) {
    let (parent, name) = path.rsplit_once('/').unwrap();
    let parent = input.pointer_mut(parent).unwrap();
    match name.parse::<usize>() {
        Ok(n) => parent[n] = value,
        Err(_) => parent[name] = value,
    }
}

#[tokio::test]
async fn all_faults_of_an_order_are_told_at_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut input = order_input(&mug, 0);
    input["customer"] = json!({ "name": "", "phone": "x" });
    input["fulfilment"] = json!("DELIVERY");
    input["address"] = json!({ "area": "", "block": "1", "street": "", "house": "3" });
    let refusals = app.submit(&shop, &input).await.refusals("orderSubmit");
    let expected = [
        "lines.0.quantity OUT_OF_RANGE",
        "customer.name REQUIRED",
        "customer.phone INVALID",
        "address.area REQUIRED",
        "address.street REQUIRED",
    ];
    assert_eq!(refusals, expected);
}

#[tokio::test]
async fn a_way_that_the_shop_does_not_offer_is_refused() {
    let app = TestApp::start().await;
    let shop = app.tenant_with("shop", |t| t.storefront.offers_pickup = false).await;
    let mug = app.item(&shop, Item::new("mug")).await;
    assert_eq!(app.submit(&shop, &order_input(&mug, 1)).await.refusals("orderSubmit"), ["fulfilment NOT_AVAILABLE"]);
    let closed = app.tenant_with("closed", |t| t.storefront.is_published = false).await;
    let mug = app.item(&closed, Item::new("mug")).await;
    assert_eq!(app.submit(&closed, &order_input(&mug, 1)).await.refusals("orderSubmit"), ["NOT_AVAILABLE"]);
}

#[tokio::test]
async fn an_order_dearer_than_a_column_holds_is_refused_not_failed() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let gold = app.item(&shop, Item::new("gold").price("999999999.000")).await;
    let answer = app.submit(&shop, &order_input(&gold, 999)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(
        answer.refusals("orderSubmit").iter().any(|refusal| refusal.ends_with("OUT_OF_RANGE")),
        "{}",
        answer.text()
    );
    let mut input = order_input(&gold, 1);
    input["lines"] = json!([input["lines"][0], input["lines"][0]]);
    let answer = app.submit(&shop, &input).await;
    assert!(
        answer.refusals("orderSubmit").iter().any(|refusal| refusal.ends_with("OUT_OF_RANGE")),
        "{}",
        answer.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_a_megabyte_is_refused_by_the_listener() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let address = app.listen().await;
    let mut input = order_input(&mug, 1);
    let send = async |input: &Value| {
        let body = json!({ "query": harness::fixtures::SUBMIT, "variables": { "input": input } }).to_string();
        let mut stream = TcpStream::connect(address.trim_start_matches("http://")).await.unwrap();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nhost: shop.localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // A server that refuses by the header alone may close before the body is through.
        let _ = stream.write_all(body.as_bytes()).await;
        let mut answer = vec![0; 4096];
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut answer)).await.unwrap();
        let n = read.unwrap_or(0);
        String::from_utf8_lossy(&answer[..n]).lines().next().unwrap_or_default().to_owned()
    };
    input["note"] = json!("a".repeat(1024 * 1024 + 1));
    let refused = send(&input).await;
    assert!(refused.contains("413"), "{refused}");
    input["note"] = json!("a".repeat(1000));
    let taken = send(&input).await;
    assert!(taken.contains("200"), "the positive control: {taken}");
    assert_eq!(app.database.count("orders").await, 1);
}

#[tokio::test]
async fn messages_are_told_in_the_callers_language() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let body =
        json!({ "query": harness::fixtures::SUBMIT, "variables": { "input": order_input(&mug, 0) } }).to_string();
    for (language, part) in [("ar-KW,en;q=0.5", "من 1"), ("en", "Between 1"), ("fr", "Between 1")] {
        let request = app
            .request("POST", "shop", "/graphql")
            .header("content-type", "application/json")
            .header("accept-language", language)
            .body(axum::body::Body::from(body.clone()))
            .unwrap();
        let message = app.send(request).await.string("/orderSubmit/userErrors/0/message");
        assert!(message.contains(part), "{language}: {message}");
    }
    assert_eq!(shop.slug, "shop");
}
