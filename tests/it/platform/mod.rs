//! The operator: sees every tenant's use, closes one and opens it again, and leaves a line each time.

mod closed;
mod days;
mod erasure;

use harness::{Answer, Item, TestApp, order_input};
use serde_json::{Value, json};

const TENANTS: &str = "query($s: String, $l: Int!, $o: Int!) { platformTenants(search: $s, limit: $l, offset: $o) {
    nodes { slug name isActive suspendedReason members ownerEmail submissions visits } totalCount } }";
const SUSPEND: &str = "mutation($id: ID!, $r: String!) { platformTenantSuspend(id: $id, reason: $r) {
    tenant { slug isActive suspendedReason } userErrors { field code } } }";
const REACTIVATE: &str =
    "mutation($id: ID!) { platformTenantReactivate(id: $id) { tenant { isActive } userErrors { field code } } }";

pub(crate) async fn operator(app: &TestApp) -> String {
    let person = app.person("operator@platform.example").await;
    api::identity::service::set_operator(&app.app, &person.email, true).await.unwrap();
    person.token
}

async fn ask(app: &TestApp, token: &str, query: &str, variables: Value) -> Answer {
    app.gql("app", Some(token), query, variables).await
}

#[tokio::test]
async fn an_operator_sees_tenants_and_their_use_and_nobody_else_does() {
    let app = TestApp::start().await;
    let (shop, _other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    let orders = [app.order(&shop, &mug, 1).await, app.order(&shop, &mug, 1).await];
    app.act(&shop, "orderCancel", &orders[0], None).await.string("/orderCancel/order/id");
    let token = operator(&app).await;
    let list = async |search: Value, limit: i32, offset: i32| {
        ask(&app, &token, TENANTS, json!({ "s": search, "l": limit, "o": offset })).await.data("/platformTenants")
    };
    let all = list(Value::Null, 10, 0).await;
    assert_eq!(all["totalCount"], 2);
    let own = all["nodes"].as_array().unwrap().iter().find(|node| node["slug"] == "shop").unwrap().clone();
    assert_eq!((&own["members"], &own["submissions"]), (&json!(3), &json!(1)), "a cancelled order is no use");
    assert_eq!(own["ownerEmail"], "owner@shop.example");
    assert_eq!(list(json!("SHOP"), 10, 0).await["nodes"].as_array().unwrap().len(), 1);
    assert_eq!(list(json!("member@other.example"), 10, 0).await["nodes"][0]["slug"], "other");
    assert_eq!(list(json!("%"), 10, 0).await["totalCount"], 0, "a wildcard is a letter");
    let pages =
        [list(Value::Null, 1, 0).await, list(Value::Null, 1, 1).await].map(|page| page["nodes"][0]["slug"].clone());
    assert_ne!(pages[0], pages[1]);
    for (limit, offset) in [(0, 0), (101, 0), (1, -1)] {
        let answer = ask(&app, &token, TENANTS, json!({ "s": null, "l": limit, "o": offset })).await;
        assert_eq!(answer.code(), "BAD_INPUT");
    }
    let usage =
        ask(&app, &token, "{ platformUsage { tenants suspendedTenants activeTenants orders people } }", json!({}))
            .await;
    assert_eq!(
        usage.data("/platformUsage"),
        json!({ "tenants": 2, "suspendedTenants": 0, "activeTenants": 1, "orders": 1, "people": 7 })
    );
    for (who, token) in [("owner", Some(shop.owner.token.as_str())), ("visitor", None)] {
        let code = if who == "owner" { "FORBIDDEN" } else { "UNAUTHENTICATED" };
        for query in [
            "{ platformUsage { tenants } }",
            "{ platformAuditEvents { action } }",
            "{ platformTenants { totalCount } }",
        ] {
            assert_eq!(app.gql("app", token, query, json!({})).await.code(), code, "{who} {query}");
        }
    }
    api::identity::service::set_operator(&app.app, "operator@platform.example", false).await.unwrap();
    assert_eq!(ask(&app, &token, "{ platformUsage { tenants } }", json!({})).await.code(), "FORBIDDEN", "at once");
    // No order, name or phone of a tenant is the operator's.
    let mut connection = app.database.connect("app_platform").await;
    for table in ["orders", "visits", "submission_events", "audit_events", "api_keys", "export_tickets"] {
        let sql = format!("SELECT count(*) FROM {table}");
        assert!(sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.is_err(), "{table}");
    }
}

#[tokio::test]
async fn a_suspension_closes_at_once_and_within_a_second_elsewhere_and_opens_again() {
    let app = TestApp::start().await;
    let elsewhere = TestApp::builder().over(&app).start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let token = operator(&app).await;
    let id = shop.id.to_string();
    for there in [&app, &elsewhere] {
        assert_eq!(there.get("shop", "/").await.status, 200, "the positive control");
    }
    let none = ask(&app, &token, SUSPEND, json!({ "id": id, "r": "  " })).await;
    assert_eq!(none.refusals("platformTenantSuspend"), ["reason REQUIRED"]);
    let done = ask(&app, &token, SUSPEND, json!({ "id": id, "r": "unpaid" })).await;
    assert_eq!(
        done.data("/platformTenantSuspend/tenant"),
        json!({ "slug": "shop", "isActive": false, "suspendedReason": "unpaid" })
    );
    for there in [&app, &elsewhere] {
        let orders =
            there.gql("shop", Some(&shop.owner.token), "{ orders(first: 1) { nodes { id } } }", json!({})).await;
        assert_eq!((orders.status, orders.code().as_str()), (403, "TENANT_SUSPENDED"));
        let submit = there.gql("shop", None, harness::fixtures::SUBMIT, json!({ "input": order_input(&mug, 1) })).await;
        assert_eq!(submit.code(), "TENANT_SUSPENDED");
    }
    assert_eq!(app.get("shop", "/").await.status, 503);
    let begun = std::time::Instant::now();
    while elsewhere.get("shop", "/").await.status != 503 {
        // A second is what it takes; the rest is for a busy machine.
        assert!(begun.elapsed() < std::time::Duration::from_secs(5), "a page of another process is still open");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let twice = ask(&app, &token, SUSPEND, json!({ "id": id, "r": "again" })).await;
    assert_eq!(twice.refusals("platformTenantSuspend"), ["NOT_AVAILABLE"]);
    let open = ask(&app, &token, REACTIVATE, json!({ "id": id })).await;
    assert_eq!(open.data("/platformTenantReactivate/tenant/isActive"), true);
    app.order(&shop, &mug, 1).await;
    assert_eq!(app.get("shop", "/").await.status, 200);
    let nobody = entity::ids::TenantId::generate().to_string();
    assert_eq!(ask(&app, &token, SUSPEND, json!({ "id": nobody, "r": "x" })).await.code(), "NOT_FOUND");
    let log = ask(
        &app,
        &token,
        "{ platformAuditEvents(limit: 10) { actor actorEmail action tenantSlug reason } }",
        json!({}),
    )
    .await;
    let acts: Vec<&Value> = log.json()["data"]["platformAuditEvents"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["tenantSlug"] == "shop")
        .map(|_| &Value::Null)
        .collect();
    assert_eq!(acts.len(), 2, "a refusal leaves none: {}", log.text());
    assert_eq!(
        log.data("/platformAuditEvents/0"),
        json!({ "actor": "operator", "actorEmail": "operator@platform.example",
        "action": "tenant.reactivated", "tenantSlug": "shop", "reason": null })
    );
    assert_eq!(log.data("/platformAuditEvents/1/reason"), "unpaid");
}
