//! Slugs: asked for while they are typed, changed, and never lost to somebody else.

use harness::TestApp;
use serde_json::{Value, json};

use super::document;

#[tokio::test]
async fn while_typing_one_learns_whether_a_slug_can_be_had_and_what_is_like_it() {
    let app = TestApp::start().await;
    let shop = app.tenant("shopping").await;
    let ask = async |text: &str| {
        let variables = json!({ "slug": text });
        app.gql("app", Some(&shop.member.token), &document("slugAvailability"), variables)
            .await
            .data("/slugAvailability")
    };
    let free = ask(" Free-Slug ").await;
    assert_eq!(
        free,
        json!({ "slug": "free-slug", "available": true, "reason": null, "message": null, "suggestion": null })
    );
    for (typed, reason, suggestion) in [
        ("shopping", "TAKEN", json!("shopping-kw")),
        ("admin", "RESERVED", json!("admin-kw")),
        ("ab", "TOO_SHORT", json!("ab-kw")),
        ("دكان نورة", "INVALID", json!("dkan-nwra")),
        ("Noura's Shop", "INVALID", json!("nouras-shop")),
        ("!!", "INVALID", Value::Null),
        (&"a".repeat(500), "TOO_LONG", json!("a".repeat(34))),
    ] {
        let answer = ask(typed).await;
        assert_eq!(
            (&answer["available"], &answer["reason"], &answer["suggestion"]),
            (&json!(false), &json!(reason), &suggestion),
            "{typed}"
        );
        assert!(answer["message"].as_str().is_some_and(|text| text.len() > 5));
    }
    let nobody = app.gql("app", None, &document("slugAvailability"), json!({ "slug": "abc" })).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_former_slug_leads_on_and_stays_taken() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("old-name").await, app.tenant("other").await);
    let change = async |label: &str, token: &str, slug: &str| {
        app.gql(label, Some(token), &document("tenantSlugChange"), json!({ "input": { "slug": slug } })).await
    };
    let done = change("old-name", &shop.owner.token, "new-name").await;
    assert_eq!(done.string("/tenantSlugChange/tenant/slug"), "new-name");
    assert_eq!(done.data("/tenantSlugChange/tenant/formerSlugs"), json!(["old-name"]));
    let led = app.get("old-name", "/about?x=1").await;
    assert_eq!((led.status, led.header("location")), (301, "http://new-name.localhost:8000/about?x=1"));
    assert_eq!(app.get("new-name", "/about").await.status, 200);
    // What integrators wrote down goes on working.
    assert_eq!(
        app.gql("old-name", None, "{ storefront { slug } }", json!({})).await.string("/storefront/slug"),
        "new-name"
    );
    assert_eq!(change("other", &other.owner.token, "old-name").await.refusals("tenantSlugChange"), ["slug TAKEN"]);
    assert_eq!(change("other", &other.owner.token, "new-name").await.refusals("tenantSlugChange"), ["slug TAKEN"]);
    assert_eq!(change("other", &other.owner.token, "www").await.refusals("tenantSlugChange"), ["slug RESERVED"]);
    let own = app
        .gql("new-name", Some(&shop.owner.token), &document("slugAvailability"), json!({ "slug": "old-name" }))
        .await;
    assert_eq!(own.data("/slugAvailability/available"), true, "its own former one");
    let back = change("new-name", &shop.owner.token, "old-name").await;
    assert_eq!(back.data("/tenantSlugChange/tenant/formerSlugs"), json!(["new-name"]));
    assert_eq!(app.get("new-name", "/").await.status, 301);
    // A tenant does not collect names.
    for slug in ["third", "fourth", "fifth"] {
        assert_eq!(
            change("old-name", &shop.owner.token, slug).await.refusals("tenantSlugChange"),
            Vec::<String>::new()
        );
    }
    assert_eq!(
        change("old-name", &shop.owner.token, "sixth").await.refusals("tenantSlugChange"),
        ["slug OUT_OF_RANGE"]
    );
    assert_eq!(app.get("sixth", "/").await.status, 404);
    assert_eq!(change("fifth", &shop.owner.token, "third").await.refusals("tenantSlugChange"), Vec::<String>::new());
}
