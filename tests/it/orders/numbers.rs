//! Numbers without gaps, keys that count once, prices that are the server's.

use std::{collections::BTreeSet, sync::Arc};

use harness::{Item, TestApp, fixtures::SUBMIT, order_input};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_orders_at_once_are_numbered_without_a_gap() {
    let app = Arc::new(TestApp::start().await);
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let tasks: Vec<_> = (0..200)
        .map(|_| {
            let (app, shop) = (Arc::clone(&app), shop.clone());
            tokio::spawn(
                async move { app.submit(&shop, &order_input(&mug, 1)).await.string("/orderSubmit/order/number") },
            )
        })
        .collect();
    let mut numbers = BTreeSet::new();
    for task in tasks {
        assert!(numbers.insert(task.await.unwrap()), "a number was given twice");
    }
    let expected: BTreeSet<String> = (1..=200).map(|n| format!("ORD-{n:05}")).collect();
    assert_eq!(numbers, expected);
}

#[tokio::test]
async fn each_tenant_counts_for_itself_and_a_refusal_uses_no_number() {
    let app = TestApp::start().await;
    let (one, two) = (app.tenant("one").await, app.tenant("two").await);
    let (a, b) = (app.item(&one, Item::new("mug")).await, app.item(&two, Item::new("mug")).await);
    app.order(&one, &a, 1).await;
    let refused = app.submit(&one, &order_input(&a, 1000)).await;
    assert_eq!(refused.refusals("orderSubmit"), ["lines.0.quantity OUT_OF_RANGE"]);
    let numbers = [app.submit(&one, &order_input(&a, 1)).await, app.submit(&two, &order_input(&b, 1)).await];
    assert_eq!(numbers.map(|answer| answer.string("/orderSubmit/order/number")), ["ORD-00002", "ORD-00001"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_gives_one_order_however_often_it_is_sent() {
    let app = Arc::new(TestApp::start().await);
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let input = order_input(&mug, 2);
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (app, shop, input) = (Arc::clone(&app), shop.clone(), input.clone());
            tokio::spawn(async move { app.submit(&shop, &input).await.data("/orderSubmit") })
        })
        .collect();
    let mut answers: Vec<Value> = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "answers differ");
    assert_eq!(app.database.count("orders").await, 1);
    assert_eq!(app.database.count("audit_events WHERE action = 'order.submitted'").await, 1);
    assert_eq!(app.database.count("submission_events").await, 1);
    assert_eq!(app.database.count("stat_deltas").await, 2, "the order and its item");
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused_and_belongs_to_its_tenant_alone() {
    let app = TestApp::start().await;
    let (one, two) = (app.tenant("one").await, app.tenant("two").await);
    let (a, b) = (app.item(&one, Item::new("mug")).await, app.item(&two, Item::new("mug")).await);
    let mut input = order_input(&a, 2);
    let first = app.submit(&one, &input).await.string("/orderSubmit/order/id");
    input["lines"][0]["quantity"] = json!(3);
    let other = app.submit(&one, &input).await;
    assert_eq!(other.refusals("orderSubmit"), ["idempotencyKey IDEMPOTENCY_MISMATCH"]);
    assert_eq!(
        other.data("/orderSubmit/order"),
        Value::Null,
        "the first order is not shown to whoever guessed its key"
    );
    input["lines"][0]["quantity"] = json!(2);
    assert_eq!(app.submit(&one, &input).await.string("/orderSubmit/order/id"), first, "the positive control");
    input["lines"][0]["itemId"] = json!(b.to_string());
    assert_eq!(app.submit(&two, &input).await.string("/orderSubmit/order/number"), "ORD-00001", "another tenant's key");
}

#[tokio::test]
async fn a_refused_order_leaves_its_key_free() {
    let app = TestApp::start().await;
    let shop = app.tenant_with("shop", |t| t.storefront.minimum_order = harness::fixtures::amount("4")).await;
    let mug = app.item(&shop, Item::new("mug").price("2.500")).await;
    let mut input = order_input(&mug, 1);
    assert_eq!(app.submit(&shop, &input).await.refusals("orderSubmit"), ["lines BELOW_MINIMUM"]);
    input["lines"][0]["quantity"] = json!(2);
    assert_eq!(app.submit(&shop, &input).await.string("/orderSubmit/order/total/amount"), "5.000");
}

#[tokio::test]
async fn prices_come_from_the_catalog_with_options_and_delivery() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let shirt = app.item(&shop, Item::new("shirt").price("4.250").sizes()).await;
    let mut input = order_input(&shirt, 3);
    input["lines"][0]["options"] = json!([{ "key": "size", "value": "l" }]);
    input["fulfilment"] = json!("DELIVERY");
    input["address"] = json!({ "area": "Salmiya", "block": "1", "street": "2", "house": "3" });
    let answer = app.submit(&shop, &input).await;
    let order = answer.data("/orderSubmit/order");
    assert_eq!(order["lines"][0]["unitPrice"]["amount"], "5.000");
    assert_eq!(order["lines"][0]["lineTotal"]["amount"], "15.000");
    assert_eq!(order["subtotal"]["amount"], "15.000");
    assert_eq!(order["deliveryFee"]["amount"], "1.500");
    assert_eq!(order["total"]["amount"], "16.500");
    assert_eq!(order["total"]["currencyCode"], "KWD");
    // Picked up, nothing is delivered.
    let mut input = order_input(&shirt, 1);
    input["lines"][0]["options"] = json!([{ "key": "size", "value": "s" }]);
    assert_eq!(app.submit(&shop, &input).await.string("/orderSubmit/order/total/amount"), "4.250");
}

#[tokio::test]
async fn a_price_from_the_caller_is_not_a_thing_that_can_be_sent() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    for field in ["price", "unitPrice", "lineTotal", "total"] {
        let mut input = order_input(&mug, 1);
        input["lines"][0][field] = json!("0.001");
        let answer = app.gql("shop", None, SUBMIT, json!({ "input": input })).await;
        assert_eq!(answer.code(), "BAD_INPUT", "{field}: {}", answer.text());
    }
    assert_eq!(app.database.count("orders").await, 0);
}

#[tokio::test]
async fn an_order_keeps_the_price_it_was_placed_at() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug").price("2.500")).await;
    let input = order_input(&mug, 2);
    let order = app.submit(&shop, &input).await;
    app.database.run(&format!("UPDATE catalog_items SET price = 9.000 WHERE id = '{}'", mug.0)).await;
    let again = app.submit(&shop, &input).await;
    assert_eq!(again.data("/orderSubmit/order/total"), order.data("/orderSubmit/order/total"));
    assert_eq!(app.submit(&shop, &order_input(&mug, 1)).await.string("/orderSubmit/order/total/amount"), "9.000");
}
