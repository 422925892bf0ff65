//! Founding a tenant: all or nothing, one slug one tenant, and what a charity has to say.

use std::sync::Arc;

use harness::TestApp;
use serde_json::{Value, json};

use super::{document, founding};

async fn found(app: &TestApp, token: Option<&str>, input: Value) -> harness::Answer {
    app.gql("app", token, &document("tenantCreate"), json!({ "input": input })).await
}

#[tokio::test]
async fn a_person_founds_a_tenant_and_owns_it() {
    let app = TestApp::start().await;
    let noura = app.person("noura@new.example").await;
    // Asked for a moment before: that it leads nowhere must not be remembered.
    assert_eq!(app.get("first-shop", "/").await.status, 404);
    let made = found(
        &app,
        Some(&noura.token),
        json!({ "slug": " First-Shop ", "name": "Name of first-shop", "kind": "SHOP", "defaultLocale": "EN" }),
    )
    .await;
    assert_eq!(made.refusals("tenantCreate"), Vec::<String>::new());
    assert_eq!(made.string("/tenantCreate/tenant/slug"), "first-shop");
    assert_eq!(made.string("/tenantCreate/tenant/url"), "http://first-shop.localhost:8000");
    assert_eq!(made.string("/tenantCreate/tenant/currencyCode"), "KWD");
    assert_eq!(made.string("/tenantCreate/tenant/timeZone"), "Asia/Kuwait");
    assert!(app.get("first-shop", "/").await.status < 400, "the storefront answers on its host");
    let face = app.gql("first-shop", None, "{ storefront { isPublished name { ar en resolved } } }", json!({})).await;
    assert_eq!(face.data("/storefront/isPublished"), false, "it opens when the team says so");
    assert_eq!(face.string("/storefront/name/resolved"), "Name of first-shop");
    let viewer =
        app.gql("app", Some(&noura.token), "{ viewer { memberships { role tenant { slug } } } }", json!({})).await;
    assert_eq!(viewer.data("/viewer/memberships"), json!([{ "role": "OWNER", "tenant": { "slug": "first-shop" } }]));
    for table in ["tenant_slugs", "tenant_members", "storefront_config", "notification_preferences", "ai_limits"] {
        assert_eq!(app.database.count(table).await, 1, "{table}");
    }
    // A second one, beside the first.
    found(&app, Some(&noura.token), founding("second-shop")).await.string("/tenantCreate/tenant/id");
    let viewer = app.gql("app", Some(&noura.token), "{ viewer { memberships { role } } }", json!({})).await;
    assert_eq!(viewer.data("/viewer/memberships").as_array().unwrap().len(), 2);
    assert_eq!(found(&app, None, founding("third-shop")).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once_and_nothing_is_left() {
    let app = TestApp::start().await;
    let noura = app.person("noura@new.example").await;
    let refusals = async |input: Value| found(&app, Some(&noura.token), input).await.refusals("tenantCreate");
    let bad = json!({ "slug": "-", "name": " ", "kind": "SHOP", "timeZone": "Mars/Base", "currencyCode": "kwd" });
    assert_eq!(refusals(bad).await, ["slug INVALID", "name REQUIRED", "timeZone INVALID", "currencyCode INVALID"]);
    for (slug, refusal) in [
        ("admin", "slug RESERVED"),
        ("ab", "slug INVALID"),
        (&"a".repeat(41), "slug TOO_LONG"),
        ("xn--80ak6aa92e", "slug INVALID"),
        ("a.b", "slug INVALID"),
        ("shop'; DROP TABLE tenants; --", "slug INVALID"),
    ] {
        assert_eq!(refusals(founding(slug)).await, [refusal], "{slug}");
    }
    let charity = json!({ "slug": "giving", "name": "Giving", "kind": "CHARITY" });
    assert_eq!(refusals(charity).await, ["legalName REQUIRED", "licenceNumber REQUIRED"]);
    assert_eq!(app.database.count("tenants").await + app.database.count("tenant_slugs").await, 0);
    let charity = json!({ "slug": "giving", "name": "Giving", "kind": "CHARITY", "legalName": "Giving Society", "licenceNumber": "2026/17" });
    assert_eq!(refusals(charity).await, Vec::<String>::new(), "the positive control");
    assert_eq!(refusals(founding("giving")).await, ["slug TAKEN"]);
    assert_eq!(app.database.count("tenants").await, 1);
}

#[tokio::test]
async fn a_failure_half_way_leaves_nothing() {
    let app = TestApp::start().await;
    let noura = app.person("noura@new.example").await;
    app.database.run("REVOKE INSERT ON ai_limits FROM app_user").await;
    let answer = found(&app, Some(&noura.token), founding("broken")).await;
    assert_eq!(answer.code(), "INTERNAL");
    for table in ["tenants", "tenant_slugs", "tenant_members", "storefront_config", "notification_preferences"] {
        assert_eq!(app.database.count(table).await, 0, "{table}");
    }
    app.database.run("GRANT INSERT ON ai_limits TO app_user").await;
    found(&app, Some(&noura.token), founding("broken")).await.string("/tenantCreate/tenant/id");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_who_found_one_slug_at_once_make_one_tenant() {
    let app = Arc::new(TestApp::start().await);
    let mut crowd = Vec::new();
    for n in 0..50 {
        let (app, person) = (Arc::clone(&app), app.person(&format!("p{n}@new.example")).await);
        crowd.push(tokio::spawn(async move {
            let answer = found(&app, Some(&person.token), founding("the-one")).await;
            match answer.code().as_str() {
                "" => answer.refusals("tenantCreate"),
                busy => vec![busy.to_owned()],
            }
        }));
    }
    let mut made = 0;
    for one in crowd {
        let refusals = one.await.unwrap();
        made += usize::from(refusals.is_empty());
        assert!(refusals.is_empty() || refusals == ["slug TAKEN"] || refusals == ["UNAVAILABLE"], "{refusals:?}");
    }
    assert_eq!(made, 1);
    for table in ["tenants", "tenant_slugs", "tenant_members", "storefront_config"] {
        assert_eq!(app.database.count(table).await, 1, "{table}");
    }
}

#[tokio::test]
async fn what_a_team_changes_of_its_tenant_is_seen_and_versioned() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let update = async |token: &str, input: Value, version: Option<i32>| {
        app.gql("shop", Some(token), &document("tenantUpdate"), json!({ "input": input, "v": version })).await
    };
    let done = update(
        &shop.admin.token,
        json!({ "name": "Better", "legalName": "Better W.L.L.", "timeZone": "Asia/Riyadh" }),
        Some(1),
    )
    .await;
    assert_eq!(done.string("/tenantUpdate/tenant/name"), "Better");
    assert_eq!(done.data("/tenantUpdate/tenant/version"), 2);
    let face = app.gql("shop", None, "{ storefront { legalName timeZone } }", json!({})).await;
    assert_eq!(face.data("/storefront"), json!({ "legalName": "Better W.L.L.", "timeZone": "Asia/Riyadh" }));
    assert_eq!(
        update(&shop.admin.token, json!({ "name": "Late" }), Some(1)).await.refusals("tenantUpdate"),
        ["expectedVersion STALE"]
    );
    let cleared = update(&shop.owner.token, json!({ "legalName": null }), None).await;
    assert_eq!(cleared.data("/tenantUpdate/tenant/legalName"), Value::Null);
    assert_eq!(cleared.string("/tenantUpdate/tenant/name"), "Better", "what is left out stays");
    assert_eq!(update(&shop.member.token, json!({ "name": "No" }), None).await.code(), "FORBIDDEN");
}

#[tokio::test]
async fn a_time_zone_stays_once_something_is_counted_by_its_days() {
    let app = TestApp::start().await;
    let (shop, visited) = (app.tenant("shop").await, app.tenant("visited").await);
    let set = async |tenant: &harness::Tenant, input: Value| {
        let input = json!({ "input": input, "v": null });
        app.gql(&tenant.slug, Some(&tenant.admin.token), &document("tenantUpdate"), input).await
    };
    let zone = "/tenantUpdate/tenant/timeZone";
    // Controls: nothing has happened yet, in neither of them.
    assert_eq!(set(&shop, json!({ "timeZone": "Asia/Riyadh" })).await.string(zone), "Asia/Riyadh");
    assert_eq!(set(&visited, json!({ "timeZone": "Asia/Riyadh" })).await.string(zone), "Asia/Riyadh");
    let mug = app.item(&shop, harness::Item::new("mug")).await;
    app.order(&shop, &mug, 1).await;
    let visit = "mutation { visitRecord(input: { source: \"x\" }) { visitId } }";
    app.gql("visited", None, visit, json!({})).await.string("/visitRecord/visitId");
    for tenant in [&shop, &visited] {
        let refused = set(tenant, json!({ "timeZone": "America/New_York", "name": "Elsewhere" })).await;
        assert_eq!(refused.refusals("tenantUpdate"), ["timeZone IN_USE"], "{}", tenant.slug);
        // The zone it has is no change, and whatever else may be changed still may.
        let same = set(tenant, json!({ "timeZone": "Asia/Riyadh", "name": "Better" })).await;
        assert_eq!(same.string("/tenantUpdate/tenant/name"), "Better");
        assert_eq!(same.string(zone), "Asia/Riyadh");
    }
}
