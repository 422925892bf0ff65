//! Keys of integrators: shown once, good for what they were made for and for one tenant, ended at once.

mod many;

use chrono::TimeDelta;
use harness::{Answer, Item, Tenant, TestApp};
use serde_json::{Value, json};

pub(crate) const CREATE: &str = "mutation($i: ApiKeyCreateInput!) { apiKeyCreate(input: $i) {
    apiKey { id name scopes lastFour isActive lastUsedAt createdBy } secret userErrors { field code } } }";
pub(crate) const ROTATE: &str = "mutation($id: ID!, $h: Int!) { apiKeyRotate(id: $id, overlapHours: $h) {
    apiKey { id name scopes } secret replaced { id expiresAt isActive } userErrors { field code } } }";
pub(crate) const REVOKE: &str =
    "mutation($id: ID!) { apiKeyRevoke(id: $id) { apiKey { id isActive revokedAt } userErrors { field code } } }";
const ORDERS: &str = "{ orders(first: 5) { nodes { number } } }";

/// A key of a shop: its id and its secret.
pub(crate) async fn make(app: &TestApp, shop: &Tenant, scopes: &[&str]) -> (String, String) {
    let input = json!({ "i": { "name": "till", "scopes": scopes } });
    let answer = app.gql(&shop.slug, Some(&shop.admin.token), CREATE, input).await;
    (answer.string("/apiKeyCreate/apiKey/id"), answer.string("/apiKeyCreate/secret"))
}

async fn ask(app: &TestApp, label: &str, key: &str, query: &str) -> Answer {
    app.gql(label, Some(key), query, json!({})).await
}

#[tokio::test]
async fn a_key_works_for_its_tenant_and_its_rights_alone() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    let order = app.order(&shop, &mug, 1).await;
    let (_, key) = make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    assert!(key.starts_with(&format!("sk_{}_", shop.id.0.simple())), "{key}");
    // On the tenant's host, and on the app's without any other word about the tenant.
    for label in ["shop", "app", ""] {
        assert_eq!(ask(&app, label, &key, ORDERS).await.data("/orders/nodes/0/number"), "ORD-00001", "{label}");
    }
    assert_eq!(ask(&app, "other", &key, ORDERS).await.code(), "FORBIDDEN", "another tenant's host");
    let confirm = harness::fixtures::act("orderConfirm");
    let act = async |key: &str| app.gql("shop", Some(key), &confirm, json!({ "id": order, "v": null })).await;
    assert_eq!(act(&key).await.code(), "FORBIDDEN", "a right it was not given");
    assert_eq!(ask(&app, "shop", &key, "{ apiKeys { id } }").await.code(), "FORBIDDEN");
    assert_eq!(
        ask(&app, "shop", &key, "{ viewer { user { id } } }").await.data("/viewer"),
        Value::Null,
        "a key is nobody"
    );
    let (_, worker) = make(&app, &shop, &["VIEW_SUBMISSIONS", "WORK_ORDERS", "EXPORT_DATA"]).await;
    assert_eq!(act(&worker).await.string("/orderConfirm/order/status"), "CONFIRMED", "the positive control");
    let by: String = app.database.value("SELECT actor_kind FROM audit_events WHERE action = 'order.moved'").await;
    assert_eq!(by, "key");
    // Files, too.
    let file = async |key: &str| {
        let request = app.request("GET", "app", "/exports/orders.csv").header("authorization", format!("Bearer {key}"));
        app.send(request.body(axum::body::Body::empty()).unwrap()).await
    };
    assert!(file(&worker).await.text().contains("ORD-00001"));
    assert_eq!(file(&key).await.status, 403);
    // Neither the secret nor what it hashes to comes back.
    let listed = app
        .gql(
            "shop",
            Some(&shop.owner.token),
            "{ apiKeys { id name lastFour scopes isActive lastUsedAt createdBy } }",
            json!({}),
        )
        .await;
    let tail = worker.splitn(4, '_').nth(3).unwrap();
    assert!(!listed.text().contains(tail) && listed.text().contains(&tail[tail.len() - 4..]));
    assert!(listed.data("/apiKeys/0/lastUsedAt").is_string());
    let kept: String = app.database.value("SELECT string_agg(k::text, ' ') FROM api_keys k").await;
    assert!(!kept.contains(tail), "the secret is in the database");
    drop(other);
}

