//! Many orders moved at once: what cannot be done to one of them is told of that one.

use entity::ids::OrderId;
use harness::{Item, TestApp};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

const MOVE: &str = "mutation($ids: [ID!]!) { ordersMove(ids: $ids, to: CONFIRMED) {
    results { id order { status } userErrors { field code } } userErrors { code } } }";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_told_though_one_in_the_middle_failed() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut orders = Vec::new();
    for _ in 0..4 {
        orders.push(app.order(&shop, &mug, 1).await);
    }
    let confirm = async |ids: &[String]| app.gql("shop", Some(&shop.member.token), MOVE, json!({ "ids": ids })).await;
    let results = async |ids: &[String]| confirm(ids).await.data("/ordersMove/results");
    let done = |id: &str| json!({ "id": id, "order": { "status": "CONFIRMED" }, "userErrors": [] });

    // Somebody holds one of them for longer than an act waits.
    let held = orders[1].parse::<OrderId>().unwrap().0;
    let mut holder = app.database.superuser().await;
    let hold = format!("BEGIN; SELECT 1 FROM orders WHERE id = '{held}' FOR UPDATE");
    sqlx::raw_sql(AssertSqlSafe(hold)).execute(&mut holder).await.unwrap();
    let told = results(&orders[..3]).await;
    let not_done =
        json!({ "id": orders[1], "order": null, "userErrors": [{ "field": null, "code": "NOT_AVAILABLE" }] });
    assert_eq!(told, json!([done(&orders[0]), not_done, done(&orders[2])]));
    // Where nothing was done yet the call itself may be sent again.
    let first = confirm(&orders[1..]).await;
    assert_eq!(first.code(), "UNAVAILABLE", "{}", first.text());
    let states = async || {
        let sql = "SELECT string_agg(status, ' ' ORDER BY order_number) FROM orders";
        app.database.value::<String>(sql).await
    };
    assert_eq!(states().await, "confirmed pending confirmed pending");
    assert_eq!(app.database.count("submission_events WHERE to_status = 'confirmed'").await, 2);
    sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();

    // The control: with nobody in the way both that are left are moved, and one that was moved says so.
    let told = results(&orders[1..]).await;
    assert_eq!(told[0], done(&orders[1]));
    assert_eq!((&told[1]["order"], &told[1]["userErrors"][0]["code"]), (&Value::Null, &json!("TRANSITION_REFUSED")));
    assert_eq!(told[2], done(&orders[3]));
    assert_eq!(states().await, "confirmed confirmed confirmed confirmed");
}
