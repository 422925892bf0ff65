//! What the team does with an order beside moving it: recording, changing, marking paid, many at once.

use harness::{Item, TestApp, fixtures::order_act, order_input};
use serde_json::{Value, json};

const UPDATE: &str = "mutation($id: ID!, $i: OrderUpdateInput!, $v: Int) { orderUpdate(id: $id, input: $i, expectedVersion: $v) {
    order { version total { amount } fulfilment customer { name } timeline { kind note } } userErrors { field code } } }";

#[tokio::test]
async fn a_pending_order_is_changed_with_the_difference_told_and_priced_by_the_server() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (mug, cup) = (
        app.item(&shop, Item::new("mug").price("2.500")).await,
        app.item(&shop, Item::new("cup").price("1.250")).await,
    );
    let order = app.order(&shop, &mug, 2).await;
    let token = Some(shop.member.token.as_str());
    let update = async |input: Value, version: Option<i32>| {
        app.gql("shop", token, UPDATE, json!({ "id": order, "i": input, "v": version })).await
    };
    let lines = json!([{ "itemId": mug.to_string(), "quantity": 1 }, { "itemId": cup.to_string(), "quantity": 4 }]);
    let changed =
        update(json!({ "lines": lines, "customer": { "name": "Sara New", "phone": "51234567" } }), Some(1)).await;
    assert_eq!(changed.string("/orderUpdate/order/total/amount"), "7.500");
    let told = changed.string("/orderUpdate/order/timeline/1/note");
    assert!(told.starts_with('\u{200e}'), "the direction of its language: {told:?}");
    let seen = told.replace(['\u{200e}', '\u{2068}', '\u{2069}'], "");
    assert_eq!(seen, "2 → 1 × Item mug\n+ 4 × Item cup\nName: Noura Test → Sara New\nTotal: 5.000 → 7.500");
    assert_eq!(update(json!({ "note": "x" }), Some(1)).await.refusals("orderUpdate"), ["expectedVersion STALE"]);
    // A wish for delivery needs an address, and adds its fee.
    assert_eq!(update(json!({ "fulfilment": "DELIVERY" }), None).await.refusals("orderUpdate"), ["address REQUIRED"]);
    let address = json!({ "area": "Salmiya", "block": "1", "street": "2", "house": "3" });
    let sent = update(json!({ "fulfilment": "DELIVERY", "address": address }), None).await;
    assert_eq!(sent.string("/orderUpdate/order/total/amount"), "9.000");
    // What stays the same leaves no line.
    let lines_before = app.database.count("submission_events").await;
    update(json!({ "customer": { "name": "Sara New", "phone": "51234567" } }), None).await.data("/orderUpdate/order");
    assert_eq!(app.database.count("submission_events").await, lines_before);
    let figures: String =
        app.database.value("SELECT sum(n) || ' ' || sum(amount) FROM stat_deltas WHERE kind = 'order'").await;
    assert_eq!(figures, "1 9.000");
    app.act(&shop, "orderConfirm", &order, None).await.string("/orderConfirm/order/id");
    assert_eq!(update(json!({ "note": "x" }), None).await.refusals("orderUpdate"), ["TRANSITION_REFUSED"]);
}

#[tokio::test]
async fn what_the_team_records_counts_and_is_priced_like_any_other() {
    let app = TestApp::start().await;
    let shop = app.tenant_with("shop", |t| t.storefront.is_published = false).await;
    let mug = app.item(&shop, Item::new("mug").price("2.500")).await;
    let token = Some(shop.member.token.as_str());
    let (query, mut variables) = order_act("orderRecord", "", &mug);
    assert_eq!(
        app.submit(&shop, &order_input(&mug, 1)).await.refusals("orderSubmit"),
        ["NOT_AVAILABLE"],
        "not open to visitors"
    );
    let recorded = app.gql("shop", token, &query, variables.clone()).await;
    assert_eq!(recorded.string("/orderRecord/order/total/amount"), "5.000");
    let channel: String = app.database.value("SELECT channel FROM orders").await;
    assert_eq!(channel, "phone");
    variables["input"]["channel"] = json!("WEB");
    assert_eq!(app.gql("shop", token, &query, variables).await.refusals("orderRecord"), ["channel INVALID"]);
}

#[tokio::test]
async fn paid_is_marked_once_and_taken_back_with_a_reason() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let order = app.order(&shop, &mug, 1).await;
    let act = async |field: &str| {
        let (query, variables) = order_act(field, &order, &mug);
        app.gql("shop", Some(&shop.member.token), &query, variables).await
    };
    assert_eq!(act("orderMarkUnpaid").await.refusals("orderMarkUnpaid"), ["NOT_AVAILABLE"]);
    assert_eq!(act("orderMarkPaid").await.string("/orderMarkPaid/order/paidByMethod"), "cash");
    assert_eq!(act("orderMarkPaid").await.refusals("orderMarkPaid"), ["NOT_AVAILABLE"]);
    assert_eq!(act("orderMarkUnpaid").await.data("/orderMarkUnpaid/order/paidAt"), Value::Null);
    let kinds: String =
        app.database.value("SELECT string_agg(kind, ',' ORDER BY created_at, id) FROM submission_events").await;
    assert_eq!(kinds, "submitted,paid,unpaid");
    let query = "mutation($id: ID!) { orderMarkPaid(id: $id, method: \"cash\", paidAt: \"2999-01-01T00:00:00Z\") { userErrors { field code } } }";
    let future = app.gql("shop", Some(&shop.member.token), query, json!({ "id": order })).await;
    assert_eq!(future.refusals("orderMarkPaid"), ["paidAt OUT_OF_RANGE"]);
}
