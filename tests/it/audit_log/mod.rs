//! The log as the team reads it: who did what to which thing, filtered, paged, without personal data.

use harness::{Item, TestApp};
use serde_json::{Value, json};

const LOG: &str = "query($f: Int!, $a: String, $w: AuditEventWhere, $q: String, $s: AuditEventSort) {
    auditEvents(first: $f, after: $a, where: $w, search: $q, sortBy: $s) {
    nodes { action actor actorName entityKind entityId entityNumber changes { field before after } }
    pageInfo { hasNextPage endCursor } totalCount { value } } }";

#[tokio::test]
async fn the_log_tells_who_did_what_and_narrows() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let orders = [app.order(&shop, &mug, 1).await, app.order(&shop, &mug, 2).await];
    app.act(&shop, "orderConfirm", &orders[0], None).await.string("/orderConfirm/order/id");
    let log = async |first: i32, after: Value, filter: Value| {
        let variables = json!({ "f": first, "a": after, "w": filter });
        app.gql("shop", Some(&shop.admin.token), LOG, variables).await.data("/auditEvents")
    };
    let newest = log(1, Value::Null, json!({ "entityKind": ["order"] })).await;
    assert_eq!(newest["totalCount"]["value"], 3);
    let line = &newest["nodes"][0];
    assert_eq!(
        (&line["action"], &line["actor"], &line["entityNumber"]),
        (&json!("order.moved"), &json!("MEMBER"), &json!("ORD-00001"))
    );
    assert_eq!(line["actorName"], "Somebody");
    assert!(
        line["changes"]
            .as_array()
            .unwrap()
            .contains(&json!({ "field": "status", "before": "pending", "after": "confirmed" }))
    );
    // One after the other, none twice.
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = log(2, after, Value::Null).await;
        seen.extend(
            page["nodes"].as_array().unwrap().iter().map(|node| format!("{} {}", node["action"], node["entityId"])),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen.len() as i64, app.database.count("audit_events").await);
    for (filter, count) in [
        (json!({ "actor": ["VISITOR"] }), 2),
        (json!({ "action": ["order.moved"] }), 1),
        (json!({ "entityId": orders[1] }), 1),
        (json!({ "actor": ["KEY"] }), 0),
        (json!({ "entityKind": ["order"], "days": { "from": "2000-01-01", "to": "2000-01-02" } }), 0),
        (json!({ "entityKind": ["order"], "days": { "from": "2020-01-01", "to": "2100-01-02" } }), 3),
    ] {
        assert_eq!(log(9, Value::Null, filter.clone()).await["totalCount"]["value"], count, "{filter}");
    }
    let everything = log(100, Value::Null, Value::Null).await.to_string();
    assert!(!everything.contains("Noura") && !everything.contains("51234567"), "a customer stands in the log");
    for bad in [json!({ "entityId": "nonsense" }), json!({ "action": vec!["x"; 51] })] {
        let variables = json!({ "f": 1, "a": null, "w": bad });
        assert_eq!(app.gql("shop", Some(&shop.admin.token), LOG, variables).await.code(), "BAD_INPUT");
    }
}

#[tokio::test]
async fn the_log_is_searched_by_number_customer_and_actor_and_runs_either_way() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    let order = app.order(&shop, &mug, 1).await;
    app.order(&shop, &mug, 2).await;
    app.act(&shop, "orderConfirm", &order, None).await.string("/orderConfirm/order/id");
    app.database.run("UPDATE users SET name = 'سُعاد' WHERE id IN (SELECT actor_id FROM audit_events WHERE action = 'order.moved')").await;
    let log = async |tenant: &str, token: &str, search: &str, oldest: bool| -> Vec<String> {
        let sort = if oldest { json!({ "field": "CREATED_AT", "direction": "ASC" }) } else { Value::Null };
        let variables = json!({ "f": 50, "w": { "entityKind": ["order"] }, "q": search, "s": sort });
        let found = app.gql(tenant, Some(token), LOG, variables).await.data("/auditEvents");
        assert_eq!(found["totalCount"]["value"], found["nodes"].as_array().unwrap().len());
        let told =
            |node: &Value| format!("{} {}", node["action"].as_str().unwrap(), node["entityNumber"].as_str().unwrap());
        found["nodes"].as_array().unwrap().iter().map(told).collect()
    };
    let owner = &shop.owner.token;
    let (moved, first, second) = ("order.moved ORD-00001", "order.submitted ORD-00001", "order.submitted ORD-00002");
    assert_eq!(log("shop", owner, "", false).await, [moved, second, first]);
    assert_eq!(log("shop", owner, "", true).await, [first, second, moved]);
    assert_eq!(log("shop", owner, "ord-00001", false).await, [moved, first]);
    assert_eq!(log("shop", owner, "١", true).await, [first, moved], "the first one, in any digits");
    assert_eq!(log("shop", owner, "سعاد", false).await, [moved], "who did it, folded");
    // What lines do not show is not found by them: a key that reads the log alone learns nothing of customers and addresses.
    let (_, reader) = crate::keys::make(&app, &shop, &["VIEW_AUDIT"]).await;
    assert_eq!(log("shop", &reader, "ORD-00002", false).await, [second], "the positive control");
    for hidden in ["51234567", "Noura", "noura", "owner@shop"] {
        for token in [owner, &reader] {
            assert_eq!(log("shop", token, hidden, false).await, Vec::<String>::new(), "{hidden}");
        }
    }
    for nothing in ["%", "ORD-00009", "'"] {
        assert_eq!(log("shop", owner, nothing, false).await, Vec::<String>::new(), "{nothing}");
    }
    assert_eq!(log("other", &other.owner.token, "ORD-00001", false).await, Vec::<String>::new());
    let long = json!({ "f": 1, "q": "x".repeat(101) });
    assert_eq!(app.gql("shop", Some(owner), LOG, long).await.code(), "BAD_INPUT");
}

#[tokio::test]
async fn a_line_about_a_key_names_the_key() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    crate::keys::make(&app, &shop, &["VIEW_FIGURES"]).await;
    let variables = json!({ "f": 5, "w": { "entityKind": ["api_key"] } });
    let lines = app.gql("shop", Some(&shop.owner.token), LOG, variables).await;
    let name: String = app.database.value("SELECT name FROM api_keys").await;
    assert_eq!(lines.string("/auditEvents/nodes/0/entityNumber"), name);
}
