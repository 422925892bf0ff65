//! Many keys: how many stand at once, which of them are shown, and what a guess leaves behind.

use chrono::TimeDelta;
use harness::TestApp;
use serde_json::{Value, json};

use super::{CREATE, ORDERS, ROTATE, ask, make};

/// Copies the oldest key so many times, each a second younger than the one before; `revoked` is when they ended.
async fn copy(app: &TestApp, keys: u32, revoked: &str) {
    app.database
        .run(&format!(
            "INSERT INTO api_keys (tenant_id, id, name, scopes, last_four, secret_hash, created_by, revoked_at, created_at)
             SELECT k.tenant_id, gen_random_uuid(), k.name, k.scopes, k.last_four, k.secret_hash, k.created_by, {revoked},
                    k.created_at + n * interval '1 second'
             FROM (SELECT * FROM api_keys ORDER BY created_at LIMIT 1) k CROSS JOIN generate_series(1, {keys}) n"
        ))
        .await;
}

#[tokio::test]
async fn keys_are_made_up_to_fifty_and_replaced_up_to_a_hundred() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (id, _) = make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    let token = Some(shop.owner.token.as_str());
    let create = async || {
        let input = json!({ "i": { "name": "till", "scopes": ["VIEW_SUBMISSIONS"] } });
        app.gql("shop", token, CREATE, input).await.refusals("apiKeyCreate")
    };
    let rotate = async || app.gql("shop", token, ROTATE, json!({ "id": id, "h": 1 })).await.refusals("apiKeyRotate");
    let standing = "api_keys WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())";
    // Those that have ended take no place.
    copy(&app, 60, "now()").await;
    copy(&app, 48, "NULL::timestamptz").await;
    assert_eq!(create().await, Vec::<String>::new(), "the control: the fiftieth");
    assert_eq!(create().await, ["OUT_OF_RANGE"]);
    assert_eq!(rotate().await, Vec::<String>::new(), "one that is replaced may stand beside its successor");
    copy(&app, 48, "NULL::timestamptz").await;
    assert_eq!(app.database.count(standing).await, 99);
    assert_eq!(rotate().await, Vec::<String>::new(), "the control: the hundredth");
    for _ in 0..2 {
        assert_eq!(rotate().await, ["OUT_OF_RANGE"]);
    }
    assert_eq!(app.database.count(standing).await, 100);
    let one = "SELECT id FROM api_keys WHERE revoked_at IS NULL AND expires_at IS NULL LIMIT 1";
    app.database.run(&format!("UPDATE api_keys SET revoked_at = now() WHERE id = ({one})")).await;
    assert_eq!(rotate().await, Vec::<String>::new(), "one that ends makes room");
}

#[tokio::test]
async fn a_key_that_stands_is_shown_before_all_that_have_ended() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (oldest, _) = make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    let listed = async || {
        let answer = app.gql("shop", Some(&shop.owner.token), "{ apiKeys { id isActive } }", json!({})).await;
        answer.data("/apiKeys").as_array().unwrap().clone()
    };
    let standing = |keys: &[Value]| keys.iter().take_while(|key| key["isActive"] == true).count();
    copy(&app, 205, "now()").await;
    let keys = listed().await;
    assert_eq!((keys.len(), standing(&keys), &keys[0]["id"]), (200, 1, &json!(oldest)), "older than all of the others");
    copy(&app, 60, "NULL::timestamptz").await;
    let keys = listed().await;
    assert_eq!((keys.len(), standing(&keys), &keys[60]["id"]), (200, 61, &json!(oldest)), "newest first");
    assert!(keys[61..].iter().all(|key| key["isActive"] == false));
}

#[tokio::test]
async fn a_wrong_secret_is_no_use_of_the_key() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (_, key) = make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    let parts: Vec<&str> = key.splitn(4, '_').collect();
    // Of the right form and length, for the right key of the right tenant.
    let wrong = format!("{}_{}_{}_{}", parts[0], parts[1], parts[2], "A".repeat(parts[3].len()));
    let used = async || app.database.value::<Option<String>>("SELECT last_used_at::text FROM api_keys").await;
    assert_eq!(ask(&app, "shop", &wrong, ORDERS).await.status, 401);
    assert_eq!(used().await, None);
    assert_eq!(ask(&app, "shop", &key, ORDERS).await.code(), "", "the control");
    let first = used().await;
    assert!(first.is_some(), "the control: its use is noted");
    app.clock.advance(TimeDelta::minutes(5));
    assert_eq!(ask(&app, "shop", &wrong, ORDERS).await.status, 401);
    assert_eq!(used().await, first);
}