#[tokio::test]
async fn a_bent_or_ended_key_opens_nothing() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let (id, key) = make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    assert_eq!(ask(&app, "shop", &key, ORDERS).await.code(), "", "the positive control");
    let last = if key.ends_with('A') { 'B' } else { 'A' };
    for (what, bad) in [
        ("another secret", format!("{}{last}", &key[..key.len() - 2])),
        ("another tenant", key.replace(&shop.id.0.simple().to_string(), &other.id.0.simple().to_string())),
        ("no secret", key.rsplit_once('_').unwrap().0.to_owned()),
        ("nonsense", "sk_a_b_c".to_owned()),
        ("nothing", "sk_".to_owned()),
        (
            "a tenant there is not",
            key.replace(&shop.id.0.simple().to_string(), &uuid::Uuid::new_v4().simple().to_string()),
        ),
    ] {
        let answer = ask(&app, "shop", &bad, ORDERS).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{what}");
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{what}");
    }
    // Ended behind this process's back, as another process would.
    app.database.run("UPDATE api_keys SET revoked_at = now()").await;
    let ended = async |why: &str| {
        let answer = ask(&app, "shop", &key, ORDERS).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{why}");
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{why}");
        // What everybody sees is not shown to it either: it is no visitor's.
        assert_eq!(ask(&app, "shop", &key, "{ storefront { slug } }").await.status, 401, "{why}");
    };
    ended("at once, though the key was just used").await;
    app.database.run("UPDATE api_keys SET revoked_at = NULL, expires_at = now() - interval '1 second'").await;
    ended("past its end").await;
    app.database.run("UPDATE api_keys SET expires_at = NULL").await;
    assert_eq!(ask(&app, "shop", &key, ORDERS).await.code(), "");
    let revoked = app.gql("shop", Some(&shop.owner.token), REVOKE, json!({ "id": id })).await;
    assert_eq!(revoked.data("/apiKeyRevoke/apiKey/isActive"), false);
    assert_ne!(ask(&app, "shop", &key, ORDERS).await.code(), "");
    let again = app.gql("shop", Some(&shop.owner.token), REVOKE, json!({ "id": id })).await;
    assert_eq!(again.refusals("apiKeyRevoke"), ["NOT_AVAILABLE"]);
    // A suspended tenant's keys open nothing either.
    let (_, second) = make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    app.database.run("UPDATE tenants SET is_active = false WHERE slug = 'shop'").await;
    assert_eq!(ask(&app, "app", &second, ORDERS).await.code(), "TENANT_SUSPENDED");
}

#[tokio::test]
async fn a_key_is_replaced_without_standing_still() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (id, old) = make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    let rotate = async |id: &str, hours: i32| {
        app.gql("shop", Some(&shop.owner.token), ROTATE, json!({ "id": id, "h": hours })).await
    };
    for hours in [-1, 169] {
        assert_eq!(rotate(&id, hours).await.refusals("apiKeyRotate"), ["overlapHours OUT_OF_RANGE"], "{hours}");
    }
    let rotated = rotate(&id, 2).await;
    let new = rotated.string("/apiKeyRotate/secret");
    assert_eq!(rotated.data("/apiKeyRotate/apiKey/scopes"), json!(["VIEW_SUBMISSIONS"]));
    for key in [&old, &new] {
        assert_eq!(ask(&app, "shop", key, ORDERS).await.code(), "", "both stand for two hours");
    }
    app.database
        .run("UPDATE api_keys SET expires_at = expires_at - interval '2 hours' WHERE expires_at IS NOT NULL")
        .await;
    assert_eq!(ask(&app, "shop", &old, ORDERS).await.status, 401);
    assert_eq!(ask(&app, "shop", &new, ORDERS).await.code(), "");
}

#[tokio::test]
async fn what_no_key_may_have_is_refused_beside_its_field() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let past = (app.clock.now() - TimeDelta::minutes(1)).to_rfc3339();
    for (input, refusal) in [
        (json!({ "name": " ", "scopes": ["VIEW_SUBMISSIONS"] }), "name REQUIRED"),
        (json!({ "name": "x".repeat(81), "scopes": ["VIEW_SUBMISSIONS"] }), "name TOO_LONG"),
        (json!({ "name": "x", "scopes": [] }), "scopes REQUIRED"),
        (json!({ "name": "x", "scopes": ["MANAGE_KEYS"] }), "scopes INVALID"),
        (json!({ "name": "x", "scopes": ["VIEW_SUBMISSIONS", "CHANGE_ROLES"] }), "scopes INVALID"),
        (json!({ "name": "x", "scopes": ["MAINTAIN"] }), "scopes INVALID"),
        (json!({ "name": "x", "scopes": ["VIEW_SUBMISSIONS"], "expiresAt": past }), "expiresAt OUT_OF_RANGE"),
    ] {
        let answer = app.gql("shop", Some(&shop.owner.token), CREATE, json!({ "i": input })).await;
        assert_eq!(answer.refusals("apiKeyCreate"), [refusal], "{input}");
    }
    assert_eq!(app.database.count("api_keys").await, 0);
}
