//! The state machine through the API: every pair of states, who was faster, how long a cancelled order can come back.

use chrono::TimeDelta;
use entity::ids::ItemId;
use harness::{Item, Tenant, TestApp};
use serde_json::{Value, json};

/// A state and the acts that lead to it from a new order.
const WAYS: [(&str, &[&str]); 5] = [
    ("PENDING", &[]),
    ("CONFIRMED", &["orderConfirm"]),
    ("FULFILLED", &["orderConfirm", "orderFulfil"]),
    ("CANCELLED", &["orderCancel"]),
    ("SPAM", &["orderMarkSpam"]),
];

/// An act and the state it wants.
const ACTS: [(&str, &str); 5] = [
    ("orderConfirm", "CONFIRMED"),
    ("orderFulfil", "FULFILLED"),
    ("orderCancel", "CANCELLED"),
    ("orderReopen", "PENDING"),
    ("orderMarkSpam", "SPAM"),
];

/// The table of data-model.md, written out once more.
const ALLOWED: [(&str, &[&str]); 5] = [
    ("PENDING", &["CONFIRMED", "CANCELLED", "SPAM"]),
    ("CONFIRMED", &["FULFILLED", "CANCELLED", "PENDING"]),
    ("FULFILLED", &[]),
    ("CANCELLED", &["PENDING"]),
    ("SPAM", &["PENDING"]),
];

async fn shop_with_mug(app: &TestApp) -> (Tenant, ItemId) {
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    (shop, mug)
}

#[tokio::test]
async fn every_pair_of_states_is_allowed_or_refused_as_drawn() {
    let app = TestApp::start().await;
    let (shop, mug) = shop_with_mug(&app).await;
    for (from, way) in WAYS {
        let allowed = ALLOWED.iter().find(|(state, _)| *state == from).unwrap().1;
        for (act, to) in ACTS {
            let order = app.order(&shop, &mug, 1).await;
            for step in way {
                assert_eq!(app.act(&shop, step, &order, None).await.refusals(step), Vec::<String>::new());
            }
            let version = way.len() as i64 + 1;
            let answer = app.act(&shop, act, &order, None).await;
            if allowed.contains(&to) {
                assert_eq!(answer.data(&format!("/{act}/order/status")), to, "{from} -> {to}");
                assert_eq!(answer.data(&format!("/{act}/order/version")), version + 1, "{from} -> {to}");
                continue;
            }
            let error = answer.data(&format!("/{act}/userErrors/0"));
            assert_eq!(error["code"], "TRANSITION_REFUSED", "{from} -> {to}");
            assert_eq!((&error["from"], &error["to"]), (&json!(from), &json!(to)));
            let mut told: Vec<&str> = error["allowed"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let mut wanted = allowed.to_vec();
            told.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(told, wanted, "{from} -> {to}");
            let now: i32 =
                app.database.value(&format!("SELECT version FROM orders WHERE id = '{}'", uuid_of(&order))).await;
            assert_eq!(i64::from(now), version, "a refused act changed the order");
        }
    }
}

/// The UUID inside a public id.
fn uuid_of(id: &str) -> String {
    uuid::Uuid::try_parse(id.split_once('_').unwrap().1).unwrap().to_string()
}

#[tokio::test]
async fn the_second_of_two_who_saw_the_same_version_is_told_so() {
    let app = TestApp::start().await;
    let (shop, mug) = shop_with_mug(&app).await;
    let order = app.order(&shop, &mug, 1).await;
    assert_eq!(app.act(&shop, "orderConfirm", &order, Some(1)).await.string("/orderConfirm/order/status"), "CONFIRMED");
    let stale = app.act(&shop, "orderCancel", &order, Some(1)).await;
    assert_eq!(stale.refusals("orderCancel"), ["expectedVersion STALE"]);
    assert_eq!(app.act(&shop, "orderCancel", &order, Some(2)).await.string("/orderCancel/order/status"), "CANCELLED");
}

#[tokio::test]
async fn a_cancelled_order_comes_back_within_a_day_and_not_later() {
    let app = TestApp::start().await;
    let (shop, mug) = shop_with_mug(&app).await;
    let (early, late) = (app.order(&shop, &mug, 1).await, app.order(&shop, &mug, 1).await);
    app.act(&shop, "orderCancel", &early, None).await.data("/orderCancel/order/id");
    app.act(&shop, "orderCancel", &late, None).await.data("/orderCancel/order/id");
    app.clock.advance(TimeDelta::hours(24) - TimeDelta::minutes(1));
    assert_eq!(app.act(&shop, "orderReopen", &early, None).await.string("/orderReopen/order/status"), "PENDING");
    app.clock.advance(TimeDelta::minutes(2));
    let refused = app.act(&shop, "orderReopen", &late, None).await.data("/orderReopen/userErrors/0");
    assert_eq!((&refused["code"], &refused["allowed"]), (&json!("TRANSITION_REFUSED"), &json!([])));
    let shown = app
        .gql(
            "shop",
            Some(&shop.owner.token),
            "query($id: ID!) { order(id: $id) { allowedTransitions } }",
            json!({ "id": late }),
        )
        .await;
    assert_eq!(shown.data("/order/allowedTransitions"), json!([]), "a button nobody can press");
}

#[tokio::test]
async fn the_timeline_tells_who_moved_it_from_where_to_where_and_why() {
    let app = TestApp::start().await;
    let (shop, mug) = shop_with_mug(&app).await;
    let order = app.order(&shop, &mug, 1).await;
    app.act(&shop, "orderConfirm", &order, None).await.data("/orderConfirm/order/id");
    let cancel = "mutation($id: ID!) { orderCancel(id: $id, reason: \"No stock\") {
        order { timeline { kind actor from to note } } userErrors { code } } }";
    let answer = app.gql("shop", Some(&shop.owner.token), cancel, json!({ "id": order })).await;
    assert_eq!(
        answer.data("/orderCancel/order/timeline"),
        json!([
            { "kind": "submitted", "actor": "visitor", "from": null, "to": "PENDING", "note": null },
            { "kind": "status", "actor": "member", "from": "PENDING", "to": "CONFIRMED", "note": null },
            { "kind": "status", "actor": "member", "from": "CONFIRMED", "to": "CANCELLED", "note": "No stock" },
        ])
    );
}

#[tokio::test]
async fn spam_looks_pending_to_whoever_sent_it() {
    let app = TestApp::start().await;
    let (shop, mug) = shop_with_mug(&app).await;
    let answer = app.submit(&shop, &harness::order_input(&mug, 1)).await;
    let (order, token) = (answer.string("/orderSubmit/order/id"), answer.string("/orderSubmit/statusToken"));
    let status = async || {
        let query = "query($t: String!) { submissionStatus(token: $t) { status number } }";
        app.gql("shop", None, query, json!({ "t": token })).await.string("/submissionStatus/status")
    };
    app.act(&shop, "orderMarkSpam", &order, None).await.data("/orderMarkSpam/order/id");
    assert_eq!(status().await, "PENDING");
    app.act(&shop, "orderReopen", &order, None).await.data("/orderReopen/order/id");
    app.act(&shop, "orderConfirm", &order, None).await.data("/orderConfirm/order/id");
    assert_eq!(status().await, "CONFIRMED", "the positive control");
}
